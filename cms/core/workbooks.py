"""Workbooks (.xlsx): cells that hold text and nothing else, and files of which nobody knows who made them."""

import io
import re
import zipfile
from typing import Any

from django.utils.translation import gettext as _
from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.worksheet.worksheet import Worksheet

from cms.core.archives import DAMAGED

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
LARGEST_FILE = 1_500_000  # bytes: some thousand rows, and fits a form
MOST_UNPACKED = 60_000_000  # bytes
MOST_PARTS = 400
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\ufffe\uffff]")
ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


class SheetError(Exception):
    """Why a workbook is not taken: `lines`, in the reader's language, each with the cell where there is one."""

    def __init__(self, *lines: str) -> None:
        super().__init__(" ".join(lines))
        self.lines = list(lines)


def opened(data: bytes) -> Workbook:
    """A workbook to be read row by row. What would take too much memory or time is refused before it is unpacked.

    Raises SheetError.
    """
    _guard(data)
    try:
        return load_workbook(io.BytesIO(data), read_only=True, keep_links=False)
    except Exception as error:  # openpyxl raises whatever its parsers do
        raise SheetError(_("This workbook is damaged and can't be read.")) from error


def saved(book: Workbook) -> bytes:
    """The bytes of a workbook."""
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def put(cell: Cell, value: Any) -> None:
    """Write a value; a text is never a formula, whatever it begins with, also after somebody has edited it."""
    cell.value = value
    if isinstance(value, str):
        cell.data_type = "s"
        cell.number_format = "@"
        cell.quotePrefix = value[:1] in "=+-@\t"
    elif cell.is_date:
        cell.number_format = "yyyy-mm-dd"
    cell.alignment = Alignment(vertical="top", wrap_text=True)


def dress(page: Worksheet, row: int) -> None:
    """Make a row the head of a sheet: it stands out, and stays in sight."""
    for cell in page[row]:
        cell.font, cell.fill = Font(bold=True), PatternFill("solid", fgColor="E3EFEC")
        cell.alignment = Alignment(vertical="top", wrap_text=True)
    page.freeze_panes = f"A{row + 1}"


def escape(text: str) -> str:
    """Text as a cell may hold it: signs that XML has not are written as _x0007_, as Excel does."""
    text = re.sub(r"_(?=x[0-9A-Fa-f]{4}_)", "_x005F_", text)
    return CONTROL.sub(lambda found: f"_x{ord(found[0]):04X}_", text)


def unescape(text: str) -> str:
    """What `escape` made, read back."""
    return ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)


def _guard(data: bytes) -> None:
    if len(data) > LARGEST_FILE:
        limit = {"limit": LARGEST_FILE / 1_000_000}
        raise SheetError(_("The file is larger than %(limit).1f MB and was refused.") % limit)
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise SheetError(
            _("This workbook is protected by a password, or an old .xls file. Save it as .xlsx.")
        )
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
            if len(parts) > MOST_PARTS:
                raise SheetError(_("This workbook has too many parts and was refused."))
            left = MOST_UNPACKED
            for part in parts:
                left -= _checked(archive, part, left)
    except DAMAGED:
        raise SheetError(_("This is not an .xlsx file, or it is damaged.")) from None


def _checked(archive: zipfile.ZipFile, part: zipfile.ZipInfo, left: int) -> int:
    """Unpack a part to see what it is. Returns its size in bytes."""
    with archive.open(part) as stream:
        content = stream.read(left + 1)
    if len(content) > left:
        raise SheetError(_("This workbook unpacks to too much and was refused."))
    if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
        raise SheetError(_("This workbook declares entities and was refused."))
    if part.filename.startswith("xl/worksheets/") and b"<mergeCell " in content:
        raise SheetError(_("Some cells are merged. Split them, so that each entry has a row of its own."))
    return len(content)
