"""The forms of campaigns and entries: checks over several rows are shown beside the row that is wrong."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cms.campaigns import rules
from cms.core.forms import PageForm

REASONS = {
    "starts_before_previous": _("This stage starts before the one above it. Put them in order."),
    "overlaps_previous": _("This stage starts before the one above it has ended."),
}
TOO_HEAVY = _("The weights of all criteria add up to %(sum)s; at most 100 can be given.")


class CampaignForm(PageForm):
    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        self._check_stages()
        self._check_weights()
        return cleaned

    def _rows(self, relation: str) -> list:
        """The valid rows that stay, in the order in which they will be saved."""
        formset = self.formsets.get(relation)
        if formset is None or not formset.is_valid():
            return []
        return [form for form in formset.ordered_forms if form not in formset.deleted_forms]

    def _check_stages(self) -> None:
        rows = self._rows("stages")
        stages = [row.instance for row in rows]
        for fault in rules.faults([each.span for each in stages], [each.kind for each in stages]):
            rows[fault.position].add_error("starts_at", REASONS[fault.reason])

    def _check_weights(self) -> None:
        rows = self._rows("criteria")
        total = sum(row.instance.weight for row in rows)
        if total > 100:
            rows[-1].add_error("weight", TOO_HEAVY % {"sum": total})


class EntryForm(PageForm):
    """Offers the categories of the campaign that the entry is in."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "category" in self.fields:
            campaign = self.parent_page.specific if self.parent_page else self.instance.get_parent().specific
            choices = [(str(each.uid), each.title) for each in campaign.categories.all()]
            self.fields["category"].widget = forms.Select(choices=[("", _("No category")), *choices])
