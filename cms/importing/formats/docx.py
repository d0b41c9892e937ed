"""Word files (.docx) to lines, as Word shows them: with automatic numbers, without deleted text."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _
from lxml import etree

from cms.importing.formats.docx_numbering import Numbering, read_numbering
from cms.importing.formats.lines import Line
from cms.importing.formats.tables import row_lines
from cms.importing.formats.text import clean
from cms.importing.formats.xml import MOST_NODES, Package, W, number, value
from cms.importing.readings import ReadingError

DEEPEST_TABLE = 8  # tables inside tables; a page that needs more is an attack or a mistake
_LEFT_OUT = {
    W + name
    for name in (
        "del",
        "moveFrom",
        "instrText",
        "delText",
        "rt",
        "footnoteReference",
        "sectPr",
        "pPr",
        "rPr",
        "commentReference",
    )
}
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_BOX = W + "txbxContent"
_CONTAINERS = {W + name for name in ("sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag")}


@dataclass(frozen=True, slots=True)
class Style:
    """What a paragraph style says about numbering and rank."""

    name: str = ""
    list_id: str | None = None
    depth: int | None = None
    heading: int = 0
    base: str | None = None


def read(data: bytes) -> list[Line]:
    """The paragraphs and table rows of a document. Raises ReadingError."""
    package = Package(data)
    root = package.part("word/document.xml")
    body = root.find(W + "body") if root is not None else None
    if root is None or body is None:
        raise ReadingError(_("This is not a Word file (.docx): it holds no document."))
    if sum(1 for _each in root.iter()) > MOST_NODES:
        raise ReadingError(_("This Word file is too large and was refused."))
    reader = _Reader(
        read_numbering(package.part("word/numbering.xml")), _styles(package.part("word/styles.xml"))
    )
    found = [line for line in reader.blocks(body, 0) if line.text]
    return [replace(line, number=place) for place, line in enumerate(found, start=1)]


def _styles(root: etree._Element | None) -> dict[str, Style]:
    styles: dict[str, Style] = {}
    for element in () if root is None else root.iterchildren(W + "style"):
        key = value(element, "styleId") or ""
        name = (value(element.find(W + "name")) or key).lower()
        properties = element.find(f"{W}pPr/{W}numPr")
        outline = number(element.find(f"{W}pPr/{W}outlineLvl"))
        styles[key] = Style(
            name,
            None if properties is None else value(properties.find(W + "numId")),
            None if properties is None else number(properties.find(W + "ilvl")),
            outline + 1 if outline is not None and outline < 6 else 0,
            value(element.find(W + "basedOn")),
        )
    return {key: _inherited(style, styles) for key, style in styles.items()}


def _inherited(style: Style, styles: dict[str, Style]) -> Style:
    """A style takes from the style it is based on what it doesn't say itself."""
    passed = {id(style)}
    base = styles.get(style.base or "")
    while base is not None and id(base) not in passed:
        passed.add(id(base))
        style = replace(
            style,
            list_id=style.list_id or base.list_id,
            depth=base.depth if style.depth is None else style.depth,
            heading=style.heading or base.heading,
        )
        base = styles.get(base.base or "")
    return style


class _Reader:
    """Walks through a document once, counting its lists."""

    def __init__(self, numbering: Numbering, styles: dict[str, Style]) -> None:
        self._numbering = numbering
        self._styles = styles

    def blocks(self, parent: etree._Element, tables: int) -> Iterator[Line]:
        """The lines of a body, a cell or a text box."""
        for element in parent:
            if element.tag == W + "p":
                yield from self._paragraph(element, tables)
            elif element.tag == W + "tbl":
                yield from self._table(element, tables + 1)
            elif element.tag in _CONTAINERS and not _is_contents(element):
                yield from self.blocks(element, tables)

    def _paragraph(self, element: etree._Element, tables: int) -> Iterator[Line]:
        properties = element.find(W + "pPr")
        key = value(properties.find(W + "pStyle")) if properties is not None else None
        style = self._styles.get(key or "", Style())
        boxes: list[etree._Element] = []
        texts = [clean(text) for text in "".join(_text(element, boxes)).split("\n")]
        texts = [text for text in texts if text]
        auto, spaced, depth = self._number(properties, key or "", style)
        if auto and not texts and tables:
            texts = [auto]  # the cell of a serial number holds nothing else
        elif auto and texts:
            texts[0] = f"{auto} {texts[0]}" if spaced and auto[-1].isascii() else auto + texts[0]
        if not style.name.startswith("toc "):
            for place, text in enumerate(texts):
                first = place == 0
                yield Line(
                    text,
                    0,
                    heading=_heading(properties, style) if first else 0,
                    title=first and style.name in ("title", "标题"),
                    centred=_is_centred(properties),
                    gap=first,
                    auto=auto if first else "",
                    depth=depth if first else None,
                )
        for box in boxes:
            yield from self.blocks(box, tables)

    def _number(
        self, properties: etree._Element | None, key: str, style: Style
    ) -> tuple[str, bool, int | None]:
        """The paragraph's automatic number, from itself or from its style. Word counts empty paragraphs, too."""
        if properties is not None and properties.find(f"{W}rPr/{W}del") is not None:
            return "", False, None
        own = properties.find(W + "numPr") if properties is not None else None
        list_id = value(own.find(W + "numId")) if own is not None else None
        depth = number(own.find(W + "ilvl")) if own is not None else None
        list_id = list_id or style.list_id
        if not list_id or list_id == "0":
            return "", False, None
        if depth is None:
            linked = self._numbering.level_of_style(list_id, key)
            depth = linked if linked is not None else style.depth or 0
        auto, spaced = self._numbering.next(list_id, depth)
        return auto, spaced, depth if auto else None

    def _table(self, table: etree._Element, tables: int) -> Iterator[Line]:
        if tables > DEEPEST_TABLE:
            raise ReadingError(_("This Word file is damaged or nested too deeply."))
        rows = [
            [list(self.blocks(cell, tables)) for cell in row.iter(W + "tc") if _row_of(cell) is row]
            for row in table.iter(W + "tr")
            if _table_of(row) is table
        ]
        if all(len(row) <= 1 for row in rows):
            yield from (line for row in rows for cell in row for line in cell)
            return
        for row in rows:
            yield from row_lines(row)


def _row_of(cell: etree._Element) -> etree._Element | None:
    return next(cell.iterancestors(W + "tr"), None)


def _table_of(row: etree._Element) -> etree._Element | None:
    return next(row.iterancestors(W + "tbl"), None)


def _text(element: etree._Element, boxes: list[etree._Element]) -> Iterator[str]:
    """The text of a paragraph; text boxes in it are put aside."""
    for child in element:
        tag = child.tag
        if tag in _LEFT_OUT or tag == _FALLBACK:
            continue
        if tag == W + "t":
            yield child.text or ""
        elif tag in (W + "br", W + "cr"):
            yield "\n" if value(child, "type") in (None, "textWrapping") else ""
        elif tag == W + "tab":
            yield "\t"
        elif tag == W + "noBreakHyphen":
            yield "-"
        elif tag == _BOX:
            boxes.append(child)
        elif tag != W + "r" or not _is_hidden(child):
            yield from _text(child, boxes)


def _is_hidden(run: etree._Element) -> bool:
    hidden = run.find(f"{W}rPr/{W}vanish")
    return hidden is not None and value(hidden) not in ("0", "false")


def _is_centred(properties: etree._Element | None) -> bool:
    return properties is not None and value(properties.find(W + "jc")) == "center"


def _heading(properties: etree._Element | None, style: Style) -> int:
    own = number(properties.find(W + "outlineLvl")) if properties is not None else None
    if own is not None:
        return own + 1 if own < 6 else 0
    return style.heading


def _is_contents(element: etree._Element) -> bool:
    """A table of contents repeats the headings."""
    gallery = element.find(f"{W}sdtPr/{W}docPartObj/{W}docPartGallery")
    return value(gallery) == "Table of Contents"
