"""The calendar of an election: the days of its usual steps, and where it stands at a moment."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Literal

from cms.campaigns.rules import Span, stage_state

State = Literal["upcoming", "running", "voting", "finished"]


def days_of(day: date, offset: int, days: int) -> tuple[date, date]:
    """The first and the last day of a step that starts so many days after (before: negative) the day of the vote."""
    first = day + timedelta(days=offset)
    return first, first + timedelta(days=max(days, 1) - 1)


def state(steps: Sequence[Span], polls: Sequence[Span], now: datetime) -> State:
    """Voting while a polling place is open; upcoming before everything, finished after everything, else running."""
    if any(stage_state(poll, now) == "current" for poll in polls):
        return "voting"
    states = {stage_state(span, now) for span in (*steps, *polls)}
    if states <= {"future"}:
        return "upcoming"
    return "finished" if states == {"past"} else "running"


def has_fault(registered: int | None, cast: int | None, valid: int | None, votes: Sequence[int]) -> str:
    """Which of the numbers of a result can't be: "cast", "valid" or "votes"; "" where none contradicts another.

    A number that is not known contradicts nothing.
    """
    if registered is not None and cast is not None and cast > registered:
        return "cast"
    if cast is not None and valid is not None and valid > cast:
        return "valid"
    most = valid if valid is not None else cast
    return "votes" if most is not None and any(each > most for each in votes) else ""


def percent(part: int | None, whole: int | None) -> float | None:
    """A share with one decimal; None where a number is missing or there is nothing to share."""
    return round(100 * part / whole, 1) if part is not None and whole else None
