"""What copying and dressing did to lines: a bracket left behind by its number, a bullet before it, a title that runs
into the first item.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from cms.importing import phrases
from cms.importing.counts import DIGITS, ZH
from cms.importing.families import Family, Mark
from cms.importing.formats.lines import Line
from cms.importing.inline import inline_marks
from cms.importing.numbering import marks_at

TOP = 12  # lines among which a title may run into the first item
LONGEST_TITLE = 90  # signs of it

_NUMBER = rf"(?:[{ZH}]{{1,5}}|[{DIGITS}]{{1,2}})"
_LEFT_BRACKET = re.compile(r"(?P<before>.*?)\s*(?P<taken>[（(〔【])$")
_HALF_MARK = re.compile(rf"(?P<before>)(?P<taken>[（(〔【]?\s?{_NUMBER})$")
_CLOSED_NUMBER = re.compile(rf"{_NUMBER}(?:\s?[）)〕】]|$)")
_END_OF_MARK = re.compile(r"[）)〕】、．](?=.)")
_ENDS = set("。；;：:！!？?”）)")
_BULLET = re.compile(r"[◆◇●■▪★☆▲△•·➢➤▶►✦※]\s*")  # not □ and ○: those are ticked
_FIRST = re.compile(r"[（(]?[一壹1１]")
_OPENING = {Family.CHINESE, Family.CHINESE_PAREN, Family.DIGIT, Family.DIGIT_PAREN}


def with_whole_marks(lines: Sequence[Line]) -> list[Line]:
    """The lines with each mark on one line: （ / 三）实施 and （三 / ）实施 are （三）实施, 一 / 、目标 is 一、目标."""
    whole = list(lines)
    for index, (line, after) in enumerate(pairwise(lines)):
        torn = None if line.is_apart or after.is_apart else _torn(whole[index].text, after.text, lines)
        if torn:
            whole[index] = replace(line, text=torn["before"])
            whole[index + 1] = replace(after, text=torn["taken"] + after.text)
    return [line for line in whole if line.text]


def _torn(text: str, after: str, lines: Sequence[Line]) -> re.Match[str] | None:
    """What a line keeps, and what of it belongs to the one after it; None where it is whole."""
    if _END_OF_MARK.match(after):
        half = _HALF_MARK.match(text)
        return half if half and ((after[0] in "、．") is (half["taken"][0] not in "（(〔【")) else None
    bracket = _LEFT_BRACKET.match(text) if _CLOSED_NUMBER.match(after) else None
    if not bracket:
        return None
    alone = not bracket["before"] or bracket["before"][-1] in _ENDS
    return bracket if alone or _is_counted(bracket["taken"] + after, lines) else None


def _is_counted(text: str, lines: Sequence[Line]) -> bool:
    """A line begins with the number before that of a text."""
    mark = next(iter(marks_at(text)), None)
    return mark is not None and any(
        (before.family, before.value) == (mark.family, mark.value - 1)
        for line in lines
        if line.text[0] in "（(〔【"
        for before in marks_at(line.text)[:1]
    )


def without_bullets(lines: Sequence[Line]) -> list[Line]:
    """The lines without a bullet before their number: ◆一、目标."""
    found = list(lines)
    for index, line in enumerate(lines):
        bullet = None if line.is_apart else _BULLET.match(line.text)
        if bullet and marks_at(line.text, bullet.end()):
            found[index] = replace(line, text=line.text[bullet.end() :])
    return found


def without_glued_titles(lines: Sequence[Line]) -> list[Line]:
    """The title on a line of its own where it runs into the first item: 2026年工作计划一、加强党建。"""
    for index, line in enumerate(lines[:TOP]):
        if any(mark.sure for mark in marks_at(line.text)):
            break
        if place := 0 if line.is_apart else _end_of_title(line.text, lines[index + 1 :]):
            title = replace(line, text=line.text[:place].strip())
            rest = replace(line, text=line.text[place:], heading=0, title=False, gap=False)
            return [*lines[:index], title, rest, *lines[index + 1 :]]
    return list(lines)


def _end_of_title(text: str, below: Sequence[Line]) -> int:
    """Where the first item begins behind a title; 0 where there is no title or no second item."""
    for match in _FIRST.finditer(text, 1, LONGEST_TITLE):
        mark = next((each for each in marks_at(text, match.start()) if each.family in _OPENING), None)
        title = text[: match.start()].strip()
        opens = mark is not None and mark.sure and mark.value == 1 and bool(text[mark.end :].strip())
        if mark and opens and phrases.titles_a_text(title) and _has_second(text, mark, below):
            return match.start()
    return 0


def _has_second(text: str, mark: Mark, below: Sequence[Line]) -> bool:
    """The list goes on, in the same paragraph or at the beginning of a line below, before it begins again."""
    if any((each.family, each.value) == (mark.family, 2) for each in inline_marks(text, mark)):
        return True
    values = (each.value for line in below for each in marks_at(line.text) if each.family == mark.family)
    return next(values, None) == 2
