"""Dates, sizes and numbers as each language writes them."""

from calendar import Calendar
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import Any

from babel import Locale
from babel.dates import format_date, format_time

LOCALES = {"zh-hans": Locale("zh", "CN", script="Hans"), "en": Locale("en", "GB")}
DATE = {"zh-hans": "y年M月d日", "en": "d MMMM y"}
DAY = {"zh-hans": "y年M月d日 EEEE", "en": "EEEE, d MMMM y"}
MONTH = {"zh-hans": "y年M月", "en": "MMMM y"}
SHORTER = {"zh-hans": ("M月d日", "d日"), "en": ("d MMMM", "d")}  # without the year; without the month, too
GROUPED = {"zh-hans": 10_000, "en": 1_000}  # from where on thousands stand apart, in Chinese by GB/T 15835
GAP = {"zh-hans": "", "en": " "}  # between two sentences
UNITS = ("B", "KB", "MB", "GB")


def written_date(value: str | date | None, locale: str) -> str:
    """ "2026-03-02" or a longer ISO string as 2026年3月2日 or 2 March 2026; "" for nothing."""
    if not value:
        return ""
    return (
        _written_day(value[:10], locale)
        if type(value) is str
        else _written(_date(value), DATE[locale], locale)
    )


def written_month(value: str | None, locale: str) -> str:
    """ "2026-03" as 2026年3月 or March 2026."""
    return _written(_date(f"{value[:7]}-01"), MONTH[locale], locale) if value else ""


def written_day(value: str | date | None, locale: str) -> str:
    """2026年3月2日 星期一 or Monday, 2 March 2026."""
    return _written(_date(value), DAY[locale], locale) if value else ""


def weekday(value: str | date | None, locale: str) -> str:
    """星期六 or Saturday."""
    return _written(_date(value), "EEEE", locale) if value else ""


def written_days(first: str | date, last: str | date, locale: str) -> tuple[str, str]:
    """Two days, of which one leaves out what the other says: 2026年3月23日 and 27日; 23 and 27 March 2026."""
    first, last = str(first)[:10], str(last)[:10]
    if first[:4] != last[:4]:
        return written_date(first, locale), written_date(last, locale)
    pattern = SHORTER[locale][first[:7] == last[:7]]
    if locale == "en":
        return _written(_date(first), pattern, locale), written_date(last, locale)
    return written_date(first, locale), _written(_date(last), pattern, locale)


def weeks(month: str) -> list[list[str]]:
    """The weeks that "2026-03" lies in, from Monday, each of seven days ("2026-03-02"); "" outside the month."""
    day = _date(f"{month}-01")
    found = Calendar().monthdatescalendar(day.year, day.month)
    return [[each.isoformat() if each.month == day.month else "" for each in week] for week in found]


def last_day(one: Mapping[str, Any]) -> str:
    """The last day of what has "starts" and "ends": an end at midnight is the end of the day before."""
    ends = one["ends"] or one["starts"]
    day = date.fromisoformat(ends[:10])
    is_midnight = ends[11:16] == "00:00" and ends > one["starts"]
    return (day - timedelta(days=1) if is_midnight else day).isoformat()


def written_time(value: str | None, locale: str) -> str:
    """ "2026-03-02T09:30:00+08:00" as 09:30: the wall clock of the offset that it holds."""
    return _written_time(value[11:19], locale) if value else ""


def written_datetime(value: str | None, locale: str) -> str:
    return f"{written_date(value[:10], locale)} {written_time(value, locale)}" if value else ""


def written_number(number: float, locale: str) -> str:
    """1,204 in English, 1204 in Chinese, 12,345 in both."""
    return f"{number:,}" if abs(number) >= GROUPED[locale] else str(number)


def written_size(size: int, locale: str = "en") -> str:
    """A file's size: 812 B, 96 KB, 1.2 MB (units of 1,024)."""
    amount, unit = float(size), UNITS[0]
    for unit in UNITS:
        if amount < 1024 or unit == UNITS[-1]:
            break
        amount /= 1024
    return f"{amount:.1f} {unit}" if unit in UNITS[2:] else f"{amount:.0f} {unit}"


@lru_cache(8192)
def _written_day(day: str, locale: str) -> str:
    return _written(_date(day), DATE[locale], locale)


@lru_cache(8192)
def _written(day: date, pattern: str, locale: str) -> str:
    return format_date(day, pattern, locale=LOCALES[locale])


@lru_cache(8192)
def _written_time(clock: str, locale: str) -> str:
    return format_time(time.fromisoformat(clock), "HH:mm", locale=LOCALES[locale])


def _date(value: str | date) -> date:
    if isinstance(value, str):
        return date.fromisoformat(value[:10])
    return value.date() if isinstance(value, datetime) else value
