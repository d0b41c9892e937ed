"""The mark of an item: 一、 （一） 1. （1） ① 第一条 一是 First, … where it may stand, and what it counts.

Pure rules: a mark is recognised here by its form alone. Whether a doubtful one ("sure" is false) really is
the mark of an item is decided by its neighbours in `sequence`.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from cms.importing import counts, numerals
from cms.importing.counts import DIGITS, STEMS, WEEKDAYS, ZH
from cms.importing.families import Family, Mark

FORMAL = "壹贰貳叁參肆伍陆陸柒捌玖拾"
_CHINESE_BEGINS = frozenset(f"{ZH}{FORMAL}第首其再最活任措行步项专主阶目环模要板工重方课周星上下{STEMS}")
_BRACKETS = frozenset("（(〔【﹙[")
_UNIT = "年月日号时点分秒个项次名人位户场件条家所支大类多天周期届级岁米%％"
# What follows a number that counts something and opens no item; 人居 and 名师 are words of their own.
_AFTER_COUNT = (
    rf"[:：]\s?[{DIGITS}]|"
    rf"[{DIGITS}年月日号时秒个次位户件岁%％./~—－-]|分钟|人(?![居民才口员大事文身均行])|名(?![师优录])"
)
# Words that begin as a unit does: 1.2项目 is no count.
_NO_UNIT = (
    "项目|条件|条例|个人|个性|户外|户籍|场所|场地|场景|家庭|家长|大力|大会|大学|类别|类型|多方|多元|多种|多媒体|名师|名称|名单|"
    "位置|期间|期限|所有|支持|支部|支出|支撑|级别|点评|点亮|分工|分类|分析|分享|分配|分解|分级|分管|分组|分步|时间|时限|时代|日常|"
    "日程|月度|年度|年级|号召|次序|周边|周期|人员|人口|人力|人才|人民|人居|人文|人大"
)
# What follows "3." where it is a number after all: a year, or a count of something.
_COUNTED = rf"(?=(?:19|20)\d\d\s?[年-]|\d{{1,2}}(?:[-—－~～至]\d{{1,2}})?\s?(?!{_NO_UNIT})[{_UNIT}])"
# 1．3月底前 is item 1, for March.
_NO_MONTH = rf"(?!\s?(?:[-—－~～至]\s?[{DIGITS}]{{1,2}}\s?)?月(?!度))"
# 1登录验证, 2用户管理: glued to a heading, a number is told from a count (2名工作人员, 3楼大厅) by the word behind it.
_COUNTS_ONLY = _UNIT + "楼层栋幢座室班组队区街村等型元角倍成万千百亿余多只台辆套件份册本篇页张届轮批"
_NO_COUNT = (
    f"{_NO_UNIT}|层次|座谈|室内|班级|班子|组织|组建|组成|队伍|区域|街道|村庄|村务|等级|对策|对照|对象|对外|对接|型号|成果|成立|成员|"
    "成本|本项|本系|本年|页面|张贴|批次|点位|分类|节约|节日|周期|秒杀|名录"
)
_GLUED = rf"(?=[\u4e00-\u9fff“《【])(?!(?!{_NO_COUNT})[{_COUNTS_ONLY}])"


@dataclass(frozen=True, slots=True)
class _Rule:
    family: Family
    pattern: re.Pattern[str]
    sure: Callable[[re.Match[str]], bool]
    value: Callable[[re.Match[str]], int | None]


def _rule(
    family: Family,
    pattern: str,
    sure: Callable[[re.Match[str]], bool] = counts.always,
    value: Callable[[re.Match[str]], int | None] = counts.plain,
    flags: re.RegexFlag = re.NOFLAG,
) -> _Rule:
    return _Rule(family, re.compile(pattern, flags), sure, value)


_ENGLISH_NUMBER = r"\s+([0-9]{1,3}|[IVXLC]+|[A-Z][a-z]+|[A-Z]{3,})\b[.:,]?"
_NUM = rf"([{ZH}]{{1,7}}|[{DIGITS}]{{1,4}})"
_RULES = (
    _rule(Family.PART, rf"第\s?{_NUM}\s?(?:部分|编)[\s　、：:.．]?", counts.closed),
    _rule(Family.CHAPTER, rf"第\s?{_NUM}\s?章[\s　、：:.．]?", counts.closed),
    _rule(Family.SECTION, rf"第\s?{_NUM}\s?节[\s　、：:.．]?", counts.closed),
    _rule(Family.ARTICLE, rf"第\s?{_NUM}\s?条(?:之[{ZH}]{{1,2}})?[\s　、：:.．]?", counts.closed),
    _rule(
        Family.MONTH,
        rf"(?:(?:19|20)\d\d\s?年\s?)?((?:[{DIGITS}]{{1,2}}|[{ZH}]{{1,2}})(?:(?:月份?)?\s?[-—－–~～至、]\s?(?:[{DIGITS}]{{1,2}}|[{ZH}]{{1,2}}))?)"
        rf"\s?月份?(?:工作安排|工作|活动|安排|主题)?\s?(?:[：:、，]|$)",
        counts.never,
        lambda match: numerals.number(re.split(r"\s?[-—－–~～至、月]\s?", match[1])[0]),
    ),
    _rule(
        Family.MONTH,
        rf"({'|'.join(numerals.MONTHS)})\s?(?:[:：.]|$)",
        counts.never,
        counts.english,
        re.IGNORECASE,
    ),
    _rule(
        Family.STAGE,
        rf"第([{ZH}]{{1,3}}|[{DIGITS}])\s?(?:阶段|步|季度|周|学期)(?=[\s　：:，、（(]|$)[：:，、]?",
        counts.never,
    ),
    _rule(
        Family.NAMED,
        rf"(?:活动|任务|措施|行动|步骤|项目|专题|主题|阶段|目标|专项|环节|模块|要求|板块|工程|重点|方面|课题)"
        rf"([{ZH}]{{1,2}}|[{DIGITS}]{{1,2}})\s?(?:[：:、]|(?=[\s　]|$))",
        counts.never,
    ),
    _rule(
        Family.ORDINAL,
        rf"第{_NUM}\s?(?:(?:点|方面|项|件|类)?\s?[，,、：:]|是[，,：:]?|[\s　]+)",
        counts.never,
    ),
    _rule(
        Family.FIRSTLY, r"(首先|其次|再次|再者|最后(?![一几两三的]))[，,、：:]?", counts.never, counts.firstly
    ),
    _rule(Family.ONE_IS, rf"([{ZH}]{{1,3}})是[，,：:]?", counts.never),
    _rule(Family.ONE_MUST, rf"([{ZH}]{{1,3}})要", counts.never),
    _rule(Family.OF_THEM, rf"其([{ZH}]{{1,3}})[，,、：:]", counts.never),
    _rule(Family.CHINESE_PAREN, rf"[（(〔【﹙]\s?([{ZH}]{{1,5}})\s?[）)〕】﹚]\s?[、.．]?"),
    _rule(Family.CHINESE_PAREN, r"([㈠-㈩])\s?[、.．]?", counts.always, counts.offset("㈠")),
    _rule(Family.CHINESE_PAREN, rf"([{ZH}]{{1,5}})\s?[）)]\s?[、.．]?", counts.never),
    _rule(Family.CHINESE, rf"([{ZH}]{{1,5}})\s?([、.．，,：:。])", counts.not_an_enumeration),
    _rule(Family.CHINESE, rf"([{FORMAL}]{{1,3}})\s?([、.．])", counts.not_an_enumeration),
    _rule(Family.CHINESE, rf"([{ZH}]{{1,5}})[\s　]+(?=\S)", counts.never),
    _rule(Family.DIGIT_PAREN, rf"[（(\[【〔]\s?([{DIGITS}]{{1,2}})\s?[）)\]】〕]\s?[、.．]?"),
    _rule(Family.DIGIT_PAREN, r"([⑴-⒇])\s?[、.．]?", counts.always, counts.offset("⑴")),
    _rule(Family.CIRCLED, r"([①-⑳㉑-㉟㊱-㊿❶-❿⓫-⓴➀-➉➊-➓㊀-㊉])\s?[、.．]?", counts.always, counts.circled),
    _rule(Family.DIGIT_HALF, rf"([{DIGITS}]{{1,2}})\s?[)）]\s?[、.．]?"),
    _rule(
        Family.DIGIT, rf"([{DIGITS}]{{1,3}})\s?(、|[.．]\s?、?(?![{DIGITS}.．]))", counts.not_an_enumeration
    ),
    _rule(Family.DIGIT, rf"([{DIGITS}]{{1,2}})\s?([.．])\s(?=[{DIGITS}])", counts.not_an_enumeration),
    _rule(Family.DIGIT, r"([⒈-⒛])\s?[、.．]?", counts.always, counts.offset("⒈")),
    _rule(Family.DIGIT, rf"([{DIGITS}]{{1,2}})\s?[,，：:。](?![{DIGITS}])", counts.never),
    _rule(Family.DIGIT, rf"([{DIGITS}]{{1,2}})[\s　]+(?!{_AFTER_COUNT})", counts.never),
    _rule(Family.DIGIT, rf"([{DIGITS}]{{1,2}}){_GLUED}", counts.never),
    _rule(
        Family.DECIMAL_4,
        rf"([{DIGITS}]{{1,2}}(?:[.．][{DIGITS}]{{1,2}}){{3}})[.．、]?(?![{DIGITS}%％])[\s　]*",
        counts.never,
        counts.last_number,
    ),
    _rule(
        Family.DECIMAL_3,
        rf"([{DIGITS}]{{1,2}}(?:[.．][{DIGITS}]{{1,2}}){{2}})[.．、]?(?![{DIGITS}%％])[\s　]*",
        counts.never,
        counts.last_number,
    ),
    _rule(
        Family.DECIMAL_2,
        rf"([{DIGITS}]{{1,2}}[-－][{DIGITS}]{{1,2}})[\s　]+(?![{DIGITS}])",
        counts.never,
        counts.last_number,
    ),
    _rule(
        Family.DECIMAL_2,
        rf"([{DIGITS}]{{1,2}}[.．][{DIGITS}]{{1,2}}){_NO_MONTH}(?:、|[.．](?![{DIGITS}])|(?![{DIGITS}%％.．]))[\s　]*",
        counts.never,
        counts.last_number,
    ),
    _rule(Family.DIGIT, rf"([{DIGITS}]{{1,2}})[.．]{_COUNTED}", counts.never),
    _rule(Family.NAMED, rf"(?:周|星期)([{WEEKDAYS}])\s?[：:]", counts.never, counts.one_of(WEEKDAYS)),
    _rule(Family.NAMED, r"No\.?\s?([0-9]{1,2})\s?[：:.、]?\s", counts.never),
    _rule(Family.STEM, rf"[（(]?([{STEMS}])[、.．）)]", counts.never, counts.one_of(STEMS)),
    _rule(
        Family.ENGLISH,
        r"(first of all|to begin with|finally|lastly)\s?[,，:：]",
        counts.never,
        counts.english,
        re.IGNORECASE,
    ),
    _rule(
        Family.ENGLISH,
        rf"((?:{'|'.join(numerals.ORDINALS)})(?:ly)?|{'|'.join(numerals.CARDINALS)})\s?(?:[,，:：、]|\.(?=\s))",
        counts.never,
        counts.english,
        re.IGNORECASE,
    ),
    _rule(
        Family.ENGLISH, rf"[Tt]he ({'|'.join(numerals.ORDINALS)})(?: one)? is\b", counts.never, counts.english
    ),
    _rule(Family.ENGLISH, r"(One) is\b", counts.never, counts.english),
    _rule(Family.ENGLISH, r"([0-9]{1,2})(?:st|nd|rd|th)\s?[,.:]", counts.never),
    _rule(
        Family.STAGE,
        rf"(?:the )?({'|'.join(numerals.ORDINALS[:4])}) (?:quarter|quater|season|stage|phase)\s?[:：]",
        counts.never,
        counts.english,
        re.IGNORECASE,
    ),
    _rule(Family.STAGE, r"([一二三四1-4])季度\s?(?:[：:、]|(?=\s|$))", counts.never),
    _rule(
        Family.STAGE,
        r"([上下])半年(?:工作|活动|计划|安排)*\s?(?:[：:]|$)",
        counts.never,
        counts.one_of("上下"),
    ),
    _rule(
        Family.CHAPTER,
        rf"(?:Chapter|CHAPTER){_ENGLISH_NUMBER}",
        counts.closed,
        counts.english_or_number,
    ),
    _rule(
        Family.ARTICLE,
        rf"(?:Article|ARTICLE){_ENGLISH_NUMBER}",
        counts.closed,
        counts.english_or_number,
    ),
    _rule(
        Family.NAMED,
        r"(?:Step|Phase|Stage|Task|Activity|Measure|Objective|Goal|Week)\s+([0-9]{1,2}|[IVX]{1,4}|[A-Z]?[a-z]+)"
        r"\s?(?:[:：.,、]|(?=[(（\s]|$))",
        counts.never,
        counts.english_or_number,
    ),
    _rule(
        Family.SECTION,
        rf"(?:Section|SECTION){_ENGLISH_NUMBER}",
        counts.closed,
        counts.english_or_number,
    ),
    _rule(
        Family.PART,
        rf"(?:Part|PART){_ENGLISH_NUMBER}",
        counts.closed,
        counts.english_or_number,
    ),
    _rule(
        Family.ROMAN,
        r"([IVXLC]{1,6}|[IVX][ivx]{1,5}|[Ⅰ-Ⅻ])\s?(?:[.．、,，:：)）]|(?<=[Ⅰ-Ⅻ])(?=\S))",
        counts.numeral_one,
        counts.roman,
    ),
    _rule(
        Family.ROMAN_PAREN, r"[（(]\s?([ivxlc]{1,6}|[IVXLC]{1,6}|[Ⅰ-Ⅻ])\s?[）)]", counts.never, counts.roman
    ),
    _rule(Family.ROMAN_PAREN, r"([ivx]{1,5})[.．)）]\s*", counts.never, counts.roman),
    _rule(Family.LETTER_PAREN, r"[（(]\s?([A-Za-zＡ-Ｚａ-ｚ])\s?[）)]", counts.never, counts.letter),
    _rule(Family.LETTER, r"([A-ZＡ-Ｚ])\s?[.．、：](?![A-Za-z]\b[.．])", counts.never, counts.letter),
    _rule(Family.LETTER_SMALL, r"([a-zａ-ｚ])\s?[.．、](?![A-Za-z]\b[.．])", counts.never, counts.letter),
    _rule(Family.LETTER_HALF, r"([A-Za-zＡ-Ｚａ-ｚ])\s?[)）]", counts.never, counts.letter),
)


# By the sign that a mark begins with, the families it can be of: most signs of a text are tried by few rules.
_OF_LETTERS = {
    *(Family.MONTH, Family.ENGLISH, Family.STAGE, Family.NAMED, Family.PART, Family.CHAPTER, Family.SECTION),
    *(
        Family.ARTICLE,
        Family.ROMAN,
        Family.ROMAN_PAREN,
        Family.LETTER,
        Family.LETTER_SMALL,
        Family.LETTER_HALF,
    ),
}
_OF_DIGITS = {
    *(Family.MONTH, Family.STAGE, Family.ENGLISH, Family.DIGIT, Family.DIGIT_HALF),
    *(Family.DECIMAL_2, Family.DECIMAL_3, Family.DECIMAL_4),
}
_OF_BRACKETS = {
    Family.CHINESE_PAREN,
    Family.DIGIT_PAREN,
    Family.ROMAN_PAREN,
    Family.LETTER_PAREN,
    Family.STEM,
}
_OF_SIGNS = {Family.CIRCLED, Family.CHINESE_PAREN, Family.DIGIT_PAREN, Family.DIGIT, Family.ROMAN}
_OF_WORDS = set(Family) - {
    Family.CIRCLED,
    Family.LETTER,
    Family.LETTER_SMALL,
    Family.LETTER_HALF,
    Family.ROMAN,
}


def _of(families: set[Family]) -> tuple[_Rule, ...]:
    return tuple(rule for rule in _RULES if rule.family in families)


_FOR_LETTERS, _FOR_DIGITS, _FOR_BRACKETS = _of(_OF_LETTERS), _of(_OF_DIGITS), _of(_OF_BRACKETS)
_FOR_WORDS, _FOR_SIGNS = _of(_OF_WORDS - {Family.DIGIT_PAREN}), _of(_OF_SIGNS)


def _rules_for(sign: str) -> tuple[_Rule, ...]:
    """The rules for what begins with a sign."""
    if "\u4e00" <= sign <= "\u9fff" or sign in "〇○":
        return _FOR_WORDS if sign in _CHINESE_BEGINS else ()
    if sign in _BRACKETS:
        return _FOR_BRACKETS
    if not sign.isalnum():
        return ()
    if sign.isdecimal():
        return _FOR_DIGITS
    return _FOR_LETTERS if sign.isascii() or "Ａ" <= sign <= "ｚ" else _FOR_SIGNS


def marks_at(text: str, position: int = 0) -> tuple[Mark, ...]:
    """Every reading of what stands at a position as the mark of an item; the likeliest first."""
    found: list[Mark] = []
    for rule in _rules_for(text[position : position + 1]):
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
                    ".".join(counts.DOT.split(match[1])[:-1]),
                )
            )
    return tuple(sorted(found, key=lambda mark: not mark.sure))
