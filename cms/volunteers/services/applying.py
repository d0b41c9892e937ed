"""Who volunteers are, and what they sign up for. Locks are taken in the order of services.shifts."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import get_language

from cms.core.clock import day_of
from cms.intake import audit, consents, people
from cms.intake.models import Access
from cms.intake.people import Person
from cms.volunteers import rules
from cms.volunteers.models import RecruitmentPage
from cms.volunteers.people import Volunteer
from cms.volunteers.places import Application, Roster
from cms.volunteers.services import shifts

Reason = Literal["past", "closed", "age", "overlap", "training"]


@dataclass(frozen=True)
class Particulars:
    """What volunteers tell of themselves. Name and phone say who it is."""

    name: str
    phone: str
    birth_year: int
    email: str = ""
    abilities: list[str] = field(default_factory=list)
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
    person = people.person_of(told.name, told.phone)
    person.email = told.email
    person.save()
    volunteer = Volunteer.objects.filter(person=person).first() or Volunteer(person=person)
    comes_back = volunteer.status == Volunteer.Status.LEFT
    if comes_back:  # also one who was merged into another, perhaps wrongly
        volunteer.status, volunteer.merged_into = Volunteer.Status.APPLIED, None
    is_new = volunteer.pk is None
    _tell_of(volunteer, told)
    if is_new or comes_back:
        volunteer.status_changes.create(status=volunteer.status)
    consents.settle(person, agreed)
    return volunteer


@dataclass(frozen=True)
class Call:
    """What somebody signs up by: a recruitment, or a training. Its key is what its rosters have as `call`."""

    key: UUID
    is_open: bool
    locale: str
    minimum_age: int | None = None
    maximum_age: int | None = None


def call_of(page: RecruitmentPage, now: datetime | None = None) -> Call:
    """A recruitment as of a moment."""
    is_open = page.live and page.state_at(now or timezone.now()) == "open"
    locale = page.locale.language_code
    return Call(page.translation_key, is_open, locale, page.minimum_age, page.maximum_age)


@transaction.atomic
def sign_up(
    volunteer: Volunteer, call: Call, uids: Iterable[UUID], now: datetime | None = None
) -> tuple[list[Application], list[Refused]]:
    """Give a volunteer a place in each of a call's shifts, or one on its waiting list.

    Where one stands already nothing is done. What can't be is refused, the rest goes its way.
    """
    now = now or timezone.now()
    Person.objects.select_for_update().get(pk=volunteer.person_id)
    if not Volunteer.objects.filter(pk=volunteer.pk, merged_into=None).exists():  # since somebody looked
        return [], [Refused(uid, "closed") for uid in uids]
    standing = {each.roster_id: each for each in volunteer.applications.standing().select_related("roster")}
    taken, refused = [each.roster for each in standing.values()], []
    made: list[Application] = []
    for roster in shifts.locked(uids, call.key):
        if roster.uid in standing:
            made.append(standing[roster.uid])
        elif reason := _reason(volunteer, call, roster, taken, now):
            refused.append(Refused(roster.uid, reason))
        else:
            made.append(shifts.arrive(roster, volunteer, call.locale, now))
            taken.append(roster)
    return made, refused


def apply(
    told: Particulars, agreed: Mapping[str, str | None], call: Call, uids: Iterable[UUID]
) -> list[Refused]:
    """Enter a volunteer and sign them up: for all shifts, or for none. Returns what was refused."""
    try:
        with transaction.atomic():
            _made, refused = sign_up(enter(told, agreed), call, uids)
            if refused:
                raise _NothingDone(refused)
    except _NothingDone as undone:
        return undone.refused
    return []


@transaction.atomic
def add(volunteer: Volunteer, roster: Roster, by: Any) -> Reason | None:
    """Put somebody who asked by telephone or at the desk on a roster. Returns why that can't be, or None."""
    page = RecruitmentPage.objects.live().filter(translation_key=roster.call).first()
    ages = (page.minimum_age, page.maximum_age) if page else ()
    made, refused = sign_up(volunteer, Call(roster.call, True, get_language() or "", *ages), [roster.pk])
    if refused:
        return refused[0].reason
    audit.note(
        by, Access.Action.CHANGE, Volunteer._meta.label_lower, [volunteer.person_id], str(roster)[:200]
    )
    for application in made:
        if application.state == Application.State.ASKED:  # whoever adds somebody has decided
            shifts.give(application, roster)
            application.save()
    return None


class _NothingDone(Exception):  # noqa: N818 - it undoes, nobody is told of it
    def __init__(self, refused: list[Refused]):
        super().__init__()
        self.refused = refused


@transaction.atomic
def enlist(told: Particulars, agreed: Mapping[str, str | None], roster: Roster, by: Any) -> Reason | None:
    """As `add`, for somebody who wrote on paper who they are. Who is known by name and number stays as they are."""
    people_of = Person.objects.with_phone(told.phone).found_by(told.name)
    known = Volunteer.objects.present().filter(person__in=people_of.values("pk")).first()
    return add(known or enter(told, agreed), roster, by)


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
    """What somebody asked for who wants to be deleted: their places are free, nothing tells of them any more.

    Neither does what they were in the register before, where entries were merged.
    """
    to_come = volunteer.applications.standing().filter(roster__ends_at__gt=timezone.now())
    for application in list(to_come.order_by("roster")):
        shifts.cancel(application)
    before = volunteer.merged.values_list("person", flat=True)
    people.forget(Person.objects.filter(pk__in=[volunteer.person_id, *before]))


def _tell_of(volunteer: Volunteer, told: Particulars) -> None:
    for name, value in asdict(told).items():
        if name not in ("name", "phone", "email"):
            setattr(volunteer, name, value)
    volunteer.save()


def _reason(
    volunteer: Volunteer, call: Call, roster: Roster, taken: list[Roster], now: datetime
) -> Reason | None:
    if not call.is_open or roster.removed_at:
        return "closed"
    if roster.starts_at <= now:
        return "past"
    day = day_of(roster.starts_at)
    if not rules.fits(volunteer.birth_year or 0, day, call.minimum_age, call.maximum_age):
        return "age"
    if roster.lacking([volunteer.pk]):
        return "training"
    if any(
        rules.overlaps((each.starts_at, each.ends_at), (roster.starts_at, roster.ends_at)) for each in taken
    ):
        return "overlap"
    return None
