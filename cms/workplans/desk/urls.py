"""The addresses of the desk."""

from django.urls import path

from cms.workplans.desk.lists.task_list import TaskListView, undo
from cms.workplans.desk.progress.all_tasks import ProgressView
from cms.workplans.desk.progress.changes import ChangesView
from cms.workplans.desk.progress.entries import DeleteEntry, EntryForm, RestoreEntry
from cms.workplans.desk.progress.taken_up import TakenUpView
from cms.workplans.desk.progress.task_page import ImplementView, TaskPage
from cms.workplans.desk.sheets import ImportWorkbookView, export_plan, export_plans
from cms.workplans.desk.years.compare import CompareView
from cms.workplans.desk.years.joined import JoinView, SeparateView
from cms.workplans.desk.years.translations import TranslationView
from cms.workplans.desk.years.views import AccountView, NextYearView

PLAN = "plans/<int:plan>/progress/"
TASK = f"{PLAN}<uuid:uid>/"

urlpatterns = [
    path(PLAN, ProgressView.as_view(), name="plan_progress"),
    path(f"{PLAN}below/", TakenUpView.as_view(), name="plan_taken_up"),
    path(f"{PLAN}changes/", ChangesView.as_view(), name="plan_changes"),
    path(f"{PLAN}restore/<int:line>/", RestoreEntry.as_view(), name="plan_entry_restore"),
    path(TASK, TaskPage.as_view(), name="plan_task"),
    path(f"{TASK}implements/", ImplementView.as_view(), name="plan_implements"),
    path(f"{TASK}entry/", EntryForm.as_view(), name="plan_entry_add"),
    path(f"{TASK}entry/<int:entry>/", EntryForm.as_view(), name="plan_entry"),
    path(f"{TASK}entry/<int:entry>/delete/", DeleteEntry.as_view(), name="plan_entry_delete"),
    path("plan-tasks/", TaskListView.as_view(), name=TaskListView.index_url_name),
    path(
        "plan-tasks/results/",
        TaskListView.as_view(results_only=True),
        name=TaskListView.index_results_url_name,
    ),
    path("plans/<int:plan>/next-year/", NextYearView.as_view(), name="plan_next_year"),
    path("plans/<int:plan>/compare/", CompareView.as_view(), name="plan_compare"),
    path("plans/<int:plan>/translations/", TranslationView.as_view(), name="plan_translations"),
    path("plans/<int:plan>/translations/join/", JoinView.as_view(), name="plan_join"),
    path("plans/<int:plan>/translations/<int:other>/separate/", SeparateView.as_view(), name="plan_separate"),
    path("plans/<int:plan>/account/", AccountView.as_view(), name="plan_account"),
    path("plans/<int:plan>/workbook/", export_plan, name="export_plan"),
    path("plans/workbook/", export_plans, name="export_plans"),
    path("plans/import-workbook/", ImportWorkbookView.as_view(), name="import_workbook"),
    path("plan-tasks/undo/", undo, name="plan_tasks_undo"),
]
