"""Workbooks for tests: what is exported, changed in its cells as a person would."""

import io

from openpyxl import load_workbook

from cms.workplans.models import WorkPlanPage
from cms.workplans.sheets.columns import TASKS
from cms.workplans.sheets.exporting import export

KEYS = [column.key for column in TASKS]
FIRST = 4  # the row of the first task


def book_of(*plans, language="zh-hans"):
    """The workbook of plans, to be changed."""
    return load_workbook(
        io.BytesIO(export(WorkPlanPage.objects.filter(pk__in=[plan.pk for plan in plans]), language))
    )


def saved(book):
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def cell(book, row, key, sheet=0):
    """The cell of the task in a row (0: the first)."""
    return book.worksheets[sheet].cell(FIRST + row, KEYS.index(key) + 1)


def edit(plan, change):
    """Somebody changes the tasks of the newest draft in the editor."""
    page = WorkPlanPage.objects.get(pk=plan.pk).get_latest_revision_as_object()
    tasks = list(page.tasks.all())
    page.tasks = change(tasks) or tasks
    page.save_revision()
