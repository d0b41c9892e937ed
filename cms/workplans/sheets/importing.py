"""A workbook back into its plans: what would change, cell by cell, and all of it or nothing.

Rows are known by their uids, wherever they stand. A row without one is a new task; a task without a row is taken out.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID, uuid4

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.actions import EditPageAction

from cms.core.models import Organisation
from cms.core.text import plain
from cms.workplans.followed import FollowedTask
from cms.workplans.models import Task, WorkPlanPage
from cms.workplans.queries import may_work_on
from cms.workplans.recording import Report, report
from cms.workplans.sheets.columns import TASKS, Units, written
from cms.workplans.sheets.entries import Difference, EntryChange, EntryReader
from cms.workplans.sheets.exporting import SAID, TEXT, followed_of, row_of, units
from cms.workplans.sheets.reading import Line, Page, SheetError, pages, told
from cms.workplans.sheets.richtext import as_rich_text
from cms.workplans.sheets.writing import Row

MOST_ERRORS = 30  # lines that a reader is told at once
WORDED = {column.key: column for column in TASKS}


@dataclass
class PlanChange:
    """What becomes of a plan: its tasks, or None where the text stays; what is said of them; and what that changes."""

    plan: WorkPlanPage
    draft: WorkPlanPage
    is_overtaken: bool
    tasks: list[Task] | None = None
    said: dict[UUID, Report] = field(default_factory=dict)
    differences: list[Difference] = field(default_factory=list)
    entries: list[EntryChange] = field(default_factory=list)
    is_reordered: bool = False

    @property
    def is_anything(self) -> bool:
        return bool(self.differences) or self.is_reordered


def changes(data: bytes, by: Any, language: str) -> list[PlanChange]:
    """What a workbook would change of each plan in it. Raises SheetError with all that is wrong."""
    known = units(language)
    found: list[PlanChange] = []
    read, errors = pages(data, known)
    for page in read:
        if page.plan is not None:
            reader = _PlanReader(page, _plan_of(page, by), known)
            found.append(reader.change())
            errors += reader.errors
    errors += _contradictions(found)
    errors += _read_entries(read, found)
    if errors:
        left = len(errors) - MOST_ERRORS
        more = [_("And %(count)d more.") % {"count": left}] if left > 0 else []
        raise SheetError(*errors[:MOST_ERRORS], *more)
    return found


@transaction.atomic
def apply(found: list[PlanChange], by: Any) -> None:
    """Make changes: texts become drafts; what is said of tasks, and entries, hold at once."""
    for change in found:
        if change.tasks is not None:
            change.draft.tasks = change.tasks
            EditPageAction(change.draft, user=by).execute()
        if change.said:
            report(change.plan, change.said, by)
        for entry in change.entries:
            entry.apply(by)


def _contradictions(found: list[PlanChange]) -> Iterator[str]:
    """Lines for tasks of which the sheets of a plan in two languages say different things."""
    said: dict[UUID, Report] = {}
    for change in found:
        for uid, what in change.said.items():
            if said.setdefault(uid, what) != what:
                title = change.plan.title
                yield _("%(title)s: two sheets say different things of the same task.") % {"title": title}


def _read_entries(read: list[Page], found: list[PlanChange]) -> list[str]:
    """Put what becomes of entries with the plan that they belong to. Returns what is wrong with them."""
    reader = EntryReader(read, [(change.plan, list(change.draft.tasks.all())) for change in found])
    for change in reader.changes():
        of = next(each for each in found if each.plan == change.plan)
        of.entries.append(change)
        of.differences += change.differences
    return reader.errors


def _plan_of(page: Page, by: Any) -> WorkPlanPage:
    plans = WorkPlanPage.objects.filter(translation_key=page.plan, locale__language_code=page.language)
    plan = plans.select_related("locale").first()
    if plan is None:
        raise SheetError(_("%(sheet)s: this plan is not here any more.") % {"sheet": page.title})
    if not may_work_on(by, plan):
        raise SheetError(_("%(sheet)s: this plan is not yours to work on.") % {"sheet": page.title})
    return plan


class _PlanReader:
    """Compares the sheet of a plan with its newest draft. `errors` are lines for the reader."""

    def __init__(self, page: Page, plan: WorkPlanPage, known: Units) -> None:
        self.page, self.plan, self._known = page, plan, known
        self.errors: list[str] = []
        self._draft = plan.get_latest_revision_as_object()
        self._tasks = {task.uid: task for task in self._draft.tasks.all()}
        self._followed = followed_of([plan])
        self._organisations = Organisation.objects.in_bulk(field_name="slug")
        self._rows: dict[UUID, Line] = {}

    def change(self) -> PlanChange:
        overtaken = self.page.draft != (self._draft.latest_revision_id or 0)
        change = PlanChange(self.plan, self._draft, overtaken)
        if self._tasks and not any(line.values["uid"] for line in self.page.lines):
            empty = _("%(sheet)s: there is no task of this plan left in it.")
            self.errors.append(empty % {"sheet": self.page.title})
            return change
        tasks = [task for line in self.page.lines if (task := self._task(line, change)) is not None]
        uids = [task.uid for task in tasks]
        for uid, task in self._tasks.items():
            if uid not in self._rows:
                change.differences.append(Difference("", str(task), "gone"))
        kept = [uid for uid in uids if uid in self._tasks]
        change.is_reordered = kept != [uid for uid in self._tasks if uid in self._rows]
        if change.is_reordered or self._texts_differ(change):
            for place, task in enumerate(tasks):
                task.sort_order = place
            change.tasks = tasks
        return change

    def _texts_differ(self, change: PlanChange) -> bool:
        said = {str(WORDED[name].label) for name in SAID}
        return any(each.kind != "changed" or each.label not in said for each in change.differences)

    def _task(self, line: Line, change: PlanChange) -> Task | None:
        task = self._found(line)
        if task is None:
            return None
        before = self._before(task)
        after = self._after(line, before)
        differing = [key for key in (*TEXT, "unit", *SAID) if before[key] != after[key]]
        self._set(task, after, differing)
        self._check(task, line)
        is_new = task.uid not in self._tasks
        name = str(task)
        if is_new:
            change.differences.append(Difference(line.place("uid"), name, "new"))
        for key in differing:
            if not is_new or key in SAID:
                change.differences.append(self._difference(line, name, key, before, after))
        if any(key in SAID for key in differing):
            change.said[task.uid] = self._report(line, after)
        return task

    def _found(self, line: Line) -> Task | None:
        """The task that a row tells of, which is a new one where it has no uid."""
        written_uid = line.values["uid"] or ""
        if not written_uid.strip():
            return Task(uid=uuid4(), level=line.values["level"] or 1)
        try:
            uid = UUID(written_uid.strip())
        except ValueError:
            uid = UUID(int=0)
        if uid not in self._tasks:
            self._error(line, "uid", _("the plan has no such task; leave this empty for a new one"))
            return None
        if uid in self._rows:
            self._error(
                line, "uid", _("the same task stands in row %(row)d too") % {"row": self._rows[uid].number}
            )
            return None
        self._rows[uid] = line
        return self._tasks[uid]

    def _before(self, task: Task) -> Row:
        if task.uid in self._tasks:
            return row_of(task, self._followed.get((self.plan.translation_key, task.uid)))
        return row_of(Task(level=0), None)

    def _after(self, line: Line, before: Row) -> Row:
        after = {**line.values, **{key: before[key] for key in line.unread}}
        if after["level"] is None:
            after["level"] = before["level"] or 1
        if after["text"] != before["text"]:
            after["text"] = as_rich_text(after["text"])
        return after

    def _set(self, task: Task, after: Row, differing: list[str]) -> None:
        for key in differing:
            if key == "unit":
                task.unit = self._organisations.get(after["unit"])
            elif key in TEXT:
                setattr(task, key, after[key])

    def _check(self, task: Task, line: Line) -> None:
        try:
            task.full_clean(exclude=["plan", "anchor"], validate_constraints=False)
        except ValidationError as error:
            self._errors(line, error)

    def _report(self, line: Line, after: Row) -> Report:
        what = Report(**{name: after[name] for name in SAID})
        row = FollowedTask(plan=self.plan.translation_key, uid=uuid4(), **vars(what))
        try:
            row.full_clean(validate_unique=False, validate_constraints=False)
        except ValidationError as error:
            self._errors(line, error)
        return what

    def _errors(self, line: Line, error: ValidationError) -> None:
        for key, messages in error.message_dict.items():
            self._error(line, key, " ".join(messages))

    def _error(self, line: Line, key: str, message: str) -> None:
        self.errors.append(told(self.page.at(line, key), message))

    def _difference(self, line: Line, name: str, key: str, before: Row, after: Row) -> Difference:
        column = WORDED[key]
        was, now = (str(written(column, row[key], self._known) or "") for row in (before, after))
        if key == "text" and plain(was) != plain(now):
            was, now = plain(was), plain(now)
        return Difference(line.place(key), name, "changed", str(column.label), was, now)
