"""What a mark counts, and whether its form leaves no doubt: from the match of its pattern to a value."""

import re
from collections.abc import Callable

from cms.importing import numerals
from cms.importing.families import LAST

ZH = "一二三四五六七八九十百千零〇○两廿卅"
DIGITS = "0-9０-９"
STEMS = "甲乙丙丁戊己庚辛壬癸"
WEEKDAYS = "一二三四五六日"
DOT = re.compile(r"[.．－-]")

_FIRST_AND_LAST = {"first of all": 1, "to begin with": 1, "finally": LAST, "lastly": LAST}

Value = Callable[[re.Match[str]], int | None]


def plain(match: re.Match[str]) -> int | None:
    return numerals.number(match[1])


def always(_match: re.Match[str]) -> bool:
    return True


def never(_match: re.Match[str]) -> bool:
    return False


def not_an_enumeration(match: re.Match[str]) -> bool:
    """一、二月份 and 1、2号楼 count things, they open no item; a separator such as ， leaves doubt too."""
    if match[2][0] not in "、.．":
        return False
    following = re.match(rf"\s?([{ZH}]+|[{DIGITS}]+)", match.string[match.end() :])
    value = numerals.number(match[1])
    return following is None or value is None or numerals.number(following[1]) != value + 1


def numeral_one(match: re.Match[str]) -> bool:
    """I. before a heading is a numeral; other letters may begin a name or a word."""
    return (
        match[1] in "IⅠ"
        and match[0][-1] in ".．、"
        and match.string[match.end() : match.end() + 1] in (" ", "")
    )


def closed(match: re.Match[str]) -> bool:
    """第一条 is followed by a space, a stop or the end of the line; 第一条规定 may be a reference."""
    rest = match.string[match.end() : match.end() + 1]
    return match[0][-1].isspace() or not rest or rest in "　 \t、：:.．（(《"


def offset(first: str, start: int = 1) -> Value:
    return lambda match: ord(match[1]) - ord(first) + start


def circled(match: re.Match[str]) -> int | None:
    for first, start in (
        ("①", 1),
        ("㉑", 21),
        ("㊱", 36),
        ("❶", 1),
        ("⓫", 11),
        ("➀", 1),
        ("➊", 1),
        ("㊀", 1),
    ):
        span = 15 if first in "㉑㊱" else 20 if first == "①" else 10
        if 0 <= ord(match[1]) - ord(first) < span:
            return ord(match[1]) - ord(first) + start
    return None


def firstly(match: re.Match[str]) -> int | None:
    return {"首": 1, "其": 2, "再": 3, "最": LAST}[match[1][0]]


def english(match: re.Match[str]) -> int | None:
    word = match[1].lower()
    return _FIRST_AND_LAST.get(word) or numerals.english(word)


def english_or_number(match: re.Match[str]) -> int | None:
    return numerals.number(match[1]) or numerals.roman(match[1]) or numerals.english(match[1])


def roman(match: re.Match[str]) -> int | None:
    sign = match[1]
    return ord(sign) - ord("Ⅰ") + 1 if "Ⅰ" <= sign[0] <= "Ⅻ" else numerals.roman(sign)


def letter(match: re.Match[str]) -> int | None:
    sign = chr(ord(match[1]) - 0xFEE0) if match[1] > "\uff00" else match[1]
    return ord(sign.upper()) - ord("A") + 1


def last_number(match: re.Match[str]) -> int | None:
    return numerals.number(DOT.split(match[1])[-1])


def one_of(signs: str) -> Value:
    """The place of a sign in a row: 甲, 乙, 丙."""
    return lambda match: signs.index(match[1]) + 1
