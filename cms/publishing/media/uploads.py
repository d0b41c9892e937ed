"""The originals of public pictures and attachments, as Wagtail keeps them."""

from cms.core.media import crop_of, rendition_of
from cms.core.models import Attachment, Image
from cms.publishing.models import MediaUse

KINDS = {"webp": "webp", "avif": "avif"}


def find(use: MediaUse) -> str:
    """The name of the file among the uploads; "" where it is gone. A size that was never asked for is made."""
    if use.kind == "attachment":
        attachment = Attachment.objects.filter(pk=use.source).first()
        return attachment.file.name if attachment else ""
    image = Image.objects.filter(pk=use.source).first()
    if image is None or use.width is None:
        return ""
    kind = KINDS.get(use.url.rpartition(".")[2], "jpeg")
    return rendition_of(image, use.width, kind, crop_of(use.url)).file.name
