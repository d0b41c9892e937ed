"""What a brand stands for."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from cms.core.documents import Data


class ValueBlock(blocks.StructBlock):
    """One of a brand's values, in a word and a sentence."""

    title = blocks.CharBlock(label=_("Value"), max_length=60)
    text = blocks.TextBlock(label=_("What it means"), required=False)

    class Meta:
        label = _("Value")
        icon = "pick"

    def public_form(self, value: blocks.StructValue) -> Data:
        return {"title": value["title"], "text": value["text"]}
