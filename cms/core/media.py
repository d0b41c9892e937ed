"""Images and attachments, and their public form. Originals stay private: see publishing for what becomes
public.
"""

from pathlib import PurePosixPath
from urllib.parse import quote

from django.db import models
from django.utils.translation import gettext_lazy as _
from taggit.managers import TaggableManager
from wagtail.documents.models import AbstractDocument
from wagtail.documents.models import Document as WagtailDocument
from wagtail.images.models import AbstractImage, AbstractRendition, get_upload_to
from wagtail.images.models import Image as WagtailImage

from cms.core.documents import Data
from cms.core.picture_files import PictureField

WIDTHS = (400, 800, 1600)
FORMATS = {"webp": "webp", "jpeg": "jpg"}
AVIF = {"avif": "avif"}  # takes seconds to make, so it comes later
CROPS = {
    "wide": (2, 1),
    "tall": (4, 5),
}  # how a picture is cut around its focal point: for screens, for telephones
CROP_WIDTHS = {"wide": (800, 1600), "tall": (480, 960)}
SPECS = {"avif": "format-avif|avifquality-60"}  # as good as the others at their usual quality


class Image(AbstractImage):
    """A picture. Its description is the default alternative text."""

    file = PictureField(
        verbose_name=AbstractImage._meta.get_field("file").verbose_name,
        upload_to=get_upload_to,
        width_field="width",
        height_field="height",
    )
    credit = models.CharField(
        _("credit"), max_length=120, blank=True, help_text=_("Who took or drew the picture.")
    )

    avif = models.CharField(
        max_length=60, blank=True, editable=False
    )  # the public name that AVIF was made for
    blur = models.CharField(max_length=36, blank=True, editable=False)  # see cms.core.pictures

    tags = TaggableManager(_("tags"), blank=True, help_text=None, related_name="core_images")

    admin_form_fields = (*WagtailImage.admin_form_fields, "credit")

    class Meta(AbstractImage.Meta):
        default_related_name = "core_images"  # Wagtail's own Image, unused here, already has "image_set"
        verbose_name = _("image")
        verbose_name_plural = _("images")

    def public_form(self, *, alt: str = "", decorative: bool = False) -> Data:
        """The picture as documents hold it: sizes and addresses; the files are made when the page is built. Those of
        AVIF are there already, or are not named.
        """
        name, widths = self.public_name(), self.public_widths()
        formats = FORMATS | (AVIF if self.avif == name else {})
        return {
            "media": "image",
            "id": self.pk,
            "alt": "" if decorative else (alt or self.description or self.title),
            "decorative": decorative,
            "credit": self.credit,
            "width": self.width,
            "height": self.height,
            "focal": self._focal_percent(),
            "sources": {
                kind: [{"width": width, "url": f"/media/{name}-{width}.{extension}"} for width in widths]
                for kind, extension in formats.items()
            },
        }

    def framed_form(self) -> Data:
        """As `public_form`, with the colours that stand in its place while it comes, see cms.core.pictures."""
        return self.public_form() | {"blur": self.blur}

    def cover_form(self) -> Data:
        """As `framed_form`, with its crops: {"wide": {"width", "height", "sources"}, "tall": …}."""
        return self.framed_form() | {"crops": {crop: self._crop(crop) for crop in CROPS}}

    def _crop(self, crop: str) -> Data:
        name, (across, down) = self.public_name(), CROPS[crop]
        largest = min(self.width, self.height * across // down)
        widths = [width for width in CROP_WIDTHS[crop] if width < largest] or [largest]
        return {
            "width": widths[-1],
            "height": widths[-1] * down // across,
            "sources": {
                kind: [{"width": width, "url": f"/media/{name}-{crop}-{width}.{end}"} for width in widths]
                for kind, end in FORMATS.items()
            },
        }

    def public_name(self) -> str:
        """The stem of its public files: the content's hash and the focal point, so that a changed picture has a
        changed address.
        """
        name = self.get_file_hash()[:16]
        return f"{name}-{self.focal_point_x}x{self.focal_point_y}" if self.has_focal_point() else name

    def public_widths(self) -> list[int]:
        """The widths that it is public in: up to three, none wider than itself."""
        widths = [width for width in WIDTHS if width < self.width]
        return widths if len(widths) == len(WIDTHS) else [*widths, self.width]

    def _focal_percent(self) -> list[float] | None:
        if not self.has_focal_point():
            return None
        return [
            round(100 * self.focal_point_x / self.width, 1),
            round(100 * self.focal_point_y / self.height, 1),
        ]


class Rendition(AbstractRendition):
    """One size of a picture, made by Wagtail."""

    image = models.ForeignKey(Image, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["image", "filter_spec", "focal_point_key"], name="unique_rendition"
            )
        ]


def rendition_of(image: Image, width: int, kind: str, crop: str = "") -> Rendition:
    """One size of a picture, whole or of a crop, as "webp", "jpeg" or "avif": made when it is first asked for, kept
    with the uploads.
    """
    size = f"width-{width}"
    if crop:
        across, down = CROPS[crop]
        size = f"fill-{width}x{width * down // across}"
    return image.get_rendition(f"{size}|{SPECS.get(kind, f'format-{kind}')}")


def crop_of(url: str) -> str:
    """The crop that a public file is of, by its address; "" for a whole picture."""
    crop = url.rpartition("-")[0].rpartition("-")[2]
    return crop if crop in CROPS else ""


class Attachment(AbstractDocument):
    """A file that pages offer for download."""

    admin_form_fields = WagtailDocument.admin_form_fields

    class Meta(AbstractDocument.Meta):
        verbose_name = _("attachment")
        verbose_name_plural = _("attachments")

    def public_form(self) -> Data:
        """The file as documents hold it; its address holds the content's hash and keeps the file's name."""
        name = PurePosixPath(self.file.name).name
        return {
            "media": "attachment",
            "id": self.pk,
            "title": self.title,
            "url": f"/files/{self.get_file_hash()[:16]}/{quote(name)}",
            "name": name,
            "extension": self.file_extension.lower(),
            "size": self.get_file_size() or 0,
        }
