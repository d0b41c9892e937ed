"""Drafts as the public page will be: the same document, renderer and templates, with absolute links."""

from django.http import HttpRequest, HttpResponse

from cms.core.documents import Data, PublishedDocument, media_in, sources_of
from cms.core.media import crop_of, rendition_of
from cms.core.models import Attachment, Image
from cms.publishing.rendering import dynamic


def render_preview(request: HttpRequest, document: PublishedDocument) -> HttpResponse:
    """The page that publishing the draft would make; its pictures and files come from where only staff may look."""
    doc = document.to_dict()
    _show_to_staff(list(media_in(doc)))
    html = dynamic.page(f"pages/{document.type}.html", document.locale, doc=doc)
    return HttpResponse(html, headers={"X-Robots-Tag": "noindex"})


def _show_to_staff(media: list[Data]) -> None:
    """Give media addresses that work before anything is public."""
    images = Image.objects.in_bulk([one["id"] for one in media if one["media"] == "image"])
    files = Attachment.objects.in_bulk([one["id"] for one in media if one["media"] == "attachment"])
    for one in media:
        if one["media"] == "attachment":
            one["url"] = files[one["id"]].file.url
            continue
        for kind, source in sources_of(one):
            crop = crop_of(source["url"])
            source["url"] = rendition_of(images[one["id"]], source["width"], kind, crop).url
