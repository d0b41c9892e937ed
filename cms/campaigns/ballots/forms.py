"""What voters are asked."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from cms.campaigns.ballots.rules.receipts import normal_receipt
from cms.core.documents import Data
from cms.intake import protection
from cms.intake.forms import GuardedForm

NOTHING = _("Choose at least one entry.")


def category_field(category: str) -> str:
    """The name of the field of a category."""
    return f"category-{category}"


class VoteForm(GuardedForm):
    """The choices in each category. `categories`: see `queries.categories_to_choose`; `each`: how many may be chosen in
    one. An office, or a whole mobile network, has one address: votes from there are looked at, not refused.
    """

    rule = protection.Rule("vote", of_address=1200, without_proof=300, of_phone=20)

    def __init__(self, *args: Any, categories: list[Data], each: int, phone: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.phone, self.each = phone, each
        for category in categories:
            self.fields[category_field(category["id"])] = forms.MultipleChoiceField(
                label=category["title"] or _("What you can vote for"),
                choices=[(entry["id"], entry["title"]) for entry in category["entries"]],
                widget=forms.CheckboxSelectMultiple,
                required=False,
            )

    def clean(self) -> Data:
        for name in self.fields:
            if len(self.cleaned_data.get(name, [])) > self.each:
                many = ngettext(
                    "You have %(count)d vote here: choose one entry only.",
                    "You have %(count)d votes here: choose no more entries.",
                    self.each,
                )
                self.add_error(name, many % {"count": self.each})
        if not self.errors and not self.chosen():
            raise forms.ValidationError(NOTHING)
        return super().clean()

    def chosen(self) -> list[UUID]:
        """The entries that were chosen."""
        return [UUID(entry) for name in self.fields for entry in self.cleaned_data.get(name, [])]

    def _refusal(self, cleaned: Data) -> protection.Refusal | None:
        return super()._refusal({**cleaned, "phone": self.phone})


class ReceiptForm(GuardedForm):
    """The receipt that somebody got for their ballot."""

    rule = protection.Rule("receipt")
    receipt = forms.CharField(
        label=_("The code on your receipt"),
        help_text=_("Twenty letters and digits, such as 7KQ2M-D4X9P-8RT3V-W6YZA."),
        max_length=40,
        widget=forms.TextInput({"autocomplete": "off"}),
    )

    def clean_receipt(self) -> str:
        receipt = normal_receipt(self.cleaned_data["receipt"])
        if not receipt:
            raise forms.ValidationError(_("This is no code of a receipt: it has twenty letters and digits."))
        return receipt
