"""The one door of the importer: from a file, bytes, a text or pasted HTML to a reading. Nothing is saved."""

from dataclasses import replace
from pathlib import Path, PurePath

from django.utils.translation import gettext as _

from cms.importing.document import read_lines
from cms.importing.formats import doc, docx, html, markdown, text
from cms.importing.formats.lines import Line
from cms.importing.readings import PlanReading, Reading, ReadingError, ReadingWarning, SectionReading

__all__ = [
    "FORMATS",
    "LARGEST_FILE",
    "PlanReading",
    "Reading",
    "ReadingError",
    "ReadingWarning",
    "SectionReading",
    "read_bytes",
    "read_file",
    "read_html",
    "read_text",
]

MEGABYTE = 1024 * 1024
LARGEST_FILE = 20 * MEGABYTE  # bytes; a thousand pages of text take 3 MB, with pictures more
MOST_SIGNS = 2_000_000  # of text, more than two thousand pages
MOST_LINES = 100_000  # the same pages have fewer than half of them
FORMATS = (".txt", ".md", ".html", ".htm", ".docx", ".doc")

_ZIP, _OLE, _RTF = b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"{\\rtf"


def read_file(path: Path | str) -> Reading:
    """The reading of a file. Raises ReadingError for one that is missing, too large, empty or unreadable."""
    file = Path(path)
    try:
        if not file.is_file():
            raise ReadingError(_("There is no file “%(name)s”.") % {"name": file.name})
        if file.stat().st_size > LARGEST_FILE:
            raise ReadingError(_too_large())
        data = file.read_bytes()
    except OSError as error:
        raise ReadingError(
            _("“%(name)s” can't be read: %(reason)s.") % {"name": file.name, "reason": error.strerror}
        ) from None
    return read_bytes(data, file.name)


def read_bytes(data: bytes, name: str) -> Reading:
    """The reading of the contents of a file; its name tells the format. Raises ReadingError."""
    if len(data) > LARGEST_FILE:
        raise ReadingError(_too_large())
    if not data.strip():
        raise ReadingError(_("The file is empty."))
    return _read(_lines(data, PurePath(name).suffix.lower()))


def read_text(source: str) -> Reading:
    """The reading of a text, such as one that was pasted. Raises ReadingError where it is empty or too large."""
    if len(source.encode("utf-8", "ignore")) > LARGEST_FILE:
        raise ReadingError(_too_large())
    return _read(text.lines(source))


def read_html(source: str) -> Reading:
    """The reading of HTML, such as pasted rich text. Raises ReadingError."""
    if len(source.encode("utf-8", "ignore")) > LARGEST_FILE:
        raise ReadingError(_too_large())
    return _read(html.read_text(source))


def _read(lines: list[Line]) -> Reading:
    if not lines:
        raise ReadingError(_("There is no text in it."))
    if sum(len(line.text) for line in lines) > MOST_SIGNS:
        raise ReadingError(
            _("The text is longer than %(limit)d signs and was refused.") % {"limit": MOST_SIGNS}
        )
    if len(lines) > MOST_LINES:
        raise ReadingError(
            _("The text has more than %(limit)d lines and was refused.") % {"limit": MOST_LINES}
        )
    return replace(read_lines(lines), lines=tuple((line.number, line.text) for line in lines))


def _lines(data: bytes, suffix: str) -> list[Line]:
    if suffix == ".docx" and data.startswith(_OLE):
        raise ReadingError(
            _("This Word file is protected by a password, or an old .doc file with a wrong name.")
        )
    if suffix == ".docx":
        return docx.read(data)
    if suffix in (".doc", ".wps", ".rtf"):
        return docx.read(data) if data.startswith(_ZIP) else _old_word(data)
    if suffix in (".html", ".htm", ".mht", ".shtml"):
        return html.read(data)
    if suffix in (".md", ".markdown"):
        return markdown.read(text.decode(data))
    if suffix in (".txt", ".text", ""):
        return text.lines(text.decode(data))
    raise ReadingError(
        _("“%(suffix)s” files can't be read. Possible are: %(formats)s.")
        % {"suffix": suffix, "formats": ", ".join(FORMATS)}
    )


def _old_word(data: bytes) -> list[Line]:
    if data.startswith((_OLE, _RTF)):
        return doc.read(data)
    start = data[:512].lstrip().lower()
    if start.startswith((b"<html", b"<!doctype", b"<?xml")):  # pages that were saved as .doc
        return html.read(data)
    raise ReadingError(_("This is not a Word file (.doc)."))


def _too_large() -> str:
    return _("The file is larger than %(limit)d MB and was refused.") % {"limit": LARGEST_FILE // MEGABYTE}
