"""Where tasks stand and what was done for them, read for a whole plan at once.

The number of queries does not depend on how many tasks or plans there are.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from uuid import UUID

from django.db.models import F, Prefetch, QuerySet

from cms.workplans.followed import FollowedTask, Implementation, ProgressEntry
from cms.workplans.rules.standing import Outlined, Standing, standings
from cms.workplans.rules.targets import target_in
from cms.workplans.tasks import Task

Ref = tuple[UUID, UUID]  # a task in whatever language: the plan's translation key, the task's uid


@dataclass
class Following:
    """What is known of a plan's tasks besides their text, each by the task's uid."""

    followed: dict[UUID, FollowedTask] = field(default_factory=dict)
    standings: dict[UUID, Standing] = field(default_factory=dict)
    below: dict[UUID, list[Standing]] = field(default_factory=dict)
    entries: dict[UUID, list[ProgressEntry]] = field(default_factory=dict)


def follow(plan: UUID, tasks: Iterable[Task]) -> Following:
    """Everything that is known of a plan's tasks, which are given in order and may be a draft's."""
    tasks = list(tasks)
    below = _below({plan})
    followed = {row.uid: row for row in FollowedTask.objects.filter(plan=plan)}
    stand = _stand(tasks, followed, {uid: found for (_plan, uid), found in below.items()})
    entries: dict[UUID, list[ProgressEntry]] = defaultdict(list)
    if followed:
        for entry in entries_of(followed.values()):
            entries[entry.task.uid].append(entry)
    return Following(followed, stand, {uid: found for (_plan, uid), found in below.items()}, dict(entries))


def entries_of(followed: Iterable[FollowedTask]) -> QuerySet[ProgressEntry]:
    """The entries of tasks, newest first, with their pictures and the pages that show what they tell."""
    pictures = Prefetch("pictures__image")
    return (
        ProgressEntry.objects.filter(task__in=list(followed))
        .select_related("task", "by")
        .prefetch_related(pictures, "evidence__page")
    )


def live_tasks(plans: Iterable[UUID]) -> dict[UUID, list[Task]]:
    """The tasks of live plans in order, by translation key: those of the Chinese version, where that is live."""
    rows = (
        Task.objects.filter(plan__translation_key__in=set(plans), plan__live=True)
        .annotate(key=F("plan__translation_key"))
        .order_by("-plan__locale__language_code", "plan", "sort_order")
    )
    found: dict[UUID, list[Task]] = {}
    for task in rows:
        mine = found.setdefault(task.key, [])
        if not mine or mine[0].plan_id == task.plan_id:
            mine.append(task)
    return found


def _below(plans: set[UUID], above: frozenset[UUID] = frozenset()) -> dict[Ref, list[Standing]]:
    """Where the tasks stand that implement those of some plans, by the upper task, level by level down the tree.

    A plan that is above itself, by organisations that changed places, is not read twice.
    """
    above |= plans
    links = list(
        Implementation.objects.filter(upper__plan__in=plans)
        .order_by("pk")
        .values_list("upper__plan", "upper__uid", "lower__plan", "lower__uid")
    )
    lower = {plan for _plan, _uid, plan, _lower in links} - above
    if not lower:
        return {}
    beneath = _below(lower, above)
    rows: dict[UUID, dict[UUID, FollowedTask]] = defaultdict(dict)
    for row in FollowedTask.objects.filter(plan__in=lower):
        rows[row.plan][row.uid] = row
    stand: dict[Ref, Standing] = {}
    for plan, tasks in live_tasks(lower).items():
        mine = {uid: found for (key, uid), found in beneath.items() if key == plan}
        stand |= {(plan, uid): found for uid, found in _stand(tasks, rows[plan], mine).items()}
    found: dict[Ref, list[Standing]] = defaultdict(list)
    for upper_plan, upper_uid, plan, uid in links:
        if standing := stand.get((plan, uid)):
            found[upper_plan, upper_uid].append(standing)
    return dict(found)


def _stand(
    tasks: list[Task], followed: dict[UUID, FollowedTask], below: dict[UUID, list[Standing]]
) -> dict[UUID, Standing]:
    outline = [_outlined(task, followed.get(task.uid), below.get(task.uid, [])) for task in tasks]
    return {task.uid: standing for task, standing in zip(tasks, standings(outline), strict=True)}


def _outlined(task: Task, followed: FollowedTask | None, below: list[Standing]) -> Outlined:
    target = target_in(task.target)
    reached = followed.reached if followed else None
    measured = target.reached(reached) if target and reached is not None else None
    return Outlined(task.level, followed.status if followed else "", measured, tuple(below))
