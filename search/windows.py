"""Where the most of a query stands together in a text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

Place = tuple[int, str]
"""Where a term stands, and the term."""

Worth = Mapping[str, tuple[str, float]]
"""For each term its group and worth."""

TINY = 1e-9
"""What sums of the same worths may differ by."""

OCCURRENCES = 20
"""Places of one term that are compared in one text."""


def places(text: str, worth: Worth) -> list[Place]:
    """The places of a query's terms in a comparable text, in order.

    Where a whole word stands in the text, pieces of it standing elsewhere are left out: they would win nothing.
    """
    found: list[Place] = []
    whole: set[str] = set()
    for term, (group, _) in sorted(worth.items(), key=lambda item: -item[1][1]):
        if group in whole:
            continue
        at = text.find(term)
        if at >= 0 and term == group:
            whole.add(group)
        for _ in range(OCCURRENCES):
            if at < 0:
                break
            found.append((at, term))
            at = text.find(term, at + 1)
    found.sort()
    return found


def best_window(places: Sequence[Place], worth: Worth, width: int) -> tuple[float, int]:
    """The greatest worth of different groups within `width` characters, and where that window starts."""
    best, best_start = 0.0, places[0][0] if places else 0
    first, together = 0, 0.0
    count = dict.fromkeys((term for _, term in places), 0)
    most = sum(total(worth[term] for term in count).values()) - TINY
    top: dict[str, float] = {}
    for at, term in places:
        count[term] += 1
        if count[term] == 1:
            group, value = worth[term]
            if value > top.get(group, 0.0):
                together += value - top.get(group, 0.0)
                top[group] = value
        while places[first][0] < at - width:
            gone = places[first][1]
            first += 1
            count[gone] -= 1
            if not count[gone]:
                group, value = worth[gone]
                if value == top.get(group):
                    top[group] = max(
                        (worth[t][1] for t in count if count[t] and worth[t][0] == group), default=0.0
                    )
                    together += top[group] - value
        if together > best + TINY:
            best, best_start = together, places[first][0]
            if best > most:
                break  # it holds all there is
    return best, best_start


def held(text: str, worth: Worth) -> dict[str, float]:
    """The worth of each group of which the text holds a term."""
    found: dict[str, float] = {}
    for term, (group, value) in worth.items():
        if value > found.get(group, 0.0) and term in text:
            found[group] = value
    return found


def total(groups: Iterable[tuple[str, float]]) -> dict[str, float]:
    """The most that each group can be worth."""
    most: dict[str, float] = {}
    for group, value in groups:
        most[group] = max(most.get(group, 0.0), value)
    return most
