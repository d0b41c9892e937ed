"""One person who is in the register twice becomes one: what was signed up for, learned and served moves."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from cms.intake import audit
from cms.intake.people import Person
from cms.volunteers.certificates.models import Certificate
from cms.volunteers.hours import services as hours
from cms.volunteers.people import Volunteer
from cms.volunteers.places import Application, Roster
from cms.volunteers.remarks import Remark
from cms.volunteers.services import shifts
from cms.volunteers.services.register import KIND, Action
from cms.volunteers.training import Trained

State = Application.State
BEST_FIRST = (State.CONFIRMED, State.OFFERED, State.WAITING, State.ASKED)
TOLD = ("abilities", "availability", "skills", "birth_year", "guardian_name", "guardian_phone")


@transaction.atomic
def merge(kept: Volunteer, other: Volunteer, by: Any) -> None:
    """Move all that hangs on `other` to `kept`. The other's row stays, empty, with its number, and says into whom.

    Of two applications for one shift the better stands; the other is cancelled, and its place passes on. What was told
    only of the other is taken over. The person behind the other stays, as other services may know them.

    Raises ValueError where either of them is merged already, or both are the same.
    """
    list(Person.objects.select_for_update().filter(pk__in=[kept.person_id, other.person_id]).order_by("pk"))
    kept.refresh_from_db()
    other.refresh_from_db()
    if kept.pk == other.pk or kept.merged_into_id or other.merged_into_id:
        raise ValueError("two different volunteers can be merged, neither of them merged before")
    _move_applications(kept, other)
    learned = kept.trained.exclude(session=None).values("session")
    other.trained.filter(session__in=list(learned.values_list("session", flat=True))).delete()
    Trained.objects.filter(volunteer=other).update(volunteer=kept)
    Remark.objects.filter(volunteer=other).update(volunteer=kept, person=kept.person)
    hours.move(other, kept, by=by)
    _move_requests(kept, other)
    Volunteer.objects.filter(merged_into=other).update(merged_into=kept)
    _take_over(kept, other)
    audit.note(by, Action.CHANGE, KIND, [kept.person_id, other.person_id], f"{other} → {kept}")


def _move_applications(kept: Volunteer, other: Volunteer) -> None:
    both = Application.objects.filter(volunteer__in=[kept, other]).standing()
    list(Roster.objects.select_for_update().filter(pk__in=both.values("roster")).order_by("uid"))
    found: dict[Any, list[Application]] = {}
    for each in both.order_by("roster", "pk"):
        found.setdefault(each.roster_id, []).append(each)
    for twice in found.values():
        for worse in sorted(twice, key=lambda one: BEST_FIRST.index(State(one.state)))[1:]:
            shifts.cancel(worse)
    Application.objects.filter(volunteer=other).update(volunteer=kept)


def _move_requests(kept: Volunteer, other: Volunteer) -> None:
    """Certificates that were asked for are asked for by who stays, once of each office. Issued ones stay."""
    asked = Certificate.State.ASKED
    theirs = kept.certificates.filter(state=asked).values_list("issuer", flat=True)
    open_ones = other.certificates.filter(state=asked)
    open_ones.filter(issuer__in=list(theirs)).update(
        state=Certificate.State.DECLINED, why=Certificate.Why.REPLACED, ended_at=timezone.now()
    )
    open_ones.update(volunteer=kept, person=kept.person)


def _take_over(kept: Volunteer, other: Volunteer) -> None:
    for name in TOLD:
        if not getattr(kept, name):
            setattr(kept, name, getattr(other, name))
    kept.notes = "\n".join(filter(None, [kept.notes, other.notes]))
    kept.save()
    emptied = other.emptied_with(timezone.now())
    Volunteer.objects.filter(pk=other.pk).update(**emptied, merged_into=kept)
