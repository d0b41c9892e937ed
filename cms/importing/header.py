"""What stands above the items: title, number, issuer, date, addressees, preamble."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from cms.importing import phrases
from cms.importing.formats.lines import Line
from cms.importing.segments import Segment
from cms.importing.wording import columns

TITLE_AMONG = 6  # lines at the top among which the title is looked for
LONGEST_BYLINE = 80  # columns


@dataclass(slots=True)
class Header:
    """What the lines above the items tell; `preamble` is the rest of them."""

    title: str | None = None
    number: str | None = None
    issuer: str | None = None
    date: str | None = None
    addressees: str | None = None
    preamble: list[str] = field(default_factory=list)


def read_header(segments: Sequence[Segment], *, titled: bool = True) -> Header:
    """Sorts the lines above the items. titled: a line that only could be a title is taken for one."""
    header = Header()
    lines = [replace(segment.line, text=segment.text) for segment in segments]
    texts = [segment.text for segment in segments]
    first, after = _title_lines(lines, titled)
    for index, text in enumerate(texts):
        if first <= index < after:
            header.title = (header.title or "") + _joined(header.title, text)
        elif (
            index < after + 4 and not header.preamble and _take(header, text, below_title=index >= after > 0)
        ):
            continue
        elif index >= after or columns(text) > LONGEST_BYLINE:
            header.preamble.append(text)
    return header


def _joined(before: str | None, text: str) -> str:
    return (
        f" {text}" if before and before[-1].isascii() and before[-1].isalpha() and text[0].isascii() else text
    )


def _title_lines(lines: Sequence[Line], titled: bool) -> tuple[int, int]:
    """The range of the lines that are the title; (0, 0) where there is none."""
    top = lines[:TITLE_AMONG]
    marked = [index for index, line in enumerate(top) if line.title]
    if marked:
        return _with_neighbours(lines, marked[0], marked[0] + 1)
    possible = [
        index for index, line in enumerate(top) if not line.is_apart and phrases.looks_like_title(line.text)
    ]
    before_text = [
        index
        for index in possible
        if all(columns(line.text) <= phrases.LONGEST_TITLE + 70 for line in top[:index])
    ]
    likely = [index for index in before_text if phrases.has_genre(lines[index].text)]
    headed = [index for index in before_text if lines[index].heading]
    if likely or headed:
        index = (likely or headed)[0]
        return _with_neighbours(lines, index, index + 1)
    if titled and before_text and all(_is_formal(line.text) for line in top[: before_text[0]]):
        return before_text[0], before_text[0] + 1
    return 0, 0


def _is_formal(text: str) -> bool:
    return bool(phrases.document_number(text)) or phrases.is_date_line(text)


def _with_neighbours(lines: Sequence[Line], first: int, after: int) -> tuple[int, int]:
    """A title on several lines: 国务院办公厅关于2019年 / 部分节假日安排的通知."""
    while first > 0 and _runs_on(lines[first - 1].text, lines[first].text):
        first -= 1
    while after < len(lines) and _belongs_to_title(lines[after - 1].text, lines[after].text):
        after += 1
    return first, after


def _runs_on(before: str, text: str) -> bool:
    if text in before or not phrases.looks_like_title(before) or phrases.has_genre(before):
        return False  # 鲁政发〔2014〕20号《…意见》 above the title names it, and is no part of it
    about = "关于" in before or before.endswith(("的", "和", "与", "及", "暨"))
    return about or (text.startswith(("关于", "印发")) and phrases.is_body(before))


def _belongs_to_title(before: str, text: str) -> bool:
    if text.startswith(("（试行", "(试行", "（草案", "（暂行", "（征求意见")) and len(text) < 12:
        return True
    unfinished = "关于" in before and not phrases.has_genre(before) and phrases.has_genre(text)
    subtitle = text.startswith(("——", "--", "—"))
    return (unfinished or subtitle) and phrases.looks_like_title(text)


def _take(header: Header, text: str, *, below_title: bool) -> bool:
    """Takes a line for what it formally is; False for a line of the text itself."""
    number = phrases.document_number(text)
    if number:
        header.number = header.number or number
        return True
    if phrases.is_addressee(text):
        header.addressees = header.addressees or text.rstrip("：:,， ")
        return True
    if not below_title or columns(text) > 120 or text[-1] in "。：:；":
        return phrases.is_date_line(text) and _take_date(header, text)
    if phrases.date_in(text) and not phrases.opens_plan(text):
        return _take_date(header, text)
    if columns(text) <= LONGEST_BYLINE and not header.issuer and _is_byline(text):
        header.issuer = text.strip("（）() 　")
        return True
    return False


def _take_date(header: Header, text: str) -> bool:
    signed = phrases.signature(text)
    header.date = header.date or phrases.date_in(text)
    if signed and not header.issuer:
        header.issuer = signed[0]
    return True


def _is_byline(text: str) -> bool:
    if phrases.is_body(text.strip("（）()")):
        return True
    return (
        text.isascii() and text[0].isupper() and not text.endswith((".", ",", ":")) and len(text.split()) > 1
    )
