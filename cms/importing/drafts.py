"""A reading as staff mend it: a flat list of items with levels, and back to a reading."""

from dataclasses import asdict, dataclass, field, replace
from typing import Any

from cms.importing.readings import PlanReading, Reading, SectionReading

FIELDS = ("title", "year", "issuer", "number", "date", "addressees", "preamble", "closing")


@dataclass(slots=True)
class DraftItem:
    """An item: `id` stays what it is through all changes; `line` is where it stands in the source, 0 for a new one."""

    id: int
    number: str
    level: int
    heading: str
    text: str = ""
    line: int = 0

    @property
    def paragraphs(self) -> list[str]:
        """The paragraphs of the text."""
        return [part for part in self.text.split("\n\n") if part.strip()]


@dataclass(slots=True)
class DraftPlan:
    """A plan: its fields as they are written, "" for what the text doesn't tell, and its items in order."""

    title: str = ""
    year: str = ""
    issuer: str = ""
    number: str = ""
    date: str = ""
    addressees: str = ""
    preamble: str = ""
    closing: str = ""
    items: list[DraftItem] = field(default_factory=list)


@dataclass(slots=True)
class Draft:
    """The plans of one document. `last_id` is the last number that was given to an item."""

    plans: list[DraftPlan]
    last_id: int = 0

    def new_id(self) -> int:
        """The number of the next new item."""
        self.last_id += 1
        return self.last_id

    def place_of(self, item_id: int) -> tuple[DraftPlan, int] | None:
        """The plan that holds an item, and its place there; None where it is in none."""
        for plan in self.plans:
            for place, item in enumerate(plan.items):
                if item.id == item_id:
                    return plan, place
        return None

    def to_dict(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> "Draft":
        """What `to_dict` gave, also after a way through JSON."""
        plans = [
            DraftPlan(**{**plan, "items": [DraftItem(**item) for item in plan["items"]]})
            for plan in data["plans"]
        ]
        return cls(plans, data["last_id"])


def draft_of(reading: Reading) -> Draft:
    """What was read, ready to be mended."""
    draft = Draft([])
    for plan in reading.plans:
        items = [
            DraftItem(draft.new_id(), item.number, item.level, item.heading, item.text, item.line)
            for item in plan.items()
        ]
        fields = {name: str(getattr(plan, name) or "") for name in FIELDS}
        draft.plans.append(DraftPlan(**fields, items=items))
    return draft


def reading_of(draft: Draft, attachments: tuple[str, ...] = ()) -> Reading:
    """The reading that pages are made of."""
    return Reading(plans=tuple(_plan(plan) for plan in draft.plans), attachments=attachments)


def _plan(plan: DraftPlan) -> PlanReading:
    known = {
        name: getattr(plan, name) or None for name in FIELDS if name not in ("year", "preamble", "closing")
    }
    return PlanReading(
        **known,
        year=int(plan.year) if plan.year else None,
        preamble=plan.preamble,
        closing=plan.closing,
        sections=_nested(plan.items, 1),
    )


def _nested(items: list[DraftItem], level: int) -> tuple[SectionReading, ...]:
    """Items of a level with what is deeper inside them; a deeper one without a parent counts as of the level."""
    found: list[SectionReading] = []
    start = 0
    while start < len(items):
        end = start + 1
        while end < len(items) and items[end].level > level:
            end += 1
        item = items[start]
        section = SectionReading(item.number, level, item.heading, item.text, line=item.line)
        found.append(replace(section, sections=_nested(items[start + 1 : end], level + 1)))
        start = end
    return tuple(found)
