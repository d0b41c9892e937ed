"""A workbook back into its plans: what would change, cell by cell, and all of it or nothing.

What others have changed meanwhile stays. Where the workbook changes the same cell, whoever brings it decides which of
the two holds, and until then nothing is changed.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.actions import EditPageAction
from wagtail.models import Page as WagtailPage

from cms.core.workbooks import SheetError
from cms.workplans.models import WorkPlanPage
from cms.workplans.queries import may_work_on
from cms.workplans.recording import Report, report
from cms.workplans.sheets.columns import Units
from cms.workplans.sheets.deciding import Conflict, Decisions
from cms.workplans.sheets.entries import EntryReader
from cms.workplans.sheets.exporting import units
from cms.workplans.sheets.merging import OF_ENTRIES, name_of
from cms.workplans.sheets.reading import Book, Page, read_book
from cms.workplans.sheets.tasks import PlanChange, PlanReader

MOST_ERRORS = 30  # lines that a reader is told at once


@dataclass
class Changes:
    """What a workbook changes of each plan in it, and what has to be decided first."""

    plans: list[PlanChange]
    conflicts: list[Conflict]

    @property
    def are_decided(self) -> bool:
        """Whether nothing is left to decide."""
        return all(conflict.choice for conflict in self.conflicts)

    @property
    def plans_changed(self) -> list[PlanChange]:
        """Those that become anything else."""
        return [change for change in self.plans if change.is_anything]


def changes(data: bytes, by: Any, language: str, decisions: Decisions | None = None) -> Changes:
    """What a workbook would change, as it was decided. Raises SheetError with all that is wrong."""
    known = units(language)
    return _changes(read_book(data, known), known, by, decisions or Decisions())


@transaction.atomic
def bring_in(data: bytes, by: Any, language: str, decisions: Decisions | None = None) -> Changes:
    """Change all of it: texts become drafts; what is said of tasks, and entries, hold at once. Where something is left
    to decide, nothing is changed. Two who bring the same workbook take turns, so that the second finds what the first
    has made. Raises SheetError, and EditPermissionError where a plan is locked or under review.
    """
    known = units(language)
    book = read_book(data, known)
    _take_turns(book.pages)
    found = _changes(book, known, by, decisions or Decisions())
    if not found.are_decided:
        return found
    for change in found.plans:
        if change.tasks is not None:
            change.draft.tasks = change.tasks
            EditPageAction(change.draft, user=by).execute()
        if change.said:
            report(change.plan, change.said, by)
        for entry in change.entries:
            entry.apply(by)
    return found


def _take_turns(pages: list[Page]) -> None:
    keys = [page.plan for page in pages if page.plan is not None]
    versions = WagtailPage.objects.filter(translation_key__in=keys).order_by("pk")
    list(versions.select_for_update().values_list("pk"))


def _changes(book: Book, known: Units, by: Any, decisions: Decisions) -> Changes:
    found: list[PlanChange] = []
    errors = book.errors
    for page in book.pages:
        if page.plan is not None:
            base = book.base.of(name_of(page.plan, page.language))
            reader = PlanReader(page, _plan_of(page, by), known, base, decisions)
            found.append(reader.change())
            errors += reader.errors
    errors += _contradictions(found)
    errors += _read_entries(book, found, decisions)
    if errors:
        left = len(errors) - MOST_ERRORS
        more = [_("And %(count)d more.") % {"count": left}] if left > 0 else []
        raise SheetError(*errors[:MOST_ERRORS], *more)
    return Changes(found, list(decisions.conflicts.values()))


def _contradictions(found: list[PlanChange]) -> Iterator[str]:
    """Lines for tasks of which the sheets of a plan in two languages say different things."""
    said: dict[UUID, Report] = {}
    for change in found:
        for uid, what in change.said.items():
            if said.setdefault(uid, what) != what:
                title = change.plan.title
                yield _("%(title)s: two sheets say different things of the same task.") % {"title": title}


def _read_entries(book: Book, found: list[PlanChange], decisions: Decisions) -> list[str]:
    """Put what becomes of entries with the plan that they belong to. Returns what is wrong with them."""
    plans = [(change.plan, list(change.draft.tasks.all())) for change in found]
    reader = EntryReader(book.pages, plans, book.base.of(OF_ENTRIES), decisions)
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
