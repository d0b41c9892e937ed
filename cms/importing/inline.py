"""Items that run together in one paragraph: 1、…；2、…  一是…；二是…  First of all, … Secondly, …"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from types import MappingProxyType

from cms.importing.families import LAST, LOOKS, Family, Mark
from cms.importing.numbering import marks_at

_STOP = set("。；;：:！!？?")
_SENTENCE_END = set("。；;！!？?")
_COMMA = set("，,")
_WORDS = {Family.ORDINAL, Family.FIRSTLY, Family.ONE_IS, Family.ONE_MUST, Family.OF_THEM}
_WORD_LISTS = {Family.ORDINAL, Family.FIRSTLY}
_BRACKETS = {Family.CHINESE_PAREN, Family.DIGIT_PAREN, Family.CIRCLED}
_LETTERS = {Family.LETTER_PAREN, Family.LETTER_HALF, Family.ROMAN_PAREN}
_PLAIN = {Family.CHINESE, Family.DIGIT, Family.DIGIT_HALF, *_LETTERS}
_PLACE = re.compile(r"(?<=[。；;：:！!？?，,.”》）)])\s*|\s+|(?=[（(【〔①-⑳⑴-⒇㈠-㈩])")
# 二、工作要求1、提高认识。2、…: the first of a list may follow its heading without a stop.
_GLUED = re.compile(
    r"(?<=[\u4e00-\u9fff])(?<![第前后近约共达满统唯单同专万图表件])(?=[1１][、.．)）]|一[是要])"
)
# 一、加强党建二、改善民生: the next number of the list without a stop before it; 第二、 周三、 张三、 are words.
_GLUED_ON = re.compile(
    r"(?<=[\u4e00-\u9fff])(?<![一二三四五六七八九十百千第周期拜初高大小再老张李王])(?=[二三四五六七八九十]{1,3}、)"
)
_MEANS_A_REFERENCE = re.compile(r"[、，,）)项款条]|班(?![子组])|[至和及或]\s?[（(第]")
_CLOCK = re.compile(r"[0-9０-９]{1,2}\s?[:：]\s?[0-9０-９]{2}\s*$")  # 9:10 （一）…: an entry of a timetable
_SENTENCE = set('.。;；:：!！?？”"')
_BEGINS = set("0123456789０１２３４５６７８９一二三四五六七八九十百第首其再最（(【〔[") | {
    chr(code)
    for first, last in (("①", "⓿"), ("➀", "➓"), ("㈠", "㊉"), ("㉑", "㊿"))
    for code in range(ord(first), ord(last) + 1)
}
LONGEST_PARAGRAPH = 300_000  # signs; a longer one is no text that somebody wrote, and isn't searched
SHORTEST_ITEM = 2  # signs between two marks; less is an enumeration of numbers


def inline_marks(
    text: str,
    own: Mark | None,
    after: Mark | None = None,
    reached: Mapping[Family, int] = MappingProxyType({}),
) -> list[Mark]:
    """The marks inside a paragraph, after the mark that opens it (own), in order.

    A mark counts only as part of a run: 1, 2, 3 …, the numbers that follow the paragraph's own, or a 1 after a
    colon or after own that the next mark of the text (after) goes on from. `reached` are the values that the lists
    of the text have come to: a sentence may end one item and the next begin behind it.
    """
    if len(text) > LONGEST_PARAGRAPH:
        return []
    runs: dict[str, list[Mark]] = defaultdict(list)
    accepted: list[Mark] = []
    start = own.end if own else 0
    for mark in _possible(text, start):
        key = _key(mark)
        run = runs[key]
        last = run[-1] if run else own if own and _key(own) == key else None
        if last and _follows(text, last, mark):
            run.append(mark)
        elif (mark.value == 1 and not _after_comma(text, mark)) or (
            not run and _goes_on(text, mark, reached)
        ):
            accepted += _closed(text, run, own, reached)
            runs[key] = [mark]
    for run in runs.values():
        accepted += _closed(text, run, own, reached)
    accepted += [run[0] for run in runs.values() if _goes_on_below(text, run, accepted, own, after)]
    return _apart(sorted(accepted, key=lambda mark: mark.start), start)


def _key(mark: Mark) -> str:
    """首先，其次，第三， is one list."""
    return LOOKS[mark.family] if mark.family in _WORD_LISTS else mark.family


def _goes_on_below(
    text: str, run: list[Mark], accepted: list[Mark], own: Mark | None, after: Mark | None
) -> bool:
    """1、 behind a colon, or 一、（一）: two marks side by side; the next paragraph's mark counts on from it."""
    if not run or run[0] in accepted or after is None or after.family != run[0].family or after.value != 2:
        return False
    between = text[own.end if own else 0 : run[0].start].rstrip()
    return between[-1:] in (":", "：") or bool(own and own.family != run[0].family and not between)


def _follows(text: str, last: Mark, mark: Mark) -> bool:
    if mark.start - last.end < SHORTEST_ITEM:
        return False
    glued = mark.family in _PLAIN and text[mark.start - 1].isalpha()
    if not glued and mark.family in _PLAIN | _BRACKETS and mark.value == last.value + 2:
        return True  # one number of the run was forgotten
    return mark.value == last.value + 1 or (mark.value == LAST and last.value in (2, 3))


def _after_comma(text: str, mark: Mark) -> bool:
    """Behind a comma only the next number of a list opens an item."""
    return mark.family in _PLAIN and _sign_before(text, mark) in _COMMA


def _goes_on(text: str, mark: Mark, reached: Mapping[Family, int]) -> bool:
    """The next number of a list that an earlier paragraph has begun, where a sentence or clause ends before it."""
    if mark.value == 1 or reached.get(mark.family) != mark.value - 1:
        return False
    before = _sign_before(text, mark)
    return before in _SENTENCE_END or (mark.family == Family.CHINESE and before in _COMMA)


def _sign_before(text: str, mark: Mark) -> str:
    return text[max(0, mark.start - 9) : mark.start].rstrip()[-1:] or " "


def _closed(text: str, run: list[Mark], own: Mark | None, reached: Mapping[Family, int]) -> list[Mark]:
    continues_own = bool(run and own and _key(own) == _key(run[0]) and run[0].value == own.value + 1)
    return run if len(run) > 1 or continues_own or (run and _goes_on(text, run[0], reached)) else []


def _apart(marks: list[Mark], start: int) -> list[Mark]:
    """Two readings of one place: the first stays."""
    kept: list[Mark] = []
    for mark in marks:
        if mark.start >= (kept[-1].end if kept else start):
            kept.append(mark)
    return kept


def _possible(text: str, start: int) -> Iterator[Mark]:
    places = dict.fromkeys([start, *(match.end() for match in _PLACE.finditer(text, start))], False)
    glued = {match.end(): True for rule in (_GLUED, _GLUED_ON) for match in rule.finditer(text, start)}
    for place, is_glued in sorted({**glued, **places}.items()):
        if not _may_begin(text, place, start):
            continue
        for mark in marks_at(text, place):
            if _may_be_glued(mark) if is_glued else _may_stand(text, mark, start):
                yield mark


def _may_be_glued(mark: Mark) -> bool:
    return mark.sure is (mark.family in _PLAIN) and (mark.value == 1 or mark.family == Family.CHINESE)


def _may_begin(text: str, place: int, start: int) -> bool:
    """A quick look: in the middle of a sentence no word and no sign but these begins a mark."""
    sign = text[place : place + 1]
    if not sign.isascii() or not sign.isalpha():
        return sign in _BEGINS
    return place == start or text[max(0, place - 9) : place].rstrip()[-1:] in _SENTENCE


def _may_stand(text: str, mark: Mark, start: int) -> bool:
    before = text[max(0, mark.start - 9) : mark.start].rstrip()[-1:] if mark.start > start else ""
    spaced = mark.start > start and text[mark.start - 1].isspace()
    if not text[mark.end : mark.end + 20].strip():
        return False
    if mark.family in _BRACKETS:
        reference = before and before in "第条款至和及或、见□☐○√"
        timed = _CLOCK.search(text[max(0, mark.start - 9) : mark.start])
        return mark.sure and not (reference or timed or _MEANS_A_REFERENCE.match(text, mark.end))
    if mark.family in _WORDS:
        return not before or before in _STOP or before in "，,”）)、"
    if mark.family == Family.ENGLISH:
        begins = text[mark.start].isupper() or before in ";；:："
        return not before or (begins and before in '.;；:：!?。”"')
    if mark.family in _PLAIN:
        return (mark.sure or mark.family in _LETTERS) and (
            not before or before in _STOP or before in ".”）)，," or (spaced and before != "、")
        )
    return False
