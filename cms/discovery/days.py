"""Days as residents write them: where a browser has no calendar for a field, they come as they were typed."""

import re
from calendar import monthrange
from datetime import date

WRITTEN = re.compile(r"^(\d{4})(?:\D{1,3}(\d{1,2})(?:\D{1,3}(\d{1,2}))?)?\D?$|^(\d{4})(\d\d)(\d\d)$")
"""2026-03-01, 2026/3/1, 2026.3.1, 2026年3月1日, 20260301; a month (2026-03, 2026年3月) or a year alone."""


def iso_day(written: str, *, last: bool = False) -> str:
    """The day as 2026-03-01; of a month or a year its first, or its `last`. "" for what is no day."""
    found = WRITTEN.match(written.strip())
    if not found:
        return ""
    year, month, day = (int(number) if number else 0 for number in _numbers(found))
    try:
        if day or not last:
            return date(year, month or 1, day or 1).isoformat()
        return date(year, month or 12, monthrange(year, month or 12)[1]).isoformat()
    except ValueError:
        return ""


def _numbers(found: re.Match[str]) -> tuple[str | None, ...]:
    *apart, year, month, day = found.groups()
    return (year, month, day) if year else tuple(apart)
