"""How near a reading comes to a person's: the F1 of the items, in their order.

An item is right when its number, its level and the beginning of its heading are. The expected readings
(`tests/inputs/plans/*.json`) give up to 20 signs of the heading, or of the text where there is no heading.
"""

import json
import re
import unicodedata
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cms.importing.api import Reading

PLANS = Path(__file__).parents[2] / "inputs" / "plans"


@dataclass(frozen=True)
class Item:
    """What is compared of an item."""

    number: str
    level: int
    start: str


def source_of(expected: Path) -> Path:
    """The document that an expected reading belongs to."""
    return next(path for path in expected.parent.glob(f"{expected.stem}.*") if path.suffix != ".json")


def expected_readings() -> list[Path]:
    """All expected readings."""
    return sorted(PLANS.glob("*.json"))


def expected_items(path: Path) -> list[Item]:
    """The items that a person saw."""
    sections: list[dict[str, Any]] = json.loads(path.read_text("utf-8"))["sections"]
    return [
        Item(folded(each["number_as_written"]), each["level"], folded(each["heading_or_first_20_chars"]))
        for each in sections
    ]


def items_of(reading: Reading) -> list[Item]:
    """The items of a reading; their starts are as long as the text allows."""
    return [
        Item(folded(item.number), item.level, folded(item.heading + item.text))
        for plan in reading.plans
        for item in plan.items()
    ]


def folded(text: str) -> str:
    """Without spaces, and with one width for all signs."""
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text))


def f1(expected: list[Item], found: list[Item]) -> float:
    """2 · right / (expected + found), where right is the longest common run of items in order."""
    if not expected and not found:
        return 1.0
    return 2 * _common(expected, found) / (len(expected) + len(found))


def _common(expected: list[Item], found: list[Item]) -> int:
    row = [0] * (len(found) + 1)
    for wanted in expected:
        before = row[:]
        for place, item in enumerate(found, start=1):
            same = _same(wanted, item)
            row[place] = before[place - 1] + 1 if same else max(before[place], row[place - 1])
    return row[-1]


def _same(wanted: Item, item: Item) -> bool:
    return wanted.number == item.number and wanted.level == item.level and item.start.startswith(wanted.start)
