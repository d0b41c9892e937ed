"""Which tasks somebody has to look after now: those that are overdue or due soon."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Q
from django.utils.translation import get_language

from cms.core.membership import bodies_of
from cms.core.reach import public_among
from cms.workplans.following import stand_in
from cms.workplans.queries import plans_to_work_on
from cms.workplans.rules.standing import OPEN, Standing
from cms.workplans.tasks import Task

SOON = timedelta(days=14)


@dataclass(frozen=True)
class Due:
    """A task of a public plan that is not finished, where it stands, and whether one may say so."""

    task: Task
    standing: Standing
    is_overdue: bool
    may_report: bool


def due(user: Any, today: date) -> list[Due]:
    """The tasks of a user's units that should be finished by now or within two weeks, by their dates.

    A task is its responsible unit's, in whoever's plan; where it names none, it is theirs who work on the plan. For
    somebody who is bound to no unit all tasks are of plans that they work on. Plans of years ago are left alone.
    """
    mine, bodies = plans_to_work_on(user), bodies_of(user)
    theirs = Q(plan__in=mine) if bodies is None else Q(unit__in=bodies) | Q(unit=None, plan__in=mine)
    tasks = Task.objects.filter(
        theirs, plan__live=True, plan__alias_of=None, plan__year__gte=today.year - 1, due_on__lte=today + SOON
    ).select_related("plan__locale", "unit")
    language = (get_language() or "").partition("-")[0]
    shown = {page.pk for page in public_among({task.plan for task in tasks})}
    versions = {
        (task.plan.translation_key, task.uid): task
        for task in sorted(tasks, key=lambda task: task.plan.locale.language_code.startswith(language))
        if task.plan_id in shown
    }
    stand = {
        (pk, task.uid): standing
        for pk, rows in stand_in({task.plan for task in versions.values()}).items()
        for task, standing in rows
    }
    may_report = set(
        mine.filter(pk__in={task.plan_id for task in versions.values()}).values_list("pk", flat=True)
    )
    found = [
        Due(task, standing, bool(task.due_on and task.due_on < today), task.plan_id in may_report)
        for task in versions.values()
        if (standing := stand[task.plan_id, task.uid]).status in OPEN
    ]
    return sorted(found, key=lambda each: (each.task.due_on, each.task.plan_id, each.task.sort_order))
