"""The depth of each item as a reader sees it: which list a mark continues, and which list is inside which."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from cms.importing.families import LAST, LOOKS, RANK, Family, Mark

DEEPEST = 9  # levels that a reader can tell apart; what would go deeper stays there
FAR_ENOUGH = 400  # marks to look ahead; a list that goes on later than that is another list to its reader


@dataclass(slots=True)
class OpenList:
    """A list that may still go on: its families, the value of its last item, the depth that a format gave it.

    inline: all its items stand inside paragraphs.
    """

    families: set[Family]
    value: int
    hint: int | None = None
    heading: int = 0
    inline: bool = False


@dataclass(frozen=True, slots=True)
class Place:
    """Where an item goes: its depth from 1, whether it begins a new list, and what is odd about its number.

    `doubt` is "" or one of "missing", "repeated", "backward", "restarted", "begins late"; `expected` is the value that
    the list led a reader to expect.
    """

    depth: int
    new_list: bool
    doubt: str = ""
    expected: int = 0


# 第五条 goes on counting in the next chapter, so an open list of articles never holds a chapter.
_OVER_ARTICLES = {Family.PART, Family.CHAPTER, Family.SECTION}


def _continues(mark: Mark, each: OpenList) -> bool:
    return mark.value in (each.value + 1, LAST) or (mark.family == Family.MONTH and mark.value != each.value)


@dataclass(slots=True)
class Levels:
    """Places marks one after another. `ahead` are all marks of the text, to see which lists go on."""

    ahead: Sequence[Mark]
    position: int = 0
    open: list[OpenList] = field(default_factory=list)
    seen: dict[Family, tuple[int, int]] = field(default_factory=dict)
    nests: set[tuple[Family, int]] = field(
        default_factory=set
    )  # lists that stood inside one of their own family

    def place(
        self,
        mark: Mark,
        *,
        inline: bool,
        hint: int | None,
        heading: int,
        closed: Callable[[], bool],
        runs_on: bool,
        lead: str = "",
    ) -> Place:
        """Where the next mark goes.

        closed: the list at depth 1 has been ended by text that is outside of it; runs_on: the next number of the
        mark's list stands in the same paragraph; lead: "bare" where the item before is a heading that nothing has
        followed yet, "opening" where that ends with a colon, "introduced" where a paragraph of the item does, else "".
        """
        self.position += 1
        place = self._find(mark, inline=inline, hint=hint, closed=closed, runs_on=runs_on, lead=lead)
        place = replace(place, depth=min(place.depth, DEEPEST))
        depth = place.depth
        value = (
            self.open[depth - 1].value + 1 if mark.value == LAST and len(self.open) >= depth else mark.value
        )
        if place.new_list or len(self.open) < depth:
            del self.open[depth - 1 :]
            self.open.append(OpenList({mark.family}, value, hint, heading, inline))
            if depth == 1:
                self.seen.clear()
        else:
            del self.open[depth:]
            self.open[-1].families.add(mark.family)
            self.open[-1].value = value
            self.open[-1].inline &= inline
        self.seen[mark.family] = (value, depth)
        return place

    def place_heading(self, heading: int) -> Place:
        """Where a heading without a number goes: inside the headings that are larger than it."""
        while self.open and not 0 < self.open[-1].heading < heading:
            self.open.pop()
        self.open.append(OpenList(set(), 0, heading=heading))
        return Place(len(self.open), new_list=True)

    def _find(
        self,
        mark: Mark,
        *,
        inline: bool,
        hint: int | None,
        closed: Callable[[], bool],
        runs_on: bool,
        lead: str,
    ) -> Place:
        own_depth = self._deepest(mark.family)
        if runs_on and mark.value == 1 and own_depth and self._goes_on(self.open[own_depth - 1]):
            return Place(len(self.open) + 1, new_list=True)  # First, …: / First, … Second, … / Second, …
        first_inside = inline and mark.value == 1
        if not first_inside:
            for depth in range(len(self.open), 0, -1):
                each = self.open[depth - 1]
                fits = hint is None or each.hint is None or hint == each.hint
                if mark.family in each.families and _continues(mark, each) and fits:
                    return Place(depth, new_list=False)
        if mark.value == 1 or not self.open:
            return self._first(mark, inline=inline, hint=hint, closed=closed, own_depth=own_depth, lead=lead)
        return self._later(mark, inline=inline, own_depth=own_depth)

    def _deepest(self, family: Family) -> int:
        return next(
            (depth for depth in range(len(self.open), 0, -1) if family in self.open[depth - 1].families), 0
        )

    def _first(
        self,
        mark: Mark,
        *,
        inline: bool,
        hint: int | None,
        closed: Callable[[], bool],
        own_depth: int,
        lead: str,
    ) -> Place:
        """A mark with the value 1 (or the first one of all) begins a list."""
        child = len(self.open) + 1
        while not inline and child > 2 and self.open[child - 2].inline and lead != "opening":
            child -= 1  # a new paragraph leaves the list that runs on inside the one before
        late = "" if mark.value == 1 or mark.family == Family.MONTH else "begins late"
        if not self.open or inline:
            return Place(child, new_list=True, doubt=late, expected=1)
        if own_depth:
            outer = self.open[own_depth - 1]
            deeper = hint is not None and outer.hint is not None and hint > outer.hint
            leads = hint is None and (
                lead == "opening" or (bool(lead) and (mark.family, child) in self.nests)
            )
            if deeper or leads or self._nested(mark, outer):
                self.nests.add((mark.family, child))
                return Place(child, new_list=True)
            return Place(own_depth, new_list=True, doubt="restarted", expected=outer.value + 1)
        if closed() and not self._is_smaller(mark) and not self._goes_on(self.open[0]):
            return Place(1, new_list=True, doubt="restarted", expected=1)
        inside = self.seen.get(mark.family, (0, 0))[1] == child or (lead == "bare" and self._is_detail(mark))
        depth = child if inside else self._above_smaller(mark) or child
        return Place(depth, new_list=True, doubt=late, expected=1)

    def _is_detail(self, mark: Mark) -> bool:
        """（2） as a heading may hold 1.; by the standard's order it would be the other way round."""
        return RANK.get(mark.family, 0) >= RANK[Family.DIGIT]

    def _later(self, mark: Mark, *, inline: bool, own_depth: int) -> Place:
        """A mark with a value over 1 that continues no open list exactly."""
        value, depth = self.seen.get(mark.family, (0, 0))
        if not own_depth and value == mark.value - 1:
            depth = max(self._below_larger(mark), depth if len(self.open) >= depth - 1 else 0)
            if len(self.open) >= depth - 1:
                return Place(depth, new_list=True)  # 第五条 goes on under the next chapter
        if own_depth:
            last = self.open[own_depth - 1].value
            doubt = "missing" if mark.value > last else "repeated" if mark.value == last else "backward"
            return Place(own_depth, new_list=False, doubt=doubt, expected=last + 1)
        if not inline:
            for depth in range(len(self.open), 0, -1):
                each = self.open[depth - 1]
                deeper_goes_on = any(self._goes_on(inner) for inner in self.open[depth:])
                if each.value == mark.value - 1 and self._may_mix(mark, each) and not deeper_goes_on:
                    return Place(depth, new_list=False)
        depth = self._above_smaller(mark) or len(self.open) + 1
        late = "" if mark.family == Family.MONTH else "begins late"
        return Place(depth, new_list=True, doubt=late, expected=1)

    def _below_larger(self, mark: Mark) -> int:
        """The depth inside the deepest open list that by the standard's order holds the mark."""
        rank = RANK.get(mark.family, 0)
        depths = [
            depth
            for depth, each in enumerate(self.open, start=1)
            if any(RANK.get(family, rank) < rank for family in each.families)
        ]
        return max(depths, default=0) + 1

    def _may_mix(self, mark: Mark, each: OpenList) -> bool:
        """Two hands wrote one list: the families look alike (（A） and （2）), or 首先 is followed by 2."""
        return bool(each.families) and any(
            LOOKS.get(family) == LOOKS.get(mark.family) for family in each.families
        )

    def _above_smaller(self, mark: Mark) -> int:
        """一、 after 1. is no part of it, unless 1. goes on after it: the depth of the list that it ends, or 0."""
        rank = RANK.get(mark.family)
        if rank is None:
            return 0
        for depth, each in enumerate(self.open, start=1):
            ranks = [RANK[family] for family in each.families if family in RANK]
            if ranks and min(ranks) > rank and (mark.family in _OVER_ARTICLES or not self._goes_on(each)):
                return depth
        return 0

    def _is_smaller(self, mark: Mark) -> bool:
        """By the standard's order （一） stands in the 一、 before it, whatever text comes between them."""
        rank = RANK.get(mark.family, 0)
        return any(RANK.get(family, rank) < rank for family in self.open[0].families)

    def _goes_on(self, each: OpenList) -> bool:
        for mark in self.ahead[self.position : self.position + FAR_ENOUGH]:
            if mark.family in each.families:
                return mark.value == each.value + 1
        return False

    def _nested(self, mark: Mark, outer: OpenList) -> bool:
        """1. 2. 3. [1. 2.] 4.: after the marks that count on from this one comes the outer list's next number."""
        expected = mark.value
        if outer.value < 2:
            return False
        for after in self.ahead[self.position : self.position + FAR_ENOUGH]:
            if RANK.get(after.family, 99) < RANK.get(mark.family, 99):
                return False
            if after.family != mark.family:
                continue
            if after.value == 1:
                expected = 1
            elif after.value == expected + 1 and after.value != outer.value + 1:
                expected = after.value
            else:
                return after.value == outer.value + 1 and after.value != expected + 1
        return False
