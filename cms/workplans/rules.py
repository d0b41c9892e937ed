"""How far a plan has got."""

from collections import Counter
from collections.abc import Iterable

STATUSES = ("not_started", "under_way", "done", "delayed", "dropped")


def counted(tasks: Iterable[tuple[int, str]]) -> list[str]:
    """The statuses of the tasks that a plan is counted by: those of its highest level.

    `tasks` are (level, status). What stands inside a task is a part of it and not one more.
    """
    tasks = list(tasks)
    highest = min((level for level, _status in tasks), default=1)
    return [status for level, status in tasks if level == highest]


def progress(statuses: Iterable[str]) -> dict[str, int]:
    """How many tasks there are in all and of each status, and the percentage that is done.

    Dropped tasks don't count for the percentage. It is rounded down, so that 100 means all.
    """
    counts = Counter(statuses)
    total = counts.total()
    counted = total - counts["dropped"]
    percent = 100 * counts["done"] // counted if counted else 0
    return {"total": total, **{status: counts[status] for status in STATUSES}, "percent": percent}
