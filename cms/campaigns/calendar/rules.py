"""What a campaign's calendar should be like: no gap, no stage missing, a publicity period of five working days."""

from collections.abc import Callable, Sequence
from datetime import date, datetime, time, timedelta
from typing import Literal, NamedTuple

from cms.campaigns.rules import Span

PUBLICITY_DAYS = 5  # working days that a result is public before it holds
OPENS, CLOSES = time(9), time(18)
DAY = timedelta(days=1)

IsWorked = Callable[[date], bool]
Reason = Literal["gap", "short", "no_nomination", "no_publicity_period", "unknown_year"]


class Warned(NamedTuple):
    """What is doubtful about a stage (its position from 0): why, and a number (days, or the year) that tells more."""

    position: int
    reason: Reason
    number: int = 0


class Proposed(NamedTuple):
    """A stage that is proposed."""

    kind: str
    span: Span


# How many working days each stage of a new campaign is given.
USUAL = (
    ("publicity", 3),
    ("nomination", 10),
    ("review", 5),
    ("vote", 7),
    ("publicity_period", PUBLICITY_DAYS),
    ("objections", 3),
    ("commendation", 1),
)


def working_days_of(span: Span, is_worked: IsWorked) -> int:
    """On how many working days a stage is open through all hours of the office. Moments are in local time."""
    days = (span.ends_at.date() - span.starts_at.date()).days
    whole = (
        span.starts_at.date() + number * DAY
        for number in range(days + 1)
        if (number > 0 or span.starts_at.time() <= OPENS)
        and (number < days or span.ends_at.time() >= time(17))
    )
    return sum(is_worked(day) for day in whole)


def end_after(starts_on: date, days: int, is_worked: IsWorked) -> date:
    """The last of so many working days from a day on."""
    day = starts_on
    while True:
        days -= is_worked(day)
        if days <= 0:
            return day
        day += DAY


def proposal(first: date, is_worked: IsWorked) -> list[Proposed]:
    """A usual calendar from the first working day of these on: stage after stage."""
    day, stages = first, []
    for kind, days in USUAL:
        starts_on = end_after(day, 1, is_worked)
        ends_on = end_after(starts_on, days, is_worked)
        span = Span(datetime.combine(starts_on, OPENS), datetime.combine(ends_on, CLOSES))
        stages.append(Proposed(kind, span))
        day = ends_on + DAY
    return stages


def warnings(
    stages: Sequence[Span], kinds: Sequence[str], is_worked: IsWorked, years: set[int]
) -> list[Warned]:
    """What an editor should look at again. `years` are those whose holidays are known; moments are in local time."""
    found = []
    for position, (stage, kind) in enumerate(zip(stages, kinds, strict=True)):
        before = kinds[:position]
        if position and (gap := _gap(stages[:position], stage, is_worked)):
            found.append(Warned(position, "gap", gap))
        if kind == "publicity_period":
            days = working_days_of(stage, is_worked)
            if days < PUBLICITY_DAYS:
                found.append(Warned(position, "short", days))
            unknown = {stage.starts_at.year, stage.ends_at.year} - years
            found += [Warned(position, "unknown_year", year) for year in sorted(unknown)]
        if kind in ("vote", "scoring") and "nomination" not in before:
            found.append(Warned(position, "no_nomination"))
        if kind == "commendation" and "publicity_period" not in before:
            found.append(Warned(position, "no_publicity_period"))
    return found


def _gap(before: Sequence[Span], stage: Span, is_worked: IsWorked) -> int:
    """How many working days lie wholly between the stages before and one."""
    end = max(each.ends_at for each in before)
    days = (stage.starts_at.date() - end.date()).days
    return sum(is_worked(end.date() + number * DAY) for number in range(1, days))
