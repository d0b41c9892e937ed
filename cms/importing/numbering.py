"""The mark of an item: 一、 （一） 1. （1） ① 第一条 一是 First, … where it may stand, and what it counts.

Pure rules: a mark is recognised here by its form alone. Whether a doubtful one ("sure" is false) really is
the mark of an item is decided by its neighbours in `sequence`.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from cms.importing import numerals
from cms.importing.families import LAST, Family, Mark

ZH = "一二三四五六七八九十百千零〇○两廿卅"
FORMAL = "壹贰貳叁參肆伍陆陸柒捌玖拾"
DIGITS = "0-9０-９"
_CHINESE_BEGINS = frozenset(f"{ZH}{FORMAL}第首其再最活任措行步项专主阶")
_UNIT = "年月日号时点分秒个项次名人位户场件条家所支大类多天周期届级岁米%％"
# What follows a number that counts something and opens no item; 人居 and 名师 are words of their own.
_AFTER_COUNT = (
    rf"[{DIGITS}年月日号时秒个次位户件岁%％./~—－-]|分钟|人(?![居民才口员大事文身均行])|名(?![师优录])"
)
# What follows "3." where it is a number after all: a year, or a count of something.
_COUNTED = rf"(?=(?:19|20)\d\d\s?[年-]|\d{{1,2}}(?:[-—－~～至]\d{{1,2}})?\s?[{_UNIT}])"

_DOT = re.compile(r"[.．－-]")


@dataclass(frozen=True, slots=True)
class _Rule:
    family: Family
    pattern: re.Pattern[str]
    sure: Callable[[re.Match[str]], bool]
    value: Callable[[re.Match[str]], int | None]


def _plain(match: re.Match[str]) -> int | None:
    return numerals.number(match[1])


def _always(_match: re.Match[str]) -> bool:
    return True


def _never(_match: re.Match[str]) -> bool:
    return False


def _not_an_enumeration(match: re.Match[str]) -> bool:
    """一、二月份 and 1、2号楼 count things, they open no item; a separator such as ， leaves doubt too."""
    if match[2][0] not in "、.．":
        return False
    following = re.match(rf"\s?([{ZH}]+|[{DIGITS}]+)", match.string[match.end() :])
    value = numerals.number(match[1])
    return following is None or value is None or numerals.number(following[1]) != value + 1


def _numeral_one(match: re.Match[str]) -> bool:
    """I. before a heading is a numeral; other letters may begin a name or a word."""
    return (
        match[1] in "IⅠ"
        and match[0][-1] in ".．、"
        and match.string[match.end() : match.end() + 1] in (" ", "")
    )


def _closed(match: re.Match[str]) -> bool:
    """第一条 is followed by a space, a stop or the end of the line; 第一条规定 may be a reference."""
    rest = match.string[match.end() : match.end() + 1]
    return match[0][-1].isspace() or not rest or rest in "　 \t、：:.．（(《"


def _offset(first: str, start: int = 1) -> Callable[[re.Match[str]], int | None]:
    return lambda match: ord(match[1]) - ord(first) + start


def _circled(match: re.Match[str]) -> int | None:
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


def _firstly(match: re.Match[str]) -> int | None:
    return {"首": 1, "其": 2, "再": 3, "最": LAST}[match[1][0]]


def _english(match: re.Match[str]) -> int | None:
    return {"first of all": 1, "finally": LAST, "lastly": LAST}.get(match[1].lower()) or numerals.english(
        match[1]
    )


def _english_or_number(match: re.Match[str]) -> int | None:
    return numerals.number(match[1]) or numerals.roman(match[1]) or numerals.english(match[1])


def _roman(match: re.Match[str]) -> int | None:
    sign = match[1]
    return ord(sign) - ord("Ⅰ") + 1 if "Ⅰ" <= sign[0] <= "Ⅻ" else numerals.roman(sign)


def _letter(match: re.Match[str]) -> int | None:
    sign = chr(ord(match[1]) - 0xFEE0) if match[1] > "\uff00" else match[1]
    return ord(sign.upper()) - ord("A") + 1


def _last_number(match: re.Match[str]) -> int | None:
    return numerals.number(_DOT.split(match[1])[-1])


def _rule(
    family: Family,
    pattern: str,
    sure: Callable[[re.Match[str]], bool] = _always,
    value: Callable[[re.Match[str]], int | None] = _plain,
    flags: re.RegexFlag = re.NOFLAG,
) -> _Rule:
    return _Rule(family, re.compile(pattern, flags), sure, value)


_NUM = rf"([{ZH}]{{1,7}}|[{DIGITS}]{{1,4}})"
_RULES = (
    _rule(Family.PART, rf"第\s?{_NUM}\s?(?:部分|编)[\s　、：:.．]?", _closed),
    _rule(Family.CHAPTER, rf"第\s?{_NUM}\s?章[\s　、：:.．]?", _closed),
    _rule(Family.SECTION, rf"第\s?{_NUM}\s?节[\s　、：:.．]?", _closed),
    _rule(Family.ARTICLE, rf"第\s?{_NUM}\s?条(?:之[{ZH}]{{1,2}})?[\s　、：:.．]?", _closed),
    _rule(
        Family.MONTH,
        rf"((?:[{DIGITS}]{{1,2}}|[{ZH}]{{1,2}})(?:(?:月份?)?\s?[-—－–~～至、]\s?(?:[{DIGITS}]{{1,2}}|[{ZH}]{{1,2}}))?)"
        rf"\s?月份?(?:工作安排|工作|活动|安排|主题)?\s?(?:[：:、，]|$)",
        _never,
        lambda match: numerals.number(re.split(r"\s?[-—－–~～至、月]\s?", match[1])[0]),
    ),
    _rule(Family.MONTH, rf"({'|'.join(numerals.MONTHS)})\s?(?:[:：.]|$)", _never, _english, re.IGNORECASE),
    _rule(
        Family.STAGE,
        rf"第([{ZH}]{{1,3}}|[{DIGITS}])\s?(?:阶段|步|季度|周)(?=[\s　：:，、（(]|$)[：:，、]?",
        _never,
    ),
    _rule(
        Family.NAMED,
        rf"(?:活动|任务|措施|行动|步骤|项目|专题|主题|阶段)"
        rf"([{ZH}]{{1,2}}|[{DIGITS}]{{1,2}})\s?(?:[：:、]|(?=[\s　]|$))",
        _never,
    ),
    _rule(Family.ORDINAL, rf"第{_NUM}\s?[，,、：:]", _never),
    _rule(Family.FIRSTLY, r"(首先|其次|再次|再者|最后(?![一几两三的]))[，,、：:]?", _never, _firstly),
    _rule(Family.ONE_IS, rf"([{ZH}]{{1,3}})是[，,：:]?", _never),
    _rule(Family.ONE_MUST, rf"([{ZH}]{{1,3}})要", _never),
    _rule(Family.OF_THEM, rf"其([{ZH}]{{1,3}})[，,、：:]", _never),
    _rule(Family.CHINESE_PAREN, rf"[（(〔【﹙]\s?([{ZH}]{{1,5}})\s?[）)〕】﹚]\s?[、.．]?"),
    _rule(Family.CHINESE_PAREN, r"([㈠-㈩])\s?[、.．]?", _always, _offset("㈠")),
    _rule(Family.CHINESE_PAREN, rf"([{ZH}]{{1,5}})\s?[）)]\s?[、.．]?", _never),
    _rule(Family.CHINESE, rf"([{ZH}]{{1,5}})\s?([、.．，,：:。])", _not_an_enumeration),
    _rule(Family.CHINESE, rf"([{FORMAL}]{{1,3}})\s?([、.．])", _not_an_enumeration),
    _rule(Family.CHINESE, rf"([{ZH}]{{1,5}})[\s　]+(?=\S)", _never),
    _rule(Family.DIGIT_PAREN, rf"[（(\[【〔]\s?([{DIGITS}]{{1,2}})\s?[）)\]】〕]\s?[、.．]?"),
    _rule(Family.DIGIT_PAREN, r"([⑴-⒇])\s?[、.．]?", _always, _offset("⑴")),
    _rule(Family.CIRCLED, r"([①-⑳㉑-㉟㊱-㊿❶-❿⓫-⓴➀-➉➊-➓㊀-㊉])\s?[、.．]?", _always, _circled),
    _rule(Family.DIGIT_HALF, rf"([{DIGITS}]{{1,2}})\s?[)）]\s?[、.．]?"),
    _rule(Family.DIGIT, rf"([{DIGITS}]{{1,3}})\s?(、|[.．]\s?、?(?![{DIGITS}.．]))", _not_an_enumeration),
    _rule(Family.DIGIT, rf"([{DIGITS}]{{1,2}})\s?([.．])\s(?=[{DIGITS}])", _not_an_enumeration),
    _rule(Family.DIGIT, r"([⒈-⒛])\s?[、.．]?", _always, _offset("⒈")),
    _rule(Family.DIGIT, rf"([{DIGITS}]{{1,2}})\s?[,，：:。](?![{DIGITS}])", _never),
    _rule(Family.DIGIT, rf"([{DIGITS}]{{1,2}})[\s　]+(?!{_AFTER_COUNT})", _never),
    _rule(
        Family.DECIMAL_4,
        rf"([{DIGITS}]{{1,2}}(?:[.．][{DIGITS}]{{1,2}}){{3}})[.．、]?(?![{DIGITS}%％])[\s　]*",
        _never,
        _last_number,
    ),
    _rule(
        Family.DECIMAL_3,
        rf"([{DIGITS}]{{1,2}}(?:[.．][{DIGITS}]{{1,2}}){{2}})[.．、]?(?![{DIGITS}%％])[\s　]*",
        _never,
        _last_number,
    ),
    _rule(
        Family.DECIMAL_2,
        rf"([{DIGITS}]{{1,2}}[-－][{DIGITS}]{{1,2}})[\s　]+(?![{DIGITS}])",
        _never,
        _last_number,
    ),
    _rule(
        Family.DECIMAL_2,
        rf"([{DIGITS}]{{1,2}}[.．][{DIGITS}]{{1,2}})(?:、|[.．](?![{DIGITS}])|(?![{DIGITS}%％.．]))[\s　]*",
        _never,
        _last_number,
    ),
    _rule(Family.DIGIT, rf"([{DIGITS}]{{1,2}})[.．]{_COUNTED}", _never),
    _rule(Family.ENGLISH, r"(first of all|finally|lastly)\s?[,，:：]", _never, _english, re.IGNORECASE),
    _rule(
        Family.ENGLISH,
        rf"((?:{'|'.join(numerals.ORDINALS)})(?:ly)?|{'|'.join(numerals.CARDINALS)})\s?[,，:：、]",
        _never,
        _english,
        re.IGNORECASE,
    ),
    _rule(Family.ENGLISH, rf"The ({'|'.join(numerals.ORDINALS)})(?: one)? is\b", _never, _english),
    _rule(
        Family.STAGE,
        rf"(?:the )?({'|'.join(numerals.ORDINALS[:4])}) (?:quarter|quater|season|stage|phase)\s?[:：]",
        _never,
        _english,
        re.IGNORECASE,
    ),
    _rule(Family.STAGE, r"([一二三四1-4])季度\s?[：:、]?(?=$|[：:、\s])", _never),
    _rule(
        Family.CHAPTER, r"Chapter\s+([0-9]{1,2}|[IVXLC]+|[A-Z][a-z]+)\b[.:,]?", _closed, _english_or_number
    ),
    _rule(
        Family.ARTICLE, r"Article\s+([0-9]{1,3}|[IVXLC]+|[A-Z][a-z]+)\b[.:,]?", _closed, _english_or_number
    ),
    _rule(
        Family.NAMED,
        r"(?:Step|Phase|Stage|Task|Activity|Measure|Objective|Goal|Week)\s+([0-9]{1,2}|[IVX]{1,4}|[A-Z]?[a-z]+)"
        r"\s?(?:[:：.,、]|(?=[(（]|$))",
        _never,
        _english_or_number,
    ),
    _rule(
        Family.SECTION, r"Section\s+([0-9]{1,2}|[IVXLC]+|[A-Z][a-z]+)\b[.:,]?", _closed, _english_or_number
    ),
    _rule(Family.PART, r"Part\s+([0-9]{1,2}|[IVXLC]+|[A-Z][a-z]+)\b[.:,]?", _closed, _english_or_number),
    _rule(
        Family.ROMAN,
        r"([IVXLC]{1,6}|[IVX][ivx]{1,5}|[Ⅰ-Ⅻ])\s?(?:[.．、,，:：)）]|(?<=[Ⅰ-Ⅻ])(?=\S))",
        _numeral_one,
        _roman,
    ),
    _rule(Family.ROMAN_PAREN, r"[（(]\s?([ivxlc]{1,6}|[IVXLC]{1,6}|[Ⅰ-Ⅻ])\s?[）)]", _never, _roman),
    _rule(Family.ROMAN_PAREN, r"([ivx]{1,5})[.．)）]\s*", _never, _roman),
    _rule(Family.LETTER_PAREN, r"[（(]\s?([A-Za-zＡ-Ｚａ-ｚ])\s?[）)]", _never, _letter),
    _rule(Family.LETTER, r"([A-ZＡ-Ｚ])\s?[.．、](?![A-Za-z]\b[.．])", _never, _letter),
    _rule(Family.LETTER_SMALL, r"([a-zａ-ｚ])\s?[.．、](?![A-Za-z]\b[.．])", _never, _letter),
    _rule(Family.LETTER_HALF, r"([A-Za-zＡ-Ｚａ-ｚ])\s?[)）]", _never, _letter),
)


def marks_at(text: str, position: int = 0) -> tuple[Mark, ...]:
    """Every reading of what stands at a position as the mark of an item; the likeliest first."""
    found: list[Mark] = []
    sign = text[position : position + 1]
    if "\u4e00" <= sign <= "\u9fff" and sign not in _CHINESE_BEGINS:
        return ()
    for rule in _RULES:
        match = rule.pattern.match(text, position)
        if match is None or not match[0]:
            continue
        value = rule.value(match)
        if value is not None and value > 0:
            found.append(
                Mark(
                    match[0].strip(),
                    value,
                    rule.family,
                    match.start(),
                    match.end(),
                    rule.sure(match),
                    ".".join(_DOT.split(match[1])[:-1]),
                )
            )
    return tuple(sorted(found, key=lambda mark: not mark.sure))
