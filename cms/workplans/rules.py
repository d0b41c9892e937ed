"""How far a plan has got."""

from collections import Counter
from collections.abc import Iterable

STATUSES = ("not_started", "under_way", "done", "delayed", "dropped")


def progress(statuses: Iterable[str]) -> dict[str, int]:
    """How many tasks there are in all and of each status, and the percentage that is done.

    Dropped tasks don't count for the percentage. It is rounded down, so that 100 means all.
    """
    counts = Counter(statuses)
    total = counts.total()
    counted = total - counts["dropped"]
    percent = 100 * counts["done"] // counted if counted else 0
    return {"total": total, **{status: counts[status] for status in STATUSES}, "percent": percent}
