"""What stands out among ballots, for a person to look at. Nothing here says that anything is wrong.

Families, offices and whole mobile networks share an address, and a speech at a meeting makes many vote at once.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from itertools import groupby
from typing import Literal, NamedTuple

FROM_ONE_ADDRESS = 10  # ballots
AT_ONCE, WITHIN = 30, timedelta(minutes=5)
TIMES_THE_AVERAGE = 10
IN_A_ROW = 8
ONCE_IN = 1000  # votes in which chance alone would bring so many in a row

Kind = Literal["address", "burst", "row"]


class Cast(NamedTuple):
    """One ballot: when it came, from where (an address that leads to nobody), and what of (equal for equal choices)."""

    ballot: int
    at: datetime
    address: str
    choices: object


class Group(NamedTuple):
    """Ballots that stand out together, in the order in which they came."""

    kind: Kind
    casts: tuple[Cast, ...]


def found(casts: Sequence[Cast], opened: datetime, until: datetime) -> list[Group]:
    """All that stands out among the ballots of a vote that was open for so long."""
    ordered = sorted(casts, key=lambda cast: (cast.at, cast.ballot))
    return [*_addresses(ordered), *_bursts(ordered, until - opened), *_rows(ordered)]


def _addresses(casts: Sequence[Cast]) -> Iterator[Group]:
    """Many from one address."""
    by_address: dict[str, list[Cast]] = defaultdict(list)
    for cast in casts:
        if cast.address:
            by_address[cast.address].append(cast)
    for group in by_address.values():
        if len(group) >= FROM_ONE_ADDRESS:
            yield Group("address", tuple(group))


def _bursts(casts: Sequence[Cast], lasted: timedelta) -> Iterator[Group]:
    """Many within a few minutes, and many times the average."""
    average = len(casts) * WITHIN / max(lasted, WITHIN)
    least = max(AT_ONCE, TIMES_THE_AVERAGE * average)
    spans: list[tuple[int, int]] = []
    first = 0
    for last, cast in enumerate(casts):
        while cast.at - casts[first].at >= WITHIN:
            first += 1
        if last - first + 1 >= least:
            start = spans.pop()[0] if spans and spans[-1][1] >= first else first
            spans.append((start, last))
    for start, last in spans:
        yield Group("burst", tuple(casts[start : last + 1]))


def _rows(casts: Sequence[Cast]) -> Iterator[Group]:
    """The same choices one after the other, more often than chance brings it."""
    share = Counter(cast.choices for cast in casts)
    for choices, row in groupby(casts, key=lambda cast: cast.choices):
        group = tuple(row)
        by_chance = len(casts) * (share[choices] / len(casts)) ** (len(group) - 1)
        if len(group) >= IN_A_ROW and by_chance * ONCE_IN < 1:
            yield Group("row", group)
