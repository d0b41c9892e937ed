"""Checks over several rows of an election's form, and the calendar that a new election starts with."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from cms.campaigns.elections import rules
from cms.campaigns.elections.parts import ElectionStep
from cms.campaigns.elections.usual import UsualStep
from cms.core.forms import PageForm

IMPOSSIBLE = {
    "cast": _("More ballots than registered voters."),
    "valid": _("More valid ballots than ballots cast."),
    "votes": _("More votes than ballots."),
}


class ElectionForm(PageForm):
    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        candidates = self.formsets.get("candidates")
        if candidates is not None and candidates.is_valid():
            voters, cast, valid = (cleaned.get(name) for name in ("voters", "ballots_cast", "ballots_valid"))
            for row in candidates.ordered_forms:
                votes = row.instance.votes
                if votes and rules.has_fault(voters, cast, valid, [votes]) == "votes":
                    row.add_error("votes", IMPOSSIBLE["votes"])
        return cleaned

    def save(self, commit: bool = True) -> Any:
        """An election without steps gets the usual ones."""
        page = super().save(commit=False)
        if page.election_day and not page.steps.count():
            locale = page.locale.language_code
            page.steps.set(
                [
                    ElectionStep(sort_order=number, **usual.row(page.election_day, locale))
                    for number, usual in enumerate(UsualStep.objects.all())
                ]
            )
        if commit:
            page.save()
        return page
