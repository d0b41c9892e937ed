"""Segments to a tree of items, and where a text holds several plans, to several trees."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext_lazy as _

from cms.importing import phrases
from cms.importing.footer import signature_place
from cms.importing.levels import Levels, Place, Standing
from cms.importing.readings import ReadingWarning
from cms.importing.segments import Segment

FEWEST_ALIKE = 2  # items of one paragraph each, before a paragraph after the last one counts as closing text
_DOUBTS = {
    "missing": _("Before %(number)s, number %(expected)d of the list is missing."),
    "repeated": _("%(number)s is repeated: number %(expected)d was expected."),
    "backward": _("%(number)s goes back: number %(expected)d was expected."),
    "restarted": _("The numbering starts again at %(number)s without a heading above it."),
    "begins late": _("A list begins with %(number)s."),
}


@dataclass(slots=True)
class Item:
    """An item while the tree is being built."""

    number: str
    level: int
    opening: str
    line: int
    body: list[Segment] = field(default_factory=list)
    items: list["Item"] = field(default_factory=list)

    @property
    def is_heading(self) -> bool:
        """Its own paragraph is no sentence, so what follows is its text."""
        return not self.opening or self.opening[-1] not in "。；;！!."


@dataclass(slots=True)
class Part:
    """A plan while it is being built: what stands before its items, the items, what stands after them."""

    before: list[Segment] = field(default_factory=list)
    items: list[Item] = field(default_factory=list)
    after: list[Segment] = field(default_factory=list)

    def path(self) -> list[Item]:
        """The last item of each depth, from the top."""
        path: list[Item] = []
        items = self.items
        while items:
            path.append(items[-1])
            items = items[-1].items
        return path


def build(segments: Sequence[Segment]) -> tuple[list[Part], list[ReadingWarning]]:
    """The plans in a run of segments, and what is doubtful about their numbers."""
    levels = Levels([segment.mark for segment in segments if segment.mark])
    parts = [Part()]
    doubts: list[ReadingWarning] = []
    for segment in segments:
        part = parts[-1]
        if segment.mark is None and not segment.line.heading:
            path = part.path()
            (path[-1].body if path else part.before).append(segment)
            continue
        place = _place(levels, segment, part)
        may_begin = segment.mark is None or segment.mark.may_begin_text
        if place.depth == 1 and place.new_list and may_begin and part.items and (begun := _next_part(part)):
            parts.append(begun)
            place = Place(1, new_list=True)
        if not (place.doubt == "restarted" and _is_introduced(part)):
            doubts += _doubts(segment, place)
        _add(parts[-1], segment, place.depth)
    for part in parts:
        part.after = _after(part)
    return parts, doubts


def _place(levels: Levels, segment: Segment, part: Part) -> Place:
    if segment.mark is None:
        return levels.place_heading(segment.line.heading)
    standing = Standing(
        segment.inline,
        segment.line.depth,
        segment.line.heading,
        lambda: _is_closed(part),
        segment.runs_on,
        _lead(part),
    )
    return levels.place(segment.mark, standing)


def _add(part: Part, segment: Segment, depth: int) -> None:
    item = Item(segment.mark.written if segment.mark else "", depth, segment.text, segment.line.number)
    path = part.path()
    (path[depth - 2].items if depth > 1 else part.items).append(item)


def _is_closed(part: Part) -> bool:
    """The list at the top has ended: every item was one paragraph, and then came a paragraph outside of it."""
    if len(part.items) <= FEWEST_ALIKE or not _alike(part.items) or not part.items[-1].body:
        return False
    return not _is_introduced(part) or any(
        phrases.opens_plan(segment.text) for segment in part.items[-1].body
    )


def _alike(items: Sequence[Item]) -> bool:
    *others, last = items
    plain = all(not item.body and not item.items for item in others)
    return len(others) >= FEWEST_ALIKE and plain and not last.items and not last.is_heading


def _lead(part: Part) -> str:
    """What leads to the next item: "bare" is a heading that nothing has followed yet, see Standing."""
    path = part.path()
    if not path or (path[-1].body and not _is_introduced(part)):
        return ""
    if path[-1].body:
        return "introduced"
    if not path[-1].is_heading:
        return ""
    return "opening" if path[-1].opening.endswith(("：", ":")) else "bare"


def _is_introduced(part: Part) -> bool:
    """The paragraph before says that a list follows: …如下："""
    path = part.path()
    return bool(path and path[-1].body and path[-1].body[-1].text[-1] in "：:")


def _next_part(part: Part) -> Part | None:
    """Takes the beginning of another plan from the text after the last item; None where there is no such thing."""
    body = part.path()[-1].body
    for index, segment in enumerate(body):
        titled = not segment.line.is_apart and phrases.titles_a_text(segment.text)
        if titled or segment.line.title or phrases.opens_plan(segment.text):
            taken = body[index:]
            del body[index:]
            return Part(before=taken)
    return None


def _after(part: Part) -> list[Segment]:
    """Takes the closing text from the last item."""
    path = part.path()
    if not path or not path[-1].body:
        return []
    last = path[-1]
    siblings = path[-2].items if len(path) > 1 else part.items
    start = 0 if _alike(siblings) else _closing_start(last)
    taken = last.body[start:]
    del last.body[start:]
    return taken


def _closing_start(item: Item) -> int:
    """Where in the text of the last item the closing words or the signature begin."""
    texts = [segment.text for segment in item.body]
    for index, text in enumerate(texts):
        own_text = item.is_heading and index == 0
        if phrases.is_last_word(text) or (not own_text and phrases.closes_plan(text)):
            return index
    place = signature_place(texts)
    return place[0] if place else len(texts)


def _doubts(segment: Segment, place: Place) -> list[ReadingWarning]:
    number = segment.mark.written if segment.mark else ""
    inserted = place.doubt == "repeated" and "条之" in number  # 第十七条之一 came into a law later
    if not place.doubt or inserted:
        return []
    message = str(_DOUBTS[place.doubt] % {"number": number, "expected": place.expected})
    return [ReadingWarning(segment.line.number, message)]
