"""附件：1.…  2.…: the list of a text's attachments, which are no items, and the attached texts themselves."""

import re
from collections.abc import Sequence
from dataclasses import replace

from cms.importing import phrases
from cms.importing.families import Family, Mark
from cms.importing.formats.lines import Line
from cms.importing.numbering import marks_at
from cms.importing.wording import columns

LONGEST_NAME = 160  # columns of the name of an attachment
_LIST = re.compile(
    r"^(?:附\s?件|附\s?表|附|Attachments?|Annex(?:es)?|Appendix)\s*([0-9０-９]{0,2}|[一二三四五六七八九十]{0,2})\s*[:：]\s*(.*)$",
    re.IGNORECASE,
)
_ALONE = re.compile(
    r"^[（(]?(?:附\s?件|附\s?表|Attachment|Annex|Appendix)\s*(?:[0-9０-９]{0,2}|[一二三四五六七八九十]{0,2})[）)]?$",
    re.IGNORECASE,
)
_NAMES = re.compile(r"(?:^|[\s　；;])[0-9０-９]{1,2}\s?[.．、]\s*")


def take_attachments(lines: Sequence[Line]) -> tuple[tuple[str, ...], list[Line]]:
    """The names of the attachments, and the lines without the list. An attached text begins with a title line."""
    names: list[str] = []
    kept: list[Line] = []
    index = 0
    title_next = False
    while index < len(lines):
        line = lines[index]
        listed = _LIST.match(line.text)
        if not line.quoted and _ALONE.match(line.text) and index + 1 < len(lines):
            title_next, index = True, index + 1
            continue
        if listed and not line.is_apart:
            found, after = _listed(lines, index, listed)
            if found:
                names += found
                index = after
                continue
            if listed[2] or index + 1 < len(lines):
                line = replace(line, text=listed[2].strip(), title=True) if listed[2] else line
                title_next = not listed[2]
                if title_next:
                    index += 1
                    continue
        kept.append(replace(line, title=True) if title_next else line)
        title_next = False
        index += 1
    return tuple(name for name in names if name), kept


def _listed(lines: Sequence[Line], start: int, match: re.Match[str]) -> tuple[list[str], int]:
    """The names from a line 附件： on and the index after the list; no names where an attached text begins here."""
    first = _split(match[2])
    index = start + 1
    last = len(first)
    names = first if match[2] else []
    while index < len(lines) and columns(lines[index].text) <= LONGEST_NAME:
        mark = _number(lines[index].text)
        again = _LIST.match(lines[index].text)
        if mark and mark.value in (last + 1, 1 if not names else -1):
            names.append(lines[index].text[mark.end :].strip(" 　；;。"))
            last = mark.value
        elif again and again[1] and again[2]:
            names += _split(again[2])
        else:
            break
        index += 1
    if not names and index < len(lines) and _ends_here(lines, index + 1) and not _ends_here(lines, index):
        return [lines[index].text], index + 1
    return (names, index) if last > 1 or _ends_here(lines, index) else ([], start)


def _split(text: str) -> list[str]:
    """One line may hold several numbered names."""
    parts = [part.strip(" 　；;。") for part in _NAMES.split(text)]
    return [part for part in parts if part]


def _number(text: str) -> Mark | None:
    return next(
        (
            mark
            for mark in marks_at(text)
            if mark.family in (Family.DIGIT, Family.DIGIT_PAREN) and text[-1] != "。"
        ),
        None,
    )


def _ends_here(lines: Sequence[Line], index: int) -> bool:
    """True where the signature, the end or another attachment follows."""
    following = [line.text for line in lines[index : index + 4]]
    if (
        not following
        or _ALONE.match(following[0])
        or phrases.is_date_line(following[0])
        or phrases.signature(following[0])
    ):
        return True
    return phrases.is_body(following[0]) and any(phrases.is_date_line(text) for text in following[1:])
