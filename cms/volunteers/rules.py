"""When a recruitment is open."""

from calendar import monthrange
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Literal

State = Literal["upcoming", "open", "closed"]
Span = tuple[datetime, datetime]
ADULT = 18
OFFERED = timedelta(days=1)


def state(
    starts_on: date | None, ends_on: date | None, shifts: Iterable[Span], now: datetime, today: date
) -> State:
    """Open from the first to the last day, both included, as long as a shift is still to come or under way.

    Without shifts the days alone decide; a day that is missing sets no limit. `today` is the day of `now`.
    """
    if starts_on and today < starts_on:
        return "upcoming"
    ends = [end for _, end in shifts]
    if (ends_on and today > ends_on) or (ends and max(ends) <= now):
        return "closed"
    return "open"


def next_start(shifts: Iterable[Span], now: datetime) -> datetime | None:
    """When the next shift starts that has not yet started."""
    return min((start for start, _ in shifts if start > now), default=None)


def ages(birth_year: int, today: date) -> tuple[int, int]:
    """The least and the most years that somebody born in that year has today."""
    return today.year - birth_year - 1, today.year - birth_year


def fits(birth_year: int, today: date, least: int | None, most: int | None) -> bool:
    """Whether somebody born in that year may be of a fitting age: where the year leaves it open, it counts as yes."""
    youngest, oldest = ages(birth_year, today)
    return (least is None or oldest >= least) and (most is None or youngest <= most)


def is_minor(birth_year: int, today: date) -> bool:
    """Whether somebody needs a guardian: until the year in which they turn eighteen is over."""
    return ages(birth_year, today)[0] < ADULT


def overlaps(one: Span, other: Span) -> bool:
    """Whether nobody can be in both; one may begin when the other ends."""
    return one[0] < other[1] and other[0] < one[1]


def offered_until(now: datetime, start: datetime) -> datetime:
    """How long a freed place is offered: a day, and less where the shift is near, so that others get their turn."""
    return min(now + OFFERED, now + (start - now) / 4)


def counts_until(day: date, months: int | None) -> date | None:
    """The last day on which a training of that day counts; None: for good. A month that is too short: its last day."""
    if months is None:
        return None
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last))
