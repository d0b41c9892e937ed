"""How service is measured: in quarters of an hour, as it really was, the way there and back left out."""

from collections.abc import Sequence
from datetime import datetime, timedelta

QUARTER = timedelta(minutes=15)
MOST = 96  # quarters of one shift: a day
EARLY = timedelta(hours=1)  # before a shift, from when people may come to it
LATE = timedelta(hours=3)  # after a shift, until when they may still say that they leave


def in_hours(quarters: int) -> float:
    """Quarters as hours, as people write them: 2, 2.25."""
    return quarters / 4 if quarters % 4 else quarters // 4


def proposed(
    span: tuple[datetime, datetime], came_at: datetime | None, went_at: datetime | None
) -> int | None:
    """The quarters of a shift that somebody was there for, to the nearest; None where nobody noted that they came.

    Who came early or stayed on did not serve by that; whoever confirms may say otherwise.
    """
    if came_at is None:
        return None
    begin, end = max(came_at, span[0]), min(went_at or span[1], span[1])
    return max(0, min(MOST, (end - begin + QUARTER / 2) // QUARTER))


def may_come(span: tuple[datetime, datetime], now: datetime) -> bool:
    """Whether people may say that they are at a shift, or leave it."""
    return span[0] - EARLY <= now <= span[1] + LATE


def stars(quarters: int, thresholds: Sequence[int]) -> int:
    """How many of the thresholds (in hours) are reached."""
    return sum(quarters >= hours * 4 for hours in thresholds)


def to_next_star(quarters: int, thresholds: Sequence[int]) -> int | None:
    """The quarters until the next star; None for who has all."""
    return min((hours * 4 - quarters for hours in thresholds if hours * 4 > quarters), default=None)
