"""Who else shows something of a plan, and is told when it changes: the plans that its tasks implement, up the tree, and
the plans that come after it.
"""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db.models.signals import post_delete
from wagtail.signals import page_published, page_unpublished

from cms.core.signals import page_changed
from cms.workplans.followed import FollowedTask, Implementation
from cms.workplans.models import WorkPlanPage


def connect() -> None:
    """Listen to plans. Called once, when the app is ready."""
    for signal in (page_published, page_unpublished):
        signal.connect(_plan_changed, sender=WorkPlanPage, dispatch_uid="workplans")
    post_delete.connect(_plan_deleted, sender=WorkPlanPage, dispatch_uid="workplans")


def tell(plans: Iterable[UUID]) -> None:
    """What is known of these plans' tasks changed: their pages and all that show it are made again."""
    plans = set(plans)
    _refresh(plans | _dependent(plans))


def _plan_changed(instance: WorkPlanPage, **_rest: Any) -> None:
    _refresh(_dependent({instance.translation_key}))


def _plan_deleted(instance: WorkPlanPage, **_rest: Any) -> None:
    key = instance.translation_key
    dependent = _dependent({key})
    if not WorkPlanPage.objects.filter(translation_key=key).exists():
        FollowedTask.objects.filter(plan=key).delete()
    _refresh(dependent)


def _dependent(plans: set[UUID]) -> set[UUID]:
    """The plans above some, all the way up, and those that come right after any of these."""
    above: set[UUID] = set()
    fresh = plans
    while fresh:
        upper = Implementation.objects.filter(lower__plan__in=fresh).values_list("upper__plan", flat=True)
        fresh = set(upper) - above - plans
        above |= fresh
    later = WorkPlanPage.objects.filter(previous__translation_key__in=plans | above)
    return (above | set(later.values_list("translation_key", flat=True))) - plans


def _refresh(plans: set[UUID]) -> None:
    if plans:
        for page in WorkPlanPage.objects.filter(translation_key__in=plans, live=True).select_related(
            "locale"
        ):
            page_changed.send(sender=WorkPlanPage, instance=page)
