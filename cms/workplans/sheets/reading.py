"""Rows of values out of a workbook that anybody may have made.

What would take too much memory or time is refused before it is unpacked, and what is wrong with a cell is told of all
cells at once, each by its place.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from openpyxl.utils import get_column_letter

from cms.core.workbooks import SheetError, opened, unescape
from cms.workplans.sheets.columns import ENTRIES, TASKS, CellError, Column, Units, read
from cms.workplans.sheets.merging import Base, Row
from cms.workplans.sheets.writing import BASE, HEAD, MARK

MOST_ROWS = 5_000  # of a sheet
MOST_COLUMNS = 60


@dataclass
class Line:
    """A row of a sheet: its number, its values by the columns' keys, where each stands ("B7"), which can't be read."""

    number: int
    values: Row
    places: dict[str, str]
    unread: set[str] = field(default_factory=set)

    def place(self, key: str) -> str:
        """Where the value of a column stands."""
        return self.places.get(key) or f"A{self.number}"


@dataclass
class Page:
    """A sheet of a plan's tasks (`plan` is its translation key) or, without a plan, of entries."""

    title: str
    plan: UUID | None = None
    language: str = ""
    draft: int = 0
    lines: list[Line] = field(default_factory=list)

    def at(self, line: Line, key: str) -> str:
        """How a cell is named to the reader."""
        return f"{self.title} {line.place(key)}"


@dataclass
class Book:
    """The sheets of a workbook that are ours, what it was made from, and lines on cells that can't be read."""

    pages: list[Page]
    base: Base
    errors: list[str]


def read_book(data: bytes, units: Units) -> Book:
    """What a workbook says. Raises SheetError."""
    book = opened(data)
    errors: list[str] = []
    found = [page for sheet in book.worksheets if (page := _page(sheet, units, errors))]
    if not any(page.plan for page in found):
        raise SheetError(_("There is no sheet of a plan in it. Export the plan first, and change that file."))
    base = next((made for sheet in book.worksheets if (made := _base(sheet))), None)
    if base is None:
        raise SheetError(
            _("This workbook does not say what it was made from. Export the plan anew, and change that file.")
        )
    return Book(found, base, errors)


def told(place: str, message: str) -> str:
    """What is wrong with a cell, as a line for the reader."""
    return _("%(name)s: %(value)s") % {"name": place, "value": message}


def _page(sheet: Any, units: Units, errors: list[str]) -> Page | None:
    rows = _rows(sheet)
    page = _named(sheet.title, next(rows, ()))
    if page is None:
        return None
    columns = {column.key: column for column in (TASKS if page.plan else ENTRIES)}
    keys = [str(cell.value or "") for cell in next(rows, ())]
    if missing := columns.keys() - set(keys):
        names = ", ".join(str(columns[key].label) for key in columns if key in missing)
        errors.append(_("%(sheet)s: columns are missing: %(names)s.") % {"sheet": page.title, "names": names})
        return page
    next(rows, ())
    for number, row in enumerate(rows, start=HEAD + 1):
        if number > MOST_ROWS:
            raise SheetError(
                _("%(sheet)s has more than %(limit)d rows and was refused.")
                % {"sheet": page.title, "limit": MOST_ROWS}
            )
        if any(cell.value not in (None, "") for cell in row):
            page.lines.append(_line(page, number, keys, row, columns, units, errors))
    return page


def _base(sheet: Any) -> Base | None:
    """What the workbook was made from, where this is the sheet that keeps it."""
    rows = _rows(sheet)
    first = next(rows, ())
    if not first or first[0].value != f"{MARK}:{BASE}":
        return None
    base = Base()
    for row in rows:
        values = [str(cell.value or "") for cell in row[:3]]
        if len(values) == len(("of", "key", "marks")):
            base.take(*values)
    return base


def _rows(sheet: Any) -> Iterator[Sequence[Any]]:
    """The rows, whatever the sheet says of its own size; a damaged one ends as an error."""
    sheet.reset_dimensions()
    try:
        yield from sheet.iter_rows(max_col=MOST_COLUMNS)
    except SheetError:
        raise
    except Exception as error:
        raise SheetError(_("This workbook is damaged and can't be read.")) from error


def _named(title: str, first: Sequence[Any]) -> Page | None:
    mark = str(first[0].value or "").split(":") if first else []
    match mark:
        case [name, "entries"] if name == MARK:
            return Page(title)
        case [name, "tasks", plan, language, draft] if name == MARK:
            try:
                return Page(title, UUID(plan), language, int(draft))
            except ValueError:
                return None
    return None


def _line(
    page: Page,
    number: int,
    keys: Sequence[str],
    row: Sequence[Any],
    columns: dict[str, Column],
    units: Units,
    errors: list[str],
) -> Line:
    cells: dict[str, Any] = {}
    line = Line(number, {}, {})
    for place, (key, cell) in enumerate(zip(keys, row, strict=False), start=1):
        line.places.setdefault(key, f"{get_column_letter(place)}{number}")
        cells[key] = cell
    for key, column in columns.items():
        try:
            line.values[key] = read(column, _whole_value(key, cells), units)
        except CellError as error:
            errors.append(told(page.at(line, key), str(error)))
            line.values[key] = None
            line.unread.add(key)
    return line


def _whole_value(key: str, cells: dict[str, Any]) -> Any:
    """The value of a cell together with those that it goes on in."""
    cell = cells.get(key)
    if cell is None or cell.value is None:
        return None
    if cell.data_type == "f":
        raise CellError(_("a formula can't be taken, write what it gives"))
    if cell.data_type == "e":
        raise CellError(_("this is an error of the spreadsheet"))
    if not isinstance(cell.value, str):
        return cell.value
    more = [cells[f"{key}#{number}"].value for number in range(2, MOST_COLUMNS) if f"{key}#{number}" in cells]
    return unescape("".join([cell.value, *(str(part) for part in more if part is not None)]))
