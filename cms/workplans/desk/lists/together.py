"""One change to many tasks: all of it or nothing, and back again."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field, fields
from datetime import date
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction
from wagtail.actions import EditPageAction

from cms.workplans.followed import FollowedTask
from cms.workplans.models import WorkPlanPage
from cms.workplans.queries import may_work_on
from cms.workplans.recording import Report, report
from cms.workplans.tasks import Task

Place = tuple[int, UUID]  # a task in a plan page: the page's key, the task's uid
TEXT = ("due_on", "unit_id")  # what the plan says of a task, which takes a draft


@dataclass(frozen=True)
class Change:
    """What is to be of all tasks; None leaves it as it is. A status ("": as its parts) comes with its reasons."""

    status: str | None = None
    reason_zh: str = ""
    reason_en: str = ""
    due_on: date | None = None
    unit_id: int | None = None

    @property
    def texts(self) -> dict[str, Any]:
        """What it changes of the plan's text, by the names of the task's fields."""
        return {name: getattr(self, name) for name in TEXT if getattr(self, name) is not None}


@dataclass
class Done:
    """What was changed: what was said of tasks before and is now, and the same for their text, each [before, now]."""

    said: dict[Place, tuple[Report, Report]] = field(default_factory=dict)
    texts: dict[Place, dict[str, tuple[Any, Any]]] = field(default_factory=dict)

    @property
    def tasks(self) -> int:
        """How many tasks were changed."""
        return len({uid for _page, uid in self.said.keys() | self.texts.keys()})

    @property
    def drafts(self) -> int:
        """How many plans have a new draft."""
        return len({page for page, _uid in self.texts})


@transaction.atomic
def change_tasks(places: Collection[Place], change: Change, by: Any) -> Done:
    """Change tasks of any plans. A status holds at once and in all languages; dates and units make drafts of the plan
    in each of its languages.

    Raises PermissionDenied where one of the plans is not theirs or is locked, ValidationError where a task can't be
    so; each changes nothing.
    """
    done = Done()
    for plan, uids in _by_plan(places, by):
        if change.status is not None:
            _say(plan, _reports(plan, uids, change), by, done)
    if change.texts:
        for plan, uids in _by_plan(_in_all_languages(places), by):
            _write(plan, dict.fromkeys(uids, change.texts), by, done)
    return done


@transaction.atomic
def take_back(done: Done, by: Any) -> Done:
    """Undo a change, as far as nobody has changed the same again since. Returns what was changed."""
    undone = Done()
    for plan, uids in _by_plan(done.said.keys() | done.texts.keys(), by):
        now = _said(plan)
        before = {
            uid: done.said[plan.pk, uid][0]
            for uid in uids
            if (plan.pk, uid) in done.said and now.get(uid, Report()) == done.said[plan.pk, uid][1]
        }
        _say(plan, before, by, undone)
        _write(plan, _former_texts(plan, uids, done), by, undone)
    return undone


def _in_all_languages(places: Collection[Place]) -> list[Place]:
    keys = dict(
        WorkPlanPage.objects.filter(pk__in={page for page, _uid in places}).values_list(
            "pk", "translation_key"
        )
    )
    versions: dict[UUID, list[int]] = {}
    for pk, key in WorkPlanPage.objects.filter(translation_key__in=keys.values()).values_list(
        "pk", "translation_key"
    ):
        versions.setdefault(key, []).append(pk)
    return [(version, uid) for page, uid in places for version in versions[keys[page]]]


def _by_plan(places: Iterable[Place], by: Any) -> list[tuple[WorkPlanPage, list[UUID]]]:
    uids: dict[int, list[UUID]] = {}
    for page, uid in places:
        uids.setdefault(page, []).append(uid)
    plans = list(WorkPlanPage.objects.filter(pk__in=uids).order_by("pk"))
    if not all(may_work_on(by, plan) for plan in plans):
        raise PermissionDenied("Some of these tasks are in plans of other organisations.")
    return [(plan, uids[plan.pk]) for plan in plans]


def _reports(plan: WorkPlanPage, uids: Sequence[UUID], change: Change) -> dict[UUID, Report]:
    now = _said(plan)
    return {
        uid: Report(change.status or "", now.get(uid, Report()).reached, change.reason_zh, change.reason_en)
        for uid in uids
    }


def _said(plan: WorkPlanPage) -> dict[UUID, Report]:
    """What is said of the tasks of a plan."""
    names = [each.name for each in fields(Report)]
    rows = FollowedTask.objects.filter(plan=plan.translation_key)
    return {row.uid: Report(**{name: getattr(row, name) for name in names}) for row in rows}


def _say(plan: WorkPlanPage, said: dict[UUID, Report], by: Any, done: Done) -> None:
    before = _said(plan)
    for uid in report(plan, said, by):
        done.said[plan.pk, uid] = (before.get(uid, Report()), said[uid])


def _write(plan: WorkPlanPage, texts: dict[UUID, dict[str, Any]], by: Any, done: Done) -> None:
    draft = plan.get_latest_revision_as_object()
    draft.tasks = list(draft.tasks.all())  # in memory, where the draft is made of
    for task in draft.tasks.all():
        wanted = texts.get(task.uid, {})
        changed = {
            name: (getattr(task, name), value)
            for name, value in wanted.items()
            if getattr(task, name) != value
        }
        if changed:
            _set(task, {name: now for name, (_before, now) in changed.items()})
            done.texts[plan.pk, task.uid] = changed
    if any(page == plan.pk for page, _uid in done.texts):
        EditPageAction(draft, user=by).execute()


def _set(task: Task, values: dict[str, Any]) -> None:
    for name, value in values.items():
        setattr(task, name, value)
    task.clean()


def _former_texts(plan: WorkPlanPage, uids: Iterable[UUID], done: Done) -> dict[UUID, dict[str, Any]]:
    now = {task.uid: task for task in plan.get_latest_revision_as_object().tasks.all()}
    return {
        uid: {
            name: before
            for name, (before, then) in done.texts.get((plan.pk, uid), {}).items()
            if getattr(now[uid], name) == then
        }
        for uid in uids
        if uid in now
    }
