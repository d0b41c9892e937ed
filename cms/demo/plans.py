"""How a draft fills a plan: its text is read by the importer, rows of the content add what that does not say."""

import hashlib
from datetime import date
from decimal import Decimal
from functools import cache
from itertools import accumulate
from typing import Any
from uuid import UUID, uuid5

from cms.demo import content
from cms.demo.drafts import Draft
from cms.importing.api import PlanReading, Reading, read_file, read_text
from cms.importing.registry import ImportContext, Source, maker_for
from cms.workplans.models import EntryPicture, Evidence, ProgressEntry, Task, WorkPlanPage
from cms.workplans.recording import Report, enter, implement, report

CHINESE, ENGLISH = content.LOCALES


def work_plan(page: WorkPlanPage, draft: Draft) -> None:
    """Give a plan its text and its tasks, in memory, and record what is known of these."""
    reading = _plan_of(draft)
    context = ImportContext(page.get_parent(), page.locale, _source_of(draft), draft.world.user)
    made = maker_for("work_plan")(reading, context)
    assert isinstance(made, WorkPlanPage)
    page.year, page.number, page.plan_date = draft.field("year"), draft.field("number", ""), draft.day("date")
    if path := draft.field("previous"):
        page.previous = draft.page(path).specific
    page.preamble, page.closing = made.preamble, made.closing
    tasks = list(made.tasks.all())
    rows = _rows_of(tasks, draft)
    for place, task in enumerate(tasks):
        task.uid = uuid5(page.translation_key, str(place))  # the same in both languages
        if row := rows.get(place):
            task.unit, task.due_on = draft.organisation(row.get("unit")), row.get("due")
            task.target = row.get("target", {}).get(draft.locale, "") if task.level == 1 else ""
    page.tasks = tasks
    said = {tasks[place].uid: _report(row) for place, row in rows.items() if "status" in row}
    report(page, said, by=draft.world.user)
    first = {row["number"]: tasks[place] for place, row in sorted(rows.items(), reverse=True)}
    if not ProgressEntry.objects.filter(task__plan=page.translation_key).exists():
        for row in draft.field("task", []):
            _record(page, first[row["number"]].uid, row, draft)


def _report(row: dict[str, Any]) -> Report:
    reached = Decimal(str(row["reached"])) if "reached" in row else None
    return Report(row["status"], reached, row.get("reason_zh", ""), row.get("reason_en", ""))


def _record(page: WorkPlanPage, uid: UUID, row: dict[str, Any], draft: Draft) -> None:
    """What was done for a task, and which tasks of the plans above it implements."""
    for told in row.get("entry", []):
        entry = ProgressEntry(
            day=min(date.fromisoformat(told["day"]), draft.world.today),
            text_zh=told[CHINESE],
            text_en=told[ENGLISH],
        )
        entry.pictures.set([EntryPicture(image=draft.image(name)) for name in told.get("pictures", [])])
        entry.evidence.set([Evidence(page=draft.page(path)) for path in told.get("evidence", [])])
        enter(page, uid, entry, by=draft.world.user)
    if uppers := [_upper(draft, *each) for each in row.get("implements", [])]:
        implement(page, uid, uppers, by=draft.world.user)


def _upper(draft: Draft, path: str, number: int) -> tuple[UUID, UUID]:
    plan = draft.page(path).specific
    return plan.translation_key, plan.tasks.filter(level=1)[number - 1].uid


def _rows_of(tasks: list[Task], draft: Draft) -> dict[int, dict[str, Any]]:
    """The row of the content for each task, by its place. A row holds for what is inside its task too."""
    rows = {row["number"]: row for row in draft.field("task", [])}
    numbers = accumulate(task.level == 1 for task in tasks)
    return {place: rows[number] for place, number in enumerate(numbers) if number in rows}


def _plan_of(draft: Draft) -> PlanReading:
    source = draft.field("source")
    if source:
        return _read(source[draft.locale]).plans[source["plan"] - 1]
    return read_text(draft.text("text")).plans[0]


@cache
def _read(name: str) -> Reading:
    return read_file(content.FOLDER / name)


def _source_of(draft: Draft) -> Source:
    text = draft.text("text") or (content.FOLDER / draft.field("source")[draft.locale]).read_text(
        encoding="utf-8"
    )
    return Source(f"{draft.entry.slug}.{draft.locale}.txt", hashlib.sha256(text.encode()).hexdigest())
