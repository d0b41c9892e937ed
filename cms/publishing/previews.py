"""Drafts as the public page will be: the same document, renderer and templates, with absolute links."""

from django.http import HttpRequest, HttpResponse

from cms.core.documents import PublishedDocument
from cms.publishing import dynamic


def render_preview(request: HttpRequest, document: PublishedDocument) -> HttpResponse:
    """The page that publishing the draft would make."""
    html = dynamic.page(f"pages/{document.type}.html", document.locale, doc=document.to_dict())
    return HttpResponse(html, headers={"X-Robots-Tag": "noindex"})
