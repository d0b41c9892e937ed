"""A workbook out of rows of values. A last sheet, which nobody sees, keeps what they were."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from cms.core.workbooks import dress, escape, put, saved
from cms.workplans.followed import Status
from cms.workplans.sheets.columns import ENTRIES, LONGEST, TASKS, Column, Units, written
from cms.workplans.sheets.merging import OF_ENTRIES, Row, fingerprints, name_of

MARK = "linli"
BASE = "base"
HEAD = 3  # rows above the first: what sheet this is, the columns' keys (both hidden), their words
LAST_ROW = 5000
FORBIDDEN = re.compile(r"[\[\]:*?/\\\x00-\x1f']")
GREY = Font(color="808080")


@dataclass(frozen=True)
class TaskSheet:
    """The tasks of a plan: what names it (translation key, language, draft), its title, a row for each task."""

    plan: str
    language: str
    draft: int
    title: str
    rows: Sequence[Row]


def workbook(sheets: Sequence[TaskSheet], entries: Iterable[Row], units: Units) -> bytes:
    """The bytes of an .xlsx with a sheet for each plan and one of all entries."""
    book = Workbook()
    book.remove(book.active)
    for number, sheet in enumerate(sheets, start=1):
        page = book.create_sheet(_title(number, sheet.title, len(sheets)))
        mark = f"{MARK}:tasks:{sheet.plan}:{sheet.language}:{sheet.draft}"
        _fill(page, mark, TASKS, sheet.rows, units)
        _offer(page)
    entries = list(entries)
    _fill(book.create_sheet(_("Entries")), f"{MARK}:entries", ENTRIES, entries, units)
    _keep(book.create_sheet(BASE), sheets, entries)
    return saved(book)


def _keep(page: Worksheet, sheets: Sequence[TaskSheet], entries: Iterable[Row]) -> None:
    page.append([f"{MARK}:{BASE}"])
    for sheet in sheets:
        of = name_of(sheet.plan, sheet.language)
        for row in sheet.rows:
            page.append([of, row["uid"], " ".join(fingerprints(TASKS, row))])
    for row in entries:
        page.append([OF_ENTRIES, str(row["id"]), " ".join(fingerprints(ENTRIES, row))])
    page.sheet_state = "veryHidden"


def _title(number: int, title: str, of: int) -> str:
    words = FORBIDDEN.sub(" ", title).strip()
    return (f"{number} {words}" if of > 1 else words or "1")[:31].strip()


def _fill(page: Worksheet, mark: str, columns: Sequence[Column], rows: Iterable[Row], units: Units) -> None:
    cells = [_cells(columns, row, units) for row in rows]
    keys = [column.key for column in columns]
    more = max((key for row in cells for key in row if "#" in key), key=_number, default="")
    keys += [f"{more.partition('#')[0]}#{number}" for number in range(2, _number(more) + 1)]
    page.append([mark])
    page.append(keys)
    page.append([_label(columns, key) for key in keys])
    for at, row in enumerate(cells, start=HEAD + 1):
        for place, key in enumerate(keys, start=1):
            put(page.cell(at, place), row.get(key))
    _dress(page, columns, len(keys))


def _label(columns: Sequence[Column], key: str) -> str:
    label = next(str(column.label) for column in columns if column.key == key.partition("#")[0])
    return f"{label} ({_number(key)})" if "#" in key else label


def _number(key: str) -> int:
    return int(key.partition("#")[2] or 1)


def _cells(columns: Sequence[Column], row: Row, units: Units) -> Row:
    """The cells of a row by their keys; a long text takes several: text, text#2, …"""
    found: Row = {}
    for column in columns:
        value = written(column, row[column.key], units)
        if isinstance(value, str):
            text = escape(value)
            parts = [text[at : at + LONGEST] for at in range(0, len(text), LONGEST)]
            found[column.key] = parts[0]
            found |= {f"{column.key}#{number}": part for number, part in enumerate(parts[1:], start=2)}
        else:
            found[column.key] = value
    return found


def _dress(page: Worksheet, columns: Sequence[Column], width: int) -> None:
    for hidden in (1, 2):
        page.row_dimensions[hidden].hidden = True
    dress(page, HEAD)
    for place in range(1, width + 1):
        column = columns[min(place, len(columns)) - 1]
        page.column_dimensions[get_column_letter(place)].width = column.width
    for (cell,) in page.iter_rows(min_row=HEAD + 1, max_col=1):
        cell.font = GREY


def _offer(page: Worksheet) -> None:
    """Lists to choose from, where there are few values."""
    statuses = ",".join(str(status.label) for status in Status)
    for key, rule in (
        ("status", DataValidation(type="list", formula1=f'"{statuses}"', allow_blank=True)),
        ("level", DataValidation(type="whole", operator="between", formula1="1", formula2="6")),
    ):
        letter = get_column_letter([column.key for column in TASKS].index(key) + 1)
        rule.add(f"{letter}{HEAD + 1}:{letter}{LAST_ROW}")
        page.add_data_validation(rule)
