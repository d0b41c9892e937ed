"""Plans into a workbook, as they are drafted."""

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from cms.core.models import Organisation
from cms.workplans.followed import FollowedTask
from cms.workplans.following import entries_of
from cms.workplans.models import Task, WorkPlanPage
from cms.workplans.sheets.columns import Units
from cms.workplans.sheets.merging import Row
from cms.workplans.sheets.writing import TaskSheet, workbook

TEXT = ("number", "level", "heading", "text", "helpers", "begins_on", "due_on", "target")
SAID = ("status", "reached", "reason_zh", "reason_en")


def export(plans: Iterable[WorkPlanPage], language: str) -> bytes:
    """The bytes of an .xlsx with the newest drafts of plans and what is recorded of them, in a reader's language."""
    drafts = [plan.get_latest_revision_as_object() for plan in plans]
    followed = followed_of(drafts)
    sheets = [_sheet(draft, followed) for draft in drafts]
    return workbook(sheets, _entries(drafts, followed), units(language))


def units(language: str = "zh-hans") -> Units:
    """All organisations as cells name them, in a language first."""
    found = Organisation.objects.order_by("pk")
    return Units({each.slug: (each.said("name", language), each.name_zh, each.name_en) for each in found})


def followed_of(plans: Sequence[WorkPlanPage]) -> dict[tuple[UUID, UUID], FollowedTask]:
    """What is recorded of the tasks of plans, by translation key and uid."""
    rows = FollowedTask.objects.filter(plan__in={plan.translation_key for plan in plans})
    return {(row.plan, row.uid): row for row in rows}


def row_of(task: Task, followed: FollowedTask | None) -> Row:
    """A task with what is said of it, by the keys of the columns."""
    said = {name: getattr(followed, name) if followed else None for name in SAID}
    return {
        "uid": str(task.uid),
        **{name: getattr(task, name) for name in TEXT},
        "unit": task.unit.slug if task.unit else "",
        **{name: value if name == "reached" else value or "" for name, value in said.items()},
    }


def _sheet(draft: WorkPlanPage, followed: dict[tuple[UUID, UUID], FollowedTask]) -> TaskSheet:
    tasks = list(draft.tasks.all())
    known = Organisation.objects.in_bulk({task.unit_id for task in tasks if task.unit_id})
    for task in tasks:
        task.unit = known.get(task.unit_id)
    key = draft.translation_key
    rows = [row_of(task, followed.get((key, task.uid))) for task in tasks]
    return TaskSheet(str(key), draft.locale.language_code, draft.latest_revision_id or 0, draft.title, rows)


def _entries(
    drafts: Sequence[WorkPlanPage], followed: dict[tuple[UUID, UUID], FollowedTask]
) -> Iterable[Row]:
    names: dict[tuple[UUID, UUID], str] = {}
    for draft in drafts:
        for task in draft.tasks.all():
            names.setdefault((draft.translation_key, task.uid), str(task))
    for entry in entries_of(followed.values()) if followed else ():
        yield entry_row(entry, names.get((entry.task.plan, entry.task.uid), ""))


def entry_row(entry: Any, name: str) -> Row:
    """An entry by the keys of the columns."""
    return {
        "id": entry.pk,
        "plan": str(entry.task.plan),
        "task": str(entry.task.uid),
        "name": name,
        "day": entry.day,
        "text_zh": entry.text_zh,
        "text_en": entry.text_en,
        "pictures": [picture.image_id for picture in entry.pictures.all()],
        "evidence": [shown.page_id for shown in entry.evidence.all()],
    }
