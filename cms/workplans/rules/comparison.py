"""Year against year: what became of the tasks of an earlier plan in a later one."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from cms.workplans.rules.matching import Item, match
from cms.workplans.rules.wording import Budget, Run, runs

CELLS = 1_500_000  # what one comparison of plans may spend on words, see wording.Budget
KINDS = ("new", "changed", "kept", "dropped")


@dataclass(frozen=True)
class Change:
    """What happened to one task. `kind` is one of KINDS; a new one has no `earlier`, a dropped one no `later`. The runs
    are there where the words changed. `by` says what it was matched by.
    """

    kind: str
    earlier: Item | None = None
    later: Item | None = None
    heading: tuple[Run, ...] = ()
    text: tuple[Run, ...] = ()
    is_renumbered: bool = False
    is_moved: bool = False
    by: str = ""


@dataclass(frozen=True)
class Comparison:
    """The tasks of the later plan in its order, then those of the earlier one that are in it no more."""

    changes: tuple[Change, ...] = field(default=())

    def counts(self) -> dict[str, int]:
        """How many there are of each kind."""
        found = Counter(change.kind for change in self.changes)
        return {kind: found[kind] for kind in KINDS}


def compare(
    earlier: Sequence[Item], later: Sequence[Item], said: Mapping[str, str | None] | None = None
) -> Comparison:
    """What became of the earlier tasks. `said` is what staff say of later tasks, see matching.match."""
    return _compare(tuple(earlier), tuple(later), tuple(sorted((said or {}).items(), key=lambda one: one[0])))


@lru_cache(64)  # a report on a task makes the plan's document again, and changes no words
def _compare(
    earlier: tuple[Item, ...], later: tuple[Item, ...], said: tuple[tuple[str, str | None], ...]
) -> Comparison:
    matches = match(earlier, later, dict(said))
    stayed = _in_order([matches[place].place for place in sorted(matches)])
    budget = Budget(CELLS)
    changes = []
    for place, item in enumerate(later):
        if found := matches.get(place):
            is_moved = found.place not in stayed or earlier[found.place].level != item.level
            changes.append(_continued(earlier[found.place], item, is_moved, found.by, budget))
        else:
            changes.append(Change("new", later=item))
    continued = {found.place for found in matches.values()}
    dropped = (item for place, item in enumerate(earlier) if place not in continued)
    return Comparison((*changes, *(Change("dropped", earlier=item) for item in dropped)))


def _continued(earlier: Item, later: Item, is_moved: bool, by: str, budget: Budget) -> Change:
    is_same = (earlier.heading, earlier.text) == (later.heading, later.text)
    return Change(
        "kept" if is_same else "changed",
        earlier,
        later,
        () if is_same else tuple(runs(earlier.heading, later.heading, budget)),
        () if is_same else tuple(runs(earlier.text, later.text, budget)),
        earlier.number != later.number,
        is_moved,
        by,
    )


def _in_order(places: Sequence[int]) -> set[int]:
    """The largest set of places that follow each other: what is not in it was moved.

    Patience sorting, see Fredman, "On computing the length of longest increasing subsequences" (1975).
    """
    tops: list[int] = []
    last: list[int] = []
    before: list[int | None] = []
    for at, place in enumerate(places):
        pile = bisect_left(tops, place)
        if pile == len(tops):
            tops.append(place)
            last.append(at)
        else:
            tops[pile], last[pile] = place, at
        before.append(last[pile - 1] if pile else None)
    stayed, step = set(), last[-1] if last else None
    while step is not None:
        stayed.add(places[step])
        step = before[step]
    return stayed
