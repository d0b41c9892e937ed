"""Chapters, sections and articles that run together on one line: 第二章组织第一节代表大会第五条代表大会是……"""

import re
from collections.abc import Iterator, Mapping

from cms.importing.families import Family, Mark
from cms.importing.numbering import ZH, marks_at

FAMILIES = (Family.PART, Family.CHAPTER, Family.SECTION, Family.ARTICLE)
LONGEST_HEADING = 30  # signs of a chapter's heading, or of the title before it
_CLAUSE = re.compile(rf"第\s?(?:[{ZH}]{{1,7}}|[0-9]{{1,3}})\s?(?:部分|编|章|节|条)")
_STOP = set("。；;：:！!？?”）)") | {" ", "\u3000"}
_REFERENCE = re.compile(r"\s*[第规款项、，,至和及或与所的之]")


def clause_marks(text: str, own: Mark | None, last: Mapping[Family, int]) -> list[Mark]:
    """The marks of chapters, sections and articles inside a paragraph, after the mark that opens it (own).

    `last` are the values reached in the text so far. One counts only where it goes on from them and follows a stop
    or the short heading of another; a reference to an article (依照第三条规定) does neither.
    """
    found: list[Mark] = []
    reached = dict(last) | ({own.family: own.value} if own else {})
    if own and own.family == Family.CHAPTER:
        reached[Family.SECTION] = 0
    for mark in _candidates(text, own.end if own else 0):
        before = found[-1] if found else own
        if mark.value in _next_values(mark.family, reached) and _may_stand(text, mark, before):
            found.append(mark)
            reached[mark.family] = mark.value
            if mark.family == Family.CHAPTER:
                reached[Family.SECTION] = 0
    return found


def is_reference(text: str, mark: Mark) -> bool:
    """第三条规定的…… speaks of an article and opens none."""
    return bool(_REFERENCE.match(text, mark.end))


def _candidates(text: str, start: int) -> Iterator[Mark]:
    for match in _CLAUSE.finditer(text, max(1, start)):
        yield from (mark for mark in marks_at(text, match.start())[:1] if mark.family in FAMILIES)


def _next_values(family: Family, reached: Mapping[Family, int]) -> tuple[int, ...]:
    following = reached.get(family, 0) + 1
    return (following, 1) if family == Family.SECTION else (following,)


def _may_stand(text: str, mark: Mark, before: Mark | None) -> bool:
    if is_reference(text, mark) or not text[mark.end :].strip():
        return False
    heading = text[before.end if before else 0 : mark.start]
    if heading[-1:] in _STOP:
        return True
    larger = before is None or FAMILIES.index(mark.family) > _place(before.family)
    return larger and 0 < len(heading) <= LONGEST_HEADING and not set(heading) & set("。；，：！？,;")


def _place(family: Family) -> int:
    return FAMILIES.index(family) if family in FAMILIES else len(FAMILIES)
