"""The addresses of the desk."""

from django.urls import path

from cms.workplans.desk.actions import NextYearView
from cms.workplans.desk.compare import CompareView
from cms.workplans.desk.task_list import TaskListView, undo
from cms.workplans.desk.translations import TranslationView

urlpatterns = [
    path("plan-tasks/", TaskListView.as_view(), name=TaskListView.index_url_name),
    path(
        "plan-tasks/results/",
        TaskListView.as_view(results_only=True),
        name=TaskListView.index_results_url_name,
    ),
    path("plans/<int:plan>/next-year/", NextYearView.as_view(), name="plan_next_year"),
    path("plans/<int:plan>/compare/", CompareView.as_view(), name="plan_compare"),
    path("plans/<int:plan>/translations/", TranslationView.as_view(), name="plan_translations"),
    path("plan-tasks/undo/", undo, name="plan_tasks_undo"),
]
