"""Web pages and pasted rich text to lines: the main text, with the numbers that a browser shows before list items."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _
from lxml import etree
from lxml import html as parser

from cms.importing.formats import text as plain
from cms.importing.formats.docx_numbering import as_shown
from cms.importing.formats.lines import Line
from cms.importing.formats.page import drop_what_is_no_text, is_layout, main_text, take_breadcrumb
from cms.importing.formats.tables import row_lines
from cms.importing.numbering import marks_at
from cms.importing.readings import ReadingError

DEEPEST = 200  # elements inside each other
MOST_NODES = 1_000_000
LONGEST_LIST = 100  # items of a list that are looked at for numbers of their own
_BLOCKS = frozenset(
    (
        "p",
        "div",
        "section",
        "article",
        "main",
        "body",
        "html",
        "header",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "ul",
        "ol",
        "li",
        "table",
        "tbody",
        "thead",
        "tfoot",
        "tr",
        "td",
        "th",
        "blockquote",
        "pre",
        "dl",
        "dt",
        "dd",
        "figure",
        "figcaption",
        "center",
        "fieldset",
        "hr",
        "caption",
        "address",
        "form",
    )
)
_CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)
_FORMS = {"1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
_STYLES = {
    "decimal": "decimal",
    "lower-alpha": "lowerLetter",
    "upper-alpha": "upperLetter",
    "lower-latin": "lowerLetter",
    "upper-latin": "upperLetter",
    "lower-roman": "lowerRoman",
    "upper-roman": "upperRoman",
    "cjk-ideographic": "chineseCounting",
    "simp-chinese-informal": "chineseCounting",
    "trad-chinese-informal": "chineseCounting",
    "cjk-decimal": "ideographDigital",
    "none": "none",
}


def read(data: bytes) -> list[Line]:
    """The lines of a saved page; its encoding is what it declares, or found out as for a text."""
    declared = _CHARSET.search(data[:4096])
    if declared and b"\0" not in data[:4096]:
        name = declared[1].decode("ascii").lower()
        try:
            return read_text(data.decode("gb18030" if name in ("gb2312", "gbk", "gb18030") else name))
        except (LookupError, UnicodeDecodeError):
            pass
    return read_text(plain.decode(data))


def read_text(source: str) -> list[Line]:
    """The lines of HTML that is already text. Raises ReadingError for what is nested too deeply or too large."""
    source = re.sub(r"^\s*<\?xml[^>]*\?>", "", source)
    if not source.strip():
        return []
    try:
        root = parser.document_fromstring(
            source, parser=parser.HTMLParser(huge_tree=False, remove_comments=True, remove_pis=True)
        )
    except (etree.ParserError, ValueError):
        return []
    _check(root)
    drop_what_is_no_text(root)
    crumbs = take_breadcrumb(root)
    body = root.find("body")
    main = main_text(root if body is None else body)
    found = [line for line in _Walk().lines(main) if line.text]
    title = _title(root, main, found)
    lines = [*([Line(crumbs, 0)] if crumbs else []), *([Line(title, 0, title=True)] if title else []), *found]
    return [replace(line, number=place) for place, line in enumerate(lines, start=1)]


def _check(root: etree._Element) -> None:
    depth = 0
    for count, (event, _element) in enumerate(etree.iterwalk(root, events=("start", "end"))):
        depth += 1 if event == "start" else -1
        if depth > DEEPEST or count > MOST_NODES * 2:
            raise ReadingError(_("This page is nested too deeply or too large and was refused."))


def _title(root: etree._Element, main: etree._Element, found: list[Line]) -> str:
    """The page's heading where it stands outside of the main text."""
    if any(line.heading or line.title for line in found[:3]):
        return ""
    for element in root.iter("h1"):
        text = plain.clean(" ".join(element.itertext()))
        if text and not any(text == line.text for line in found[:3]) and main is not element:
            return text
    return ""


class _Walk:
    """Goes through the main text once; block elements end a line."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._look = Line("", 0)

    def lines(self, element: etree._Element) -> Iterator[Line]:
        """The lines of an element, the last one included."""
        yield from self._inside(element, 0, keeps_lines=False)
        yield from self._end()

    def _end(self) -> Iterator[Line]:
        pieces = "".join(self._parts).split("\n")
        self._parts = []
        first = True
        for piece in pieces:
            text = plain.clean(re.sub(r"[ \t\r]+", " ", piece))
            if text:
                auto = self._look.auto if first else ""
                spaced = f"{auto} {text}" if auto and auto[-1].isascii() else auto + text
                yield replace(
                    self._look,
                    text=spaced,
                    auto=auto,
                    depth=self._look.depth if first else None,
                    place=self._look.place if first else None,
                    heading=self._look.heading if first else 0,
                    gap=first,
                )
                first = False
        if not first:
            self._look = Line("", 0)

    def _inside(self, element: etree._Element, depth: int, *, keeps_lines: bool) -> Iterator[Line]:
        keeps_lines = keeps_lines or element.tag == "pre"
        self._say(element.text, keeps_lines=keeps_lines)
        counter = _Counter.of(element)
        for child in element:
            block = child.tag in _BLOCKS
            if block:
                yield from self._end()
            if child.tag == "br":
                self._parts.append("\n")
            elif child.tag == "table" and not _is_single_column(child):
                yield from _rows(child)
            else:
                self._open(child, depth, counter)
                yield from self._inside(child, depth + (child.tag in ("ol", "ul")), keeps_lines=keeps_lines)
            if block:
                yield from self._end()
                self._look = Line("", 0)
            self._say(child.tail, keeps_lines=keeps_lines)

    def _say(self, text: str | None, *, keeps_lines: bool) -> None:
        if text:
            self._parts.append(text if keeps_lines else text.replace("\n", " "))

    def _open(self, child: etree._Element, depth: int, counter: "_Counter | None") -> None:
        """What the next line is: a heading, an item with the number that the browser gives it, or code."""
        if re.fullmatch(r"h[1-6]", str(child.tag)):
            self._look = Line("", 0, heading=int(child.tag[1]))
        elif child.tag == "li" and counter:
            auto, place = counter.next(child)
            self._look = Line("", 0, auto=auto, depth=depth if auto else None, place=place if auto else None)
        elif child.tag == "pre" and [each.tag for each in child] == ["code"]:
            self._look = Line("", 0, quoted=True)


@dataclass(slots=True)
class _Counter:
    """What a browser counts the items of an `<ol>` by."""

    element: etree._Element
    count: int
    step: int
    place: int = 0

    @classmethod
    def of(cls, element: etree._Element) -> "_Counter | None":
        """None for what is no such list. A reversed one counts down to 1, or from the start that it names."""
        if element.tag != "ol":
            return None
        backwards = element.get("reversed") is not None
        first = sum(1 for _item in element.iterchildren("li")) if backwards else 1
        return cls(element, _integer(element.get("start"), first), -1 if backwards else 1)

    def next(self, item: etree._Element) -> tuple[str, int | None]:
        """The number of the next item as it is shown ("" for none), and its place where that doesn't tell it."""
        count = _integer(item.get("value"), self.count)
        self.count, self.place = count + self.step, self.place + 1
        form = _form(self.element, item)
        written = as_shown(count, form)
        end = "、" if form.startswith(("chinese", "ideo")) else "."
        counts_up = self.step > 0 and count - self.place >= 0
        return f"{written}{end}" if written else "", None if counts_up else self.place


def _rows(table: etree._Element) -> Iterator[Line]:
    for row in table.iter("tr"):
        if next(row.iterancestors("table"), None) is table:
            yield from row_lines([list(_Walk().lines(cell)) for cell in row.iterchildren("td", "th")])


def _is_single_column(table: etree._Element) -> bool:
    return all(
        sum(1 for _cell in row.iterchildren("td", "th")) <= 1 for row in table.iter("tr")
    ) or is_layout(table)


def _integer(text: str | None, default: int) -> int:
    return int(text) if text and re.fullmatch(r"-?\d{1,5}", text.strip()) else default


def _form(parent: etree._Element, item: etree._Element) -> str:
    """How the items of a list are numbered; not at all where each of them begins with a number of its own."""
    for element in (item, parent):
        style = re.search(r"list-style(?:-type)?\s*:\s*([\w-]+)", element.get("style") or "")
        if style and style[1] in _STYLES:
            return _STYLES[style[1]]
    if len(parent) <= LONGEST_LIST and all(_has_number(each) for each in parent.iterchildren("li")):
        return "none"
    return _FORMS.get(parent.get("type") or "1", "decimal")


def _has_number(item: etree._Element) -> bool:
    return any(mark.sure for mark in marks_at("".join(item.itertext()).lstrip()[:20]))
