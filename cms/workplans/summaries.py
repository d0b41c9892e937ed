"""How far many plans have got: a few statements for all of them together."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from cms.workplans.following import stand_in
from cms.workplans.rules.standing import counted, is_overdue, progress, status_of


@dataclass(frozen=True)
class Summary:
    """A plan's status, how many of its tasks stand where and the percentage that is done, and how many are overdue."""

    status: str
    progress: dict[str, int]
    overdue: int


def summaries(plans: Iterable[Any], today: date) -> dict[int, Summary]:
    """The summaries of plan pages by their keys. A page needs no more than its key and its translation key."""
    found = {}
    for pk, tasks in stand_in(plans).items():
        top = [tasks[place][1] for place in counted([task.level for task, _standing in tasks])]
        overdue = sum(is_overdue(standing, task.due_on, today) for task, standing in tasks)
        status = status_of(standing.status for standing in top)
        found[pk] = Summary(status, progress(top), overdue)
    return found
