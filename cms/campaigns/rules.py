"""The stages of a campaign: their order, and which of them it is in."""

from collections.abc import Sequence
from datetime import datetime
from typing import Literal, NamedTuple

SIDE_BY_SIDE = frozenset({"vote", "scoring"})  # the kinds of stages that may take place at the same time


class Span(NamedTuple):
    """When a stage takes place: from the start, up to but without the end."""

    starts_at: datetime
    ends_at: datetime


class Fault(NamedTuple):
    """What is wrong with a stage: its position from 0 and why."""

    position: int
    reason: Literal["starts_before_previous", "overlaps_previous"]


def faults(stages: Sequence[Span], kinds: Sequence[str]) -> list[Fault]:
    """Every stage that starts before the one above it has started, or before one above it has ended, unless they may
    take place side by side. `kinds` are those of the stages.
    """
    found = []
    for position in range(1, len(stages)):
        starts_at = stages[position].starts_at
        if starts_at < stages[position - 1].starts_at:
            found.append(Fault(position, "starts_before_previous"))
        elif any(
            starts_at < stages[above].ends_at and {kinds[above], kinds[position]} != SIDE_BY_SIDE
            for above in range(position)
        ):
            found.append(Fault(position, "overlaps_previous"))
    return found


def stage_state(stage: Span, now: datetime) -> Literal["past", "current", "future"]:
    """Where a stage lies in time."""
    if now < stage.starts_at:
        return "future"
    return "current" if now < stage.ends_at else "past"


def campaign_state(stages: Sequence[Span], now: datetime) -> Literal["upcoming", "running", "finished"]:
    """Upcoming until the first stage, also without any stage; finished after the last; running between."""
    states = [stage_state(stage, now) for stage in stages]
    if all(state == "future" for state in states):
        return "upcoming"
    return "finished" if all(state == "past" for state in states) else "running"


def current(stages: Sequence[Span], now: datetime) -> int | None:
    """The index of the stage that is under way."""
    return next((index for index, stage in enumerate(stages) if stage_state(stage, now) == "current"), None)


def next_end(stages: Sequence[Span], now: datetime) -> datetime | None:
    """When the stage ends that is under way or comes next; None when all are over."""
    return min((stage.ends_at for stage in stages if stage.ends_at > now), default=None)
