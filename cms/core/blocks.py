"""The parts that an editor builds a page's body from, and their public form.

Each block says what documents hold of it by `public_form(value)`; a body is a list of those.
"""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.contrib.table_block.blocks import TableBlock as WagtailTableBlock
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageChooserBlock

from cms.core import richtext
from cms.core.documents import PAGE, Data
from cms.core.slugs import slug_of
from cms.core.text import plain


class HeadingBlock(blocks.StructBlock):
    text = blocks.CharBlock(label=_("Heading"), max_length=150)
    level = blocks.ChoiceBlock(
        label=_("Level"), choices=[("2", _("Heading")), ("3", _("Sub-heading"))], default="2"
    )

    class Meta:
        label = _("Heading")
        icon = "title"

    def public_form(self, value: Any) -> Data:
        return {"level": int(value["level"]), "text": value["text"], "anchor": slug_of(value["text"])}


class TextBlock(blocks.RichTextBlock):
    class Meta:
        label = _("Text")
        icon = "pilcrow"

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"features": richtext.FEATURES, **kwargs})

    def public_form(self, value: Any) -> Data:
        return {"html": richtext.expand(value.source), "files": richtext.linked_files(value.source)}


class PictureBlock(blocks.StructBlock):
    """An image that either tells something, and then needs words for those who don't see it, or is
    decoration.
    """

    image = ImageChooserBlock(label=_("Image"))
    alt = blocks.CharBlock(
        label=_("Alternative text"),
        max_length=250,
        required=False,
        help_text=_(
            "What the picture shows, for those who don't see it. Empty: the image's own description."
        ),
    )
    decorative = blocks.BooleanBlock(label=_("Only decoration, says nothing"), required=False)
    caption = blocks.CharBlock(label=_("Caption"), max_length=250, required=False)

    class Meta:
        label = _("Image")
        icon = "image"

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        if not (cleaned["decorative"] or cleaned["alt"] or cleaned["image"].description):
            raise blocks.StructBlockValidationError(
                {"alt": ValidationError(_("Describe the picture, or mark it as decoration."))}
            )
        return cleaned

    def public_form(self, value: Any) -> Data:
        image = (
            value["image"].public_form(alt=value["alt"], decorative=value["decorative"])
            if value["image"]
            else None
        )
        return {"image": image, "caption": value["caption"]}


class GalleryBlock(blocks.ListBlock):
    class Meta:
        label = _("Gallery")
        icon = "image"
        min_num = 2

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(PictureBlock(), **kwargs)

    def public_form(self, value: Any) -> Data:
        return {"images": [self.child_block.public_form(picture) for picture in value]}


class TableBlock(WagtailTableBlock):
    class Meta:
        label = _("Table")
        icon = "table"

    def public_form(self, value: Any) -> Data:
        rows = [["" if cell is None else str(cell) for cell in row] for row in value.get("data", [])]
        header = rows.pop(0) if value.get("first_row_is_table_header") and rows else None
        return {
            "caption": value.get("table_caption") or "",
            "header": header,
            "first_column_is_header": bool(value.get("first_col_is_header")),
            "rows": rows,
        }


class AttachmentBlock(DocumentChooserBlock):
    class Meta:
        label = _("Attachment")
        icon = "doc-full"

    def public_form(self, value: Any) -> Data:
        return {"attachment": value.public_form() if value else None}


class QuoteBlock(blocks.StructBlock):
    text = blocks.TextBlock(label=_("Quotation"))
    attribution = blocks.CharBlock(label=_("Source"), max_length=150, required=False)

    class Meta:
        label = _("Quotation")
        icon = "openquote"

    def public_form(self, value: Any) -> Data:
        return {"text": value["text"], "attribution": value["attribution"]}


class ActionBlock(blocks.StructBlock):
    """A call to action: one clear button to a page or an address."""

    label = blocks.CharBlock(label=_("Words on the button"), max_length=60)
    page = blocks.PageChooserBlock(label=_("Page"), required=False)
    address = blocks.URLBlock(label=_("Or an address elsewhere"), required=False)

    class Meta:
        label = _("Call to action")
        icon = "link"

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        if bool(cleaned["page"]) == bool(cleaned["address"]):
            raise blocks.StructBlockValidationError(
                {"page": ValidationError(_("Choose either a page or an address."))}
            )
        return cleaned

    def public_form(self, value: Any) -> Data:
        href = f"{PAGE}{value['page'].pk}" if value["page"] else value["address"]
        return {"label": value["label"], "href": href}


class VideoBlock(blocks.StructBlock):
    """A link to a video: nothing is embedded, so that no outside host learns who reads the page."""

    title = blocks.CharBlock(label=_("Title"), max_length=150)
    href = blocks.URLBlock(label=_("Address of the video"))
    description = blocks.TextBlock(
        label=_("What it shows"),
        required=False,
        help_text=_("A short summary or transcript for those who can't watch."),
    )

    class Meta:
        label = _("Video link")
        icon = "media"

    def public_form(self, value: Any) -> Data:
        return {"title": value["title"], "href": value["href"], "description": value["description"]}


class BodyBlock(blocks.StreamBlock):
    """A page's body."""

    heading = HeadingBlock()
    text = TextBlock()
    image = PictureBlock()
    gallery = GalleryBlock()
    table = TableBlock()
    attachment = AttachmentBlock()
    quote = QuoteBlock()
    action = ActionBlock()
    video = VideoBlock()

    def public_form(self, value: Any) -> list[Data]:
        """The body's blocks in order; headings with the same words get numbered anchors."""
        body = [{"type": part.block_type, **part.block.public_form(part.value)} for part in value]
        used: dict[str, int] = {}
        for block in body:
            if block["type"] == "heading":
                times = used[block["anchor"]] = used.get(block["anchor"], 0) + 1
                block["anchor"] += f"-{times}" if times > 1 else ""
        return [block for block in body if block["type"] != "text" or block["html"]]


def plain_text(body: list[Data]) -> str:
    """Everything that can be read in a public body, for search."""
    return "\n".join(filter(None, (_plain_block(block) for block in body)))


def _plain_block(block: Data) -> str:
    match block["type"]:
        case "text":
            return plain(block["html"])
        case "table":
            rows = [block["header"] or [], *block["rows"]]
            return "\n".join([block["caption"], *(" ".join(row) for row in rows)]).strip()
        case "gallery":
            return "\n".join(_plain_block({"type": "image", **picture}) for picture in block["images"])
        case "image":
            return " ".join(filter(None, [block["image"] and block["image"]["alt"], block["caption"]]))
        case "attachment":
            return block["attachment"]["title"] if block["attachment"] else ""
    return " ".join(
        block.get(name) or "" for name in ("text", "title", "label", "attribution", "description")
    ).strip()
