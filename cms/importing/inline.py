"""Items that run together in one paragraph: 1、…；2、…  一是…；二是…  First of all, … Secondly, …"""

import re
from collections import defaultdict
from collections.abc import Iterator

from cms.importing.families import LAST, Family, Mark
from cms.importing.numbering import marks_at

_STOP = set("。；;：:！!？?")
_WORDS = {Family.ORDINAL, Family.FIRSTLY, Family.ONE_IS, Family.ONE_MUST, Family.OF_THEM}
_BRACKETS = {Family.CHINESE_PAREN, Family.DIGIT_PAREN, Family.CIRCLED}
_PLAIN = {Family.CHINESE, Family.DIGIT, Family.DIGIT_HALF, Family.LETTER_PAREN, Family.ROMAN_PAREN}
_PLACE = re.compile(r"(?<=[。；;：:！!？?，,.”》）)])\s*|\s+|(?=[（(【〔①-⑳⑴-⒇㈠-㈩])")
_MEANS_A_REFERENCE = re.compile(r"[、，,）)至和及或项款条]")
_SENTENCE = set('.。;；:：!！?？”"')
_BEGINS = set("0123456789０１２３４５６７８９一二三四五六七八九十百第首其再最（(【〔[") | {
    chr(code)
    for first, last in (("①", "⓿"), ("➀", "➓"), ("㈠", "㊉"), ("㉑", "㊿"))
    for code in range(ord(first), ord(last) + 1)
}
LONGEST_PARAGRAPH = 300_000  # signs; a longer one is no text that somebody wrote, and isn't searched
SHORTEST_ITEM = 2  # signs between two marks; less is an enumeration of numbers


def inline_marks(text: str, own: Mark | None, after: Mark | None = None) -> list[Mark]:
    """The marks inside a paragraph, after the mark that opens it (own), in order.

    A mark counts only as part of a run: 1, 2, 3 …, the numbers that follow the paragraph's own, or a 1 after a
    colon that the next paragraph's mark (after) goes on from.
    """
    if len(text) > LONGEST_PARAGRAPH:
        return []
    runs: dict[Family, list[Mark]] = defaultdict(list)
    accepted: list[Mark] = []
    start = own.end if own else 0
    for mark in _possible(text, start):
        run = runs[mark.family]
        last = run[-1] if run else own if own and own.family == mark.family else None
        if last and _follows(last, mark):
            run.append(mark)
        elif mark.value == 1:
            accepted += _closed(run, own)
            runs[mark.family] = [mark]
    for run in runs.values():
        accepted += _closed(run, own)
    accepted += [run[0] for run in runs.values() if _goes_on_below(text, run, accepted, after)]
    return _apart(sorted(accepted, key=lambda mark: mark.start), start)


def _goes_on_below(text: str, run: list[Mark], accepted: list[Mark], after: Mark | None) -> bool:
    if not run or run[0] in accepted or after is None or after.family != run[0].family or after.value != 2:
        return False
    return text[: run[0].start].rstrip()[-1:] in (":", "：")


def _follows(last: Mark, mark: Mark) -> bool:
    if mark.start - last.end < SHORTEST_ITEM:
        return False
    if mark.family in _PLAIN | _BRACKETS and mark.value == last.value + 2:
        return True  # one number of the run was forgotten
    return mark.value == last.value + 1 or (mark.value == LAST and last.value in (2, 3))


def _closed(run: list[Mark], own: Mark | None) -> list[Mark]:
    continues_own = bool(run and own and own.family == run[0].family and run[0].value == own.value + 1)
    return run if len(run) > 1 or continues_own else []


def _apart(marks: list[Mark], start: int) -> list[Mark]:
    """Two readings of one place: the first stays."""
    kept: list[Mark] = []
    for mark in marks:
        if mark.start >= (kept[-1].end if kept else start):
            kept.append(mark)
    return kept


def _possible(text: str, start: int) -> Iterator[Mark]:
    places = [start, *(match.end() for match in _PLACE.finditer(text, start))]
    for place in dict.fromkeys(places):
        if not _may_begin(text, place, start):
            continue
        for mark in marks_at(text, place):
            if _may_stand(text, mark, start):
                yield mark


def _may_begin(text: str, place: int, start: int) -> bool:
    """A quick look: in the middle of a sentence no word and no sign but these begins a mark."""
    sign = text[place : place + 1]
    if not sign.isascii() or not sign.isalpha():
        return sign in _BEGINS
    return place == start or text[max(0, place - 9) : place].rstrip()[-1:] in _SENTENCE


def _may_stand(text: str, mark: Mark, start: int) -> bool:
    before = text[max(0, mark.start - 9) : mark.start].rstrip()[-1:] if mark.start > start else ""
    spaced = mark.start > start and text[mark.start - 1].isspace()
    after = text[mark.end : mark.end + 1]
    if not text[mark.end : mark.end + 20].strip():
        return False
    if mark.family in _BRACKETS:
        reference = before and before in "第条款至和及或、见□☐○√"
        return mark.sure and not reference and not _MEANS_A_REFERENCE.match(after)
    if mark.family in _WORDS:
        return not before or before in _STOP or before in "，,”）)、"
    if mark.family == Family.ENGLISH:
        begins = text[mark.start].isupper() or before in ";；:："
        return not before or (begins and before in '.;；:：!?。”"')
    if mark.family in _PLAIN:
        return (mark.sure or mark.family in (Family.LETTER_PAREN, Family.ROMAN_PAREN)) and (
            not before or before in _STOP or before in ".”）)" or (spaced and before not in "，,、")
        )
    return False
