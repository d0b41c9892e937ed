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


NO_BASIS = _("A campaign that commends names the document that allows it.")
PUBLISHING = {"action-publish", "action-submit"}  # the buttons for which a draft's gaps are no longer excused


class CampaignForm(PageForm):
    """A new campaign begins with a usual calendar, which an editor changes or takes out."""

    def __init__(self, data: Any = None, files: Any = None, **kwargs: Any) -> None:
        instance, parent = kwargs.get("instance"), kwargs.get("parent_page")
        if data is None and instance is not None and instance.pk is None and parent is not None:
            instance.propose_stages(parent.locale.language_code)
        super().__init__(data, files, **kwargs)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        self._check_stages()
        self._check_weights()
        commends = any(row.instance.kind == "commendation" for row in self._rows("stages"))
        if commends and PUBLISHING & self.data.keys() and not cleaned.get("approval_basis"):
            self.add_error("approval_basis", NO_BASIS)
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
