"""A workbook back into its plans: what would change, cell by cell, and all of it or nothing.

Rows are known by their uids, wherever they stand. A row without one is a new task; a task without a row is taken out.
What others have changed meanwhile stays, unless the workbook changes the same cell: then it is refused.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID, uuid4

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.actions import EditPageAction

from cms.core.models import Organisation
from cms.core.text import plain, shorten
from cms.workplans.followed import FollowedTask
from cms.workplans.models import Task, WorkPlanPage
from cms.workplans.queries import may_work_on
from cms.workplans.recording import Report, report
from cms.workplans.sheets.columns import TASKS, Units, written
from cms.workplans.sheets.entries import CHANGED_BY_BOTH, TOLD, Difference, EntryChange, EntryReader
from cms.workplans.sheets.exporting import SAID, TEXT, followed_of, row_of, units
from cms.workplans.sheets.merging import (
    OF_ENTRIES,
    Marks,
    Row,
    fingerprint,
    is_as_before,
    merge,
    merge_order,
    name_of,
)
from cms.workplans.sheets.reading import Book, Line, Page, SheetError, read_book, told
from cms.workplans.sheets.richtext import as_rich_text

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
    book = read_book(data, known)
    errors = book.errors
    for page in book.pages:
        if page.plan is not None:
            reader = _PlanReader(
                page, _plan_of(page, by), known, book.base.of(name_of(page.plan, page.language))
            )
            found.append(reader.change())
            errors += reader.errors
    errors += _contradictions(found)
    errors += _read_entries(book, found)
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


def _read_entries(book: Book, found: list[PlanChange]) -> list[str]:
    """Put what becomes of entries with the plan that they belong to. Returns what is wrong with them."""
    plans = [(change.plan, list(change.draft.tasks.all())) for change in found]
    reader = EntryReader(book.pages, plans, book.base.of(OF_ENTRIES))
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

    def __init__(self, page: Page, plan: WorkPlanPage, known: Units, base: Mapping[str, Marks]) -> None:
        self.page, self.plan, self._known, self._base = page, plan, known, base
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
        found = [task for line in self.page.lines if (task := self._task(line, change)) is not None]
        kept = self._without_rows(change)
        tasks = self._in_order({task.uid: task for task in found}, kept)
        now = [uid for uid in self._tasks if uid in kept or uid in self._rows]
        change.is_reordered = [task.uid for task in tasks if task.uid in self._tasks] != now
        if change.is_reordered or self._texts_differ(change):
            for place, task in enumerate(tasks):
                task.sort_order = place
            change.tasks = tasks
        return change

    def _without_rows(self, change: PlanChange) -> dict[UUID, Task]:
        """The tasks that have no row and stay: those that came meanwhile. The others are taken out."""
        kept = {}
        for uid, task in self._tasks.items():
            marks = self._base.get(str(uid))
            if uid in self._rows:
                continue
            if marks is None:
                kept[uid] = task
            elif is_as_before(marks, self._before(task)):
                change.differences.append(Difference("", str(task), "gone"))
            else:
                message = _("has no row any more, but was changed in the plan since the file was made")
                self.errors.append(told(f"{self.page.title} “{task}”", message))
        return kept

    def _in_order(self, found: dict[UUID, Task], kept: dict[UUID, Task]) -> list[Task]:
        tasks = {**found, **kept}
        base = [UUID(uid) for uid in self._base]
        order = merge_order(base, list(found), [uid for uid in self._tasks if uid in tasks])
        if order is None:
            message = _("the tasks were put in another order in the plan, too, since the file was made")
            self.errors.append(told(self.page.title, message))
        return [tasks[uid] for uid in order or found]

    def _texts_differ(self, change: PlanChange) -> bool:
        said = {str(WORDED[name].label) for name in SAID}
        return any(each.kind != "changed" or each.label not in said for each in change.differences)

    def _task(self, line: Line, change: PlanChange) -> Task | None:
        task = self._found(line)
        if task is None:
            return None
        before = self._before(task)
        after = self._after(line, before, self._base.get(str(task.uid)))
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
        marks = self._base.get(str(uid))
        if marks is None:
            self._error(line, "uid", _("the plan has no such task; leave this empty for a new one"))
            return None
        if uid not in self._tasks:
            if not is_as_before(marks, line.values):
                self._error(line, "uid", _("this task was taken out of the plan since the file was made"))
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

    def _after(self, line: Line, before: Row, marks: Marks | None) -> Row:
        after = {**line.values, **{key: before[key] for key in line.unread}}
        if marks is None or fingerprint(after["text"]) != marks["text"]:
            after["text"] = as_rich_text(after["text"])
        if marks is not None:
            after, both = merge(marks, after, before)
            for key in both:
                now = shorten(str(written(WORDED[key], before[key], self._known) or "–"), TOLD)
                self._error(line, key, CHANGED_BY_BOTH % {"now": now})
        if after["level"] is None:
            after["level"] = before["level"] or 1
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
