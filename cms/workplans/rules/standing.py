"""How far tasks and plans have got.

A task stands where staff say it does. Where they say nothing, it stands where its parts do (the deeper tasks that
follow it); where it has none, where the tasks of lower bodies do that implement it. Its share is how much of it is
done, as a fraction of 1; what was dropped has none and counts for nothing above it.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction
from typing import Protocol

OPEN = ("not_started", "under_way", "delayed")
STATUSES = ("not_started", "under_way", "done", "delayed", "dropped")
BEGUN = Fraction(99, 100)  # a target that is reached is as good as done, but only staff say that it is


@dataclass(frozen=True)
class Standing:
    """Where a task stands: one of STATUSES, and its share (None: dropped)."""

    status: str = "not_started"
    share: Fraction | None = Fraction(0)

    @property
    def percent(self) -> int | None:
        """The share in percent, rounded down so that 100 means all."""
        return None if self.share is None else int(100 * self.share)


@dataclass(frozen=True)
class Outlined:
    """A task as far as its standing depends on it: its level in the plan; the status that was said, or ""; how much of
    its target is reached, as a fraction of 1, or None; where the tasks that implement it stand.
    """

    level: int
    said: str = ""
    measured: Fraction | None = None
    below: tuple[Standing, ...] = field(default=())


class HasLevel(Protocol):
    """Whatever stands in an outline."""

    @property
    def level(self) -> int: ...


def standings(tasks: Sequence[Outlined]) -> list[Standing]:
    """Where each task of a plan stands, in the plan's order."""
    found: list[Standing | None] = [None] * len(tasks)
    for place in reversed(range(len(tasks))):
        parts = [standing for part in parts_of(tasks, place) if (standing := found[part])]
        found[place] = _standing(tasks[place], parts)
    return [standing for standing in found if standing]


def is_overdue(standing: Standing, due: date | None, today: date) -> bool:
    """Whether a task should have been finished by the day before today."""
    return due is not None and due < today and standing.status in OPEN


def unsaid(tasks: Sequence[Outlined], found: Sequence[Standing]) -> list[Standing]:
    """Where each task would stand if nothing were said of it itself; `found` is where all stand now."""
    return [
        _standing(replace(task, said=""), [found[part] for part in parts_of(tasks, place)])
        for place, task in enumerate(tasks)
    ]


def parts_of(tasks: Sequence[HasLevel], place: int) -> Iterator[int]:
    """The places of the tasks right inside one: those that follow it and are deeper, without what is inside them."""
    inside: int | None = None
    for later in range(place + 1, len(tasks)):
        level = tasks[later].level
        if level <= tasks[place].level:
            return
        if inside is None or level <= inside:
            inside = level
            yield later


def _standing(task: Outlined, parts: list[Standing]) -> Standing:
    if task.said == "done":
        return Standing("done", Fraction(1))
    if task.said == "dropped":
        return Standing("dropped", None)
    beneath = parts or list(task.below)
    status = task.said or status_of(standing.status for standing in beneath)
    share = mean(standing.share for standing in beneath)
    if not beneath and task.measured is not None:
        share = task.measured
        status = task.said or ("under_way" if share else "not_started")
    if share is None:  # all beneath was dropped
        return Standing(status, None) if status == "dropped" else Standing(status)
    return Standing(status, share if status == "done" else min(share, BEGUN))


def status_of(statuses: Iterable[str]) -> str:
    """The status that several make together; dropped ones count only where there are no others."""
    found = set(statuses)
    counted = found - {"dropped"}
    if not counted:
        return "dropped" if found else "not_started"
    if len(counted) == 1:
        return counted.pop()
    return "delayed" if "delayed" in counted else "under_way"


def mean(shares: Iterable[Fraction | None]) -> Fraction | None:
    """The mean of the shares that count, or None where none does."""
    counted = [share for share in shares if share is not None]
    return sum(counted, Fraction(0)) / len(counted) if counted else None


def counted(levels: Sequence[int]) -> list[int]:
    """The places of the tasks that a plan is counted by: those of its highest level.

    What stands inside a task is a part of it and not one more.
    """
    highest = min(levels, default=1)
    return [place for place, level in enumerate(levels) if level == highest]


def progress(standings: Iterable[Standing]) -> dict[str, int]:
    """How many tasks there are in all and of each status, and the percentage that is done: the mean of the shares,
    rounded down, so that 100 means all.
    """
    standings = list(standings)
    counts = Counter(standing.status for standing in standings)
    share = mean(standing.share for standing in standings) or Fraction(0)
    return {
        "total": counts.total(),
        **{status: counts[status] for status in STATUSES},
        "percent": int(100 * share),
    }
