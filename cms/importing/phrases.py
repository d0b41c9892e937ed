"""The fixed phrases of official texts: titles, document numbers, dates, addressees, bodies."""

import re

from cms.importing import numerals
from cms.importing.wording import columns

LONGEST_TITLE = 130  # half-width columns
_EDITION = r"试行|暂行|草案|修订稿?|征求意见稿|讨论稿|节选|范文|精选|[0-9０-９.\-—至年度]+"
_ENDING = rf"(?:\s*[（(](?:{_EDITION})[）)])*[0-9０-９]*$"
_GENRES = (
    "通知|通报|通告|公告|公示|公报|决定|决议|意见|方案|计划|规划|总结|要点|报告|请示|批复|函|纪要|"
    "办法|规定|规则|细则|规程|制度|条例|纲要|"
    "章程|守则|公约|职责|预案|安排|安排表|一览表|标准|倡议书|承诺书|责任书|简章|启事|讲话|致辞|说明|"
    "解读|指南|手册|清单|汇报|打算|工作思路|"
    "目标|措施|策划书|策划案|须知|声明|感谢信|公开信|一封信|建议|答复|情况"
)
# What the title of another text in the same file ends with; 措施 or 情况说明 are headings inside one.
_WHOLE_TEXTS = (
    "通知|通报|通告|公告|公示|决定|决议|意见|方案|计划|规划|总结|要点|报告|请示|批复|纪要|办法|规定|规则|细则|规程|制度|条例|纲要|"
    "章程|守则|公约|职责|预案|安排|倡议书|承诺书|责任书|启事|策划书|策划案|须知|公开信|一封信"
)
_WHOLE_TEXT = re.compile(rf"(?:{_WHOLE_TEXTS}){_ENDING}")
_GENRE = re.compile(rf"(?:{_GENRES}){_ENDING}")
_ENGLISH_GENRE = re.compile(
    r"\b(plan|plans|scheme|programme|program|notice|summary|report|measures|regulations|rules|"
    r"opinions|announcement|decision|proposal|points)\b[^.]*$",
    re.IGNORECASE,
)
_WORK = re.compile(r"计划|方案|总结|要点|规划|通知|办法|制度|意见|规定|细则")

_YEAR = r"(?:(?:19|20)\d\d|[一二][九〇○零Oo0][〇○零Oo0一二三四五六七八九]{2})"
_COUNT = r"(?:\d{1,2}|[一二三四五六七八九十]{1,3}|[xX×*_]{1,2})"
_DAY = rf"{_YEAR}\s?年\s?{_COUNT}\s?月(?:份|\s?{_COUNT}\s?[日号])?"
_MONTHS = "|".join(month.capitalize() for month in numerals.MONTHS)
_DATE = re.compile(
    rf"{_DAY}|(?:19|20)\d\d[-./]\d{{1,2}}[-./]\d{{1,2}}|"
    rf"(?:\d{{1,2}}\s+)?(?:{_MONTHS})(?:\s+\d{{1,2}},)?\s+(?:19|20)\d\d"
    rf"|(?:19|20)[xX×*_]{{2}}年[\dxX×*_]{{1,2}}月[\dxX×*_]{{1,2}}日"
)
_AROUND_A_DATE = set(" 　（）()[]【】：:日期时间发布成文印于")
_NUMBER = re.compile(
    r"[\u4e00-\u9fff（）()A-Za-z]{1,20}\s?[〔\[［【（(﹝]\s?(?:19|"
    r"20)\d\d\s?[〕\]］】）)﹞]\s?第?\s?[\dxX×*]{1,5}\s?号"
)
_BODIES = (
    "委员会|居委会|村委会|委|政府|办公室|办公厅|办事处|街道办|工委|党委|党总支|党支部|支部|局|厅|部|"
    "院|处|科|社区|协会|联合会|工会|团委|妇联|残联|"
    "学校|中学|小学|幼儿园|公司|中心|站|所|队|会|领导小组|指挥部|组委会|集团|医院|大学|学院|街道|镇|"
    "乡|村|区|县|市"
)
_BODY = re.compile(rf"(?:{_BODIES})(?:[（(][^（）()]*[）)])?$")
_CHINESE_STOP = re.compile(r"[。；，！？：]")
_ADDRESSEE = re.compile(
    r"^(?:各|全体|本|县|市|区|镇|乡|街道|驻|直属|有关|相关|机关|尊敬|亲爱|致|局|处|公司|广大|辖区|"
    r"社区|居民|同志)"
)
_ADDRESSED = re.compile(
    r"单位|部门|政府|街道|社区|居民|同志|委员|代表|局|公司|学校|朋友|各位|企业|支部|机构|党委|老师|"
    r"同学|家长|业主|领导"
)
_ADDRESSED_BODY = re.compile(r"^[^：:]*(?:部|委|局|厅|政府|学院|大学|处)[：:]$")  # 国家经贸委、冶金部：
_INTRODUCES = re.compile(r"如下|以下|通知|下列|要求|计划|方案|主题|目的|时间|地点")
_ENGLISH_ADDRESSEE = re.compile(r"^(?:Fellow|Dear|Comrades|Distinguished|To all|All )\b.{0,100}[,:]$")


def has_genre(text: str) -> bool:
    """True when a line ends as titles do: … 工作计划, …的通知（试行）, Community work plan."""
    return bool(_GENRE.search(text)) or bool(
        text.isascii() and len(text) < 100 and _ENGLISH_GENRE.search(text)
    )


def titles_a_text(text: str) -> bool:
    """True for a line that can only be the title of a text of its own: no sentence, no heading of a part."""
    if not looks_like_title(text) or set(text) & set("：:，,；"):
        return False
    return bool(_WHOLE_TEXT.search(text)) or (text.isascii() and has_genre(text))


def names_work(text: str) -> bool:
    """True when a title names a kind of work document, wherever in it."""
    return bool(_WORK.search(text)) or has_genre(text)


def looks_like_title(text: str) -> bool:
    """A line that could be a title: short, no sentence, no date, number, addressee or name of a field."""
    if columns(text) > LONGEST_TITLE or text[-1] in "。；;，,：:、" or text[0].islower():
        return False
    if text.endswith(".") and " " in text:
        return False
    return not (
        document_number(text) == text
        or is_date_line(text)
        or is_addressee(text)
        or re.match(r"^附\s?件", text)
    )


def document_number(text: str) -> str | None:
    """国办发〔2018〕15号, as written, from a line that is short enough to be its line."""
    match = _NUMBER.search(text)
    return match[0] if match and len(text) <= len(match[0]) + 25 and not _CHINESE_STOP.search(text) else None


def date_in(text: str) -> str | None:
    """The first full date (or month and year in English) in a text, as written."""
    match = _DATE.search(text)
    return match[0] if match else None


def is_date_line(text: str) -> bool:
    """A line that is nothing but a date, in brackets or not."""
    date = date_in(text)
    return date is not None and set(text.replace(date, "")) <= _AROUND_A_DATE


def signature(text: str) -> tuple[str, str] | None:
    """Body and date of a line such as 某某社区居委会 2019年1月5日; None for any other line."""
    date = date_in(text)
    if (
        not date
        or not text.rstrip(" 　）)印发").endswith(date)
        or _CHINESE_STOP.search(text)
        or len(text) > len(date) + 40
    ):
        return None
    body = text[: text.rindex(date)].strip(" 　（(")
    return (body, date) if is_body(body) else None


def is_body(text: str) -> bool:
    """A line that names one or more offices: short, no stop in it, and the last word is that of an office."""
    return 2 <= len(text) <= 60 and not _CHINESE_STOP.search(text) and bool(_BODY.search(text))


def is_addressee(text: str) -> bool:
    """各街道办事处，各有关单位： or Fellow Deputies,"""
    if _ENGLISH_ADDRESSEE.match(text):
        return True
    if text[-1] not in "：:" or len(text) > 200 or _INTRODUCES.search(text):
        return False
    if len(text) < 40 and (_ADDRESSED.search(text) or _ADDRESSED_BODY.search(text)):
        return True
    return bool(_ADDRESSEE.search(text))


def issuer_of_title(title: str) -> str | None:
    """国务院办公厅 of 国务院办公厅关于…的通知."""
    before, about, _after = title.partition("关于")
    body = before.strip()
    return body if about and is_body(body) else None


def year_in(text: str) -> int | None:
    """The first year that a text names, in digits or in Chinese."""
    match = re.search(
        r"(?<!\d)((?:19|20)\d\d)(?!\d)\s?(?:年|[-—~至]|学年|度)?|"
        r"([一二][九〇○零][〇○零一二三四五六七八九]{2})年",
        text,
    )
    if not match:
        return None
    return int(match[1]) if match[1] else numerals.chinese(match[2])


_OPENS = re.compile(
    r"^(?:In (?:19|20)\d\d|This year|(?:19|20)[\dxX×*_]{2}\s?年|[xX×*]{2,4}年|今年|本学期|新学期|"
    r"为了?(?!民|人)|根据|按照|依据|随着|围绕|"
    r"In order to|According to|To (?:further|implement))"
)
_CLOSES = re.compile(
    r"^(?:总之|以上|特此|新的一年|在新的一年|在今后|今后|让我们|希望各|请各|望各|此件|此通知|未尽事宜|"
    r"各(?:地区?|单位|部门|社区)要|"
    r"本(?:通知|方案|办法|计划|意见|规定|制度|细则|预案)[^，。]{0,8}(?:自|有效期|由|未尽|从)|"
    r"In the new year|In short|In a word|All in all|"
    r"In conclusion|The above)"
)


def opens_plan(text: str) -> bool:
    """A paragraph as plans begin: In 2019, … 为进一步…"""
    return bool(_OPENS.match(text)) and not _CLOSES.match(text)


_LAST_WORDS = re.compile(r"^(?:特此|此件|此通知|以上计划|In the new year)")


def is_last_word(text: str) -> bool:
    """A paragraph that can be nothing but the end: 特此通知。"""
    return bool(_LAST_WORDS.match(text))


def closes_plan(text: str) -> bool:
    """A paragraph as official texts end: 特此通知, 以上…, In the new year …"""
    return bool(_CLOSES.match(text))
