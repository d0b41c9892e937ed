"""What a brand is told with besides its story: values, heritage, a timeline, videos, sound, partners, the press."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageChooserBlock

from cms.core.blocks import PictureBlock
from cms.core.documents import Data

VIDEO, SOUND, CAPTIONS = ("mp4", "webm"), ("mp3", "m4a", "ogg", "wav"), ("vtt",)


class ValueBlock(blocks.StructBlock):
    """One of a brand's values, in a word and a sentence."""

    title = blocks.CharBlock(label=_("Value"), max_length=60)
    text = blocks.TextBlock(label=_("What it means"), required=False)

    class Meta:
        label = _("Value")
        icon = "pick"

    def public_form(self, value: blocks.StructValue) -> Data:
        return {"title": value["title"], "text": value["text"]}


class GalleryPictureBlock(PictureBlock):
    """A picture of the gallery, with the colours that stand in its place while it comes."""

    def public_form(self, value: Any) -> Data:
        form = super().public_form(value)
        if form["image"]:
            form["image"]["blur"] = value["image"].blur
        return form


class HeritageBlock(blocks.StructBlock):
    """Something handed down: a craft, a custom, a place."""

    title = blocks.CharBlock(label=_("Heritage item"), max_length=100)
    recognised = blocks.CharBlock(
        label=_("Recognised as"),
        max_length=150,
        required=False,
        help_text=_(
            "The list that it is on, with the year, such as: intangible heritage of the district, 2021."
        ),
    )
    text = blocks.TextBlock(label=_("What it is"), required=False)
    image = ImageChooserBlock(label=_("Image"), required=False)

    class Meta:
        label = _("Heritage item")
        icon = "history"

    def public_form(self, value: Any) -> Data:
        image = value["image"].framed_form() if value["image"] else None
        return {**{name: value[name] for name in ("title", "recognised", "text")}, "image": image}


class MilestoneBlock(blocks.StructBlock):
    """A year or a day of the brand's history, and what happened then."""

    when = blocks.CharBlock(
        label=_("When"), max_length=40, help_text=_("A year or a date, as people say it.")
    )
    text = blocks.TextBlock(label=_("What happened"))

    class Meta:
        label = _("Milestone")
        icon = "date"

    def public_form(self, value: Any) -> Data:
        return {"when": value["when"], "text": value["text"]}


class MediaBlock(blocks.StructBlock):
    """A video or a recording: a file of ours, or a link. Nothing is embedded, so that no outside host learns who reads
    the page.
    """

    endings: tuple[str, ...] = ()

    title = blocks.CharBlock(label=_("Title"), max_length=150)
    file = DocumentChooserBlock(label=_("File"), required=False)
    href = blocks.URLBlock(label=_("Or an address elsewhere"), required=False)
    text = blocks.TextBlock(
        label=_("In words"),
        required=False,
        help_text=_("What is said and shown, for those who can't hear or see it."),
    )

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        if bool(cleaned["file"]) == bool(cleaned["href"]):
            raise _wrong("file", _("Choose either a file or an address."))
        _check_ending(cleaned, "file", self.endings)
        return cleaned

    def public_form(self, value: Any) -> Data:
        file = value["file"].public_form() if value["file"] else None
        return {"title": value["title"], "file": file, "href": value["href"] or "", "text": value["text"]}


class VideoBlock(MediaBlock):
    endings = VIDEO

    captions = DocumentChooserBlock(
        label=_("Captions"), required=False, help_text=_("A WebVTT file (.vtt) with what is said.")
    )
    poster = ImageChooserBlock(
        label=_("Still picture"), required=False, help_text=_("Shown until the video is played.")
    )

    class Meta:
        label = _("Video")
        icon = "media"

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        _check_ending(cleaned, "captions", CAPTIONS)
        return cleaned

    def public_form(self, value: Any) -> Data:
        return {
            **super().public_form(value),
            "captions": value["captions"].public_form() if value["captions"] else None,
            "poster": value["poster"].public_form() if value["poster"] else None,
        }


class SoundBlock(MediaBlock):
    endings = SOUND

    class Meta:
        label = _("Recording")
        icon = "media"


class PartnerBlock(blocks.StructBlock):
    """Somebody who helps to carry the brand."""

    name = blocks.CharBlock(label=_("Partner"), max_length=120)
    part = blocks.CharBlock(label=_("What they do for it"), max_length=200, required=False)
    href = blocks.URLBlock(label=_("Address"), required=False)

    class Meta:
        label = _("Partner")
        icon = "group"

    def public_form(self, value: Any) -> Data:
        return {"name": value["name"], "part": value["part"], "href": value["href"] or ""}


class PressBlock(blocks.StructBlock):
    """What others wrote or showed of the brand."""

    title = blocks.CharBlock(label=_("Title"), max_length=200)
    medium = blocks.CharBlock(label=_("Newspaper or station"), max_length=120)
    published_on = blocks.DateBlock(label=_("Published on"), required=False)
    href = blocks.URLBlock(label=_("Address"), required=False)

    class Meta:
        label = _("Press report")
        icon = "openquote"

    def public_form(self, value: Any) -> Data:
        day = value["published_on"]
        return {
            "title": value["title"],
            "medium": value["medium"],
            "published_on": day.isoformat() if day else None,
            "href": value["href"] or "",
        }


def _check_ending(value: Any, name: str, endings: tuple[str, ...]) -> None:
    file = value[name]
    if file and file.file_extension.lower() not in endings:
        raise _wrong(name, _("This file must be one of: %(endings)s.") % {"endings": ", ".join(endings)})


def _wrong(name: str, message: Any) -> blocks.StructBlockValidationError:
    return blocks.StructBlockValidationError({name: ValidationError(message)})
