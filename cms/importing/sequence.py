"""Which lines are items: a doubtful mark is one only where its neighbours count with it."""

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Sequence

from cms.importing.families import DECIMALS, LAST, LOOKS, Family, Mark
from cms.importing.formats.lines import Line
from cms.importing.numbering import marks_at

_PARENTS = {
    Family.DECIMAL_2: (Family.DIGIT, Family.CHINESE, Family.CHAPTER, Family.PART, Family.NAMED),
    Family.DECIMAL_3: (Family.DECIMAL_2,),
    Family.DECIMAL_4: (Family.DECIMAL_3,),
}

LONGEST_TALK = 12  # items of a list in words: 首先，其次，…，最后


class Neighbours:
    """All possible marks of the lines of a text, to ask whether one has a neighbour that counts with it."""

    def __init__(self, candidates: Sequence[Sequence[Mark]]) -> None:
        self._places: dict[str, list[int]] = defaultdict(list)
        self._marks: dict[str, list[Mark]] = defaultdict(list)
        for index, marks in enumerate(candidates):
            for mark in marks:
                for key in _keys(mark):
                    self._places[key].append(index)
                    self._marks[key].append(mark)

    def support(self, index: int, mark: Mark, *, alike: bool = True) -> bool:
        """True when the mark before it is one less, or the one after it one more.

        alike: marks of another family that looks alike count as well.
        """
        if mark.value == LAST:
            return self._ends(index, mark)
        if mark.family in DECIMALS and mark.value == 1 and self._has_parent(index, mark):
            return True
        if mark.family == Family.MONTH:
            return self._month_near(index, mark)
        for key in _keys(mark) if alike else _keys(mark)[:1]:
            if any(before.value == mark.value - 1 for before in self._before(key, index, 2)):
                return True
            if any(after.value == mark.value + 1 for after in self._after(key, index, 2)):
                return True
        return False

    def _ends(self, index: int, mark: Mark) -> bool:
        """最后 and Finally end a list of two or more that begins with a first."""
        for key in _keys(mark):
            values = [before.value for before in self._before(key, index, LONGEST_TALK)]
            if values and 1 < values[-1] < LAST and 1 in values:
                return True
        return False

    def _month_near(self, index: int, mark: Mark) -> bool:
        """Months may be left out or put together (四、五月份), and a school year goes on from 12 to 1."""
        near = [*self._before(mark.family, index, 1), *self._after(mark.family, index, 1)]
        return any(other.value != mark.value for other in near)

    def _has_parent(self, index: int, mark: Mark) -> bool:
        last = mark.prefix.rpartition(".")[2]
        return any(
            str(before.value) == last
            for family in _PARENTS[mark.family]
            for before in self._before(_parent_key(family, mark), index, 1)
        )

    def _before(self, key: str, index: int, count: int) -> list[Mark]:
        place = bisect_left(self._places[key], index)
        return self._marks[key][max(0, place - count) : place]

    def _after(self, key: str, index: int, count: int) -> list[Mark]:
        place = bisect_right(self._places[key], index)
        return self._marks[key][place : place + count]


def _keys(mark: Mark) -> tuple[str, ...]:
    """What a mark can be continued by: its family; a decimal number only by one with the same beginning."""
    if mark.family in DECIMALS:
        return (f"{mark.family}{mark.prefix}",)
    looks = LOOKS.get(mark.family)
    return (mark.family, looks) if looks else (mark.family,)


def _parent_key(family: Family, mark: Mark) -> str:
    return f"{family}{mark.prefix.rpartition('.')[0]}" if family in DECIMALS else family


def block_marks(lines: Sequence[Line]) -> list[Mark | None]:
    """The mark that opens each line, or None where it opens no item."""
    candidates = [() if line.is_apart else marks_at(line.text) for line in lines]
    neighbours = Neighbours(candidates)
    chosen: list[Mark | None] = []
    for index, (line, marks) in enumerate(zip(lines, candidates, strict=True)):
        if line.auto:
            chosen.append(_automatic(index, line, marks, neighbours))
            continue
        possible = [mark for mark in marks if _is_item(index, mark, lines, neighbours)]
        supported = (mark for mark in possible if neighbours.support(index, mark))
        chosen.append(next(supported, possible[0] if possible else None))
    return chosen


def _automatic(index: int, line: Line, marks: Sequence[Mark], neighbours: Neighbours) -> Mark:
    """The format itself says that this is a number: of its possible readings, the one that counts with others."""
    if line.place is not None:
        family = marks[0].family if marks else Family.DIGIT
        return Mark(line.auto, line.place, family, 0, len(line.auto), True)
    whole = [mark for mark in marks if mark.written == line.auto]
    for mark in whole:
        if mark.sure or neighbours.support(index, mark):
            return mark
    if whole:
        return whole[0]
    digits = re.search(r"[0-9]+", line.auto)
    return Mark(line.auto, int(digits[0]) if digits else 1, Family.NAMED, 0, len(line.auto), True)


def _is_item(index: int, mark: Mark, lines: Sequence[Line], neighbours: Neighbours) -> bool:
    if not mark.sure:
        return neighbours.support(index, mark)
    if index > 0 and lines[index - 1].text.endswith(("高", "初")) and not lines[index].gap:
        return False  # 高 / 二、高三
    # A line broken in the middle of a sentence may go on with what looks like a mark.
    broken = index > 0 and is_unfinished(lines[index - 1].text) and not lines[index].gap
    return not broken or mark.value == 1 or neighbours.support(index, mark, alike=False)


def is_unfinished(text: str) -> bool:
    """True for a line that stops in the middle of a sentence: long, without a stop at its end."""
    return text.endswith(("高", "初")) or (len(text) >= 25 and text[-1] not in '。；;：:！!？?.”"》）)、')
