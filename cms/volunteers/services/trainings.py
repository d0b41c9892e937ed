"""Trainings: their dates, and who took part. Locks are taken in the order of services.shifts."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import uuid4

from django.db import transaction
from django.utils import timezone

from cms.core.clock import day_of
from cms.core.signals import page_changed
from cms.intake import audit
from cms.volunteers.models import RecruitmentPage
from cms.volunteers.people import Volunteer
from cms.volunteers.places import Application, Roster
from cms.volunteers.rules import counts_until
from cms.volunteers.services import shifts
from cms.volunteers.services.applying import Call
from cms.volunteers.services.register import KIND, Action, decline
from cms.volunteers.training import Trained, Training

State = Application.State


@dataclass(frozen=True)
class Date:
    """When and where a training is given, to how many."""

    starts_at: datetime
    ends_at: datetime
    places: int
    place_zh: str = ""
    place_en: str = ""


def call_of(training: Training, locale: str) -> Call:
    """What somebody signs up for a training by."""
    return Call(training.uid, is_open=True, locale=locale)


@transaction.atomic
def save(training: Training) -> None:
    """Keep a training; its dates are called as it is."""
    training.save()
    names = {"title_zh": training.name_zh, "title_en": training.name_en, "issuer": training.issuer}
    training.sessions.update(**names)
    tell_pages(training)


@transaction.atomic
def hold(training: Training, told: Date, session: Roster | None = None) -> Roster:
    """Fix a date of a training, or change one. Who has a place keeps it; who is new to a place is offered it."""
    session = session or Roster(uid=uuid4(), call=training.uid, teaches=training, issuer=training.issuer)
    session.title_zh, session.title_en = training.name_zh, training.name_en
    session.starts_at, session.ends_at = told.starts_at, told.ends_at
    session.place_zh, session.place_en, session.removed_at = told.place_zh, told.place_en, None
    session.save()
    for locked in shifts.locked([session.uid], training.uid):
        shifts.make_places(locked, told.places)
        shifts.offer(locked, timezone.now())
    tell_pages(training)
    return session


@transaction.atomic
def call_off(session: Roster, message: str, by: Any) -> int:
    """Take a date of a training out; whoever signed up for it is told. Returns how many those were."""
    Roster.objects.select_for_update().filter(pk=session.pk).update(removed_at=timezone.now())
    count = decline(session.applications.standing(), message, by)
    if session.teaches:
        tell_pages(session.teaches)
    return count


@transaction.atomic
def attended(applications: Iterable[Application], by: Any) -> int:
    """Note who took part in a date of a training. Returns of how many it was not noted yet."""
    came = [each for each in applications if each.roster.teaches and each.state == State.CONFIRMED]
    people = shifts.people_of(came)
    known = set(Trained.objects.filter(session__applications__in=came).values_list("volunteer", "session"))
    fresh = [each for each in came if (each.volunteer_id, each.roster_id) not in known]
    Trained.objects.bulk_create(
        _trained(each, each.roster.teaches, by) for each in fresh if each.roster.teaches
    )
    audit.note(by, Action.CHANGE, KIND, [person.pk for person in people], _reason(came))
    return len(fresh)


@transaction.atomic
def withdraw(applications: Iterable[Application], by: Any) -> int:
    """What was noted by mistake: these did not take part. Returns of how many it was noted.

    Whoever has a place in a shift by it keeps that; the shift's list says that the training is lacking.
    """
    absent = [each for each in applications if each.roster.teaches_id]
    people = shifts.people_of(absent)
    pairs = {(each.volunteer_id, each.roster_id) for each in absent}
    rows = Trained.objects.filter(session__in={roster for _volunteer, roster in pairs})
    wrong = [row.pk for row in rows if (row.volunteer_id, row.session_id) in pairs]
    audit.note(by, Action.CHANGE, KIND, [person.pk for person in people], _reason(absent))
    return Trained.objects.filter(pk__in=wrong).delete()[0]


@transaction.atomic
def learned_elsewhere(volunteer: Volunteer, training: Training, day: date, by: Any) -> Trained:
    """Note a training that somebody has a certificate of from elsewhere."""
    until = counts_until(day, training.months)
    audit.note(by, Action.CHANGE, KIND, [volunteer.person_id], str(training)[:200])
    return Trained.objects.create(
        volunteer=volunteer, training=training, since=day, until=until, username=by.get_username()
    )


def tell_pages(training: Training) -> None:
    """The recruitments that need a training show its dates."""
    live = RecruitmentPage.objects.live().filter(shifts__needs=training).distinct()
    for page in live.select_related("locale"):
        page_changed.send(RecruitmentPage, instance=page)


def _trained(application: Application, training: Training, by: Any) -> Trained:
    day = day_of(application.roster.starts_at)
    return Trained(
        volunteer_id=application.volunteer_id,
        training=training,
        session=application.roster,
        since=day,
        until=counts_until(day, training.months),
        username=by.get_username(),
    )


def _reason(applications: list[Application]) -> str:
    return str(applications[0].roster)[:200] if applications else ""
