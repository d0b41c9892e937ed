"""What coordinators decide of volunteers and their applications. Each decision is written down."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from cms.intake import audit, senders
from cms.intake.models import Access
from cms.volunteers.people import StatusChange, Volunteer
from cms.volunteers.places import Application, Roster
from cms.volunteers.remarks import Remark
from cms.volunteers.services import shifts

Action, KIND = Access.Action, Volunteer._meta.label_lower
State, Status = Application.State, Volunteer.Status


@dataclass(frozen=True)
class Approved:
    """Which applications were approved, and which could not be, as the training for the shift is lacking."""

    approved: list[Application]
    untrained: list[Application]


@transaction.atomic
def approve(applications: Iterable[Application], message: str, by: Any) -> Approved:
    """Give those who asked for it a place, or one on the waiting list; each is told.

    Whoever was new in the register is approved with it.
    """
    asked = list(applications)
    shifts.people_of(asked)
    done = Approved([], [])
    rosters = Roster.objects.select_for_update().filter(pk__in={each.roster_id for each in asked})
    for roster in rosters.order_by("uid"):
        _approve_in(roster, [each.pk for each in asked if each.roster_id == roster.pk], message, done)
    newcomers = Volunteer.objects.filter(applications__in=done.approved, status=Status.APPLIED).distinct()
    _give_status(list(newcomers), Status.APPROVED, by)
    _note_and_tell(done.approved, message, by)
    return done


@transaction.atomic
def decline(applications: Iterable[Application], message: str, by: Any) -> int:
    """Decline applications with a message to each who applied. Returns how many stood, for shifts that aren't over."""
    declined = [
        each
        for each in sorted(applications, key=lambda one: one.roster_id)
        if each.roster.ends_at > timezone.now() and shifts.cancel(each, State.DECLINED, message)
    ]
    _note_and_tell(declined, message, by)
    return len(declined)


@transaction.atomic
def remark(volunteer: Volunteer, kind: str, day: date, words: str, by: Any) -> Remark:
    """Note a commendation that a volunteer got, or how their service was judged."""
    made = Remark(volunteer=volunteer, person_id=volunteer.person_id, kind=kind, day=day, words=words)
    made.username = by.get_username()
    made.save()
    audit.note(by, Action.CHANGE, KIND, [volunteer.person_id], made.get_kind_display())
    return made


@transaction.atomic
def set_status(volunteers: Iterable[Volunteer], status: str, by: Any) -> int:
    """Give volunteers a status. Returns how many had another."""
    changed = [volunteer for volunteer in volunteers if volunteer.status != status]
    _give_status(changed, status, by)
    audit.note(
        by, Action.CHANGE, KIND, [volunteer.person_id for volunteer in changed], str(Status(status).label)
    )
    return len(changed)


@transaction.atomic
def change(volunteer: Volunteer, status: str, notes: str, by: Any) -> None:
    """Keep what a coordinator noted of a volunteer."""
    if volunteer.status != status:
        _give_status([volunteer], status, by)
    volunteer.notes = notes
    volunteer.save(update_fields=["notes"])
    audit.note(by, Action.CHANGE, KIND, [volunteer.person_id], volunteer.get_status_display())


def _approve_in(roster: Roster, keys: list[int], message: str, done: Approved) -> None:
    asked = list(roster.applications.filter(pk__in=keys, state=State.ASKED).order_by("pk"))
    untrained = roster.lacking(each.volunteer_id for each in asked)
    for application in asked:
        if application.volunteer_id in untrained:
            done.untrained.append(application)
            continue
        shifts.give(application, roster)
        application.changed_at, application.message = timezone.now(), message
        application.save()
        done.approved.append(application)


def _give_status(volunteers: list[Volunteer], status: str, by: Any) -> None:
    Volunteer.objects.filter(pk__in=[volunteer.pk for volunteer in volunteers]).update(status=status)
    StatusChange.objects.bulk_create(
        StatusChange(volunteer=volunteer, status=status, username=by.get_username())
        for volunteer in volunteers
    )
    for volunteer in volunteers:
        volunteer.status = status


def _note_and_tell(decided: list[Application], message: str, by: Any) -> None:
    people_of = Volunteer.objects.filter(applications__in=decided).select_related("person").in_bulk()
    audit.note(by, Action.CHANGE, KIND, {each.person_id for each in people_of.values()}, message[:200])
    senders.tell_after_commit((people_of[each.volunteer_id].person.phone, _told(each)) for each in decided)


def _told(application: Application) -> str:
    with translation.override(application.locale):
        words = {
            State.DECLINED: _("We can’t take your application: %(shift)s. %(message)s"),
            State.CONFIRMED: _("You have a place: %(shift)s. %(message)s"),
            State.WAITING: _(
                "Your application was approved: %(shift)s. All places are taken, you are on the waiting list. "
                "%(message)s"
            ),
        }[State(application.state)]
        return (words % {"shift": application.roster, "message": application.message}).strip()
