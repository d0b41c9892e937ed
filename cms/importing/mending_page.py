"""What the page for mending shows: one plan, a hundred items of it at a time, beside their lines of the source."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from cms.importing.drafts import DraftItem, DraftPlan
from cms.importing.keeping import Doubt, Mending
from cms.importing.mending import DEEPEST, WORDS, block_end

PER_PAGE = 100  # items; a page of a thousand-page text stays quick


@dataclass(frozen=True)
class Row:
    """An item as the outline shows it."""

    item: DraftItem
    selected: bool
    inside: int
    doubts: Sequence[Doubt]

    @property
    def excerpt(self) -> str:
        """The beginning of its text."""
        return self.item.text[:140].replace("\n\n", " ")


@dataclass(frozen=True)
class SourceLine:
    """A line of the source, with the item that it opened (0: none) and what is doubtful about it."""

    number: int
    text: str
    item: int
    doubts: Sequence[Doubt]


class MendingPage:
    """A kept reading at one place: a plan, a page of its items, and perhaps an item that is open for mending."""

    def __init__(
        self, state: Mending, *, item: int = 0, plan: int = 0, page: int = 1, fields: bool = False
    ) -> None:
        self.state = state
        plans = state.draft.plans
        found = state.draft.place_of(item) if item else None
        self.plan_number = next(
            (number for number, each in enumerate(plans) if found and each is found[0]),
            min(max(plan, 0), len(plans) - 1),
        )
        self.plan: DraftPlan = plans[self.plan_number]
        self.edits_fields = fields and not found
        self.pages = max(1, -(-len(self.plan.items) // PER_PAGE))
        self.page = found[1] // PER_PAGE + 1 if found else min(max(page, 1), self.pages)
        self.item = self.plan.items[found[1]] if found else None
        self.place = found[1] if found else -1
        self._doubts: dict[int, list[Doubt]] = defaultdict(list)
        for doubt in state.doubts:
            self._doubts[doubt.line].append(doubt)

    def show_typed(self, words: Mapping[str, str]) -> None:
        """Show what was typed into the open form, where it could not be kept."""
        target: DraftItem | DraftPlan | None = (
            self.item if self.item else self.plan if self.edits_fields else None
        )
        for name in WORDS:
            if name in words and hasattr(target, name):
                setattr(target, name, words[name])

    @property
    def rows(self) -> list[Row]:
        """The items of the page."""
        items = self.plan.items
        start = (self.page - 1) * PER_PAGE
        return [
            Row(
                item,
                self.item is not None and item.id == self.item.id,
                block_end(items, place) - place - 1,
                self._doubts.get(item.line, ()),
            )
            for place, item in enumerate(items[start : start + PER_PAGE], start=start)
        ]

    @property
    def is_open(self) -> bool:
        """Whether an item or the plan's own fields are open for mending."""
        return self.item is not None or self.edits_fields

    @property
    def is_last(self) -> bool:
        """Whether the open item is the last of its plan."""
        return self.place == len(self.plan.items) - 1

    @property
    def can_demote(self) -> bool:
        """Whether the open item can go one level deeper."""
        if self.item is None or self.place == 0 or self.item.level >= DEEPEST:
            return False
        return self.plan.items[self.place - 1].level >= self.item.level

    @property
    def lines(self) -> list[SourceLine]:
        """The lines of the source that belong to the items of the page."""
        first, after = self._window()
        opened: dict[int, int] = {}
        for plan in self.state.draft.plans:
            for item in plan.items:
                opened.setdefault(item.line, item.id)
        return [
            SourceLine(number, text, opened.get(number, 0), self._doubts.get(number, ()))
            for number, text in self.state.kept.source
            if first <= number < after
        ]

    @property
    def pages_of_plan(self) -> range:
        return range(1, self.pages + 1)

    def _window(self) -> tuple[int, float]:
        """The first line shown, and the first one that isn't."""
        plans = self.state.draft.plans
        items = self.plan.items
        start = (self.page - 1) * PER_PAGE
        shown = items[start : start + PER_PAGE]
        following = items[start + PER_PAGE : start + PER_PAGE + 1] or [
            item for plan in plans[self.plan_number + 1 :] for item in plan.items[:1]
        ]
        if start:
            first = min(item.line for item in shown)
        else:  # the plan's title and preamble stand below the last item of the plan before
            before = [plan.items[-1].line for plan in plans[: self.plan_number] if plan.items]
            first = before[-1] + 1 if before else 0
        last = max((item.line for item in shown), default=0)
        after = float(following[0].line) if following else float("inf")
        return first, max(after, last + 1)
