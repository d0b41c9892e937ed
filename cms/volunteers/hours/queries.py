"""Sums of the ledger: for volunteers themselves, for the shift, for the year. Each is one query over the same rows."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date
from typing import Any

from django.conf import settings
from django.db.models import Count, F, Q, QuerySet, Sum
from django.db.models.functions import ExtractMonth, ExtractYear

from cms.core.clock import written, written_day
from cms.core.documents import Data
from cms.core.membership import bodies_of
from cms.volunteers.hours import rules
from cms.volunteers.hours.models import Entry
from cms.volunteers.people import Volunteer
from cms.volunteers.places import Roster

TOTAL = Sum("quarters", default=0)


def seen_by(user: Any) -> QuerySet[Entry]:
    """The entries that a user of the admin may see: of shifts of the organisations that they work for."""
    bodies = bodies_of(user)
    return Entry.objects.all() if bodies is None else Entry.objects.filter(issuer__in=bodies)


def totals(volunteers: Iterable[Volunteer]) -> dict[int, int]:
    """{volunteer's key: quarters}, in one query."""
    rows = Entry.objects.filter(volunteer__in=[each.pk for each in volunteers]).order_by()
    return defaultdict(int, rows.values_list("volunteer").annotate(TOTAL))


def of_shift(roster: Roster) -> dict[int, int]:
    """{volunteer's key: quarters of the shift as of now} of those whose hours are confirmed."""
    return dict(roster.entries.order_by().values_list("volunteer").annotate(TOTAL))


def shown(volunteers: list[Volunteer]) -> dict[int, Data]:
    """{volunteer's key: {"hours", "stars", "next", "entries"}}, corrections beside what they correct."""
    rows = Entry.objects.filter(volunteer__in=volunteers).select_related("roster", "issuer").order_by("pk")
    found: dict[int, list[Entry]] = defaultdict(list)
    for row in rows:
        found[row.volunteer_id].append(row)
    return {each.pk: _shown(found[each.pk]) for each in volunteers}


def year_of(user: Any, year: int) -> Data:
    """What a year's statistics say to a user of the admin: {"quarters", "volunteers", "shifts", "months", "bodies"}."""
    rows = seen_by(user).filter(served_on__year=year).order_by()
    counted = {"quarters": TOTAL, "volunteers": Count("volunteer", distinct=True)}
    counted |= {"shifts": Count("roster", distinct=True)}
    months = {
        row["month"]: row
        for row in rows.annotate(month=ExtractMonth("served_on")).values("month").annotate(**counted)
    }
    nothing = dict.fromkeys(counted, 0)
    return {
        **rows.aggregate(**counted),
        "months": [months.get(month, nothing | {"month": month}) for month in range(1, 13)],
        "bodies": list(
            rows.values("issuer", zh=F("issuer__name_zh"), en=F("issuer__name_en"))
            .annotate(**counted)
            .order_by("-quarters", "issuer")
        ),
    }


def years(user: Any) -> list[int]:
    """The years in which anybody served, the latest first."""
    found = seen_by(user).annotate(year=ExtractYear("served_on")).values_list("year", flat=True)
    return sorted(set(found), reverse=True)


def stars_reached(user: Any) -> list[int]:
    """How many volunteers have none, one, two … stars, by all that they served anywhere."""
    mine = seen_by(user).values("volunteer")
    sums = Entry.objects.filter(volunteer__in=mine).order_by().values("volunteer").annotate(total=TOTAL)
    counted = [0] * (len(settings.STARS) + 1)
    for row in sums:
        counted[rules.stars(row["total"], settings.STARS)] += 1
    return counted


def services_of(
    volunteer: Volunteer, bodies: Collection[int], since: date | None = None, until: date | None = None
) -> list[Data]:
    """What somebody served for organisations: {"title_zh", "title_en", "first", "last", "shifts", "quarters"} for each
    recruitment, in the order of time. What was corrected to nothing is left out.
    """
    period = Q(served_on__gte=since) if since else Q()
    period &= Q(served_on__lte=until) if until else Q()
    rows = volunteer.entries.filter(period, issuer__in=bodies).order_by("pk").select_related("roster")
    shifts: dict[Any, Data] = {}
    for row in rows:
        found = shifts.setdefault(row.roster_id, {"roster": row.roster, "day": row.served_on, "quarters": 0})
        found["quarters"] += row.quarters
    calls: dict[Any, Data] = {}
    for shift in sorted((each for each in shifts.values() if each["quarters"]), key=lambda each: each["day"]):
        roster, day = shift["roster"], written_day(shift["day"])
        found = calls.setdefault(
            roster.call,
            {
                "title_zh": roster.said("title", "zh-hans"),
                "title_en": roster.said("title", "en"),
                "first": day,
            }
            | {"shifts": 0, "quarters": 0},
        )
        found["last"], found["shifts"] = day, found["shifts"] + 1
        found["quarters"] += shift["quarters"]
    return list(calls.values())


def _shown(entries: list[Entry]) -> Data:
    firsts = [entry for entry in entries if entry.corrects_id is None]
    corrections: dict[int, list[Entry]] = defaultdict(list)
    for entry in entries:
        if entry.corrects_id is not None:
            corrections[entry.corrects_id].append(entry)
    quarters = sum(entry.quarters for entry in entries)
    return {
        "hours": rules.in_hours(quarters),
        "stars": rules.stars(quarters, settings.STARS),
        "of": len(settings.STARS),
        "next": rules.in_hours(rules.to_next_star(quarters, settings.STARS) or 0),
        "entries": [
            {
                "title": entry.roster.title,
                "day": written_day(entry.served_on),
                "hours": rules.in_hours(
                    entry.quarters + sum(each.quarters for each in corrections[entry.pk])
                ),
                "first": rules.in_hours(entry.quarters),
                "corrections": [
                    {
                        "hours": rules.in_hours(each.quarters),
                        "why": each.get_why_display(),
                        "at": written(each.at),
                    }
                    for each in corrections[entry.pk]
                ],
            }
            for entry in sorted(firsts, key=lambda each: (each.served_on, each.pk), reverse=True)
        ],
    }
