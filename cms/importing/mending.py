"""The ways to mend a reading. Each change is plain data, so that it can be kept, done again and undone."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from django.utils.translation import gettext as _

from cms.importing.drafts import FIELDS, Draft, DraftItem, DraftPlan
from cms.importing.numbering import marks_at
from cms.importing.wording import split_heading

DEEPEST = 6  # levels that a page can show
LONGEST_NUMBER = 30  # signs
LONGEST_TEXT = 200_000  # signs of one field
FIRST_YEAR, LAST_YEAR = 1949, 2100

Change = Mapping[str, Any]  # {"op": "promote", "item": 7}


class MendingError(Exception):
    """A change that can't be made; its text is one line in the reader's language."""


def mended(read: Draft, changes: Sequence[Change]) -> Draft:
    """What was read, with changes made in their order. Raises MendingError for one that can't be made."""
    draft = Draft.from_dict(read.to_dict())
    for change in changes:
        apply(draft, change)
    return draft


def apply(draft: Draft, change: Change) -> None:
    """Make one change in a draft. Raises MendingError and leaves the draft as it was."""
    operation = str(change.get("op"))
    if operation in _ON_PLANS:
        number = change.get("plan")
        if not isinstance(number, int) or not 0 <= number < len(draft.plans):
            raise MendingError(_("This plan is no longer there."))
        _ON_PLANS[operation](draft, number, change)
        return
    if operation not in _ON_ITEMS:
        raise MendingError(_("This change is not known."))
    found = draft.place_of(change.get("item", 0))
    if found is None:
        raise MendingError(_("This item is no longer there."))
    plan, place = found
    _ON_ITEMS[operation](draft, plan, place, change)
    _settle(plan.items)


def block_end(items: Sequence[DraftItem], place: int) -> int:
    """The place after an item and all that is inside it."""
    end = place + 1
    while end < len(items) and items[end].level > items[place].level:
        end += 1
    return end


def _settle(items: list[DraftItem]) -> None:
    """No item is deeper than one level below the item before it; what is inside it moves with it."""
    above = 0
    for place, item in enumerate(items):
        surplus = item.level - above - 1
        if surplus > 0:
            for inner in range(place, block_end(items, place)):
                items[inner].level -= surplus
        above = item.level


def _promote(_draft: Draft, plan: DraftPlan, place: int, _change: Change) -> None:
    if plan.items[place].level == 1:
        raise MendingError(_("This item is at the top already."))
    for item in plan.items[place : block_end(plan.items, place)]:
        item.level -= 1


def _demote(_draft: Draft, plan: DraftPlan, place: int, _change: Change) -> None:
    items = plan.items
    if place == 0 or items[place - 1].level < items[place].level:
        raise MendingError(_("There is no item above it that could hold it."))
    block = items[place : block_end(items, place)]
    if max(item.level for item in block) >= DEEPEST:
        raise MendingError(_("Pages show %(levels)d levels, not more.") % {"levels": DEEPEST})
    for item in block:
        item.level += 1


def _up(_draft: Draft, plan: DraftPlan, place: int, _change: Change) -> None:
    items = plan.items
    before = next(
        (each for each in range(place - 1, -1, -1) if items[each].level <= items[place].level), None
    )
    if before is None or items[before].level < items[place].level:
        raise MendingError(_("This item is the first of its list already."))
    end = block_end(items, place)
    items[before:end] = items[place:end] + items[before:place]


def _down(draft: Draft, plan: DraftPlan, place: int, change: Change) -> None:
    end = block_end(plan.items, place)
    if end == len(plan.items) or plan.items[end].level < plan.items[place].level:
        raise MendingError(_("This item is the last of its list already."))
    _up(draft, plan, end, change)


def _merge(_draft: Draft, plan: DraftPlan, place: int, _change: Change) -> None:
    """The item becomes text of the one before it, or of the preamble where it is the first."""
    item = plan.items.pop(place)
    opening = f"{item.number}{' ' if item.number[-1:].isascii() else ''}{item.heading}".strip()
    parts = [part for part in (opening, item.text) if part]
    if place == 0:
        plan.preamble = _joined(plan.preamble, *parts)
    else:
        plan.items[place - 1].text = _joined(plan.items[place - 1].text, *parts)


def _close(_draft: Draft, plan: DraftPlan, place: int, change: Change) -> None:
    """The text of the item, from a paragraph on, is the plan's closing words."""
    item = plan.items[place]
    if place != len(plan.items) - 1:
        raise MendingError(_("Only the text of the last item can become closing words."))
    kept, taken = _cut(item, change)
    item.text = _joined(*kept)
    plan.closing = _joined(*taken, plan.closing)


def _split(draft: Draft, plan: DraftPlan, place: int, change: Change) -> None:
    """From a paragraph of its text on, the rest is an item of its own; a number before it is recognised."""
    item = plan.items[place]
    kept, taken = _cut(item, change)
    mark = next((mark for mark in marks_at(taken[0]) if taken[0][mark.end :].strip()), None)
    heading, rest = split_heading(taken[0][mark.end :].strip() if mark else taken[0])
    item.text = _joined(*kept)
    new = DraftItem(
        draft.new_id(),
        mark.written if mark else "",
        item.level,
        heading,
        _joined(rest, *taken[1:]),
        item.line,
    )
    plan.items.insert(place + 1, new)


def _cut(item: DraftItem, change: Change) -> tuple[list[str], list[str]]:
    at = change.get("at")
    paragraphs = item.paragraphs
    if not isinstance(at, int) or not 0 <= at < len(paragraphs):
        raise MendingError(_("This paragraph is no longer there."))
    return paragraphs[:at], paragraphs[at:]


def _delete(_draft: Draft, plan: DraftPlan, place: int, _change: Change) -> None:
    del plan.items[place : block_end(plan.items, place)]


def _add(draft: Draft, plan: DraftPlan, place: int, change: Change) -> None:
    item = plan.items[place]
    new = DraftItem(draft.new_id(), "", item.level, _words(change, "heading") or "…", line=item.line)
    plan.items.insert(block_end(plan.items, place), new)


def _edit(_draft: Draft, plan: DraftPlan, place: int, change: Change) -> None:
    number, heading, text = (_words(change, name) for name in ("number", "heading", "text"))
    if len(number) > LONGEST_NUMBER:
        raise MendingError(_("A number has at most %(limit)d signs.") % {"limit": LONGEST_NUMBER})
    if not (heading or text):
        raise MendingError(_("An item needs a heading or a text."))
    plan.items[place] = replace(plan.items[place], number=number, heading=heading, text=text)


def _begin(draft: Draft, plan: DraftPlan, place: int, _change: Change) -> None:
    """Another plan begins with the item."""
    if place == 0:
        raise MendingError(_("A plan begins with this item already."))
    items = plan.items[place:]
    del plan.items[place:]
    _settle(items)
    new = DraftPlan(closing=plan.closing, items=items)
    plan.closing = ""
    index = next(number for number, each in enumerate(draft.plans) if each is plan)
    draft.plans.insert(index + 1, new)


def _join(draft: Draft, number: int, _change: Change) -> None:
    """The plan is the rest of the one before it."""
    if number == 0:
        raise MendingError(_("There is no plan before this one."))
    plan, before = draft.plans.pop(number), draft.plans[number - 1]
    words = _joined(before.closing, plan.title, plan.preamble)
    if before.items:
        before.items[-1].text = _joined(before.items[-1].text, words)
    else:
        before.preamble = _joined(before.preamble, words)
    before.items += plan.items
    before.closing = plan.closing


def _leave_out(draft: Draft, number: int, _change: Change) -> None:
    if len(draft.plans) == 1:
        raise MendingError(_("This is the only plan: throw the whole reading away instead."))
    del draft.plans[number]


def _edit_plan(draft: Draft, number: int, change: Change) -> None:
    words = {name: _words(change, name) for name in FIELDS}
    year = words["year"]
    if year and not (year.isascii() and year.isdigit() and FIRST_YEAR <= int(year) <= LAST_YEAR):
        raise MendingError(
            _("The year is a number from %(first)d to %(last)d.") % {"first": FIRST_YEAR, "last": LAST_YEAR}
        )
    for name, value in words.items():
        setattr(draft.plans[number], name, value)


def _words(change: Change, name: str) -> str:
    """A field of a change as tidy text. Raises MendingError for a very long one."""
    words = str(change.get(name) or "")
    if len(words) > LONGEST_TEXT:
        raise MendingError(_("A field holds at most %(limit)d signs.") % {"limit": LONGEST_TEXT})
    return tidy(words)


def tidy(words: str) -> str:
    """Paragraphs separated by one empty line, however they were typed."""
    lines = (line.strip() for line in words.replace("\r", "\n").split("\n"))
    return "\n\n".join(line for line in lines if line)


def _joined(*parts: str) -> str:
    return "\n\n".join(part for part in parts if part)


_ON_ITEMS: dict[str, Callable[[Draft, DraftPlan, int, Change], None]] = {
    "promote": _promote,
    "demote": _demote,
    "up": _up,
    "down": _down,
    "merge": _merge,
    "split": _split,
    "close": _close,
    "delete": _delete,
    "add": _add,
    "edit": _edit,
    "begin": _begin,
}
_ON_PLANS: dict[str, Callable[[Draft, int, Change], None]] = {
    "plan": _edit_plan,
    "join": _join,
    "leave_out": _leave_out,
}
WORDS = (*FIELDS, "heading", "text")  # what a change may say in words
ITEM_OPERATIONS = frozenset(_ON_ITEMS)
PLAN_OPERATIONS = frozenset(_ON_PLANS)
