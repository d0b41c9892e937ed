"""Word files for tests: paragraphs with typed or automatic numbers, styles, tables, tracked changes."""

import io
import zipfile
from collections.abc import Iterable
from xml.sax.saxutils import escape

NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
)


def run(text: str, properties: str = "") -> str:
    """A run of text; a newline is a line break, a tab a tab."""
    inner = escape(text).replace("\n", "</w:t><w:br/><w:t xml:space='preserve'>")
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t xml:space='preserve'>{inner}</w:t></w:r>"


def paragraph(
    text: str = "", *, number: tuple[int, int] | None = None, style: str = "", inner: str = ""
) -> str:
    """A paragraph; number is (list, level)."""
    properties = f'<w:pStyle w:val="{style}"/>' if style else ""
    if number:
        properties += f'<w:numPr><w:ilvl w:val="{number[1]}"/><w:numId w:val="{number[0]}"/></w:numPr>'
    return f"<w:p><w:pPr>{properties}</w:pPr>{run(text) if text else ''}{inner}</w:p>"


def table(rows: Iterable[Iterable[str]]) -> str:
    """A table of texts."""
    cells = ("".join(f"<w:tc>{paragraph(cell)}</w:tc>" for cell in row) for row in rows)
    return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in cells)}</w:tbl>"


def level(depth: int, form: str, text: str, *, start: int = 1, extra: str = "") -> str:
    """A level of an abstract list."""
    return (
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="{start}"/><w:numFmt w:val="{form}"/>'
        f'<w:lvlText w:val="{text}"/>{extra}</w:lvl>'
    )


def numbering(abstract: dict[int, str], lists: dict[int, tuple[int, str]]) -> str:
    """numbering.xml: levels of abstract lists, and lists with their overrides."""
    parts = [
        f'<w:abstractNum w:abstractNumId="{key}">{levels}</w:abstractNum>' for key, levels in abstract.items()
    ]
    parts += [
        f'<w:num w:numId="{key}"><w:abstractNumId w:val="{base}"/>{overrides}</w:num>'
        for key, (base, overrides) in lists.items()
    ]
    return f"<w:numbering {NAMESPACES}>{''.join(parts)}</w:numbering>"


def styles(**numbered: str) -> str:
    """styles.xml: the paragraph properties of each style."""
    parts = [
        f'<w:style w:type="paragraph" w:styleId="{key}"><w:name w:val="{key}"/><w:pPr>{properties}</w:pPr></w:style>'
        for key, properties in numbered.items()
    ]
    return f"<w:styles {NAMESPACES}>{''.join(parts)}</w:styles>"


def document(*blocks: str, numbers: str = "", style: str = "") -> bytes:
    """The bytes of a .docx."""
    parts = {
        "word/document.xml": f"<w:document {NAMESPACES}><w:body>{''.join(blocks)}</w:body></w:document>",
        "word/numbering.xml": numbers,
        "word/styles.xml": style,
    }
    return package({name: part for name, part in parts.items() if part})


def package(parts: dict[str, str]) -> bytes:
    """A zip file of XML parts."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return stream.getvalue()
