"""When an activity is over. Knows no Django."""

from datetime import datetime


def is_over(starts_at: datetime, ends_at: datetime | None, now: datetime) -> bool:
    """Whether an activity is over at a moment; one without an end is over when it begins."""
    return (ends_at or starts_at) <= now
