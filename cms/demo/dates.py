"""Dates of the demonstration content: written out, or relative to the day of loading."""

import calendar
import re
from datetime import date, datetime, time, timedelta

from django.utils import timezone

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
ENGLISH_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
CHINESE_WEEKDAYS = "一二三四五六日"
ENGLISH_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)

WRITTEN = re.compile(
    r"(?P<date>\d{4}-\d\d-\d\d)|(?P<days>[+-]\d+)d|(?P<weeks>[+-]\d+)w (?P<weekday>[a-z]{3})"
    r"|(?P<months>\+\d+)m last-(?P<last>[a-z]{3})"
)
IN_TEXT = re.compile(r"\{([+-][^{}]+)\}")


def day(written: str, today: date) -> date:
    """The day of "2026-10-12", "-2d" (two days ago), "+1w sat" (Saturday of next week) or "+1m last-sat".

    Raises ValueError for anything else.
    """
    match = WRITTEN.fullmatch(written)
    if not match:
        raise ValueError(f"no date: {written!r}")
    if match["date"]:
        return date.fromisoformat(match["date"])
    if match["days"]:
        return today + timedelta(days=int(match["days"]))
    if match["weeks"]:
        monday = today - timedelta(days=today.weekday())
        return monday + timedelta(weeks=int(match["weeks"]), days=WEEKDAYS.index(match["weekday"]))
    return _last_weekday(today, int(match["months"]), WEEKDAYS.index(match["last"]))


def _last_weekday(today: date, months: int, weekday: int) -> date:
    years, month = divmod(today.month - 1 + months, 12)
    year = today.year + years
    last = date(year, month + 1, calendar.monthrange(year, month + 1)[1])
    return last - timedelta(days=(last.weekday() - weekday) % 7)


def moment(written: str, today: date) -> datetime:
    """The moment, in the site's time zone, of a date as in `day` and a time, such as "+1w sat 09:00"."""
    on, _, at = written.rpartition(" ")
    return timezone.make_aware(datetime.combine(day(on, today), time.fromisoformat(at)))


def in_words(on: date, locale: str) -> str:
    """A day as a text says it: 2026年11月27日（星期五） or "Friday 27 November 2026"."""
    if locale == "en":
        return f"{ENGLISH_WEEKDAYS[on.weekday()]} {on.day} {ENGLISH_MONTHS[on.month - 1]} {on.year}"
    return f"{on.year}年{on.month}月{on.day}日（星期{CHINESE_WEEKDAYS[on.weekday()]}）"


def fill(text: str, today: date, locale: str) -> str:
    """The text with its {+3d} and the like as dates in words."""
    return IN_TEXT.sub(lambda match: in_words(day(match[1], today), locale), text)
