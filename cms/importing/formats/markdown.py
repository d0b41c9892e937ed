"""Markdown to lines: headings, lists and tables are kept as what they are, the other signs go.

Read line by line and not by a Markdown library: what offices write as 1、 or （一） on lines of their own is one
paragraph to Markdown, and its authors mean lines.
"""

import re
from collections.abc import Iterator

from cms.importing.formats import text
from cms.importing.formats.lines import Line
from cms.importing.formats.tables import typed_cells

_EMPHASIS = re.compile(r"(\*\*\*|\*\*|__|~~|`|(?<![\w*])\*(?!\*))(?=\S)(.+?)(?<=\S)\1")
_LINK = re.compile(r"!?\[([^\]]*)\]\([^)\s]*(?:\s+\"[^\"]*\")?\)")
_HEADING = re.compile(r"^\s{0,3}(#{1,6})\s+(.*?)\s*#*$")
_UNDERLINE = re.compile(r"^\s{0,3}(?:=+|-{2,})\s*$")
_RULE = re.compile(r"^\s{0,3}(?:(?:-\s*){3,}|(?:\*\s*){3,}|(?:_\s*){3,})$")
_ITEM = re.compile(r"^(\s*)(\d{1,9})([.)])\s+(.*)$")
_BULLET = re.compile(r"^\s*[-*+]\s+")
_QUOTE = re.compile(r"^(?:\s{0,3}>\s?)+")
_FENCE = re.compile(r"^\s*(`{3,}|~{3,})(.*)$")
_TABLE_RULE = re.compile(r"^\s*\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?\s*$")
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>")
_ESCAPED = re.compile(r"\\([\\`*_{}\[\]()#+\-.!|~>])")


def read(source: str) -> list[Line]:
    """The lines of a Markdown text."""
    blank = _COMMENT.sub(lambda match: "\n" * match[0].count("\n"), source)
    raw = list(_without_front_matter(re.split(r"\r\n|\r|\n", blank)))
    quoted = _quoted(raw)
    found: list[Line] = []
    gap = True
    counts: dict[int, int] = {}
    for number, line in enumerate(raw, start=1):
        is_fence = bool(_FENCE.match(_QUOTE.sub("", line)))
        if number in quoted and not is_fence:
            plain = text.clean(_QUOTE.sub("", line))
            found += [Line(plain, number, gap=gap, quoted=True)] if plain else []
            gap = not plain
        elif _UNDERLINE.match(line) and found and not gap:
            level = 1 if "=" in line else 2
            found[-1] = Line(found[-1].text, found[-1].number, heading=level)
        elif not line.strip() or _RULE.match(line) or _TABLE_RULE.match(line) or is_fence:
            gap = True
        else:
            read_line = _line(line, number, gap, counts)
            found += [read_line] if read_line.text else []
            gap = False
    return found


def _without_front_matter(raw: list[str]) -> Iterator[str]:
    end = raw.index("---", 1) if raw and raw[0] == "---" and "---" in raw[1:] else -1
    return ("" if index <= end else line for index, line in enumerate(raw))


def _quoted(raw: list[str]) -> set[int]:
    """The numbers of the lines between two fences. A fence that is never closed quotes nothing, nor do those that
    stand around the whole text: this is how some programs hand a document on."""
    found: set[int] = set()
    opened: tuple[int, str] | None = None
    for number, line in enumerate(raw, start=1):
        fence = _FENCE.match(_QUOTE.sub("", line))
        if not fence:
            continue
        if opened is None:
            opened = (number, fence[1]) if "`" not in fence[2] else None
        elif fence[1].startswith(opened[1]) and not fence[2].strip():
            found.update(range(opened[0], number + 1))
            opened = None
    says_more = any(line.strip() for number, line in enumerate(raw, start=1) if number not in found)
    return found if says_more else set()


def _line(raw: str, number: int, gap: bool, counts: dict[int, int]) -> Line:
    line = _QUOTE.sub("", raw)
    if heading := _HEADING.match(line):
        counts.clear()
        return Line(_plain(heading[2]), number, heading=len(heading[1]))
    if cells := tuple(map(_plain, typed_cells(line))):
        return Line(" | ".join(cell for cell in cells if cell), number, cells=cells)
    if item := _ITEM.match(line):
        depth = len(item[1].expandtabs(4)) // 2
        count = int(item[2])
        if count == 1 and counts.get(depth, 0) >= 1 and not gap:
            count = counts[depth] + 1  # 1. 1. 1. is shown as 1. 2. 3.
        counts[depth] = count
        for deeper in [each for each in counts if each > depth]:
            del counts[deeper]
        return Line(f"{count}{item[3]} {_plain(item[4])}", number, gap=gap, depth=depth)
    return Line(_plain(_BULLET.sub("", line)), number, gap=gap or bool(_BULLET.match(line)))


def _plain(line: str) -> str:
    """Without emphasis, links, tags and escapes."""
    plain = _TAG.sub("", _LINK.sub(r"\1", line))
    for _nested in range(3):
        plain = _EMPHASIS.sub(r"\2", plain)
    return text.clean(_ESCAPED.sub(r"\1", plain))
