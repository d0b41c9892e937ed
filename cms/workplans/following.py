"""Where tasks stand and what was done for them, read for a whole plan at once.

The number of queries does not depend on how many tasks or plans there are.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db.models import Prefetch, QuerySet
from wagtail.models import Page

from cms.core.reach import public_among
from cms.workplans.followed import FollowedTask, Implementation, ProgressEntry
from cms.workplans.rules.standing import Outlined, Standing, standings, unsaid
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
    below = _Beneath({plan}).standings(plan)
    followed = _followed({plan})[plan]
    entries: dict[UUID, list[ProgressEntry]] = defaultdict(list)
    if followed:
        for entry in entries_of(followed.values()):
            entries[entry.task.uid].append(entry)
    return Following(followed, _stand(tasks, followed, below), below, dict(entries))


def stand_in(pages: Iterable[Any]) -> dict[int, list[tuple[Task, Standing]]]:
    """The tasks of plan pages in order, each with where it stands, by the page's key; of drafts as they were saved."""
    keys = keys_of(pages)
    beneath = _Beneath(set(keys.values()))
    followed = _followed(set(keys.values()))
    tasks: dict[int, list[Task]] = defaultdict(list)
    for task in Task.objects.filter(plan__in=keys).order_by("plan", "sort_order"):
        tasks[task.plan_id].append(task)
    found = {}
    for pk, key in keys.items():
        standings = _stand(tasks[pk], followed[key], beneath.standings(key))
        found[pk] = [(task, standings[task.uid]) for task in tasks[pk]]
    return found


def key_of(page: Page) -> UUID:
    """By what the tasks of a plan page are followed: its translation key; an alias's is that of the plan it mirrors."""
    while page.alias_of_id:
        page = page.alias_of
    return page.translation_key


def keys_of(pages: Iterable[Page]) -> dict[int, UUID]:
    """As `key_of`, for many pages, by theirs; they need no more than their key and their translation key."""
    keys = {page.pk: page.translation_key for page in pages}
    aliases = Page.objects.filter(pk__in=keys, alias_of__isnull=False).select_related("alias_of")
    return keys | {page.pk: key_of(page) for page in aliases}


def computed(tasks: Iterable[Task], known: Following) -> dict[UUID, Standing]:
    """Where each task of a plan would stand if nothing were said of it itself."""
    tasks = list(tasks)
    outline = _outline(tasks, known.followed, known.below)
    found = unsaid(outline, [known.standings[task.uid] for task in tasks])
    return {task.uid: standing for task, standing in zip(tasks, found, strict=True)}


def entries_of(followed: Iterable[FollowedTask]) -> QuerySet[ProgressEntry]:
    """The entries of tasks, newest first, with their pictures and the pages that show what they tell."""
    pictures = Prefetch("pictures__image")
    return (
        ProgressEntry.objects.filter(task__in=list(followed))
        .select_related("task", "by")
        .prefetch_related(pictures, "evidence__page")
    )


def public_tasks(plans: Iterable[UUID]) -> dict[UUID, list[Task]]:
    """The tasks of public plans in order, by translation key: those of the Chinese version, where that is public."""
    pages = Page.objects.filter(translation_key__in=set(plans), live=True)
    ordered = public_among(pages.order_by("locale__language_code", "-pk"))
    shown = {
        page.translation_key: page.pk for page in ordered
    }  # of several versions the last, which is the Chinese
    tasks: dict[int, list[Task]] = defaultdict(list)
    for task in Task.objects.filter(plan__in=shown.values()).order_by("plan", "sort_order"):
        tasks[task.plan_id].append(task)
    return {key: tasks[pk] for key, pk in shown.items()}


class _Beneath:
    """The plans whose tasks implement those of some plans, all the way down the tree, read level by level."""

    def __init__(self, plans: set[UUID]) -> None:
        self._links: dict[UUID, list[tuple[UUID, UUID, UUID]]] = defaultdict(list)
        seen, fresh = set(plans), plans
        while fresh:
            links = Implementation.objects.filter(upper__plan__in=fresh).order_by("pk")
            rows = list(links.values_list("upper__plan", "upper__uid", "lower__plan", "lower__uid"))
            for upper, uid, plan, lower_uid in rows:
                self._links[upper].append((uid, plan, lower_uid))
            fresh = {plan for _upper, _uid, plan, _lower_uid in rows} - seen
            seen |= fresh
        lower = {plan for links in self._links.values() for _uid, plan, _lower_uid in links}
        self._tasks = public_tasks(lower) if lower else {}
        self._followed = _followed(lower)

    def standings(self, plan: UUID, above: frozenset[UUID] = frozenset()) -> dict[UUID, list[Standing]]:
        """Where the tasks stand that implement those of a plan, by the upper task's uid.

        A plan that is above itself, by organisations that changed places, does not count for itself.
        """
        above |= {plan}
        stand: dict[UUID, dict[UUID, Standing]] = {}
        found: dict[UUID, list[Standing]] = defaultdict(list)
        for uid, lower, lower_uid in self._links[plan]:
            if lower not in stand and lower not in above:
                beneath = self.standings(lower, above)
                stand[lower] = _stand(self._tasks.get(lower, []), self._followed[lower], beneath)
            if standing := stand.get(lower, {}).get(lower_uid):
                found[uid].append(standing)
        return dict(found)


def _followed(plans: set[UUID]) -> dict[UUID, dict[UUID, FollowedTask]]:
    found: dict[UUID, dict[UUID, FollowedTask]] = defaultdict(dict)
    if plans:
        for row in FollowedTask.objects.filter(plan__in=plans):
            found[row.plan][row.uid] = row
    return found


def _stand(
    tasks: list[Task], followed: dict[UUID, FollowedTask], below: dict[UUID, list[Standing]]
) -> dict[UUID, Standing]:
    found = standings(_outline(tasks, followed, below))
    return {task.uid: standing for task, standing in zip(tasks, found, strict=True)}


def _outline(
    tasks: list[Task], followed: dict[UUID, FollowedTask], below: dict[UUID, list[Standing]]
) -> list[Outlined]:
    return [_outlined(task, followed.get(task.uid), below.get(task.uid, [])) for task in tasks]


def _outlined(task: Task, followed: FollowedTask | None, below: list[Standing]) -> Outlined:
    target = target_in(task.target)
    reached = followed.reached if followed else None
    measured = target.reached(reached) if target and reached is not None else None
    return Outlined(task.level, followed.status if followed else "", measured, tuple(below))
