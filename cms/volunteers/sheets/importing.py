"""A list that was filled in on paper or elsewhere, brought to a shift: every row, or none.

Each row is asked what the form of residents asks. Somebody who is known by name and number stays as they are, and is
put on the list.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override
from openpyxl.utils import get_column_letter

from cms.core.languages import LANGUAGES
from cms.core.workbooks import SheetError, opened, unescape
from cms.intake.forms import PhoneField
from cms.volunteers import services
from cms.volunteers.forms import ABILITIES, RECORD_WORDS, TIMES, ParticularsForm
from cms.volunteers.people import RECORD
from cms.volunteers.places import Roster
from cms.volunteers.refusals import refusal
from cms.volunteers.sheets.columns import BASIC, keys_by_label

MOST_ROWS = 500
MOST_COLUMNS = 60
NEEDED = ("name", "birth_year", "phone", "record")
YES = ("yes", "y", "true", "1", "是", "√", "✓")
CHOICES = {"abilities": ABILITIES, "availability": TIMES}
BETWEEN = re.compile(r"[,，、;；\n]+")


class RowForm(ParticularsForm):
    """A row of the list. The phone stands in it, and the consent was given on paper."""

    phone = PhoneField(label=gettext_lazy("Mobile number"))
    record = forms.BooleanField(
        label=RECORD_WORDS,
        error_messages={"required": gettext_lazy("Without this we can’t take your application.")},
    )

    def agreed(self) -> dict[str, str | None]:
        return {RECORD: str(RECORD_WORDS), **super().agreed()}


@dataclass
class Line:
    """A row: its number, the values by their keys, and where each stands ("B7")."""

    number: int
    values: dict[str, Any]
    places: dict[str, str]

    def told(self, key: str, message: str) -> str:
        """What is wrong with a value, as a line for the reader."""
        return _("%(name)s: %(value)s") % {"name": self.places.get(key, f"A{self.number}"), "value": message}


def bring(data: bytes, roster: Roster, by: Any) -> int:
    """Put the people of a workbook's first sheet on a shift's list. Returns how many there were.

    Raises SheetError, with a line for each cell that is wrong, and nothing is done then.
    """
    lines = list(_lines(data))
    if not lines:
        raise SheetError(_("There is no row in the first sheet."))
    forms_of = [(line, RowForm(line.values)) for line in lines]
    if wrong := [line.told(key, each) for line, form in forms_of for key, each in _errors(form)]:
        raise SheetError(*wrong)
    with transaction.atomic():
        for line, form in forms_of:
            told = form.told(form.cleaned_data["phone"])
            if reason := services.enlist(told, form.agreed(), roster, by=by):
                wrong.append(line.told("name", refusal(reason)))
        if wrong:
            raise SheetError(*wrong)
    return len(lines)


def _errors(form: RowForm) -> Iterator[tuple[str, str]]:
    for key, messages in form.errors.items():
        yield from ((key, str(each)) for each in messages)


def _lines(data: bytes) -> Iterator[Line]:
    """The rows that hold anything, below the one that has the columns' names."""
    rows = _rows(data)
    by_label = keys_by_label(BASIC)
    keys = [by_label.get(str(cell.value or "").strip(), "") for cell in next(rows, ())]
    if missing := [str(column.label) for column in BASIC if column.key in NEEDED and column.key not in keys]:
        raise SheetError(_("The first sheet lacks columns: %(names)s.") % {"names": ", ".join(missing)})
    for number, row in enumerate(rows, start=2):
        if number > MOST_ROWS + 1:
            raise SheetError(_("These are more than %(limit)d rows.") % {"limit": MOST_ROWS})
        if any(cell.value not in (None, "") for cell in row):
            yield _line(number, keys, row)


def _rows(data: bytes) -> Iterator[Sequence[Any]]:
    """The rows, whatever the sheet says of its own size; a damaged one ends as an error."""
    sheet = opened(data).worksheets[0]
    sheet.reset_dimensions()
    try:
        yield from sheet.iter_rows(max_col=MOST_COLUMNS)
    except SheetError:
        raise
    except Exception as error:  # openpyxl raises whatever its parsers do
        raise SheetError(_("This workbook is damaged and can't be read.")) from error


def _line(number: int, keys: Sequence[str], row: Sequence[Any]) -> Line:
    line = Line(number, {}, {})
    for place, (key, cell) in enumerate(zip(keys, row, strict=False), start=1):
        if key and key not in line.places:
            line.places[key] = f"{get_column_letter(place)}{number}"
            line.values[key] = _value(line, key, cell)
    return line


def _value(line: Line, key: str, cell: Any) -> Any:
    if cell.data_type in ("f", "e"):
        raise SheetError(line.told(key, _("a formula can't be taken, write what it gives")))
    text = f"{cell.value:.15g}" if isinstance(cell.value, float) else str(cell.value or "")
    text = unescape(text).strip()
    if key in CHOICES:
        known = _keys_of(CHOICES[key])
        return [known.get(part.strip(), part.strip()) for part in BETWEEN.split(text) if part.strip()]
    if key in ("record", "mention"):
        return text.casefold() in YES
    return text


def _keys_of(choices: Sequence[tuple[str, str | Promise]]) -> dict[str, str]:
    """{the words of a choice in any of our languages: its key}"""
    found: dict[str, str] = {}
    for locale in LANGUAGES:
        with override(locale):
            found |= {str(label): key for key, label in choices}
    return found
