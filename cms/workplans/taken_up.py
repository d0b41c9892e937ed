"""Which tasks of a plan the bodies right below its issuer have taken up, themselves or by bodies below them."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from cms.core.organisations import Organisation
from cms.workplans.cascade import versions
from cms.workplans.followed import Implementation
from cms.workplans.following import stand_in
from cms.workplans.models import WorkPlanPage
from cms.workplans.rules.standing import Standing
from cms.workplans.tasks import Task


@dataclass(frozen=True)
class Taker:
    """A task that implements another, in its public plan."""

    plan: WorkPlanPage
    task: Task
    standing: Standing


@dataclass(frozen=True)
class TakenUp:
    """A task of the plan, what implements it, and the bodies right below that have nothing that does."""

    task: Task
    takers: list[Taker]
    missing: list[Organisation]


def taken_up(plan: WorkPlanPage, tasks: Iterable[Task]) -> list[TakenUp]:
    """Each task of a plan, in the plan's order."""
    links = Implementation.objects.filter(upper__plan=plan.translation_key).order_by("pk")
    rows = list(links.values_list("upper__uid", "lower__plan", "lower__uid"))
    keys = {key for _upper, key, _lower in rows}
    pages = versions(WorkPlanPage.objects.filter(translation_key__in=keys), plan.locale_id) if keys else []
    stand = stand_in(pages)
    found = {
        (page.translation_key, task.uid): Taker(page, task, standing)
        for page in pages
        for task, standing in stand[page.pk]
    }
    takers: dict[UUID, list[Taker]] = defaultdict(list)
    for upper, key, lower in rows:
        if taker := found.get((key, lower)):
            takers[upper].append(taker)
    bodies = list(Organisation.objects.filter(parent=plan.issuer)) if plan.issuer else []
    branch = _branches(bodies)
    return [TakenUp(task, takers[task.uid], _missing(bodies, branch, takers[task.uid])) for task in tasks]


def _missing(
    bodies: list[Organisation], branch: dict[int, int], takers: Iterable[Taker]
) -> list[Organisation]:
    there = {branch.get(taker.plan.issuer_id or 0) for taker in takers}
    return [body for body in bodies if body.pk not in there]


def _branches(bodies: Iterable[Organisation]) -> dict[int, int]:
    """For each of some bodies and all below it, which of them that is."""
    branch = {body.pk: body.pk for body in bodies}
    below: dict[int | None, list[int]] = defaultdict(list)
    for pk, parent in Organisation.objects.order_by().values_list("pk", "parent"):
        below[parent].append(pk)
    fresh = list(branch)
    while fresh:
        inside = [(pk, branch[parent]) for parent in fresh for pk in below[parent] if pk not in branch]
        branch.update(inside)
        fresh = [pk for pk, _body in inside]
    return branch
