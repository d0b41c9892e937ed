"""The list of the tasks of all plans that somebody works on, and one change to many of them."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import F, QuerySet
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext_lazy
from django.views.decorators.http import require_POST
from wagtail.actions import EditPermissionError
from wagtail.admin import messages
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic.base import BaseListingView

from cms.workplans.desk.lists import undoing
from cms.workplans.desk.lists.plan_list import WHOLE, WIDE
from cms.workplans.desk.lists.task_filters import TaskFilters, standing_of, tasks_of
from cms.workplans.desk.lists.together import Done, Place, change_tasks, take_back
from cms.workplans.desk.lists.together_form import TogetherForm
from cms.workplans.models import Status, Task
from cms.workplans.queries import works_on_plans
from cms.workplans.rules.standing import is_overdue


class TickColumn(Column):
    cell_template_name = "workplans/desk/tick.html"
    header_template_name = "workplans/desk/tick_head.html"


class TaskColumn(Column):
    cell_template_name = "workplans/desk/task.html"


class StandingColumn(Column):
    cell_template_name = "workplans/desk/standing.html"

    class Media:
        css = {"all": ["workplans/desk.css"]}


class TaskListView(BaseListingView):
    """A few statements for a page of the list, however many plans there are."""

    model = Task
    page_title = _("Tasks")
    header_icon = "tasks"
    template_name = "workplans/desk/tasks.html"
    results_template_name = "workplans/desk/tasks_results.html"
    index_url_name = "plan_tasks"
    index_results_url_name = "plan_tasks_results"
    filterset_class = TaskFilters
    is_searchable = True
    search_backend_name = None
    search_fields = ["heading", "text", "target", "helpers", "plan__title"]
    paginate_by = 50
    default_ordering = "-plan__year"
    verbose_name_plural = Task._meta.verbose_name_plural
    form: TogetherForm | None = None
    columns = [
        TickColumn("tick", label=_("Choose")),
        TaskColumn(
            "task",
            label=pgettext_lazy("plan", "Task"),
            accessor=lambda task: task,
            classname="title plans__title",
        ),
        Column("unit", label=_("Responsible unit"), sort_key="unit__name_zh", classname=WIDE),
        Column("due_on", label=_("Due"), sort_key="due_on", classname=f"{WIDE} {WHOLE}"),
        StandingColumn("standing", label=_("Status"), accessor=lambda task: task),
        Column("plan_year", label=_("Year"), accessor="plan.year", sort_key="plan__year", classname=WIDE),
    ]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not works_on_plans(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_base_queryset(self) -> QuerySet[Task]:
        return tasks_of(self.request.user).select_related("plan__locale", "unit")

    def order_queryset(self, queryset: QuerySet[Task]) -> QuerySet[Task]:
        name = (self.ordering or "").lstrip("-")
        order = F(name).desc(nulls_last=True) if self.ordering != name else F(name).asc(nulls_last=True)
        by_day = F("due_on").asc(nulls_last=True)
        return queryset.order_by(order, "-plan__year", by_day, "plan", "sort_order")

    def paginate_queryset(self, queryset: Any, page_size: int) -> Any:
        paginator, page, tasks, is_paginated = super().paginate_queryset(queryset, page_size)
        page.object_list = list(tasks)
        known = standing_of(Task.objects.filter(pk__in=[task.pk for task in page.object_list]))
        for task in page.object_list:
            task.stands = known[task.pk]
            task.stands_label = Status(task.stands.status).label
            task.is_overdue = is_overdue(task.stands, task.due_on, timezone.localdate())
            task.is_ticked = place_name(task) in self.request.POST.getlist("task")
        return paginator, page, page.object_list, is_paginated

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(*args, **kwargs)
        form = self.form or TogetherForm()
        return {
            **context,
            "form": form,
            "media": context["media"] + form.media,
            "address": self._address(),
            "undo": undoing.kept(self.request),
        }

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.form = TogetherForm(request.POST)
        if self.form.is_valid():
            places = self._chosen(self.form.cleaned_data["which"])
            if not places:
                self.form.add_error("which", _("Tick the tasks that are to change."))
        if self.form.is_valid():
            try:
                done = change_tasks(places, self.form.change, by=request.user)
            except ValidationError as error:
                self.form.add_error(None, error.messages)
            except EditPermissionError:
                self.form.add_error(None, _("A plan is locked or under review. Nothing was changed."))
            else:
                tell(request, done, len(places))
                return redirect(self._address())
        messages.error(request, _("Nothing was changed. The reason stands below the list."))
        return self.get(request, *args, **kwargs)

    def _address(self) -> str:
        asked = self.request.GET.urlencode()
        return f"{self.index_url}?{asked}" if asked else self.index_url

    def _chosen(self, which: str) -> list[Place]:
        if which == "all":
            return list(self.get_queryset().values_list("plan", "uid"))
        mine = set(tasks_of(self.request.user).values_list("plan", "uid"))
        return [place for place in _places(self.request.POST.getlist("task")) if place in mine]


@require_POST
def undo(request: HttpRequest) -> HttpResponse:
    """Take back the last change of many tasks."""
    done = undoing.kept(request)
    back = request.POST.get("next", "")
    if not url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()}):
        back = reverse(TaskListView.index_url_name)
    if done is None:
        messages.warning(request, _("There is nothing to take back."))
        return redirect(back)
    undone = take_back(done, by=request.user)
    undoing.forget(request)
    told = ngettext("%(count)d task is as it was.", "%(count)d tasks are as they were.", undone.tasks)
    messages.success(request, told % {"count": undone.tasks})
    if (left := done.tasks - undone.tasks) > 0:
        told = ngettext(
            "%(count)d was changed by somebody since, and stays so.",
            "%(count)d were changed by somebody since, and stay so.",
            left,
        )
        messages.warning(request, told % {"count": left})
    return redirect(back)


def tell(request: HttpRequest, done: Done, asked: int) -> None:
    """Say how many tasks were changed, and keep it so that it can be taken back."""
    told = ngettext("%(count)d task was changed.", "%(count)d tasks were changed.", done.tasks)
    words = [told % {"count": done.tasks}]
    if same := asked - done.tasks:
        told = ngettext("%(count)d was so already.", "%(count)d were so already.", same)
        words.append(told % {"count": same})
    if done.drafts:
        told = ngettext(
            "%(count)d plan has a draft with it, which is to be published.",
            "%(count)d plans have drafts with it, which are to be published.",
            done.drafts,
        )
        words.append(told % {"count": done.drafts})
    if done.tasks:
        undoing.keep(request, done)
    messages.success(request, " ".join(words))


def place_name(task: Task) -> str:
    """A task in a form, in any version of its plan's page: "12:6f0c…"."""
    return f"{task.plan_id}:{task.uid}"


def _places(names: Iterable[str]) -> Iterable[Place]:
    for name in names:
        page, _colon, uid = name.partition(":")
        try:
            yield int(page), UUID(uid)
        except ValueError:
            continue
