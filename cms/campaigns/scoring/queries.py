"""What is known of a scoring. Points of others are told to nobody who judges."""

from datetime import datetime
from typing import Any, Literal, NamedTuple
from uuid import UUID

from cms.campaigns.entries.queries import Admitted, admitted
from cms.campaigns.models import CampaignPage
from cms.campaigns.procedures.models import Procedure, StageKind
from cms.campaigns.procedures.queries import open_window
from cms.campaigns.scoring.models import Conflict, Reviewer, ScoringCriterion, Sheet
from cms.campaigns.scoring.rules import Given, Measure
from cms.core.languages import LANGUAGES

State = Literal["missing", "draft", "submitted", "conflict"]


class Row(NamedTuple):
    """An entry and where each reviewer is with it, in the order of the reviewers."""

    entry: Admitted
    states: list[State]


def pages_of(procedure: Procedure) -> dict[str, CampaignPage]:
    """{language: the campaign's public page}, the site's first language first."""
    found = CampaignPage.objects.live().filter(translation_key=procedure.pk).select_related("locale")
    pages = {page.locale.language_code: page for page in found}
    return {locale: pages[locale] for locale in LANGUAGES if locale in pages}


def criteria_now(procedure: Procedure) -> list[ScoringCriterion]:
    """What entries are judged by: as it was frozen, else (unsaved) as the campaign's pages say now."""
    frozen = list(procedure.scoring_criteria.all())
    if frozen:
        return frozen
    pages = pages_of(procedure)
    leading = next(iter(pages.values()), None)
    made = [
        ScoringCriterion(
            procedure=procedure, number=number, weight=row.weight, is_vote=row.judged_by == "vote"
        )
        for number, row in enumerate(leading.criteria.all() if leading else [], start=1)
    ]
    for locale, page in pages.items():
        own = "en" if locale == "en" else "zh"
        for criterion, row in zip(made, page.criteria.all(), strict=False):
            setattr(criterion, f"title_{own}", row.title)
            setattr(criterion, f"text_{own}", row.text)
    return made


def measures_of(procedure: Procedure) -> list[Measure]:
    return [criterion.measure for criterion in criteria_now(procedure)]


def given_of(procedure: Procedure) -> Given:
    """What reviewers who were not released have submitted."""
    sheets = Sheet.objects.filter(reviewer__procedure=procedure).exclude(submitted_at=None)
    conflicts = Conflict.objects.filter(reviewer__procedure=procedure)
    return Given(
        set(procedure.reviewers.appointed().values_list("pk", flat=True)),
        {(sheet.reviewer_id, sheet.entry): sheet.given for sheet in sheets},
        set(conflicts.values_list("reviewer", "entry")),
    )


def overview(procedure: Procedure, reviewers: list[Reviewer]) -> list[Row]:
    """Who has judged what, and what is missing."""
    sheets = {
        (reviewer, entry): submitted is not None
        for reviewer, entry, submitted in Sheet.objects.filter(reviewer__in=reviewers).values_list(
            "reviewer", "entry", "submitted_at"
        )
    }
    barred = set(Conflict.objects.filter(reviewer__in=reviewers).values_list("reviewer", "entry"))

    def state(reviewer: int, entry: UUID) -> State:
        if (reviewer, entry) in barred:
            return "conflict"
        submitted = sheets.get((reviewer, entry))
        return "missing" if submitted is None else "submitted" if submitted else "draft"

    return [
        Row(entry, [state(reviewer.pk, entry.uuid) for reviewer in reviewers])
        for entry in admitted(procedure)
    ]


def is_open(procedure: Procedure, now: datetime) -> bool:
    """Whether sheets can be filled in."""
    return open_window(procedure, StageKind.SCORING, now) is not None


def judges(user: Any) -> bool:
    """Whether a user judges some campaign."""
    return Reviewer.objects.appointed().filter(user=user.pk).exists()


def reviews_of(user: Any) -> list[Reviewer]:
    """The appointments of a user."""
    rows = Reviewer.objects.appointed().filter(user=user).select_related("procedure", "user")
    return list(rows.order_by("-procedure_id"))
