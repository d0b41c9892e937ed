"""The entries of a workbook back into its plans.

Rows are known by the entry's number; a row without one is a new entry, unless the same was entered since the file was
made; an entry without a row is withdrawn. What others have done meanwhile stays, as with tasks.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.utils.translation import gettext as _
from wagtail.models import Page as WagtailPage

from cms.core.models import Image
from cms.workplans.followed import EntryPicture, Evidence, ProgressEntry
from cms.workplans.following import entries_of
from cms.workplans.models import Task, WorkPlanPage
from cms.workplans.recording import enter, withdraw
from cms.workplans.sheets.columns import ENTRIES, Units, written
from cms.workplans.sheets.deciding import Decisions
from cms.workplans.sheets.exporting import entry_row, followed_of
from cms.workplans.sheets.merging import Marks, Row, is_as_before, merge
from cms.workplans.sheets.reading import Line, Page, told

WORDED = {column.key: column for column in ENTRIES}
CHANGED = ("task", "day", "text_zh", "text_en", "pictures", "evidence")


@dataclass(frozen=True)
class Difference:
    """What changes: the cell, the task, the words of the column, before and after; kind "changed", "new", "gone"; for
    an entry, that it is one.
    """

    at: str
    name: str
    kind: str = "changed"
    label: str = ""
    before: str = ""
    after: str = ""
    is_entry: bool = False


@dataclass
class EntryChange:
    """What becomes of an entry (None: a new one) of a plan: its values, or None where it is withdrawn."""

    plan: WorkPlanPage
    entry: ProgressEntry | None
    values: Row | None
    differences: list[Difference]

    def apply(self, by: Any) -> None:
        """Record it."""
        if self.values is None:
            assert self.entry
            withdraw(self.plan, self.entry, by)
            return
        entry = self.entry or ProgressEntry()
        for name in ("day", "text_zh", "text_en"):
            setattr(entry, name, self.values[name])
        there = {picture.image_id: picture for picture in entry.pictures.all()}
        entry.pictures.set(
            there.get(key) or EntryPicture(image_id=key, sort_order=place)
            for place, key in enumerate(self.values["pictures"])
        )
        shown = {evidence.page_id: evidence for evidence in entry.evidence.all()}
        entry.evidence.set(
            shown.get(key) or Evidence(page_id=key, sort_order=place)
            for place, key in enumerate(self.values["evidence"])
        )
        enter(self.plan, UUID(self.values["task"]), entry, by)


class EntryReader:
    """Compares the sheets of entries with those of the plans that are in the workbook."""

    def __init__(
        self,
        pages: Iterable[Page],
        plans: Iterable[tuple[WorkPlanPage, list[Task]]],
        base: Mapping[str, Marks],
        decisions: Decisions,
    ) -> None:
        self.pages = [page for page in pages if page.plan is None]
        self._base, self._decisions = base, decisions
        self.errors: list[str] = []
        self._plans: dict[UUID, WorkPlanPage] = {}
        self._names: dict[tuple[UUID, UUID], str] = {}
        for plan, tasks in plans:
            self._plans.setdefault(plan.translation_key, plan)
            for task in tasks:
                self._names.setdefault((plan.translation_key, task.uid), str(task))
        rows = followed_of(list(self._plans.values()))
        self._entries = {entry.pk: entry for entry in (entries_of(rows.values()) if rows else ())}
        self._came = Counter(
            _said(entry_row(entry, "")) for key, entry in self._entries.items() if str(key) not in base
        )
        named = {name: self._named(name) for name in ("pictures", "evidence")}
        self._images = set(Image.objects.filter(pk__in=named["pictures"]).values_list("pk", flat=True))
        self._pages = set(
            WagtailPage.objects.filter(pk__in=named["evidence"], depth__gt=1).values_list("pk", flat=True)
        )

    def changes(self) -> Iterator[EntryChange]:
        """Every entry that becomes another, is new, or is withdrawn. Afterwards `errors` has what is wrong."""
        if not self.pages:
            return
        seen: dict[int, Line] = {}
        for page in self.pages:
            for line in page.lines:
                if change := self._change(page, line, seen):
                    yield change
        for key, entry in self._entries.items():
            if key not in seen and str(key) in self._base:
                yield from self._withdrawn(entry, self._base[str(key)])

    def _withdrawn(self, entry: ProgressEntry, marks: Marks) -> Iterator[EntryChange]:
        """An entry that the file had, and has no row any more."""
        name = self._names.get((entry.task.plan, entry.task.uid), "")
        if is_as_before(marks, entry_row(entry, name)) or self._is_out(entry, name):
            told_of = Difference("", name, "gone", before=str(entry), is_entry=True)
            yield EntryChange(self._plans[entry.task.plan], entry, None, [told_of])

    def _is_out(self, entry: ProgressEntry, name: str) -> bool:
        """Whether an entry is withdrawn that the file took out and somebody else has changed."""
        return self._decisions.takes_file(
            f"entry:{entry.pk}",
            at=self.pages[0].title,
            name=name,
            label=_("The whole entry"),
            theirs=_("has no row any more: it is withdrawn"),
            now=_("was changed since the file was made, and stays: %(entry)s") % {"entry": entry},
        )

    def _change(self, page: Page, line: Line, seen: dict[int, Line]) -> EntryChange | None:
        key = line.values["id"]
        entry = self._entries.get(key) if key else None
        if key and (message := self._wrong(line, seen)):
            self.errors.append(told(page.at(line, "id"), message))
            return None
        if key and entry is None and not self._comes_back(page, line):
            return None
        if entry:
            seen[entry.pk] = line
            self._merge(page, line, entry)
        where = self._where(page, line, entry)
        if where is None:
            return None
        plan, uid = where
        name = self._names[plan.translation_key, uid]
        before = entry_row(entry, name) if entry else None
        after: Row = {**line.values, "task": str(uid), "plan": str(plan.translation_key)}
        if before is None and not key and self._is_there(after):
            return None
        differing = [name for name in CHANGED if before is None or before[name] != after[name]]
        if not differing:
            return None
        self._check(page, line, after)
        return EntryChange(plan, entry, after, self._differences(line, name, before, after, differing))

    def _is_there(self, row: Row) -> bool:
        """Whether the same was entered since the file was made, as by bringing the file before."""
        if self._came[_said(row)] < 1:
            return False
        self._came[_said(row)] -= 1
        return True

    def _wrong(self, line: Line, seen: dict[int, Line]) -> str:
        """What is wrong with the number of a row; "" where the file was made with such an entry."""
        key = line.values["id"]
        if key in seen:
            return _("the same entry stands in row %(row)d too") % {"row": seen[key].number}
        return "" if str(key) in self._base else _("there is no such entry; leave this empty for a new one")

    def _comes_back(self, page: Page, line: Line) -> bool:
        """Whether an entry is made again that the file has changed and somebody else deleted."""
        if is_as_before(self._base[str(line.values["id"])], line.values) or self._is_there(line.values):
            return False
        return self._decisions.takes_file(
            f"entry:{line.values['id']}",
            at=page.at(line, "id"),
            name=line.values["name"] or "",
            label=_("The whole entry"),
            theirs=_("was changed, and is entered again: %(entry)s")
            % {"entry": line.values["text_zh"] or line.values["text_en"]},
            now=_("was deleted since the file was made"),
        )

    def _merge(self, page: Page, line: Line, entry: ProgressEntry) -> None:
        """Let the row of an entry say what others have made of it, where it says nothing else itself."""
        now = entry_row(entry, self._names.get((entry.task.plan, entry.task.uid), ""))
        theirs = {**line.values, **{key: now[key] for key in line.unread}}
        line.values, both = merge(self._base[str(entry.pk)], theirs, now)
        for key in both:
            in_file, in_program = (
                str(written(WORDED[key], row[key], Units()) or "") for row in (theirs, now)
            )
            takes_file = self._decisions.takes_file(
                f"entry:{entry.pk}:{key}",
                at=page.at(line, key),
                name=now["name"],
                label=WORDED[key].label,
                theirs=in_file,
                now=in_program,
            )
            line.values[key] = (theirs if takes_file else now)[key]

    def _where(self, page: Page, line: Line, entry: ProgressEntry | None) -> tuple[WorkPlanPage, UUID] | None:
        """The plan and the task that a row is about; where it names no plan, the only one of the workbook."""
        plan_key, uid = _uuid(line.values["plan"]), _uuid(line.values["task"])
        if not line.values["plan"] and len(self._plans) == 1:
            plan_key = next(iter(self._plans))
        plan = self._plans.get(plan_key) if plan_key else None
        if plan is None or (entry and entry.task.plan != plan_key):
            self.errors.append(told(page.at(line, "plan"), _("this plan has no sheet in this workbook")))
            return None
        if uid is None or (plan.translation_key, uid) not in self._names:
            self.errors.append(told(page.at(line, "task"), _("the plan has no such task")))
            return None
        return plan, uid

    def _check(self, page: Page, line: Line, after: Row) -> None:
        fields = {name: after[name] for name in ("day", "text_zh", "text_en")}
        try:
            ProgressEntry(**fields).full_clean(exclude=["task", "by"], validate_constraints=False)
        except ValidationError as error:
            for key, messages in error.message_dict.items():
                self.errors.append(told(page.at(line, key), " ".join(messages)))
        for name in ("text_zh", "text_en"):
            try:
                MaxLengthValidator(getattr(ProgressEntry, name).field.max_length)(after[name])
            except ValidationError as error:
                self.errors.append(told(page.at(line, name), " ".join(error.messages)))
        for name, there in (("pictures", self._images), ("evidence", self._pages)):
            if missing := [key for key in after[name] if key not in there]:
                message = _("there is none with the number %(number)s") % {"number": missing[0]}
                self.errors.append(told(page.at(line, name), message))

    def _differences(
        self, line: Line, name: str, before: Row | None, after: Row, differing: list[str]
    ) -> list[Difference]:
        if before is None:
            words = after["text_zh"] or after["text_en"]
            return [Difference(line.place("id"), name, "new", after=words, is_entry=True)]
        return [self._differs(line, name, key, before, after) for key in differing]

    def _differs(self, line: Line, name: str, key: str, before: Row, after: Row) -> Difference:
        column = WORDED[key]
        was, now = (str(written(column, row[key], Units()) or "") for row in (before, after))
        return Difference(line.place(key), name, "changed", str(column.label), was, now, is_entry=True)

    def _named(self, name: str) -> set[int]:
        return {key for page in self.pages for line in page.lines for key in line.values[name] or []}


def _uuid(words: str | None) -> UUID | None:
    try:
        return UUID((words or "").strip())
    except ValueError:
        return None


def _said(row: Row) -> tuple[Any, ...]:
    """What makes two entries the same one to their readers."""
    return tuple(
        tuple(value) if isinstance(value, list) else value
        for value in (row[key] for key in ("plan", *CHANGED))
    )
