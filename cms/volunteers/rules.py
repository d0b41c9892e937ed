"""When a recruitment is open."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Literal

State = Literal["upcoming", "open", "closed"]
Span = tuple[datetime, datetime]


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
