"""Noting who came and who went: what hours are proposed from, and gone when nobody asks for it any more."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from cms.volunteers.hours import rules
from cms.volunteers.hours.models import Attendance, Entry
from cms.volunteers.places import Application


@transaction.atomic
def come(applications: Iterable[Application], how: str, now: datetime | None = None) -> int:
    """Note that people came. Who is noted already stays as noted; who was noted as missing came late."""
    now, count = now or timezone.now(), 0
    for application in _with_place(applications):
        noted = getattr(application, "attendance", None)
        if noted is None or noted.missed:
            row = noted or Attendance(application=application)
            row.came_at, row.missed, row.how = _came_at(application, now), False, how
            row.save()
            count += 1
    return count


@transaction.atomic
def go(applications: Iterable[Application], now: datetime | None = None) -> int:
    """Note that people went who had come. The first time counts."""
    now, count = now or timezone.now(), 0
    for application in _with_place(applications):
        noted = getattr(application, "attendance", None)
        if noted and noted.came_at and noted.went_at is None:
            noted.went_at = max(noted.came_at, min(now, application.roster.ends_at))
            noted.save(update_fields=["went_at"])
            count += 1
    return count


@transaction.atomic
def miss(applications: Iterable[Application]) -> int:
    """Note that people did not come. Of whom hours are confirmed came."""
    count = 0
    for application in _with_place(applications):
        if Entry.objects.filter(volunteer=application.volunteer_id, roster=application.roster_id).exists():
            continue
        Attendance.objects.update_or_create(
            application=application,
            defaults={"came_at": None, "went_at": None, "missed": True, "how": Attendance.How.LIST},
        )
        count += 1
    return count


def clear(age: timedelta) -> int:
    """Delete what was noted of shifts that ended longer ago than this; hours stay. Returns how many rows."""
    return Attendance.objects.filter(application__roster__ends_at__lt=timezone.now() - age).delete()[0]


def _came_at(application: Application, now: datetime) -> datetime:
    """What is noted when the shift is over says that somebody was there, from its start."""
    roster = application.roster
    return roster.starts_at if now >= roster.ends_at else max(now, roster.starts_at - rules.EARLY)


def _with_place(applications: Iterable[Application]) -> list[Application]:
    """Those with a place, locked, with what is noted of them."""
    rows = Application.objects.select_for_update(of=("self",)).filter(
        pk__in=[each.pk for each in applications], state=Application.State.CONFIRMED
    )
    return list(rows.select_related("roster", "attendance").order_by("pk"))
