"""Signing up for shifts, waiting, and what becomes of a place that is free again.

Everything that gives a place away locks the person first and then the rosters, in the order of their keys: two who do
so at once never wait for each other.
"""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from cms.core.clock import day_of
from cms.intake import audit, consents, people, senders
from cms.intake.models import Access
from cms.intake.people import Person
from cms.volunteers import rules
from cms.volunteers.models import RecruitmentPage
from cms.volunteers.people import Volunteer
from cms.volunteers.places import Application, Place, Roster

State, Action, KIND = Application.State, Access.Action, Volunteer._meta.label_lower
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
    for roster in _locked(uids, page):
        if roster.uid in standing:
            made.append(standing[roster.uid])
        elif reason := _reason(volunteer, page, roster, taken, now if is_open else None):
            refused.append(Refused(roster.uid, reason))
        else:
            made.append(_arrive(roster, volunteer, page.locale.language_code, now))
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
def cancel(application: Application, state: str = State.CANCELLED, message: str = "") -> bool:
    """End an application; its place is offered to who waits longest. Returns whether it stood."""
    roster = Roster.objects.select_for_update().get(pk=application.roster_id)
    application.refresh_from_db()
    if not application.stands:
        return False
    _end([application], state, message)
    _offer(roster, timezone.now())
    return True


@transaction.atomic
def decline(applications: Iterable[Application], message: str, by: Any) -> int:
    """Decline applications with a message to each who applied. Returns how many stood."""
    declined = [
        each
        for each in sorted(applications, key=lambda one: one.roster_id)
        if cancel(each, State.DECLINED, message)
    ]
    people_of = Volunteer.objects.filter(applications__in=declined).select_related("person").in_bulk()
    audit.note(by, Action.CHANGE, KIND, {each.person_id for each in people_of.values()}, message[:200])
    senders.tell_after_commit(
        (people_of[each.volunteer_id].person.phone, _declined_told(each)) for each in declined
    )
    return len(declined)


@transaction.atomic
def set_status(volunteers: list[Volunteer], status: str, by: Any) -> int:
    """Give volunteers a status. Returns how many had another."""
    changed = [volunteer for volunteer in volunteers if volunteer.status != status]
    Volunteer.objects.filter(pk__in=[volunteer.pk for volunteer in changed]).update(status=status)
    audit.note(by, Action.CHANGE, KIND, [volunteer.person_id for volunteer in changed], status)
    return len(changed)


@transaction.atomic
def change(volunteer: Volunteer, by: Any) -> None:
    """Keep what a coordinator noted of a volunteer."""
    volunteer.save(update_fields=["status", "notes"])
    audit.note(by, Action.CHANGE, KIND, [volunteer.person_id], volunteer.status)


@transaction.atomic
def accept(application: Application) -> bool:
    """Take a place that is offered. Returns whether it still was."""
    now = timezone.now()
    Roster.objects.select_for_update().get(pk=application.roster_id)
    application.refresh_from_db()
    until = application.offer_until
    if until is None or until <= now:
        return False
    application.state, application.offer_until, application.changed_at = State.CONFIRMED, None, now
    application.save()
    return True


def pass_on() -> int:
    """End offers that nobody took, and waiting for shifts that have begun. Returns how many shifts that concerned."""
    now = timezone.now()
    over = Application.objects.filter(state=State.OFFERED, offer_until__lte=now) | Application.objects.filter(
        state=State.WAITING, roster__starts_at__lte=now
    )
    rosters = list(over.order_by("roster").values_list("roster", flat=True).distinct())
    for uid in rosters:
        with transaction.atomic():
            roster = Roster.objects.select_for_update().get(pk=uid)
            _end(list(over.filter(roster=roster)), State.LAPSED)
            _offer(roster, now)
    return len(rosters)


@transaction.atomic
def follow(page: RecruitmentPage) -> None:
    """Bring the rosters of a published recruitment to what it says. Who has a place keeps it."""
    shifts = {shift.uid: shift for shift in page.shifts.all()}
    copied = {uid: _copied(shift, page) for uid, shift in shifts.items()}
    Roster.objects.bulk_create(
        [Roster(uid=uid, call=page.translation_key, **values) for uid, values in copied.items()],
        update_conflicts=True,
        unique_fields=["uid"],
        update_fields=next(iter(copied.values()), {"removed_at": None}).keys(),
    )
    gone = Roster.objects.filter(call=page.translation_key, removed_at=None).exclude(uid__in=shifts)
    gone.update(removed_at=timezone.now())
    for roster in _locked(shifts, page):
        _make_places(roster, shifts[roster.uid].places)
        _offer(roster, timezone.now())


@transaction.atomic
def forget(volunteer: Volunteer) -> None:
    """What somebody asked for who wants to be deleted: their places are free, nothing tells of them any more."""
    to_come = volunteer.applications.standing().filter(roster__ends_at__gt=timezone.now())
    for application in list(to_come.order_by("roster")):
        cancel(application)
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


def _locked(uids: Iterable[UUID], page: RecruitmentPage) -> list[Roster]:
    rosters = Roster.objects.select_for_update().filter(uid__in=list(uids), call=page.translation_key)
    return list(rosters.order_by("uid"))


def _copied(shift: Any, page: RecruitmentPage) -> dict[str, Any]:
    """The words go to those of the page's language; the other's stay."""
    own = "en" if page.locale.language_code == "en" else "zh"
    return {
        f"title_{own}": page.title,
        "issuer": page.issuer,
        "starts_at": shift.starts_at,
        "ends_at": shift.ends_at,
        f"place_{own}": shift.place or page.place,
        "removed_at": None,
    }


def _make_places(roster: Roster, wanted: int) -> None:
    """A place that somebody has stays, be there fewer now."""
    Place.objects.bulk_create(
        [Place(roster=roster, number=number) for number in range(1, wanted + 1)], ignore_conflicts=True
    )
    Place.objects.filter(roster=roster, number__gt=wanted, application=None).delete()


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


def _arrive(roster: Roster, volunteer: Volunteer, locale: str, now: datetime) -> Application:
    """Who comes while others wait waits too, even if a place is just being offered."""
    place = None
    if not roster.applications.waiting().exists():
        place = roster.places.filter(application=None).order_by("number").first()
    return Application.objects.create(
        roster=roster,
        volunteer=volunteer,
        state=State.CONFIRMED if place else State.WAITING,
        held=place,
        applied_at=now,
        changed_at=now,
        locale=locale,
    )


def _end(applications: list[Application], state: str, message: str = "") -> None:
    for application in applications:
        application.state, application.held, application.offer_until = state, None, None
        application.changed_at, application.message = timezone.now(), message
    Application.objects.bulk_update(applications, ["state", "held", "offer_until", "changed_at", "message"])


def _offer(roster: Roster, now: datetime) -> None:
    """Offer each free place of a locked roster to the next who waits."""
    if roster.removed_at or roster.starts_at <= now:
        return
    free = list(roster.places.filter(application=None).order_by("number"))
    if not free:
        return
    next_ones = list(roster.applications.waiting().select_related("volunteer__person")[: len(free)])
    until = rules.offered_until(now, roster.starts_at)
    for application, place in zip(next_ones, free, strict=False):
        application.state, application.held, application.offer_until = State.OFFERED, place, until
        application.changed_at = now
    Application.objects.bulk_update(next_ones, ["state", "held", "offer_until", "changed_at"])
    senders.tell_after_commit(
        (application.volunteer.person.phone, _offer_told(application, roster, until))
        for application in next_ones
    )


def _declined_told(application: Application) -> str:
    with translation.override(application.locale):
        words = _("We can’t take your application: %(shift)s. %(message)s")
        return words % {"shift": application.roster, "message": application.message}


def _offer_told(application: Application, roster: Roster, until: datetime) -> str:
    with translation.override(application.locale):
        return _("A place is free for you: %(shift)s. Please accept it under “My service” by %(until)s.") % {
            "shift": roster,
            "until": f"{timezone.localtime(until):%Y-%m-%d %H:%M}",
        }
