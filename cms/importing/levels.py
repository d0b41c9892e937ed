"""The depth of each item as a reader sees it: which list a mark continues, and which list is inside which."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from cms.importing.families import DECIMALS, LAST, LOOKS, RANK, Family, Mark

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
class Standing:
    """How a mark stands in its text.

    hint: the depth that a format gave it; heading: the size of the heading that it opens, or 0; closed: the list at
    depth 1 has been ended by text that is outside of it; runs_on: the next number of its list stands in the same
    paragraph; lead: "bare" where the item before is a heading that nothing has followed yet, "opening" where that
    ends with a colon, "introduced" where a paragraph of the item does, else "".
    """

    inline: bool
    hint: int | None
    heading: int
    closed: Callable[[], bool]
    runs_on: bool
    lead: str = ""


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

    def place(self, mark: Mark, at: Standing) -> Place:
        """Where the next mark goes."""
        self.position += 1
        place = self._find(mark, at)
        place = replace(place, depth=min(place.depth, DEEPEST))
        depth = place.depth
        value = (
            self.open[depth - 1].value + 1 if mark.value == LAST and len(self.open) >= depth else mark.value
        )
        if place.new_list or len(self.open) < depth:
            del self.open[depth - 1 :]
            self.open.append(OpenList({mark.family}, value, at.hint, at.heading, at.inline))
            if depth == 1:
                self.seen.clear()
        else:
            del self.open[depth:]
            self.open[-1].families.add(mark.family)
            self.open[-1].value = value
            self.open[-1].inline &= at.inline
        self.seen[mark.family] = (value, depth)
        return place

    def place_heading(self, heading: int) -> Place:
        """Where a heading without a number goes: inside the headings that are larger than it."""
        while self.open and not 0 < self.open[-1].heading < heading:
            self.open.pop()
        self.open.append(OpenList(set(), 0, heading=heading))
        return Place(len(self.open), new_list=True)

    def _find(self, mark: Mark, at: Standing) -> Place:
        own_depth = self._deepest(mark.family)
        if at.runs_on and mark.value == 1 and own_depth and self._goes_on(self.open[own_depth - 1]):
            return Place(len(self.open) + 1, new_list=True)  # First, …: / First, … Second, … / Second, …
        depth = 0 if at.inline and mark.value == 1 else self._continued(mark, at)
        if depth:
            return Place(depth, new_list=False)
        if mark.value == 1 or not self.open:
            return self._first(mark, at, own_depth)
        return self._later(mark, at, own_depth)

    def _continued(self, mark: Mark, at: Standing) -> int:
        """The depth of the open list that the mark is the next of, or 0: the deepest, where nothing speaks for another.

        3. is no item of the list inside 2.4 where 3.1 follows it, a heading goes on with headings, and a paragraph of
        its own with those that are.
        """
        depths = [
            depth
            for depth in range(len(self.open), 0, -1)
            if mark.family in self.open[depth - 1].families
            and _continues(mark, self.open[depth - 1])
            and (at.hint is None or self.open[depth - 1].hint in (None, at.hint))
        ]
        if len(depths) > 1 and self._holds_decimals(mark):
            depths = [depth for depth in depths if self._has_decimals_in(depth)] or depths
        alike = [depth for depth in depths if self.open[depth - 1].heading == at.heading] or depths
        own = [depth for depth in alike if self.open[depth - 1].inline == at.inline]
        return next(iter(own or alike), 0)

    def _holds_decimals(self, mark: Mark) -> bool:
        """2. is followed by 2.1."""
        after = self.ahead[self.position : self.position + 1]
        return bool(after) and after[0].family in DECIMALS and after[0].prefix == str(mark.value)

    def _has_decimals_in(self, depth: int) -> bool:
        return len(self.open) > depth and bool(self.open[depth].families & DECIMALS)

    def _deepest(self, family: Family) -> int:
        return next(
            (depth for depth in range(len(self.open), 0, -1) if family in self.open[depth - 1].families), 0
        )

    def _first(self, mark: Mark, at: Standing, own_depth: int) -> Place:
        """A mark with the value 1 (or the first one of all) begins a list."""
        child = len(self.open) + 1
        while not at.inline and child > 2 and self.open[child - 2].inline and at.lead != "opening":
            child -= 1  # a new paragraph leaves the list that runs on inside the one before
        late = "" if mark.value == 1 or mark.family == Family.MONTH else "begins late"
        if not self.open or at.inline:
            return Place(child, new_list=True, doubt=late, expected=1)
        if own_depth:
            outer = self.open[own_depth - 1]
            if self._is_inner(mark, at, own_depth, child):
                self.nests.add((mark.family, child))
                return Place(child, new_list=True)
            return Place(own_depth, new_list=True, doubt="restarted", expected=outer.value + 1)
        if at.closed() and not self._is_smaller(mark) and not self._goes_on(self.open[0]):
            return Place(1, new_list=True, doubt="restarted", expected=1)
        inside = self.seen.get(mark.family, (0, 0))[1] == child or (
            at.lead == "bare" and self._is_detail(mark)
        )
        depth = child if inside else self._above_smaller(mark) or child
        return Place(depth, new_list=True, doubt=late, expected=1)

    def _is_inner(self, mark: Mark, at: Standing, own_depth: int, child: int) -> bool:
        """A 1 of a family that has an open list begins a list inside of it, and not that list again."""
        outer = self.open[own_depth - 1]
        if mark.family in DECIMALS or self._holds_decimals(mark):
            return False
        below_decimals = self._has_decimals_in(own_depth) or (bool(outer.heading) and not at.heading)
        deeper = at.hint is not None and outer.hint is not None and at.hint > outer.hint
        leads = at.hint is None and (
            at.lead == "opening" or (bool(at.lead) and (mark.family, child) in self.nests)
        )
        return below_decimals or deeper or leads or self._nested(mark, outer)

    def _is_detail(self, mark: Mark) -> bool:
        """（2） as a heading may hold 1.; by the standard's order it would be the other way round."""
        return RANK.get(mark.family, 0) >= RANK[Family.DIGIT]

    def _later(self, mark: Mark, at: Standing, own_depth: int) -> Place:
        """A mark with a value over 1 that continues no open list exactly."""
        value, depth = self.seen.get(mark.family, (0, 0))
        above = 0 if own_depth else self._above_decimals(mark)
        if not above and not own_depth and value == mark.value - 1:
            depth = max(self._below_larger(mark), depth if len(self.open) >= depth - 1 else 0)
            if len(self.open) >= depth - 1:
                return Place(depth, new_list=True)  # 第五条 goes on under the next chapter
        if own_depth:
            last = self.open[own_depth - 1].value
            doubt = "missing" if mark.value > last else "repeated" if mark.value == last else "backward"
            return Place(own_depth, new_list=False, doubt=doubt, expected=last + 1)
        if not at.inline:
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
        if depth := self._above_decimals(mark):
            return depth
        rank = RANK.get(mark.family)
        if rank is None:
            return self._above_restarting(mark)
        for depth, each in enumerate(self.open, start=1):
            ranks = [RANK[family] for family in each.families if family in RANK]
            if ranks and min(ranks) > rank and (mark.family in _OVER_ARTICLES or not self._goes_on(each)):
                return depth
        return 0

    def _above_decimals(self, mark: Mark) -> int:
        """3. goes beside what held 2.1, or stands where 2.1 stood by itself; 0 where no 3.1 follows it."""
        depths = [depth for depth, each in enumerate(self.open) if each.families & DECIMALS]
        return max(1, depths[0]) if depths and self._holds_decimals(mark) else 0

    def _above_restarting(self, mark: Mark) -> int:
        """三月： ends 1、2、3、 where these begin again below it, and below 四月： once more."""
        inner, outer = self.open[-1].families, {family for each in self.open[:-1] for family in each.families}
        if (inner | {mark.family}) & DECIMALS:
            return 0
        heads, restarted = 1, set()
        for after in self.ahead[self.position : self.position + FAR_ENOUGH]:
            if after.family == mark.family:
                heads += 1
            elif after.family in inner and after.value == 1:
                restarted.add(heads)
            elif after.family in outer or (after.family in inner and not restarted):
                break
        return len(self.open) if len(restarted) > 1 else 0

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
