"""Dates, sizes and numbers as each language writes them."""

from datetime import date, datetime, time
from functools import lru_cache

from babel.dates import format_date, format_time

LOCALES = {"zh-hans": "zh_Hans_CN", "en": "en_GB"}
DATE = {"zh-hans": "y年M月d日", "en": "d MMMM y"}
MONTH = {"zh-hans": "y年M月", "en": "MMMM y"}
UNITS = ("B", "KB", "MB", "GB")


@lru_cache(8192)
def written_date(value: str | date | None, locale: str) -> str:
    """ "2026-03-02" or a longer ISO string as 2026年3月2日 or 2 March 2026; "" for nothing."""
    return format_date(_date(value), DATE[locale], locale=LOCALES[locale]) if value else ""


@lru_cache(1024)
def written_month(value: str | None, locale: str) -> str:
    """ "2026-03" as 2026年3月 or March 2026."""
    return format_date(_date(f"{value[:7]}-01"), MONTH[locale], locale=LOCALES[locale]) if value else ""


@lru_cache(8192)
def weekday(value: str | date | None, locale: str) -> str:
    """星期六 or Saturday."""
    return format_date(_date(value), "EEEE", locale=LOCALES[locale]) if value else ""


@lru_cache(8192)
def written_time(value: str | None, locale: str) -> str:
    """ "2026-03-02T09:30:00+08:00" as 09:30: the wall clock of the offset that it holds."""
    return format_time(time.fromisoformat(value[11:19]), "HH:mm", locale=LOCALES[locale]) if value else ""


def written_datetime(value: str | None, locale: str) -> str:
    return f"{written_date(value[:10], locale)} {written_time(value, locale)}" if value else ""


def written_size(size: int, locale: str = "en") -> str:
    """A file's size: 812 B, 96 KB, 1.2 MB (units of 1,024)."""
    amount, unit = float(size), UNITS[0]
    for unit in UNITS:
        if amount < 1024 or unit == UNITS[-1]:
            break
        amount /= 1024
    return f"{amount:.1f} {unit}" if unit in UNITS[2:] else f"{amount:.0f} {unit}"


def _date(value: str | date) -> date:
    if isinstance(value, datetime):
        return value.date()
    return value if isinstance(value, date) else date.fromisoformat(value[:10])
