"""Days and moments in the site's time zone."""

from datetime import date, datetime, time, timedelta

from django.utils import timezone


def start_of(day: date) -> datetime:
    """The midnight with which a day begins."""
    return timezone.make_aware(datetime.combine(day, time.min))


def midnights(first: datetime, last: datetime) -> list[datetime]:
    """All midnights between two moments."""
    days = (day_of(last) - day_of(first)).days
    found = (start_of(day_of(first) + timedelta(days=number)) for number in range(1, days + 1))
    return [moment for moment in found if first < moment < last]


def end_of(day: date) -> datetime:
    """The midnight with which a day ends: the first moment that is no longer in it."""
    return start_of(day + timedelta(days=1))


def day_of(moment: datetime) -> date:
    """The day in which a moment lies."""
    return timezone.localtime(moment).date()


def written(moment: datetime | None) -> str | None:
    """A moment as documents hold it: ISO 8601 with the site's offset, to the second."""
    return timezone.localtime(moment).isoformat(timespec="seconds") if moment else None


def written_day(day: date | None) -> str | None:
    """A day as documents hold it."""
    return day.isoformat() if day else None
