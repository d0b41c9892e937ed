"""What the admin's pages about a plan that is followed have in common."""

from typing import Any
from uuid import UUID

from django.db.models import prefetch_related_objects
from django.http import Http404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from cms.workplans.desk.plan_view import PlanView
from cms.workplans.models import WorkPlanPage
from cms.workplans.tasks import Task

TABS = (
    ("plan_progress", _("Progress")),
    ("plan_taken_up", _("Taken up below")),
    ("plan_changes", _("Who changed what")),
)


class FollowingView(PlanView):
    """A page about a plan and what has become of it."""

    tab = ""

    @cached_property
    def followed(self) -> WorkPlanPage:
        """The plan with the tasks that are followed: those that are public, else those of the newest draft."""
        return self.plan if self.plan.live else self.plan.get_latest_revision_as_object()

    @cached_property
    def tasks(self) -> list[Task]:
        tasks = list(self.followed.tasks.all())
        prefetch_related_objects(tasks, "unit")  # a draft's, too, which are in no query
        return tasks

    def address(self, name: str = "plan_progress", *args: Any) -> str:
        return reverse(name, args=[self.plan.pk, *args])

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        *above, here = super().get_breadcrumbs_items()
        progress = {"url": self.address(), "label": _("Progress")}
        return [*above, progress] if self.tab == "plan_progress" else [*above, progress, here]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        tabs = [(self.address(name), label, name == self.tab) for name, label in TABS]
        return {**super().get_context_data(**kwargs), "tabs": tabs}


class TaskView(FollowingView):
    """A page about one task of a plan."""

    @property
    def uid(self) -> UUID:
        return self.kwargs["uid"]

    @cached_property
    def task(self) -> Task:
        found = next((task for task in self.tasks if task.uid == self.uid), None)
        if found is None:
            raise Http404("The plan has no such task.")
        return found

    def get_page_subtitle(self) -> str:
        return str(self.task)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        *above, here = super().get_breadcrumbs_items()
        return [*above, {"url": self.address("plan_task", self.uid), "label": str(self.task)}, here]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), "task": self.task}
