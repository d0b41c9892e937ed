"""The ways of numbering, and a mark: the number of an item as it is written."""

from dataclasses import dataclass
from enum import StrEnum


class Family(StrEnum):
    """A way of numbering; marks of one family continue each other."""

    PART = "第一部分"
    CHAPTER = "第一章"
    SECTION = "第一节"
    ARTICLE = "第一条"
    CHINESE = "一、"
    CHINESE_PAREN = "（一）"
    STEM = "甲、"
    DIGIT = "1."
    DIGIT_PAREN = "（1）"
    DIGIT_HALF = "1）"
    CIRCLED = "①"
    ORDINAL = "第一，"
    FIRSTLY = "首先"
    ONE_IS = "一是"
    ONE_MUST = "一要"
    OF_THEM = "其一"
    STAGE = "第一阶段"
    NAMED = "活动一："
    MONTH = "一月："
    ENGLISH = "First,"
    ROMAN = "I."
    ROMAN_PAREN = "(i)"
    LETTER = "A."
    LETTER_SMALL = "a."
    LETTER_HALF = "a)"
    LETTER_PAREN = "(a)"
    DECIMAL_2 = "1.1"
    DECIMAL_3 = "1.1.1"
    DECIMAL_4 = "1.1.1.1"


# The order that GB/T 9704-2012 and the habit of offices give to the families: an item of a later one is
# inside an item of an earlier one. Families that are not here stand at any depth.
RANK = {
    family: rank
    for rank, family in enumerate(
        (
            Family.PART,
            Family.CHAPTER,
            Family.SECTION,
            Family.ARTICLE,
            Family.CHINESE,
            Family.CHINESE_PAREN,
            Family.DIGIT,
            Family.DIGIT_PAREN,
            Family.CIRCLED,
        )
    )
}

DECIMALS = frozenset({Family.DECIMAL_2, Family.DECIMAL_3, Family.DECIMAL_4})

# Families that stand for each other in one list written by several hands: (A), (2) or First, 2 or 首先，其次，第三，.
LOOKS = {
    Family.CHINESE_PAREN: "paren",
    Family.DIGIT_PAREN: "paren",
    Family.LETTER_PAREN: "paren",
    Family.ROMAN_PAREN: "paren",
    Family.CHINESE: "plain",
    Family.DIGIT: "plain",
    Family.ENGLISH: "plain",
    Family.ROMAN: "plain",
    Family.LETTER: "plain",
    Family.ORDINAL: "words",
    Family.FIRSTLY: "words",
}

LAST = 10_000  # the value of 最后 and Finally: whatever number comes next


@dataclass(frozen=True, slots=True)
class Mark:
    """A mark found in a text: as written, its ordinal value, where it stands; sure = its form leaves no doubt."""

    written: str
    value: int
    family: Family
    start: int
    end: int
    sure: bool
    prefix: str = ""  # of a decimal number 2.3.1: "2.3"

    @property
    def may_begin_text(self) -> bool:
        """A text of its own counts from 1 or 1.1; 2.1 goes on in the text before it."""
        return self.prefix in ("", "1", "1.1", "1.1.1")
