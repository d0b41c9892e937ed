"""Three versions of the same rows: what a workbook was made from, what it says, and how it is now.

Of the first a workbook keeps fingerprints, in a sheet that nobody sees: enough to know who has changed a cell.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from hashlib import sha256
from typing import Any, TypeVar

from cms.workplans.sheets.columns import ENTRIES, TASKS, Column

Row = dict[str, Any]
Marks = Mapping[str, str]  # a fingerprint for each cell, by the column's key
Name = TypeVar("Name")

SIGNS = 10  # of a fingerprint
OF_ENTRIES = "entries"
NAMING = ("uid", "id", "name", "plan")  # cells that say which row it is


def name_of(plan: Any, language: str) -> str:
    """What the fingerprints of a plan's tasks are kept under."""
    return f"{plan}:{language}"


def compared(columns: Iterable[Column]) -> list[str]:
    """The keys of the cells that tell something of a row."""
    return [column.key for column in columns if column.key not in NAMING]


def fingerprints(columns: Iterable[Column], row: Row) -> list[str]:
    """One for each cell that is compared."""
    return [fingerprint(row[key]) for key in compared(columns)]


def fingerprint(value: Any) -> str:
    """The same for the same value, also on its way through a cell."""
    if isinstance(value, Decimal):
        value = f"{value.normalize():f}"
    words = "" if value in (None, []) else str(value)
    return sha256(words.encode("utf-8", "surrogatepass")).hexdigest()[:SIGNS]


@dataclass
class Base:
    """The fingerprints of all rows that a workbook was made from, by the plan's `name_of` or OF_ENTRIES, in order."""

    rows: dict[str, dict[str, Marks]] = field(default_factory=dict)

    def take(self, of: str, key: str, marks: str) -> None:
        """Take in a row as it is kept: its fingerprints with spaces between them."""
        columns = ENTRIES if of == OF_ENTRIES else TASKS
        self.rows.setdefault(of, {})[key] = dict(zip(compared(columns), marks.split(), strict=False))

    def of(self, name: str) -> dict[str, Marks]:
        """The rows of a plan, or of entries."""
        return self.rows.get(name, {})


def is_as_before(marks: Marks, row: Row) -> bool:
    """Whether a row says what it said."""
    return all(fingerprint(row[key]) == mark for key, mark in marks.items())


def merge(marks: Marks, theirs: Row, now: Row) -> tuple[Row, list[str]]:
    """What becomes of a row, and the keys of the cells that both have changed, each to something else.

    What one of the two left alone is as the other has it.
    """
    merged, both = dict(theirs), []
    for key, mark in marks.items():
        if fingerprint(theirs[key]) == mark:
            merged[key] = now[key]
        elif fingerprint(now[key]) not in (mark, fingerprint(theirs[key])):
            both.append(key)
    return merged, both


def merge_order(base: Sequence[Name], theirs: Sequence[Name], now: Sequence[Name]) -> list[Name] | None:
    """The order of rows of which either side may have moved some and put in others; None where both moved them."""
    all_have = set(base) & set(theirs) & set(now)
    was, wanted, found = ([each for each in order if each in all_have] for order in (base, theirs, now))
    if was not in (wanted, found) and wanted != found:
        return None
    return woven(theirs, now) if wanted != was else woven(now, theirs)


def woven(main: Sequence[Name], other: Sequence[Name]) -> list[Name]:
    """The one order with what only the other has, each behind what stands before it there."""
    there, found = set(main), list(main)
    place = 0
    for each in other:
        if each not in there:
            found.insert(place, each)
        place = found.index(each) + 1
    return found
