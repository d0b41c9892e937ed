"""A plan beside any other: what has become of its tasks, and putting right which continues which."""

from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail.admin import messages
from wagtail.admin.widgets import AdminPageChooser

from cms.workplans.continuing import said_of, say
from cms.workplans.desk.plan_view import PlanView
from cms.workplans.models import WorkPlanPage
from cms.workplans.rules.comparison import Change
from cms.workplans.tasks import Task
from cms.workplans.yearly import compared

CHOICES = 3000  # as many choices one page may offer; beyond that, a task at a time
NEW, FOUND = "new", ""


class OtherForm(forms.Form):
    """Which plan to compare with."""

    other = forms.ModelChoiceField(
        WorkPlanPage.objects.all(),
        label=_("Compare with"),
        widget=AdminPageChooser(target_models=[WorkPlanPage]),
    )


def drafted(page: WorkPlanPage) -> WorkPlanPage:
    """A plan as staff last wrote it."""
    return page.get_latest_revision_as_object() if page.latest_revision_id else page


class CompareView(PlanView):
    page_title = _("Year against year")
    header_icon = "history"
    template_name = "workplans/desk/compare.html"

    @cached_property
    def other(self) -> WorkPlanPage | None:
        """The plan that was chosen, else the one before it, in the same language where there is one."""
        if chosen := self.request.GET.get("other", ""):
            found = (
                WorkPlanPage.objects.filter(pk=chosen) if chosen.isdigit() else WorkPlanPage.objects.none()
            )
            return found.select_related("locale").exclude(pk=self.plan.pk).first()
        before = drafted(self.plan).previous
        return before and (before.get_translation_or_none(self.plan.locale) or before)

    @cached_property
    def tasks(self) -> tuple[list[Task], list[Task]]:
        """Those of the other plan and of this one, as they are drafted."""
        assert self.other
        return list(drafted(self.other).tasks.all()), list(drafted(self.plan).tasks.all())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        form = OtherForm(initial={"other": self.other})
        context = {
            **super().get_context_data(**kwargs),
            "form": form,
            "media": form.media,
            "other": self.other,
        }
        if self.other is None:
            return context
        before, now = self.tasks
        found = compared(self.plan.translation_key, now, self.other.translation_key, before)
        said = said_of(self.plan, self.other)
        is_small = len(before) * len(now) <= CHOICES
        correct = self.request.GET.get("correct", "")
        return {
            **context,
            "counts": found.counts(),
            "rows": [
                {
                    "change": change,
                    "said": _said(change, said),
                    "is_open": is_small or _uid(change) == correct,
                }
                for change in found.changes
            ],
            "before": before,
            "is_small": is_small,
        }

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.other is None:
            return redirect(self.address())
        before, now = self.tasks
        said = said_of(self.plan, self.other)
        try:
            for task in now:
                value = request.POST.get(f"task-{task.uid}")
                if value == FOUND:
                    said.pop(task.uid, None)
                elif value is not None:
                    said[task.uid] = None if value == NEW else UUID(value)
            kept = {task.uid for task in now}
            said = {uid: what for uid, what in said.items() if uid in kept}
            changed = say(self.plan, self.other, now, before, said, by=request.user)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        except ValueError:
            messages.error(request, _("This is no task."))
        else:
            told = ngettext(
                "%(count)d task was matched anew.", "%(count)d tasks were matched anew.", len(changed)
            )
            messages.success(request, told % {"count": len(changed)})
        return redirect(f"{self.address()}?other={self.other.pk}")

    def address(self) -> str:
        return reverse("plan_compare", args=[self.plan.pk])


def _uid(change: Change) -> str:
    return change.later.uid if change.later else ""


def _said(change: Change, said: dict[UUID, UUID | None]) -> str:
    """What was said of a later task, as the form has it."""
    if not change.later or UUID(change.later.uid) not in said:
        return FOUND
    return str(said[UUID(change.later.uid)] or NEW)
