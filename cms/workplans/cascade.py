"""Which tasks can implement which: those of a plan, the tasks of plans of the bodies above its issuer. Bodies of the
administration are a tree, so that no task can come to implement itself.
"""

from collections import defaultdict
from collections.abc import Collection
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from cms.core.reach import public_among
from cms.workplans.followed import Implementation
from cms.workplans.following import Ref
from cms.workplans.models import WorkPlanPage
from cms.workplans.tasks import Task

NEAR = 1  # a plan of the year before or after counts too: plans of several years, or one that is late

Offer = list[tuple[WorkPlanPage, list[Task]]]


def offered(plan: WorkPlanPage) -> Offer:
    """The public plans whose tasks a plan's can implement, those of the nearest body and year first, each in the plan's
    language where there is such a version, with their tasks in order.
    """
    above = [body.pk for body in plan.issuer.above()] if plan.issuer else []
    years = (plan.year - NEAR, plan.year + NEAR)
    pages = versions(WorkPlanPage.objects.filter(issuer__in=above, year__range=years), plan.locale_id)
    pages.sort(key=lambda page: (above.index(page.issuer_id), abs(page.year - plan.year), page.path))
    return with_tasks(pages)


def chosen(plan: WorkPlanPage, uid: UUID) -> list[Ref]:
    """The tasks that one of a plan implements."""
    links = Implementation.objects.filter(lower__plan=plan.translation_key, lower__uid=uid)
    return list(links.order_by("pk").values_list("upper__plan", "upper__uid"))


def versions(plans: QuerySet[WorkPlanPage], locale: int) -> list[WorkPlanPage]:
    """One public page for each plan: its version in a language; where that is not public, any other."""
    found: dict[UUID, WorkPlanPage] = {}
    live = plans.filter(live=True, alias_of=None)
    for page in public_among(live.select_related("issuer", "locale").order_by("pk")):
        if page.translation_key not in found or page.locale_id == locale:
            found[page.translation_key] = page
    return list(found.values())


def with_tasks(pages: list[WorkPlanPage]) -> Offer:
    """Each plan with its tasks in order."""
    tasks: dict[int, list[Task]] = defaultdict(list)
    for task in Task.objects.filter(plan__in=pages).order_by("plan", "sort_order"):
        tasks[task.plan_id].append(task)
    return [(page, tasks[page.pk]) for page in pages]


def check(plan: WorkPlanPage, uid: UUID, uppers: Collection[Ref]) -> None:
    """Raises ValidationError where a task of a plan can't implement one of these. What it implements already may stay,
    even where that was taken down or the bodies changed places.
    """
    fresh = set(uppers) - set(chosen(plan, uid))
    if not fresh:
        return
    if not plan.issuer:
        raise ValidationError(_("Say first who issues this plan: then it is known which bodies are above."))
    can = {(page.translation_key, task.uid) for page, tasks in offered(plan) for task in tasks}
    if fresh - can:
        raise ValidationError(
            _("A task can only implement tasks in public plans of the bodies above %(issuer)s.")
            % {"issuer": plan.issuer}
        )
