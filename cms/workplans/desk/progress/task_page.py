"""One task of a plan: what was done for it, what it implements, and who changed what."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db.models import Prefetch, prefetch_related_objects
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin import messages

from cms.core.models import Rendition
from cms.workplans import cascade
from cms.workplans.changes import lines, text_changes, withdrawn
from cms.workplans.desk.progress.base import TaskView
from cms.workplans.followed import ProgressEntry
from cms.workplans.following import Ref, follow
from cms.workplans.models import WorkPlanPage
from cms.workplans.recording import implement
from cms.workplans.rules.standing import is_overdue
from cms.workplans.tasks import Task

LINES = 30
THUMBNAIL = "max-165x165"
BETWEEN = ":"  # the two halves of a task's name in a form


class TaskPage(TaskView):
    template_name = "workplans/following/task.html"
    page_title = _("What was done")
    tab = "plan_task"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return super().get_breadcrumbs_items()[:-1]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        known = follow(self.plan.translation_key, self.tasks)
        told = list(lines(self.plan, self.uid)[:LINES])
        entries = known.entries.get(self.uid, [])
        _look_up_thumbnails(entries)
        standing = known.standings[self.task.uid]
        return {
            **super().get_context_data(**kwargs),
            "standing": standing,
            "is_overdue": is_overdue(standing, self.task.due_on, timezone.localdate()),
            "entries": entries,
            "offers": offers(self.plan, self.uid),
            "lines": told,
            "withdrawn": withdrawn(told),
            "text_changes": text_changes(self.plan, self.uid),
        }


class ImplementView(TaskView):
    """Takes down which tasks of higher bodies a task implements."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            uppers = [_ref(value) for value in request.POST.getlist("upper")]
            if implement(self.followed, self.task.uid, uppers, by=request.user):
                messages.success(request, _("Saved: what this task implements."))
            else:
                messages.info(request, _("Nothing was changed."))
        except ValidationError as error:
            for told in error.messages:
                messages.error(request, told)
        return redirect(self.address("plan_task", self.uid) + "#implements")


def _look_up_thumbnails(entries: Iterable[ProgressEntry]) -> None:
    images = [picture.image for entry in entries for picture in entry.pictures.all()]
    made = Rendition.objects.filter(filter_spec=THUMBNAIL)
    prefetch_related_objects(images, Prefetch("renditions", made, to_attr="prefetched_renditions"))


def offers(plan: WorkPlanPage, uid: UUID) -> list[tuple[WorkPlanPage, list[tuple[str, Task, bool]]]]:
    """The plans whose tasks can be implemented: of each task its name in the form, itself, whether it is chosen.

    What is chosen but offered no more, because its plan was taken down, is among them too.
    """
    chosen = set(cascade.chosen(plan, uid))
    offered = cascade.offered(plan)
    there = {(page.translation_key, task.uid) for page, tasks in offered for task in tasks}
    for page, tasks in cascade.with_tasks(_others(chosen - there, plan.locale_id)):
        offered.append((page, [task for task in tasks if (page.translation_key, task.uid) in chosen]))
    return [
        (page, [(f"{key}{BETWEEN}{task.uid}", task, (key, task.uid) in chosen) for task in tasks])
        for page, tasks in offered
        if (key := page.translation_key)
    ]


def _others(refs: set[Ref], locale: int) -> list[WorkPlanPage]:
    """A page for each plan, live or not: its version in a language before any other."""
    pages = WorkPlanPage.objects.filter(translation_key__in={key for key, _uid in refs}) if refs else []
    found = sorted(pages, key=lambda page: (page.locale_id == locale, page.live))
    return list({page.translation_key: page for page in found}.values())


def _ref(value: str) -> Ref:
    key, _between, uid = value.partition(BETWEEN)
    try:
        return UUID(key), UUID(uid)
    except ValueError:
        raise ValidationError(_("This is no task.")) from None
