"""The addresses of the desk."""

from django.urls import path

from cms.workplans.desk.actions import NextYearView
from cms.workplans.desk.task_list import TaskListView, undo

urlpatterns = [
    path("plan-tasks/", TaskListView.as_view(), name=TaskListView.index_url_name),
    path(
        "plan-tasks/results/",
        TaskListView.as_view(results_only=True),
        name=TaskListView.index_results_url_name,
    ),
    path("plans/<int:plan>/next-year/", NextYearView.as_view(), name="plan_next_year"),
    path("plan-tasks/undo/", undo, name="plan_tasks_undo"),
]
