"""A text cut at its marks: the pieces that the outline is built of."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from cms.importing.clauses import FAMILIES, clause_marks, is_reference
from cms.importing.families import Family, Mark
from cms.importing.formats.lines import Line
from cms.importing.inline import inline_marks
from cms.importing.numbering import marks_at
from cms.importing.paragraphs import join_broken

_SERIAL = re.compile(r"\s*[0-9]{1,3}\s*[.、．]?\s*$")
_NOTE = re.compile(r"(?:备?注|Notes?)\s?[：:]", re.IGNORECASE)
_RUNNING = {Family.ONE_IS, Family.ONE_MUST, Family.FIRSTLY, Family.ORDINAL, Family.OF_THEM, Family.ENGLISH}


@dataclass(frozen=True, slots=True)
class Segment:
    """A paragraph or a part of one: the text after the mark that opens it (None: it opens no item).

    `inline` tells that the mark stands inside a paragraph, `runs_on` that the next of its list does.
    """

    text: str
    mark: Mark | None
    line: Line
    inline: bool = False
    runs_on: bool = False


def segments(lines: Sequence[Line]) -> list[Segment]:
    """The lines of a text as segments, in order. Nothing of the text but the marks is left out."""
    paragraphs, marks = join_broken(lines)
    if not any(marks):
        paragraphs, marks = _numbered_rows(paragraphs, marks)
    has_items = any(marks)
    found: list[Segment] = []
    last: dict[Family, int] = {}
    for line, block, after in zip(paragraphs, marks, _following(marks), strict=True):
        mark = block or _continued(line, last)
        inside = [] if line.is_apart else _inside(line.text, mark, after, last, has_items)
        found += _cut(line, mark, inside)
        last |= {each.family: each.value for each in (mark, *inside) if each}
    return found


def _inside(
    text: str, mark: Mark | None, after: Mark | None, last: dict[Family, int], has_items: bool
) -> list[Mark]:
    """The marks inside a paragraph; above the first item only chapters and articles can begin in one."""
    if mark is None and _NOTE.match(text):
        return []
    clauses = clause_marks(text, mark, last)
    points = inline_marks(text, mark, after, last) if mark or last or clauses or not has_items else []
    taken = {place for clause in clauses for place in range(clause.start, clause.end)}
    free = [point for point in points if point.start not in taken]
    return sorted([*clauses, *free], key=lambda each: each.start)


def _following(marks: Sequence[Mark | None]) -> list[Mark | None]:
    """For each paragraph the next mark below it."""
    found: list[Mark | None] = [None] * len(marks)
    for index in range(len(marks) - 2, -1, -1):
        found[index] = marks[index + 1] or found[index + 1]
    return found


def _continued(line: Line, last: dict[Family, int]) -> Mark | None:
    """三是 … at the start of a paragraph, where 二是 stood inside the one before."""
    if line.is_apart:
        return None
    for mark in marks_at(line.text):
        goes_on = last.get(mark.family) == mark.value - 1
        if goes_on and (
            mark.family in _RUNNING or (mark.family in FAMILIES and not is_reference(line.text, mark))
        ):
            return mark
    return None


def _cut(line: Line, mark: Mark | None, inside: Sequence[Mark]) -> list[Segment]:
    ends = [each.start for each in inside] + [len(line.text)]
    pieces = []
    opening = line.text[mark.end if mark else 0 : ends[0]].strip()
    if mark or opening:
        runs_on = bool(mark and inside and inside[0].family == mark.family)
        pieces.append(Segment(opening, mark, line, runs_on=runs_on))
    pieces += [
        Segment(line.text[each.end : end].strip(), each, line, inline=True)
        for each, end in zip(inside, ends[1:], strict=True)
    ]
    return pieces


def _numbered_rows(lines: list[Line], marks: list[Mark | None]) -> tuple[list[Line], list[Mark | None]]:
    """A plan that is a table: rows whose first cell counts 1, 2, 3 are its items, the other cells their text."""
    rows = [index for index, line in enumerate(lines) if line.cells and _SERIAL.match(line.cells[0])]
    counts = [int(lines[index].cells[0].strip(".、． ")) for index in rows]
    if len(rows) < 2 or counts != list(range(1, len(rows) + 1)):
        return lines, marks
    labels = lines[rows[0] - 1].cells if rows[0] > 0 else ()
    found: list[Line] = []
    kept: list[Mark | None] = []
    for index, line in enumerate(lines):
        if index not in rows:
            found.append(line)
            kept.append(None)
            continue
        number, name, *others = [*line.cells, ""]
        found.append(replace(line, text=f"{number} {name}".strip(), cells=()))
        kept.append(Mark(number, int(number.strip(".、． ")), Family.DIGIT, 0, len(number), True))
        if details := _labelled(others, labels[2:]):
            found.append(replace(line, text=details))
            kept.append(None)
    return found, kept


def _labelled(cells: Sequence[str], labels: Sequence[str]) -> str:
    """责任单位：城建科；完成时限：6月底"""
    named = [*labels, *[""] * len(cells)]
    pairs = [f"{label}：{cell}" if label else cell for label, cell in zip(named, cells, strict=False) if cell]
    return "；".join(pairs)
