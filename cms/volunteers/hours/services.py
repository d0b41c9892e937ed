"""Confirming the hours of a shift, and setting right what was wrong: the only door to the ledger.

Whoever writes hours of somebody locks that volunteer first.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Sum
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from cms.core.clock import day_of
from cms.core.membership import works_for
from cms.intake import audit, senders
from cms.intake.models import Access
from cms.volunteers.certificates.services import follow_correction
from cms.volunteers.hours import rules
from cms.volunteers.hours.models import Entry
from cms.volunteers.hours.oneself import is_oneself
from cms.volunteers.people import Volunteer
from cms.volunteers.places import Application, Roster

KIND = Entry._meta.label_lower


@dataclass(frozen=True)
class Confirmed:
    """How many entries were written, and of whom none was: the user's own."""

    count: int
    own: list[Volunteer]


@transaction.atomic
def confirm(roster: Roster, hours: Mapping[int, int], by: Any, now: datetime | None = None) -> Confirmed:
    """Write the hours of a shift into the ledger: {application's key: quarters}, for who has none of it yet.

    Nobody confirms their own. Raises PermissionDenied where `by` does not work for who organised the shift, it has not
    begun, or is a date of a training, which is no service; ValueError for quarters that no shift has.
    """
    is_over = roster.starts_at <= (now or timezone.now())
    if not works_for(by, roster.issuer_id) or not is_over or roster.teaches_id:
        raise PermissionDenied
    if any(not 1 <= quarters <= rules.MOST for quarters in hours.values()):
        raise ValueError("hours of a shift are between a quarter and a day")
    rows = roster.applications.filter(pk__in=hours, state=Application.State.CONFIRMED)
    of_whom = _locked(rows.values("volunteer"))
    have = set(roster.entries.filter(corrects=None).values_list("volunteer", flat=True))
    own = [each for each in of_whom.values() if is_oneself(by, each.person)]
    left_out = have | {each.pk for each in own}
    fresh = [
        _entry(of_whom[row.volunteer_id], roster, hours[row.pk], by)
        for row in rows.order_by("pk")
        if row.volunteer_id not in left_out
    ]
    Entry.objects.bulk_create(fresh)
    _note(by, [entry.volunteer for entry in fresh], str(roster))
    return Confirmed(len(fresh), own)


@transaction.atomic
def correct(entry: Entry, quarters: int, why: Entry.Why | str, by: Any) -> Entry | None:
    """Make the hours of an entry what they should have been, by another that names it; the person is told.

    Returns that, or None where they are so already. Raises PermissionDenied for the user's own hours and for those of
    others' shifts; ValueError for quarters that no shift has.
    """
    if not 0 <= quarters <= rules.MOST:
        raise ValueError("hours of a shift are between none and a day")
    volunteer = _locked([entry.volunteer_id])[entry.volunteer_id]
    if not works_for(by, entry.issuer_id) or is_oneself(by, volunteer.person):
        raise PermissionDenied
    written = _correction(entry, quarters, why, by)
    if written:
        told = {"name": entry.roster, "value": written.get_why_display()}
        _note(by, [volunteer], _("%(name)s: %(value)s") % told)
    if written and volunteer.person.phone:
        senders.tell_after_commit([(volunteer.person.phone, _corrected_told(entry, quarters, why))])
    return written


@transaction.atomic
def move(volunteer: Volunteer, to: Volunteer, by: Any) -> None:
    """Give the hours of a volunteer to another who is the same person. A shift that both served in counts once."""
    _locked([volunteer.pk, to.pk])
    theirs = {entry.roster_id: entry for entry in to.entries.filter(corrects=None)}
    for entry in volunteer.entries.filter(corrects=None).select_related("roster"):
        quarters = standing(entry)
        _correction(entry, 0, Entry.Why.MERGED, by)
        if entry.roster_id not in theirs and quarters:
            moved = _entry(to, entry.roster, quarters, by)
            moved.issuer_id, moved.served_on = entry.issuer_id, entry.served_on
            moved.save()
        elif quarters and not standing(theirs[entry.roster_id]):
            _correction(theirs[entry.roster_id], quarters, Entry.Why.MERGED, by)


def standing(entry: Entry) -> int:
    """The quarters of an entry as of now, with its corrections."""
    corrected: int = entry.corrections.aggregate(total=Sum("quarters", default=0))["total"]
    return entry.quarters + corrected


def _correction(entry: Entry, quarters: int, why: str, by: Any) -> Entry | None:
    if entry.corrects_id is not None:
        raise ValueError("a correction is of an entry")
    if not (difference := quarters - standing(entry)):
        return None
    written = Entry.objects.create(
        volunteer_id=entry.volunteer_id,
        roster_id=entry.roster_id,
        issuer_id=entry.issuer_id,
        served_on=entry.served_on,
        quarters=difference,
        corrects=entry,
        why=why,
        user_id=by.pk,
        username=by.get_username(),
    )
    follow_correction(written, by)
    return written


def _entry(volunteer: Volunteer, roster: Roster, quarters: int, by: Any) -> Entry:
    return Entry(
        volunteer=volunteer,
        roster=roster,
        issuer_id=roster.issuer_id,
        served_on=day_of(roster.starts_at),
        quarters=quarters,
        user_id=by.pk,
        username=by.get_username(),
    )


def _locked(volunteers: Any) -> dict[int, Volunteer]:
    rows = Volunteer.objects.select_for_update(of=("self",)).filter(pk__in=volunteers)
    return {each.pk: each for each in rows.select_related("person").order_by("pk")}


def _note(by: Any, volunteers: Iterable[Volunteer], reason: str) -> None:
    if people := {each.person_id for each in volunteers}:
        audit.note(by, Access.Action.CHANGE, KIND, people, reason[:200])


def _corrected_told(entry: Entry, quarters: int, why: str) -> str:
    last = Application.objects.filter(volunteer=entry.volunteer_id, roster=entry.roster_id).last()
    with translation.override(last.locale if last else None):
        words = _("Your hours were corrected: %(shift)s, now %(hours)s hours. %(why)s")
        return words % {
            "shift": entry.roster,
            "hours": f"{quarters / 4:g}",
            "why": Entry.Why(why).label,
        }
