"""Parts of Office packages, read so that hostile files are refused instead of filling the memory."""

import io
import zipfile

from django.utils.translation import gettext as _
from lxml import etree

from cms.core.archives import DAMAGED
from cms.importing.readings import ReadingError

MOST_PARTS = 5_000
LARGEST_PART = 64 * 1024 * 1024  # bytes of XML; a thousand pages take about 15 MB
MOST_NODES = 3_000_000

_TRANSITIONAL = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


class Package:
    """A zip file of XML parts. Raises ReadingError for what is not one or would unpack to too much."""

    def __init__(self, data: bytes) -> None:
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
            self._names = {entry.filename: entry for entry in self._zip.infolist()}
        except DAMAGED:
            raise ReadingError(_("This is not a Word file (.docx): it can't be opened.")) from None
        if len(self._names) > MOST_PARTS:
            raise ReadingError(_("This Word file has too many parts and was refused."))

    def part(self, name: str) -> etree._Element | None:
        """The root element of a part, or None where there is no such part."""
        entry = self._names.get(name)
        if entry is None:
            return None
        if entry.flag_bits & 1:
            raise ReadingError(_("This Word file is protected by a password."))
        return parse(self._bytes(entry))

    def _bytes(self, entry: zipfile.ZipInfo) -> bytes:
        try:
            with self._zip.open(entry) as stream:
                data = stream.read(LARGEST_PART + 1)
        except DAMAGED:
            raise ReadingError(_("This Word file is damaged.")) from None
        if len(data) > LARGEST_PART:
            raise ReadingError(_("This Word file unpacks to too much and was refused."))
        return data


def parse(data: bytes) -> etree._Element:
    """XML without entities, document types or very deep nesting."""
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(data.replace(_STRICT, _TRANSITIONAL), parser)
    except (etree.XMLSyntaxError, ValueError):
        raise ReadingError(_("This Word file is damaged or nested too deeply.")) from None
    if root.getroottree().docinfo.doctype:
        raise ReadingError(_("This Word file declares entities and was refused."))
    return root


def value(element: etree._Element | None, name: str = "val") -> str | None:
    """An attribute of the Word namespace."""
    return None if element is None else element.get(W + name)


def number(element: etree._Element | None, name: str = "val") -> int | None:
    """The same as a number; None where it is missing or no number."""
    text = value(element, name)
    try:
        return int(text) if text is not None else None
    except ValueError:
        return None
