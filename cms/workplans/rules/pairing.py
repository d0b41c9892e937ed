"""Which tasks of a plan belong together in two languages.

Those that carry the same uid do. For the rest a pairing is offered where it can hardly be wrong: between tasks that do
belong together, as many stand in the one language as in the other, level by level, with the same numbers.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from cms.importing.numerals import english, number, roman

SIGNS = re.compile(r"[\W_]+|^第|[章条项]$")


@dataclass(frozen=True)
class Line:
    """A task as far as it is paired: its uid, its level and its number as written."""

    uid: str
    level: int
    number: str = ""

    @property
    def value(self) -> int | None:
        """The number's value, in whatever style it is written; None where it has none."""
        plain = SIGNS.sub("", self.number)
        return next((value for read in (number, roman, english) if (value := read(plain)) is not None), None)


def unpaired(ours: Sequence[Line], theirs: Sequence[Line]) -> tuple[list[Line], list[Line]]:
    """The tasks of either version that have none in the other."""
    mine, yours = ({line.uid for line in lines} for lines in (ours, theirs))
    return (
        [line for line in ours if line.uid not in yours],
        [line for line in theirs if line.uid not in mine],
    )


def offered(ours: Sequence[Line], theirs: Sequence[Line]) -> dict[str, str]:
    """{uid of ours: uid of theirs} for those that have no partner yet and stand in the same places."""
    pairs: dict[str, str] = {}
    for mine, yours in _stretches(ours, theirs):
        if [line.level for line in mine] == [line.level for line in yours] and all(
            one.value is None or other.value is None or one.value == other.value
            for one, other in zip(mine, yours, strict=True)
        ):
            pairs |= {one.uid: other.uid for one, other in zip(mine, yours, strict=True)}
    return pairs


def _stretches(ours: Sequence[Line], theirs: Sequence[Line]) -> Iterator[tuple[list[Line], list[Line]]]:
    """What stands without a partner between those that have one; all of it at once where these are in another order."""
    alone, others = unpaired(ours, theirs)
    lonely = {line.uid for line in (*alone, *others)}
    paired = [line.uid for line in ours if line.uid not in lonely]
    if paired != [line.uid for line in theirs if line.uid not in lonely]:
        yield alone, others
        return
    yield from zip(_cut(ours, lonely), _cut(theirs, lonely), strict=True)


def _cut(lines: Sequence[Line], lonely: set[str]) -> list[list[Line]]:
    parts: list[list[Line]] = [[]]
    for line in lines:
        if line.uid in lonely:
            parts[-1].append(line)
        else:
            parts.append([])
    return parts
