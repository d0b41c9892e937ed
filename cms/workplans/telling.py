"""Who shows something of a plan, and is told when it changes: the plans that its tasks implement, up the tree; those
whose tasks implement its own; the plans that come after it. And what a plan shows of others: the pages that are
evidence. (Who shows a picture is known to publishing.)
"""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.db.models.signals import post_delete, pre_delete
from wagtail.models import Page
from wagtail.signals import page_published, page_unpublished, post_page_move

from cms.core.signals import page_changed, reach_changed
from cms.workplans.followed import Evidence, FollowedTask, Implementation
from cms.workplans.models import WorkPlanPage


def connect() -> None:
    """Listen to what plans show. Called once, when the app is ready."""
    for signal in (page_published, page_unpublished):
        signal.connect(_page_changed, dispatch_uid="workplans")
    page_changed.connect(_page_appeared, dispatch_uid="workplans")
    for signal in (reach_changed, post_page_move):
        signal.connect(_reach_changed, dispatch_uid="workplans")
    pre_delete.connect(_page_goes, sender=Page, dispatch_uid="workplans")
    post_delete.connect(_page_gone, sender=Page, dispatch_uid="workplans")


def tell(plans: Iterable[UUID], *, renamed: bool = False) -> None:
    """What is known of these plans' tasks changed: their pages and all that show it are made again.

    With `renamed` also the plans right below, which name the tasks that they implement.
    """
    plans = set(plans)
    _refresh(plans | _dependent(plans) | (_lower(plans) if renamed else set()))


def tell_of_versions(*plans: UUID) -> None:
    """The versions of these plans are others now: what shows them, or leads to them, is made again."""
    _refresh(set(plans).union(*(_beside(key, True) for key in plans)))


def _page_changed(instance: Page, **_rest: Any) -> None:
    _refresh(_beside(instance.translation_key, isinstance(instance, WorkPlanPage)))


def _page_appeared(instance: Page, **rest: Any) -> None:
    """A new page that is live at once, as the alias of a live one is in another language."""
    if rest.get("url_path_before", "") is None:
        _page_changed(instance)


def _reach_changed(instance: Page, **_rest: Any) -> None:
    """A page with all below it may have come within residents' reach, or out of it."""
    below = Page.objects.descendant_of(instance, inclusive=True).values("translation_key")
    plans = WorkPlanPage.objects.descendant_of(instance, inclusive=True)
    keys = set(plans.values_list("translation_key", flat=True))
    shown = Evidence.objects.filter(page__translation_key__in=below)
    shown_by = set(shown.values_list("entry__task__plan", flat=True))
    _refresh(shown_by | (_lower(keys) | _dependent(keys) if keys else set()))


def _page_goes(instance: Page, **_rest: Any) -> None:
    # Who showed it can be asked only while it is there, what they show without it only when it is gone.
    instance.shown_by_plans = _beside(instance.translation_key, True)


def _page_gone(instance: Page, **_rest: Any) -> None:
    key = instance.translation_key
    if not Page.objects.filter(translation_key=key).exists():
        FollowedTask.objects.filter(plan=key).delete()
    _refresh(instance.shown_by_plans)


def _beside(key: UUID, may_be_plan: bool) -> set[UUID]:
    """The plans that show whether and where a page of this translation key is public."""
    shown = set(
        Evidence.objects.filter(page__translation_key=key).values_list("entry__task__plan", flat=True)
    )
    if not may_be_plan:
        return shown
    return shown | _lower({key}) | _dependent({key})


def _lower(plans: set[UUID]) -> set[UUID]:
    return set(Implementation.objects.filter(upper__plan__in=plans).values_list("lower__plan", flat=True))


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
        for page in with_aliases(WorkPlanPage.objects.filter(translation_key__in=plans, live=True)):
            page_changed.send(sender=WorkPlanPage, instance=page)


def with_aliases(pages: QuerySet[WorkPlanPage]) -> list[WorkPlanPage]:
    """Some plan pages and all that mirror them, which show the same progress."""
    found: dict[int, WorkPlanPage] = {}
    fresh = list(pages.select_related("locale"))
    while fresh:
        found |= {page.pk: page for page in fresh}
        mirrors = WorkPlanPage.objects.filter(alias_of__in=[page.pk for page in fresh], live=True)
        fresh = [page for page in mirrors.select_related("locale") if page.pk not in found]
    return list(found.values())
