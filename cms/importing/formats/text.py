"""Plain text in the encodings that offices use."""

import codecs
import re
import unicodedata
from collections.abc import Iterable

from django.utils.translation import gettext as _

from cms.importing.formats.lines import Line
from cms.importing.formats.tables import typed_cells
from cms.importing.readings import ReadingError

_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_INVISIBLE = re.compile("[\u200b-\u200f\u2028-\u202e\u2060\ufeff\u00ad]")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
_PRIVATE = "".join(map(chr, range(0xE000, 0xF900)))  # bullets of symbol fonts, Wingdings and such
_EDGES = _PRIVATE + "".join(filter(str.isspace, map(chr, range(0x3001))))
_OTHER_SIGNS = str.maketrans("､﹑﹒\u00a0\t", "、、．  ")  # as some input methods write them
_WIDE_GAP = re.compile(r"\s{9,}")  # spaces that draw a layout; a few keep words apart as well
_SPREAD = re.compile(r"(?:[\u4e00-\u9fff][ \u3000]{1,4}){3,}[\u4e00-\u9fff]")  # 几 个 问 题 的 通 知
MOST_CONTROL_SIGNS = 0.001  # of all signs; a text has next to none


def decode(data: bytes) -> str:
    """Bytes in UTF-8, UTF-16 (with or without byte order mark) or GB18030 to text. Raises ReadingError for others."""
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return _checked(_strict(data[len(mark) :], encoding))
    if b"\0" in data[:4096]:
        return _checked(_strict(data, _utf16(data)))
    for encoding in ("utf-8", "gb18030"):
        try:
            return _checked(data.decode(encoding))
        except UnicodeDecodeError:
            continue
    raise ReadingError(_not_text())


def _utf16(data: bytes) -> str:
    """Line ends tell the byte order of a text without a mark."""
    return (
        "utf-16-be"
        if data.count(b"\0\n") + data.count(b"\0 ") > data.count(b"\n\0") + data.count(b" \0")
        else "utf-16-le"
    )


def _strict(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        raise ReadingError(_not_text()) from None


def _checked(text: str) -> str:
    """Binary data can happen to be valid in an encoding: control signs and unassigned signs betray it."""
    strange = len(_CONTROL.findall(text))
    sample = text[:4000]
    strange += sum(unicodedata.category(sign) in ("Cn", "Co", "Cs") for sign in sample)
    if strange > max(2, len(text) * MOST_CONTROL_SIGNS):
        raise ReadingError(_not_text())
    return text


def _not_text() -> str:
    return _("This is not a text file: it holds binary data or an unknown encoding.")


def clean(text: str) -> str:
    """A line without invisible signs, tabs, very wide gaps and the spaces around it or between all signs of a title."""
    plain = _CONTROL.sub("", _INVISIBLE.sub("", text)).translate(_OTHER_SIGNS).strip()
    if plain and (plain[0] in _PRIVATE or plain[-1] in _PRIVATE):
        plain = plain.strip(_EDGES)
    if _SPREAD.fullmatch(plain):
        return re.sub(r"\s", "", plain)
    return _WIDE_GAP.sub("        ", plain)


def lines(text: str) -> list[Line]:
    """The lines of a text that hold something, with their numbers from 1."""
    return numbered(re.split(r"\r\n|\r|\n|\f|\v|\x85|\u2029", text))


def numbered(texts: Iterable[str]) -> list[Line]:
    """Lines with their numbers from 1; an empty one leaves a gap before the next."""
    found: list[Line] = []
    gap = True
    for number, raw in enumerate(texts, start=1):
        text = clean(raw)
        if text:
            cells = typed_cells(text)
            found.append(Line(text, number, gap=gap, indented=raw[:1].isspace(), cells=cells))
        gap = not text
    return found
