"""The table of contents that long documents begin with. It says nothing that the text below does not."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import takewhile

from cms.importing.formats.lines import Line

TOP = 60  # lines in which a table of contents begins
FEWEST = 2  # entries that make one
SHORTEST_ENTRY = 3  # signs: a number and a word
LONGEST_ROW = 3000  # signs of entries that run together on one line

_HEAD = re.compile(
    r"^[【\[]?(?:目\s*[录錄次]|(?:table of )?contents)[】\]]?\s*(?:[:：]|$|(?<=\s))", re.IGNORECASE
)
_LEADER = re.compile(r"[.．·…‥_\-–—]*[(（]?\d{0,4}[)）]?$")  # dots and the page, once white space is gone
_BETWEEN = re.compile(r"[.．·…‥_\-–—;；|/]*[(（]?(\d{0,4})[)）]?[;；|/]?")  # the same before the next entry
_SPACE = re.compile(r"\s+")


def without_contents(lines: Sequence[Line]) -> list[Line]:
    """The lines without a table of contents: a line that says so, and those after it that begin a later line as well.

    What follows such a line and is found nowhere else is text, and is kept.
    """
    head = next((place for place, line in enumerate(lines[:TOP]) if _HEAD.match(line.text)), None)
    if head is None:
        return list(lines)
    rows = _rows(lines, head)
    if rows is None:
        return list(lines)
    texts = [_folded(line.text) for line in rows]
    end = 0
    while end < len(rows) and _is_entry(texts, end):
        end += 1
    if end < FEWEST:
        return list(lines)
    return [*lines[:head], *rows[end:]]


def _rows(lines: Sequence[Line], head: int) -> list[Line] | None:
    """What follows the word, with entries that run together on one line apart; None where that line is text."""
    below = lines[head + 1 :]
    beside = _HEAD.sub("", lines[head].text, count=1).strip()
    rows: list[Line] = []
    if beside:
        entries = _entries(_folded(beside), _beginnings(below))
        if not entries:
            return None
        rows = [replace(lines[head], text=entry) for entry in entries]
    while below and (entries := _entries(_folded(below[0].text), _beginnings(below[1:]))):
        rows += [replace(below[0], text=entry) for entry in entries]
        below = below[1:]
    return [*rows, *below]


def _is_entry(texts: Sequence[str], place: int) -> bool:
    """Whether a line is an entry: the text has it again, and has not begun yet with what the first entry says."""
    entry = _LEADER.sub("", texts[place]) or texts[place]
    begun = place > 0 and texts[place].startswith(_LEADER.sub("", texts[0]) or texts[0])
    return not begun and any(later.startswith(entry) for later in texts[place + 1 :])


def _folded(text: str) -> str:
    return _SPACE.sub("", text).lower()


def _beginnings(lines: Sequence[Line]) -> Mapping[str, set[str]]:
    """The lines by the signs that an entry has at least."""
    found: dict[str, set[str]] = defaultdict(set)
    for line in lines:
        text = _folded(line.text)
        found[text[:SHORTEST_ENTRY]].add(text)
    return found


def _entries(row: str, lines: Mapping[str, set[str]]) -> list[str]:
    """The entries that a row is made of, each the beginning of another line; none where it is anything else."""
    steps: dict[
        int, tuple[int, int]
    ] = {}  # from where an entry begins: its end, and where the next one begins
    if len(row) > LONGEST_ROW:
        return []
    for begin in range(len(row) - SHORTEST_ENTRY, -1, -1):
        for end, after in _steps(row, begin, lines):
            if after in steps or after == len(row):
                steps[begin] = (end, after)
                break
    found = []
    place = 0
    while place in steps:
        end, after = steps[place]
        found.append(row[place:end])
        place = after
    return found if len(found) >= FEWEST else []


def _steps(row: str, begin: int, lines: Mapping[str, set[str]]) -> Iterator[tuple[int, int]]:
    """Where an entry may end and the next one begin: its page may be followed by a number (……12.)."""
    for line in lines.get(row[begin : begin + SHORTEST_ENTRY], ()):
        alike = takewhile(lambda pair: pair[0] == pair[1], zip(row[begin:], line, strict=False))
        end = begin + sum(1 for _sign in alike)
        between = _BETWEEN.match(row, end)
        if between:
            yield end, between.end()
            yield from ((end, place) for place in range(between.end(1) - 1, end - 1, -1))
