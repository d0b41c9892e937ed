"""The links that a home page leads on with."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from cms.core.blocks import ActionBlock
from cms.core.documents import Data


class LinkBlock(ActionBlock):
    """A link with a line that says what is behind it."""

    description = blocks.CharBlock(label=_("What is behind it"), max_length=150, required=False)

    class Meta:
        label = _("Link")
        icon = "link"

    def public_form(self, value: blocks.StructValue) -> Data:
        return {**super().public_form(value), "description": value["description"]}
