"""The places of a shift: given away, given back, offered to who waits, and brought to what the page says.

Whoever gives a place away locks the person first and then the rosters, in the order of their keys: two who do so at
once never wait for each other.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from cms.intake import senders
from cms.intake.people import Person
from cms.volunteers import rules
from cms.volunteers.models import RecruitmentPage
from cms.volunteers.people import Volunteer
from cms.volunteers.places import Application, Place, Roster

State = Application.State


@transaction.atomic
def cancel(application: Application, state: str = State.CANCELLED, message: str = "") -> bool:
    """End an application; its place is offered to who waits longest. Returns whether it stood."""
    roster = Roster.objects.select_for_update().get(pk=application.roster_id)
    application.refresh_from_db()
    if not application.stands:
        return False
    end([application], state, message)
    offer(roster, timezone.now())
    return True


@transaction.atomic
def accept(application: Application) -> bool:
    """Take a place that is offered. Returns whether it still was, and whoever takes it has the training for it."""
    now = timezone.now()
    people_of([application])
    roster = Roster.objects.select_for_update().get(pk=application.roster_id)
    application.refresh_from_db()
    until = application.offer_until
    if until is None or until <= now or roster.lacking([application.volunteer_id]):
        return False
    application.state, application.offer_until, application.changed_at = State.CONFIRMED, None, now
    application.save()
    return True


def pass_on() -> int:
    """End offers that nobody took, and waiting (for a place or a decision) for shifts that have begun.

    Returns how many shifts that concerned.
    """
    now = timezone.now()
    over = Application.objects.filter(state=State.OFFERED, offer_until__lte=now) | Application.objects.filter(
        state__in=[State.ASKED, State.WAITING], roster__starts_at__lte=now
    )
    rosters = list(over.order_by("roster").values_list("roster", flat=True).distinct())
    for uid in rosters:
        with transaction.atomic():
            roster = Roster.objects.select_for_update().get(pk=uid)
            end(list(over.filter(roster=roster)), State.LAPSED)
            offer(roster, now)
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
    live = RecruitmentPage.objects.live().filter(translation_key=page.translation_key)  # in all languages
    still = live.exclude(shifts=None).values("shifts__uid")
    gone = Roster.objects.filter(call=page.translation_key, removed_at=None).exclude(uid__in=shifts)
    gone.exclude(uid__in=still).update(removed_at=timezone.now())
    for roster in locked(shifts, page.translation_key):
        make_places(roster, shifts[roster.uid].places)
        offer(roster, timezone.now())


def people_of(applications: Iterable[Application]) -> list[Person]:
    """Those who applied, locked in the order of their keys: what they learned stays what it is meanwhile."""
    people = Person.objects.select_for_update().filter(
        pk__in=Volunteer.objects.filter(pk__in=[each.volunteer_id for each in applications]).values("person")
    )
    return list(people.order_by("pk"))


def locked(uids: Iterable[UUID], call: UUID) -> list[Roster]:
    """The rosters of some shifts of a call, locked in the order of their keys."""
    rosters = Roster.objects.select_for_update().filter(uid__in=list(uids), call=call)
    return list(rosters.order_by("uid"))


def arrive(roster: Roster, volunteer: Volunteer, locale: str, now: datetime) -> Application:
    """An application for a locked roster: with a place, on the waiting list, or to be decided on."""
    application = Application(
        roster=roster, volunteer=volunteer, applied_at=now, changed_at=now, locale=locale, state=State.ASKED
    )
    if not roster.is_decided_on:
        give(application, roster)
    application.save()
    return application


def give(application: Application, roster: Roster) -> None:
    """Give an application a place of a locked roster, unsaved. Who comes while others wait waits too, even if a place
    is just being offered.
    """
    place = None
    if not roster.applications.waiting().exists():
        place = roster.places.filter(application=None).order_by("number").first()
    application.held, application.state = place, State.CONFIRMED if place else State.WAITING


def _copied(shift: Any, page: RecruitmentPage) -> dict[str, Any]:
    """The words go to those of the page's language; the other's stay."""
    own = "en" if page.locale.language_code == "en" else "zh"
    return {
        f"title_{own}": page.title,
        "issuer": page.issuer,
        "starts_at": shift.starts_at,
        "ends_at": shift.ends_at,
        f"place_{own}": shift.place or page.place,
        "needs": shift.needs,
        "is_decided_on": page.is_decided_on,
        "removed_at": None,
    }


def make_places(roster: Roster, wanted: int) -> None:
    """Bring a roster to so many places. One that somebody has stays, be there fewer now."""
    Place.objects.bulk_create(
        [Place(roster=roster, number=number) for number in range(1, wanted + 1)], ignore_conflicts=True
    )
    Place.objects.filter(roster=roster, number__gt=wanted, application=None).delete()


def end(applications: list[Application], state: str, message: str = "") -> None:
    """End applications; their places are free."""
    for application in applications:
        application.state, application.held, application.offer_until = state, None, None
        application.changed_at, application.message = timezone.now(), message
    Application.objects.bulk_update(applications, ["state", "held", "offer_until", "changed_at", "message"])


def offer(roster: Roster, now: datetime) -> None:
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
        (application.volunteer.person.phone, _told_of_offer(application, roster, until))
        for application in next_ones
    )


def _told_of_offer(application: Application, roster: Roster, until: datetime) -> str:
    with translation.override(application.locale):
        return _("A place is free for you: %(shift)s. Please accept it under “My service” by %(until)s.") % {
            "shift": roster,
            "until": f"{timezone.localtime(until):%Y-%m-%d %H:%M}",
        }
