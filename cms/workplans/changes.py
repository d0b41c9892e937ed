"""Who changed which task, and when: what was said of it, and how its text changed from one published version of the
plan to the next.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils.text import capfirst
from wagtail.models import PageLogEntry

from cms.core.text import plain
from cms.workplans.followed import ProgressEntry
from cms.workplans.history import ACTIONS, NOTHING, WITHDRAWN
from cms.workplans.models import WorkPlanPage
from cms.workplans.rules.wording import Run, runs
from cms.workplans.tasks import Task

VERSIONS = 20  # published versions that are compared, the newest
WORDED = ("number", "heading", "text", "helpers", "target")
SET = ("level", "unit", "begins_on", "due_on")


@dataclass(frozen=True)
class TextChange:
    """How a plan that was published changed one task: `words` are pairs of a label and the runs of its text."""

    at: datetime
    by: Any
    uid: UUID
    name: str
    kind: str  # "changed", "new", "gone"
    words: list[tuple[str, list[Run]]]


def lines(plan: WorkPlanPage, uid: UUID | None = None) -> QuerySet[PageLogEntry]:
    """The lines of the history of a plan in all its languages that tell of its tasks, or of one, newest first."""
    found = PageLogEntry.objects.filter(page__translation_key=plan.translation_key, action__in=ACTIONS)
    if uid:
        found = found.filter(data__task=str(uid))
    return found.select_related("user").order_by("-timestamp", "-pk")


def withdrawn(some: Iterable[PageLogEntry]) -> set[int]:
    """Of some lines those that tell of the end of an entry which was not brought back."""
    entries = {line.pk: line.data["kept"]["pk"] for line in some if line.action == WITHDRAWN}
    there = set(ProgressEntry.objects.filter(pk__in=entries.values()).values_list("pk", flat=True))
    return {line for line, entry in entries.items() if entry not in there}


def text_changes(plan: WorkPlanPage, uid: UUID | None = None) -> list[TextChange]:
    """How the published versions of a plan changed its tasks, or one, the newest first."""
    published = PageLogEntry.objects.filter(page=plan.pk, action="wagtail.publish", revision__isnull=False)
    newest = list(published.select_related("user", "revision").order_by("-timestamp", "-pk")[: VERSIONS + 1])
    found = [
        change
        for before, after in pairwise(reversed(newest))
        for change in _between(_tasks(before), _tasks(after), after)
        if uid is None or change.uid == uid
    ]
    return found[::-1]


def _tasks(line: PageLogEntry) -> dict[str, dict[str, Any]]:
    return {task["uid"]: task for task in line.revision.content.get("tasks", [])}


def _between(
    before: dict[str, dict[str, Any]], after: dict[str, dict[str, Any]], line: PageLogEntry
) -> Iterator[TextChange]:
    for uid in [*after, *(uid for uid in before if uid not in after)]:
        old, new = before.get(uid), after.get(uid)
        kind = "changed" if old and new else "new" if new else "gone"
        words = _words(old or {}, new or {}) if kind == "changed" else []
        if words or kind != "changed":
            yield TextChange(line.timestamp, line.user, UUID(uid), _name(new or old or {}), kind, words)


def _words(old: dict[str, Any], new: dict[str, Any]) -> list[tuple[str, list[Run]]]:
    changed = [name for name in (*WORDED, *SET) if _said(old, name) != _said(new, name)]
    return [(_label(name), _runs(name, _said(old, name), _said(new, name))) for name in changed]


def _runs(name: str, old: str, new: str) -> list[Run]:
    if name in WORDED:
        return runs(old, new)
    return [Run("removed", old or NOTHING), Run("added", new or NOTHING)]


def _said(task: dict[str, Any], name: str) -> str:
    value = task.get(name)
    return plain(value or "") if name == "text" else "" if value is None else str(value)


def _label(name: str) -> str:
    return capfirst(str(Task._meta.get_field(name).verbose_name))


def _name(task: dict[str, Any]) -> str:
    return str(Task(**{name: task.get(name, "") for name in ("number", "heading", "text")}))
