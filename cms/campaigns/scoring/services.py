"""Appointing reviewers, filling in sheets, giving them back. Each takes the procedure's lock, and is in its record."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from cms.campaigns.entries.queries import admitted
from cms.campaigns.procedures.models import Procedure
from cms.campaigns.scoring import queries
from cms.campaigns.scoring.models import Conflict, Reviewer, ScoringCriterion, Sheet
from cms.campaigns.scoring.rules import MOST
from cms.campaigns.steps import record_step, record_step_at

Refusal = Literal["closed", "locked", "conflict", "unknown", "released", "incomplete", "chair", "there"]


class RefusedError(Exception):
    """It can't be done now; `why` is a Refusal."""

    def __init__(self, why: Refusal):
        super().__init__(why)
        self.why = why


def _locked(procedure: Procedure) -> Procedure:
    return Procedure.objects.select_for_update().get(pk=procedure.pk)


@transaction.atomic
def appoint(procedure: Procedure, user: Any, role: str, by: Any, now: datetime | None = None) -> Reviewer:
    """Make a user a reviewer. Raises RefusedError: "there" already, or there is a "chair"."""
    procedure = _locked(procedure)
    there = procedure.reviewers.appointed()
    if there.filter(user=user).exists():
        raise RefusedError("there")
    if role == Reviewer.Role.CHAIR and there.filter(role=role).exists():
        raise RefusedError("chair")
    reviewer = Reviewer.objects.create(procedure=procedure, user=user, role=role)
    record_step_at(now or timezone.now(), procedure, "appointed", by, reviewer=reviewer.pk, role=role)
    return reviewer


@transaction.atomic
def release(reviewer: Reviewer, by: Any, reason: str) -> None:
    """Somebody judges no more, and what they gave counts no more."""
    procedure = _locked(reviewer.procedure)
    if Reviewer.objects.filter(pk=reviewer.pk, released_at=None).update(released_at=timezone.now()):
        record_step(procedure, "released", by, reviewer=reviewer.pk, reason=reason)


@transaction.atomic
def fill(
    reviewer: Reviewer, entry: UUID, points: Mapping[int, int], *, submit: bool, now: datetime | None = None
) -> Sheet:
    """Keep a sheet, and lock it where it is submitted. Raises RefusedError; then nothing changes."""
    now = now or timezone.now()
    procedure = _locked(reviewer.procedure)
    criteria = _frozen(procedure)
    _refuse(reviewer, entry, procedure, now)
    asked = {criterion.number for criterion in criteria if not criterion.is_vote}
    kept = {number: value for number, value in points.items() if number in asked and 0 <= value <= MOST}
    if submit and set(kept) != asked:
        raise RefusedError("incomplete")
    sheet = Sheet.objects.filter(reviewer=reviewer, entry=entry).first() or Sheet(
        reviewer=reviewer, entry=entry
    )
    if sheet.submitted_at:
        raise RefusedError("locked")
    sheet.points = {str(number): value for number, value in sorted(kept.items())}
    sheet.changed_at, sheet.submitted_at = now, now if submit else None
    sheet.save()
    if submit:
        record_step_at(
            now,
            procedure,
            "submitted",
            reviewer.user,
            entry=str(entry),
            **_changed(procedure, reviewer, sheet),
        )
    return sheet


@transaction.atomic
def declare(reviewer: Reviewer, entry: UUID, reason: str, now: datetime | None = None) -> None:
    """A reviewer has an interest in an entry. What they gave it counts no more. Raises RefusedError."""
    procedure = _locked(reviewer.procedure)
    if not queries.is_open(procedure, now or timezone.now()):
        raise RefusedError("closed")
    if entry not in {each.uuid for each in admitted(procedure)}:
        raise RefusedError("unknown")
    _row, is_new = Conflict.objects.get_or_create(reviewer=reviewer, entry=entry, defaults={"reason": reason})
    if is_new:
        record_step(procedure, "conflict", reviewer.user, entry=str(entry))


@transaction.atomic
def reopen(sheet: Sheet, by: Any, reason: str, now: datetime | None = None) -> None:
    """The chair, or staff, give a sheet back to who filled it in, while the scoring is open. Raises RefusedError."""
    procedure = _locked(sheet.reviewer.procedure)
    if not queries.is_open(procedure, now or timezone.now()):
        raise RefusedError("closed")
    if Sheet.objects.filter(pk=sheet.pk).exclude(submitted_at=None).update(submitted_at=None):
        record_step(
            procedure,
            "reopened",
            by,
            entry=str(sheet.entry),
            reviewer=sheet.reviewer_id,
            reason=reason,
            points=sheet.points,
        )


def _refuse(reviewer: Reviewer, entry: UUID, procedure: Procedure, now: datetime) -> None:
    if not Reviewer.objects.filter(pk=reviewer.pk, released_at=None).exists():
        raise RefusedError("released")
    if not queries.is_open(procedure, now):
        raise RefusedError("closed")
    if entry not in {each.uuid for each in admitted(procedure)}:
        raise RefusedError("unknown")
    if reviewer.conflicts.filter(entry=entry).exists():
        raise RefusedError("conflict")


def _frozen(procedure: Procedure) -> list[ScoringCriterion]:
    """What entries are judged by stays what it was when the first sheet was kept."""
    criteria = queries.criteria_now(procedure)
    if criteria and criteria[0]._state.adding:
        return ScoringCriterion.objects.bulk_create(criteria)
    return criteria


def _changed(procedure: Procedure, reviewer: Reviewer, sheet: Sheet) -> dict[str, Any]:
    """What is said of a sheet that was given back: the points of before beside those of now."""
    before = procedure.steps.filter(
        kind="reopened", data__reviewer=reviewer.pk, data__entry=str(sheet.entry)
    ).last()
    return {"reviewer": reviewer.pk} | (
        {"before": before.data["points"], "after": sheet.points} if before else {}
    )
