"""Lines to paragraphs: a sentence that was broken over two lines is put together again."""

import re
from collections.abc import Sequence
from dataclasses import replace

from cms.importing import phrases
from cms.importing.families import Mark
from cms.importing.formats.lines import Line
from cms.importing.sequence import block_marks
from cms.importing.wording import columns

_STOPS = '。；;：:！!？?.…”"》）)】'
_CANNOT_BEGIN = "，。、；：）》」』】！？%％"
_OPENING, _CLOSING = "（(《“", "）)》”"
_LETTER_OF_WORDS = re.compile(r"[A-Za-z0-9,;:.)'\"’”]")
NARROWEST_WRAP = 40  # half-width columns; a shorter longest line is a list of short lines, not wrapped text
LONGEST_PARAGRAPH = 10_000  # signs that broken lines are put together to

INDENTED_SHARE = 0.25  # of the lines; from here on the first line of a paragraph is the indented one


def wrap_width(lines: Sequence[Line]) -> int:
    """The width at which a text was wrapped by hand or by a mail program; 0 where it wasn't."""
    widths = [columns(line.text) for line in lines if line.text]
    if len(widths) < 6:
        return 0
    widest = max(widths)
    full = sum(1 for width in widths if width >= widest - 12)
    return widest if NARROWEST_WRAP <= widest <= 120 and full >= len(widths) * 0.35 else 0


def join_broken(lines: Sequence[Line]) -> tuple[list[Line], list[Mark | None]]:
    """The paragraphs of a text and the mark that opens each (None where none does)."""
    marks = block_marks(lines)
    wrap = wrap_width(lines)
    indents = sum(line.indented for line in lines) >= len(lines) * INDENTED_SHARE
    joined: list[Line] = []
    kept: list[Mark | None] = []
    width = 0
    for line, mark in zip(lines, marks, strict=True):
        if joined and mark is None and _continues(joined[-1], line, width, wrap, indents):
            joined[-1] = replace(joined[-1], text=_glue(joined[-1].text, line.text))
        else:
            joined.append(line)
            kept.append(mark)
        width = columns(line.text)
    return joined, kept


def _continues(before: Line, line: Line, width: int, wrap: int, indents: bool) -> bool:
    if any(each.heading or each.is_apart or each.title for each in (before, line)):
        return False
    if len(before.text) > LONGEST_PARAGRAPH:
        return False
    if line.text[0] in _CANNOT_BEGIN or (_open_bracket(before.text) and _closes_bracket(line.text)):
        return True
    if before.text[-1] in _STOPS:
        return False
    if line.text[0].islower() and before.text[-1].isalpha() and before.text[-1].isascii():
        return not line.gap or columns(before.text) > NARROWEST_WRAP
    return not line.gap and not _signs(line.text) and _is_cut(before, line, width, wrap, indents)


def _signs(text: str) -> bool:
    return phrases.is_body(text) or phrases.is_date_line(text)


def _is_cut(before: Line, line: Line, width: int, wrap: int, indents: bool) -> bool:
    """The line before ends where the margin was, not where its paragraph does."""
    hanging = indents and before.indented and not line.indented and width >= NARROWEST_WRAP
    return hanging or (bool(wrap) and width >= wrap - 12) or before.text[-1] in "，、,高初"


def _open_bracket(text: str) -> bool:
    tail = text[-80:]
    return any(
        tail.rfind(opening) > tail.rfind(closing) for opening, closing in zip(_OPENING, _CLOSING, strict=True)
    )


def _closes_bracket(text: str) -> bool:
    for sign in text[:80]:
        if sign in _CLOSING:
            return True
        if sign in _OPENING or sign in "。；":
            return False
    return False


def _glue(before: str, after: str) -> str:
    """Words are separated by a space, Chinese signs by nothing."""
    separate = _LETTER_OF_WORDS.match(before[-1]) and after[0].isascii()
    return f"{before} {after}" if separate else before + after
