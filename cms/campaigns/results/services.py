"""From the numbers to the commendation: each step locks the procedure, is in its record, and renews its pages."""

from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from cms.campaigns.entries.queries import entries_of
from cms.campaigns.models import CampaignPage
from cms.campaigns.procedures.models import Procedure, StageKind
from cms.campaigns.procedures.queries import open_window
from cms.campaigns.results import computing
from cms.campaigns.results.models import Listed, Objection, Result
from cms.campaigns.results.public import is_told
from cms.campaigns.scoring.queries import pages_of
from cms.campaigns.steps import record_step, record_step_at
from cms.core.signals import carried_out, page_changed

Refusal = Literal[
    "running",
    "flags",
    "missing",
    "published",
    "reason",
    "unknown",
    "there",
    "stage",
    "empty",
    "basis",
    "objections",
    "done",
]
DECIDING = (StageKind.NOMINATION, StageKind.REVIEW, StageKind.VOTE, StageKind.SCORING)


class RefusedError(Exception):
    """It can't be done now; `why` is a Refusal."""

    def __init__(self, why: Refusal):
        super().__init__(why)
        self.why = why


def _locked(procedure: Procedure) -> tuple[Procedure, Result | None]:
    procedure = Procedure.objects.select_for_update().get(pk=procedure.pk)
    return procedure, Result.objects.filter(procedure=procedure).first()


@transaction.atomic
def propose(procedure: Procedure, by: Any, reason: str = "", now: datetime | None = None) -> Result:
    """Make the list that votes and scores give, anew as often as wanted until it is published.

    Raises RefusedError: votes or sheets are still taken, or votes not counted yet ("running"), nobody has decided on
    ballots that stand out ("flags"), sheets are "missing" and nobody says why that may be, it is "published".
    """
    now = now or timezone.now()
    procedure, before = _locked(procedure)
    if before and before.published_at:
        raise RefusedError("published")
    if any(open_window(procedure, kind, now) for kind in DECIDING):
        raise RefusedError("running")
    found = computing.computed(procedure, _places(procedure))
    _check_all_is_there(procedure, found, reason)
    if before:
        before.listed.all().delete()
        before.delete()
    result = Result.objects.create(
        procedure=procedure,
        proposed_at=now,
        lines=computing.told(found.lines),
        basis=found.basis | ({"missing_reason": reason} if found.missing else {}),
        titles={str(each.uuid): each.titles for each in found.entries},
    )
    categories = {each.uuid: each.category for each in found.entries}
    Listed.objects.bulk_create(
        Listed(result=result, entry=entry, category=categories[entry]) for entry in found.sure
    )
    record_step_at(
        now,
        procedure,
        "proposed",
        by,
        listed=len(found.sure),
        tied=len(found.open_),
        missing=found.missing,
        reason=reason,
    )
    return result


def _check_all_is_there(procedure: Procedure, found: computing.Computed, reason: str) -> None:
    if found.basis["ballots"] is None and procedure.windows.filter(kind=StageKind.VOTE).exists():
        raise RefusedError("running")
    if found.basis["undecided"]:
        raise RefusedError("flags")
    if found.missing and not reason:
        raise RefusedError("missing")


@transaction.atomic
def adjust(procedure: Procedure, entry: UUID, *, on: bool, reason: str, by: Any) -> None:
    """Put an entry on the list, or take it off: a person's decision, with a reason that everybody can read.

    Raises RefusedError: without a "reason", for an entry that is "unknown" or "there" already, when names are gone.
    """
    procedure, result = _locked(procedure)
    if result is None or result.names_gone_at:
        raise RefusedError("stage")
    if not (reason := reason.strip()):
        raise RefusedError("reason")
    line = next((line for line in result.lines if line["entry"] == str(entry)), None)
    row = result.listed.filter(entry=entry).first()
    stands = row is not None and row.taken_off_at is None
    if line is None or (not on and not stands):
        raise RefusedError("unknown")
    if on and stands:
        raise RefusedError("there")
    if on:
        row = row or Listed(result=result, entry=entry, category=UUID(line["category"]))
        row.is_by_rule, row.reason, row.taken_off_at, row.taken_off_reason = False, reason, None, ""
    else:
        assert row
        row.taken_off_at, row.taken_off_reason = timezone.now(), reason
    row.save()
    kind = "withdrawn" if result.commended_at and not on else "adjusted"
    record_step(procedure, kind, by, entry=str(entry), on=on, reason=reason)
    renew(procedure)


@transaction.atomic
def publish(procedure: Procedure, by: Any, now: datetime | None = None) -> Result:
    """Put the list up for objections. Raises RefusedError: outside the publicity period ("stage"), "empty", "done"."""
    now = now or timezone.now()
    procedure, result = _locked(procedure)
    if result is None or not result.listed.standing().exists():
        raise RefusedError("empty")
    if result.published_at:
        raise RefusedError("done")
    if not open_window(procedure, StageKind.PUBLICITY_PERIOD, now):
        raise RefusedError("stage")
    result.published_at = now
    result.save()
    record_step_at(now, procedure, "published", by, listed=result.listed.standing().count())
    renew(procedure)
    return result


@transaction.atomic
def commend(procedure: Procedure, by: Any, now: datetime | None = None) -> Result:
    """Make the list the commendation list: pages show it, and the plan's task gets the campaign as evidence.

    Raises RefusedError: outside the stage of commendation ("stage"), without an approval ("basis"), while "objections"
    are not answered, "empty", "done".
    """
    now = now or timezone.now()
    procedure, result = _locked(procedure)
    if result is None or not result.published_at or not result.listed.standing().exists():
        raise RefusedError("empty")
    if result.commended_at:
        raise RefusedError("done")
    if not open_window(procedure, StageKind.COMMENDATION, now):
        raise RefusedError("stage")
    if procedure.objections.exclude(state=Objection.State.ANSWERED).exists():
        raise RefusedError("objections")
    pages = pages_of(procedure)
    if not any(page.approval_basis for page in pages.values()):
        raise RefusedError("basis")
    result.commended_at = now
    result.save()
    record_step_at(now, procedure, "commended", by, listed=result.listed.standing().count())
    renew(procedure)
    _tell_the_plan(procedure, pages, by)
    return result


def _tell_the_plan(procedure: Procedure, pages: dict[str, CampaignPage], by: Any) -> None:
    """The task that the campaign carries out gets it as evidence, once for all languages."""
    page = next(iter(pages.values()))
    words = {
        "text_zh": f"“{procedure.said('title', 'zh-hans')}”已公布表彰名单。",
        "text_en": f"The commendation list of “{procedure.said('title', 'en')}” is public.",
    }
    carried_out.send(sender=CampaignPage, instance=page, pages=list(pages.values()), by=by, **words)


def _places(procedure: Procedure) -> int:
    """How many are commended in each category; without a word of the campaign, all are a person's choice."""
    page = next(iter(pages_of(procedure).values()), None)
    return page.places or 0 if page else 0


def renew(procedure: Procedure) -> None:
    """Make the pages of the campaign, and of its entries, say what is so now."""
    for page in (*pages_of(procedure).values(), *entries_of(procedure)):
        page_changed.send(sender=type(page), instance=page)


def forget_entry(procedure: Procedure) -> None:
    """An entry is not public any more: what is public of the result names it no more."""
    if is_told(procedure):
        renew(procedure)
