"""The sheet of a plan's tasks, compared with the plan.

Rows are known by their uids, wherever they stand. A row without one is a new task, unless a task of that name came into
the plan since the file was made: a file that is brought twice makes nothing twice. A task without a row is taken out.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import UUID, uuid4

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from cms.core.models import Organisation
from cms.core.text import plain, shorten
from cms.workplans.followed import FollowedTask
from cms.workplans.models import Task, WorkPlanPage
from cms.workplans.recording import Report
from cms.workplans.sheets.columns import TASKS, Units, written
from cms.workplans.sheets.deciding import Decisions
from cms.workplans.sheets.entries import Difference, EntryChange
from cms.workplans.sheets.exporting import SAID, TEXT, followed_of, row_of
from cms.workplans.sheets.merging import (
    Marks,
    Row,
    compared,
    fingerprint,
    is_as_before,
    merge,
    merge_order,
    woven,
)
from cms.workplans.sheets.reading import Line, Page, told
from cms.workplans.sheets.richtext import as_rich_text

TOLD = 300  # signs of a cell that are shown where it is to be decided on
WORDED = {column.key: column for column in TASKS}
UNKNOWN: Marks = dict.fromkeys(compared(TASKS), "")  # of a row that the file was not made from


@dataclass
class PlanChange:
    """What becomes of a plan: its tasks, or None where the text stays; what is said of them; and what that changes.

    `came` are tasks that others have put in since the file was made, and which stay.
    """

    plan: WorkPlanPage
    draft: WorkPlanPage
    is_overtaken: bool
    tasks: list[Task] | None = None
    said: dict[UUID, Report] = field(default_factory=dict)
    differences: list[Difference] = field(default_factory=list)
    entries: list[EntryChange] = field(default_factory=list)
    is_reordered: bool = False
    came: list[Task] = field(default_factory=list)

    @property
    def is_anything(self) -> bool:
        return bool(self.differences) or self.is_reordered


class PlanReader:
    """Compares the sheet of a plan with its newest draft. `errors` are lines for the reader."""

    def __init__(
        self, page: Page, plan: WorkPlanPage, known: Units, base: Mapping[str, Marks], decisions: Decisions
    ) -> None:
        self.page, self.plan, self._known, self._base, self._decisions = page, plan, known, base, decisions
        self.errors: list[str] = []
        self._draft = plan.get_latest_revision_as_object()
        self._tasks = {task.uid: task for task in self._draft.tasks.all()}
        self._followed = followed_of([plan])
        self._organisations = Organisation.objects.in_bulk(field_name="slug")
        self._rows: dict[UUID, Line] = {}
        self._came: dict[str, list[Task]] = defaultdict(list)
        for uid, task in self._tasks.items():
            if str(uid) not in base:
                self._came[_called(task.heading, task.text)].append(task)

    def change(self) -> PlanChange:
        overtaken = self.page.draft != (self._draft.latest_revision_id or 0)
        change = PlanChange(self.plan, self._draft, overtaken)
        if self._tasks and not any(line.values["uid"] for line in self.page.lines):
            empty = _("%(sheet)s: there is no task of this plan left in it.")
            self.errors.append(empty % {"sheet": self.page.title})
            return change
        found = [task for line in self.page.lines if (task := self._task(line, change)) is not None]
        kept = self._without_rows(change)
        change.came = [task for uid, task in kept.items() if str(uid) not in self._base]
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
            if marks is None or not (is_as_before(marks, self._before(task)) or self._is_out(task)):
                kept[uid] = task
            else:
                change.differences.append(Difference("", str(task), "gone"))
        return kept

    def _is_out(self, task: Task) -> bool:
        """Whether a task goes that the file took out and somebody else has changed."""
        return self._decisions.takes_file(
            f"{self.plan.pk}:{task.uid}",
            at=self.page.title,
            name=str(task),
            label=_("The whole task"),
            theirs=_("has no row any more: it is taken out of the plan"),
            now=_("was changed since the file was made: it stays as it is"),
        )

    def _in_order(self, found: dict[UUID, Task], kept: dict[UUID, Task]) -> list[Task]:
        tasks = {**found, **kept}
        base = [UUID(uid) for uid in self._base]
        now = [uid for uid in self._tasks if uid in tasks]
        order = merge_order(base, list(found), now)
        if order is None:
            order = (
                woven(list(found), now)
                if self._takes_its_order(tasks, list(found), now)
                else woven(now, list(found))
            )
        return [tasks[uid] for uid in order]

    def _takes_its_order(self, tasks: Mapping[UUID, Task], theirs: list[UUID], now: list[UUID]) -> bool:
        return self._decisions.takes_file(
            f"{self.plan.pk}:order",
            at=self.page.title,
            name="",
            label=_("The order of the tasks"),
            theirs=shorten(" · ".join(str(tasks[uid]) for uid in theirs), TOLD),
            now=shorten(" · ".join(str(tasks[uid]) for uid in now), TOLD),
        )

    def _texts_differ(self, change: PlanChange) -> bool:
        said = {str(WORDED[name].label) for name in SAID}
        return any(each.kind != "changed" or each.label not in said for each in change.differences)

    def _task(self, line: Line, change: PlanChange) -> Task | None:
        task = self._found(line)
        if task is None:
            return None
        is_new = task.uid not in self._tasks
        before = self._before(task)
        after = self._after(line, task, before)
        differing = [key for key in (*TEXT, "unit", *SAID) if before[key] != after[key]]
        self._set(task, after, differing)
        self._check(task, line)
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
        """The task that a row tells of; a new one where it has no uid and the plan has none that is called so."""
        written_uid = (line.values["uid"] or "").strip()
        if not written_uid:
            return self._made_before(line) or Task(uid=uuid4(), level=line.values["level"] or 1)
        try:
            uid = UUID(written_uid)
        except ValueError:
            uid = UUID(int=0)
        marks = self._base.get(str(uid))
        if marks is None:
            self._error(line, "uid", _("the plan has no such task; leave this empty for a new one"))
            return None
        if uid in self._rows:
            number = {"row": self._rows[uid].number}
            self._error(line, "uid", _("the same task stands in row %(row)d too") % number)
            return None
        if uid not in self._tasks and (is_as_before(marks, line.values) or not self._comes_back(line, uid)):
            return None
        self._rows[uid] = line
        return self._tasks.get(uid) or Task(uid=uid, level=line.values["level"] or 1)

    def _made_before(self, line: Line) -> Task | None:
        """The task that the same row has made, when the file was brought before, or that somebody else called so."""
        came = self._came.get(_called(line.values["heading"], line.values["text"]))
        if not came:
            return None
        task = came.pop(0)
        self._rows[task.uid] = line
        return task

    def _comes_back(self, line: Line, uid: UUID) -> bool:
        """Whether a task stays that the file has changed and somebody else took out of the plan."""
        words = shorten(str(line.values["heading"] or plain(line.values["text"] or "")), TOLD)
        return self._decisions.takes_file(
            f"{self.plan.pk}:{uid}",
            at=self.page.at(line, "uid"),
            name=words,
            label=_("The whole task"),
            theirs=_("was changed: it is put into the plan again"),
            now=_("was taken out of the plan since the file was made"),
        )

    def _before(self, task: Task) -> Row:
        followed = self._followed.get((self.plan.translation_key, task.uid))
        return row_of(task if task.uid in self._tasks else Task(level=0), followed)

    def _after(self, line: Line, task: Task, before: Row) -> Row:
        marks = self._base.get(str(task.uid), UNKNOWN) if task.uid in self._tasks else None
        silent = {key for key in UNKNOWN if marks is UNKNOWN and line.values[key] in (None, "")}
        after = {**line.values, **{key: before[key] for key in line.unread | silent}}
        if marks is None or fingerprint(after["text"]) != marks["text"]:
            after["text"] = as_rich_text(after["text"])
        if after["level"] is None:
            after["level"] = before["level"] or 1
        if marks is not None:
            theirs = after
            after, both = merge(marks, theirs, before)
            for key in both:
                after[key] = theirs[key] if self._takes_cell(line, task, key, theirs, before) else before[key]
        return after

    def _takes_cell(self, line: Line, task: Task, key: str, theirs: Row, now: Row) -> bool:
        of = self.plan.translation_key if key in SAID else self.plan.pk  # a status is that of all languages
        in_file, in_plan = self._worded(key, theirs, now)
        return self._decisions.takes_file(
            f"{of}:{task.uid}:{key}",
            at=self.page.at(line, key),
            name=str(task),
            label=WORDED[key].label,
            theirs=in_file,
            now=in_plan,
        )

    def _worded(self, key: str, *rows: Row) -> list[str]:
        """A cell of several rows in words; texts without their HTML, unless that is all they differ by."""
        words = [str(written(WORDED[key], row[key], self._known) or "") for row in rows]
        bare = [plain(each) for each in words] if key == "text" else words
        return bare if len(set(bare)) > 1 else words

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
        was, now = self._worded(key, before, after)
        return Difference(line.place(key), name, "changed", str(WORDED[key].label), was, now)


def _called(heading: str | None, text: str | None) -> str:
    """What a task is known by that has no uid."""
    return plain(heading or text or "").strip()
