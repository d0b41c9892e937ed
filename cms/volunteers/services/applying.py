"""Who volunteers are, and what they sign up for. Locks are taken in the order of services.shifts."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Literal
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from cms.core.clock import day_of
from cms.intake import consents, people
from cms.intake.people import Person
from cms.volunteers import rules
from cms.volunteers.models import RecruitmentPage
from cms.volunteers.people import Volunteer
from cms.volunteers.places import Application, Roster
from cms.volunteers.services import shifts

Reason = Literal["past", "closed", "age", "overlap"]


@dataclass(frozen=True)
class Particulars:
    """What volunteers tell of themselves. Name and phone say who it is."""

    name: str
    phone: str
    birth_year: int
    email: str = ""
    skills: str = ""
    availability: list[str] = field(default_factory=list)
    guardian_name: str = ""
    guardian_phone: str = ""


@dataclass(frozen=True)
class Refused:
    """A shift that somebody can't come to."""

    uid: UUID
    reason: Reason


@transaction.atomic
def enter(told: Particulars, agreed: Mapping[str, str | None]) -> Volunteer:
    """The volunteer of that name and phone, new or known, with what they tell and agree to now."""
    person = _person(told)
    person.email = told.email
    person.save()
    volunteer = Volunteer.objects.filter(person=person).first() or Volunteer(person=person)
    _tell_of(volunteer, told)
    consents.settle(person, agreed)
    return volunteer


@transaction.atomic
def sign_up(
    volunteer: Volunteer, page: RecruitmentPage, uids: Iterable[UUID], now: datetime | None = None
) -> tuple[list[Application], list[Refused]]:
    """Give a volunteer a place in each of a recruitment's shifts, or one on its waiting list.

    Where one stands already nothing is done. What can't be is refused, the rest goes its way.
    """
    now = now or timezone.now()
    Person.objects.select_for_update().get(pk=volunteer.person_id)
    standing = {each.roster_id: each for each in volunteer.applications.standing().select_related("roster")}
    taken, refused = [each.roster for each in standing.values()], []
    made, is_open = [], page.live and page.state_at(now) == "open"
    for roster in shifts.locked(uids, page):
        if roster.uid in standing:
            made.append(standing[roster.uid])
        elif reason := _reason(volunteer, page, roster, taken, now if is_open else None):
            refused.append(Refused(roster.uid, reason))
        else:
            made.append(shifts.arrive(roster, volunteer, page.locale.language_code, now))
            taken.append(roster)
    return made, refused


def apply(
    told: Particulars, agreed: Mapping[str, str | None], page: RecruitmentPage, uids: Iterable[UUID]
) -> list[Refused]:
    """Enter a volunteer and sign them up: for all shifts, or for none. Returns what was refused."""
    try:
        with transaction.atomic():
            _made, refused = sign_up(enter(told, agreed), page, uids)
            if refused:
                raise _NothingDone(refused)
    except _NothingDone as undone:
        return undone.refused
    return []


class _NothingDone(Exception):  # noqa: N818 - it undoes, nobody is told of it
    def __init__(self, refused: list[Refused]):
        super().__init__()
        self.refused = refused


@transaction.atomic
def correct(volunteer: Volunteer, told: Particulars, agreed: Mapping[str, str | None]) -> bool:
    """Change what is known of a volunteer. Returns False where another has that name and number."""
    person = volunteer.person
    namesakes = Person.objects.with_phone(told.phone).found_by(told.name)
    if namesakes.exclude(pk=person.pk).exists():
        return False
    person.name, person.email = told.name, told.email
    person.save()
    _tell_of(volunteer, told)
    consents.settle(person, agreed)
    return True


@transaction.atomic
def forget(volunteer: Volunteer) -> None:
    """What somebody asked for who wants to be deleted: their places are free, nothing tells of them any more."""
    to_come = volunteer.applications.standing().filter(roster__ends_at__gt=timezone.now())
    for application in list(to_come.order_by("roster")):
        shifts.cancel(application)
    people.forget(Person.objects.filter(pk=volunteer.person_id))


def _person(told: Particulars) -> Person:
    """The person of a name and a phone, locked; made where there is none, also where two forms come at once."""
    known = Person.objects.select_for_update().with_phone(told.phone).found_by(told.name)
    if not known.exists():
        fresh = Person(name=told.name, phone=told.phone)
        fresh.hash()
        Person.objects.bulk_create([fresh], ignore_conflicts=True)
    return known.get()


def _tell_of(volunteer: Volunteer, told: Particulars) -> None:
    for name, value in asdict(told).items():
        if name not in ("name", "phone", "email"):
            setattr(volunteer, name, value)
    volunteer.save()


def _reason(
    volunteer: Volunteer, page: RecruitmentPage, roster: Roster, taken: list[Roster], now: datetime | None
) -> Reason | None:
    """`now` is None where the recruitment is not open."""
    if now is None or roster.removed_at:
        return "closed"
    if roster.starts_at <= now:
        return "past"
    day = day_of(roster.starts_at)
    if not rules.fits(volunteer.birth_year or 0, day, page.minimum_age, page.maximum_age):
        return "age"
    if any(
        rules.overlaps((each.starts_at, each.ends_at), (roster.starts_at, roster.ends_at)) for each in taken
    ):
        return "overlap"
    return None
