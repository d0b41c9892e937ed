"""What a workbook has of a task and of an entry, and how a value stands in a cell.

Values are what the models hold: text, whole numbers, dates, decimals. A cell that can't be read raises CellError.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.workplans.followed import Status

LONGEST = 32_000  # signs of a cell; what is longer goes on in a further column
DAY = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?")
NAMED = re.compile(r"[(（]([\w-]+)[)）]\s*$")


class CellError(ValueError):
    """What is wrong with a cell, in the reader's language."""


@dataclass(frozen=True)
class Column:
    """A column: its key in the file, its words, the kind of its values, its width in signs."""

    key: str
    label: str | Promise
    kind: str = "text"
    width: int = 16


TASKS = (
    Column("uid", gettext_lazy("Identifier, not to be changed"), width=10),
    Column("number", gettext_lazy("Number"), width=10),
    Column("level", gettext_lazy("Level"), "whole", 8),
    Column("heading", gettext_lazy("Heading"), width=36),
    Column("text", gettext_lazy("Text, as HTML"), width=60),
    Column("unit", gettext_lazy("Responsible unit"), "unit", 24),
    Column("helpers", gettext_lazy("Units that help"), width=20),
    Column("begins_on", gettext_lazy("Begins"), "day", 12),
    Column("due_on", gettext_lazy("Due"), "day", 12),
    Column("target", gettext_lazy("Target"), width=20),
    Column("status", gettext_lazy("Status"), "status", 14),
    Column("reached", gettext_lazy("Reached so far"), "amount", 14),
    Column("reason_zh", gettext_lazy("Why it was dropped, in Chinese"), width=24),
    Column("reason_en", gettext_lazy("Why it was dropped, in English"), width=24),
)
ENTRIES = (
    Column("id", gettext_lazy("Identifier, not to be changed"), "whole", 10),
    Column("plan", gettext_lazy("Plan"), width=10),
    Column("task", gettext_lazy("Identifier of the task"), width=10),
    Column("name", gettext_lazy("Task, for reading only"), width=36),
    Column("day", gettext_lazy("Day"), "day", 12),
    Column("text_zh", gettext_lazy("What was done, in Chinese"), width=50),
    Column("text_en", gettext_lazy("What was done, in English"), width=50),
    Column("pictures", gettext_lazy("Images, by number"), "keys", 20),
    Column("evidence", gettext_lazy("Pages that show it, by number"), "keys", 20),
)


@dataclass(frozen=True)
class Units:
    """The organisations that a cell can name: {short name: all its names}, the first one being what is written."""

    names: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def written(self, slug: str) -> str:
        return f"{self.names[slug][0]} ({slug})" if slug else ""

    def read(self, words: str) -> str:
        """The short name of what a cell says. It stands in brackets behind the name, or the name is just one's."""
        if (found := NAMED.search(words)) and found[1] in self.names:
            return found[1]
        named = [slug for slug, names in self.names.items() if words.strip() in (slug, *names)]
        if len(named) != 1:
            raise CellError(_("there is no organisation “%(name)s”, or more than one") % {"name": words})
        return named[0]


def written(column: Column, value: Any, units: Units) -> Any:
    """What a cell holds of a value; None where it stays empty."""
    if value in (None, "", []):
        return None
    if column.kind == "status":
        return str(Status(value).label)
    if column.kind == "unit":
        return units.written(value)
    if column.kind == "keys":
        return ", ".join(map(str, value))
    return value


def read(column: Column, value: Any, units: Units) -> Any:
    """The value that a cell means. Raises CellError."""
    if isinstance(value, str) and column.kind != "text":
        value = value.strip()
    if value is None or value == "":
        return {"text": "", "unit": "", "status": "", "keys": []}.get(column.kind)
    return READERS[column.kind](value, units)


def _text(value: Any, _units: Units) -> str:
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise CellError(_("text is needed here"))
    return value if isinstance(value, str) else f"{value:.15g}"


def _whole(value: Any, _units: Units) -> int:
    amount = _amount(value, _units)
    if amount != int(amount):
        raise CellError(_("a whole number is needed here"))
    return int(amount)


def _amount(value: Any, _units: Units) -> Decimal:
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise CellError(_("a number is needed here"))
    try:
        amount = Decimal(str(value).replace(",", ""))
    except InvalidOperation:
        raise CellError(_("a number is needed here")) from None
    if not amount.is_finite():
        raise CellError(_("a number is needed here"))
    return amount


def _day(value: Any, _units: Units) -> date:
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    parts = DAY.fullmatch(str(value))
    try:
        return date(*map(int, parts.groups() if parts else ()))
    except (TypeError, ValueError):
        raise CellError(_("a day such as 2026-06-30 is needed here")) from None


def _status(value: Any, _units: Units) -> str:
    for status in Status:
        if value in (status.value, *_in_all_languages(status.label)):
            return status.value
    names = ", ".join(str(status.label) for status in Status)
    raise CellError(_("one of these is needed here: %(names)s") % {"names": names})


def _in_all_languages(label: Any) -> list[str]:
    found = []
    for language in ("zh-hans", "en"):
        with translation.override(language):
            found.append(str(label))
    return found


def _unit(value: Any, units: Units) -> str:
    return units.read(str(value))


def _keys(value: Any, _units: Units) -> list[int]:
    parts = re.split(r"[,，;；\s]+", _text(value, _units).strip())
    if not all(part.isascii() and part.isdigit() and len(part) < 16 for part in parts):
        raise CellError(_("numbers with commas between them are needed here"))
    return [int(part) for part in dict.fromkeys(parts)]


READERS = {
    "text": _text,
    "whole": _whole,
    "amount": _amount,
    "day": _day,
    "status": _status,
    "unit": _unit,
    "keys": _keys,
}
