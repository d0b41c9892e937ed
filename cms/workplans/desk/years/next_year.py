"""A plan as the draft of the next year's: its tasks go on with those of the year before."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID, uuid4

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from cms.workplans.followed import Continuation, FollowedTask, Implementation
from cms.workplans.models import LAST_YEAR, Task, WorkPlanPage
from cms.workplans.queries import may_work_on
from cms.workplans.rules.years import a_year_later, a_year_on
from cms.workplans.telling import tell

WORDED = ("title", "seo_title", "search_description", "summary")  # where the year is written
KEPT = ("issuer", "locale", "preamble", "closing", "show_in_menus")
TASK_KEPT = ("number", "heading", "text", "level", "unit", "helpers", "target", "sort_order")


def next_plans(plan: WorkPlanPage) -> list[WorkPlanPage]:
    """The plans that are said to come right after one, in whatever languages, those in its own first."""
    found = WorkPlanPage.objects.filter(previous__translation_key=plan.translation_key, year__gt=plan.year)
    return sorted(
        found.select_related("locale"), key=lambda page: (page.locale_id != plan.locale_id, page.pk)
    )


def versions_of(plan: WorkPlanPage) -> list[WorkPlanPage]:
    """A plan in all its languages, as it is public; where it never was, as it is drafted. The Chinese comes first."""
    pages = WorkPlanPage.objects.filter(translation_key=plan.translation_key).select_related("locale")
    found = [page if page.live else page.get_latest_revision_as_object() for page in pages]
    return sorted(found, key=lambda page: page.locale.language_code, reverse=True)


def may_copy(user: Any, plan: WorkPlanPage) -> bool:
    """Whether a user may make the next year's plan out of one."""
    parents = (version.get_parent() for version in versions_of(plan))
    return may_work_on(user, plan) and all(
        parent.permissions_for_user(user).can_add_subpage() for parent in parents
    )


@transaction.atomic
def copy_as_next_year(plan: WorkPlanPage, by: Any) -> list[WorkPlanPage]:
    """Drafts of the next year's plan in all languages of a plan, each in its section.

    Days are a year later, each task continues that of the year before, and implements what continues the task that
    the former implemented. Raises PermissionDenied, and ValidationError where there is such a plan already.
    """
    if not may_copy(by, plan):
        raise PermissionDenied(
            "This plan is in the name of another organisation, or its section takes no pages."
        )
    list(WorkPlanPage.objects.select_for_update().filter(translation_key=plan.translation_key))
    if plan.year >= LAST_YEAR:
        raise ValidationError(_("There is no year after this one."))
    if next_plans(plan):
        raise ValidationError(_("There is a plan after this one already."))
    versions = versions_of(plan)
    uids = {task.uid: uuid4() for version in versions for task in version.tasks.all()}
    key = uuid4()
    made: list[WorkPlanPage] = []
    for version in versions:
        page = _draft(version, key, uids, by)
        page.topics = list(version.topics.all())
        if made:
            page.anchors = made[0].anchors  # tasks have the same anchors in all languages
        version.get_parent().add_child(instance=page)
        page.save_revision(user=by, log_action=True)
        made.append(page)
    _continue(plan.translation_key, key, uids)
    _go_on_implementing(key, plan.year + 1)
    tell([key])
    return made


def _draft(version: WorkPlanPage, key: UUID, uids: dict[UUID, UUID], by: Any) -> WorkPlanPage:
    words = {name: a_year_on(getattr(version, name), version.year) for name in WORDED}
    return WorkPlanPage(
        **words,
        **{name: getattr(version, name) for name in KEPT},
        translation_key=key,
        year=version.year + 1,
        previous=WorkPlanPage.objects.get(pk=version.pk),
        owner=by,
        live=False,
        has_unpublished_changes=True,
        tasks=[_task(task, uids) for task in version.tasks.all()],
    )


def _task(task: Task, uids: dict[UUID, UUID]) -> Task:
    return Task(
        **{name: getattr(task, name) for name in TASK_KEPT},
        uid=uids[task.uid],
        begins_on=a_year_later(task.begins_on),
        due_on=a_year_later(task.due_on),
    )


def _continue(earlier: UUID, later: UUID, uids: dict[UUID, UUID]) -> None:
    before = _rows(earlier, uids.keys())
    now = _rows(later, uids.values())
    Continuation.objects.bulk_create(
        Continuation(task=now[new], plan=earlier, earlier=before[old]) for old, new in uids.items()
    )


def _go_on_implementing(key: UUID, year: int) -> None:
    """Link the tasks of a new plan with those of the same year as the tasks that they continue were linked."""
    of_year = set(WorkPlanPage.objects.filter(year=year).values_list("translation_key", flat=True))
    mine = dict(
        Continuation.objects.filter(task__plan=key, earlier__isnull=False).values_list("earlier", "task")
    )
    links = [
        *Implementation.objects.filter(lower__in=mine).values_list("lower", "upper"),
        *Implementation.objects.filter(upper__in=mine).values_list("lower", "upper"),
    ]
    ends = {end for link in links for end in link}
    now = dict(
        Continuation.objects.filter(earlier__in=ends, task__plan__in=of_year).values_list("earlier", "task")
    )
    Implementation.objects.bulk_create(
        (
            Implementation(lower_id=now[lower], upper_id=now[upper])
            for lower, upper in links
            if lower in now and upper in now
        ),
        ignore_conflicts=True,
    )


def _rows(plan: UUID, uids: Iterable[UUID]) -> dict[UUID, FollowedTask]:
    FollowedTask.objects.bulk_create(
        (FollowedTask(plan=plan, uid=uid) for uid in uids), ignore_conflicts=True
    )
    return {row.uid: row for row in FollowedTask.objects.filter(plan=plan)}
