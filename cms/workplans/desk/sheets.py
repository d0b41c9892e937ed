"""Plans out into workbooks and back: the file, what it would change, and only then the change."""

import base64
import binascii
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe
from django.views.generic import FormView
from wagtail.actions import EditPermissionError
from wagtail.admin import messages
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from cms.core.workbooks import LARGEST_FILE, XLSX, SheetError
from cms.workplans.desk.lists.plan_list import PlanFilters
from cms.workplans.models import WorkPlanPage
from cms.workplans.queries import may_work_on, plans_to_work_on, works_on_plans
from cms.workplans.sheets.deciding import Decisions
from cms.workplans.sheets.exporting import export
from cms.workplans.sheets.importing import Changes, bring_in, changes

MOST_PLANS = 50  # in one workbook
SHOWN = 300  # differences
DECIDES = "decide-"  # begins the name of a field, before the key of a conflict


@require_safe
def export_plan(request: HttpRequest, plan: int) -> HttpResponse:
    """A plan as a workbook."""
    found = get_object_or_404(WorkPlanPage, pk=plan)
    if not may_work_on(request.user, found):
        raise PermissionDenied
    return _file(export([found], get_language() or ""), found.slug)


@require_safe
def export_plans(request: HttpRequest) -> HttpResponse:
    """The plans of the list, as it is filtered, that somebody works on."""
    if not works_on_plans(request.user):
        raise PermissionDenied
    mine = plans_to_work_on(request.user).select_related("locale")
    plans = list(
        PlanFilters(request.GET, mine, request=request).qs.order_by("-year", "title", "pk")[: MOST_PLANS + 1]
    )
    if not plans or len(plans) > MOST_PLANS:
        told = _("These are more than %(limit)d plans. Filter the list, then export it.") % {
            "limit": MOST_PLANS
        }
        messages.error(
            request, told if plans else _("There is no plan among these that is yours to work on.")
        )
        return redirect(f"{reverse('workplans:index')}?{request.GET.urlencode()}")
    return _file(export(plans, get_language() or ""), "plans")


def _file(data: bytes, name: str) -> HttpResponse:
    response = HttpResponse(data, content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="{slugify(name) or "plan"}.xlsx"'
    return response


class WorkbookForm(forms.Form):
    """A workbook as a file, or, the second time, as it was looked at."""

    file = forms.FileField(
        label=_("Workbook"),
        required=False,
        widget=forms.FileInput(attrs={"accept": ".xlsx"}),
        help_text=_("A file that was exported here, with your changes."),
    )
    seen = forms.CharField(required=False, widget=forms.HiddenInput)
    content: bytes

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if file := cleaned.get("file"):
            self.content = file.read(LARGEST_FILE + 1)
        elif seen := cleaned.get("seen"):
            try:
                self.content = base64.b64decode(seen, validate=True)
            except binascii.Error:
                self.add_error("file", _("Choose the file once more."))
        else:
            self.add_error("file", _("Choose a file."))
        return cleaned


class ImportWorkbookView(WagtailAdminTemplateMixin, FormView):
    form_class = WorkbookForm
    template_name = "workplans/desk/import_workbook.html"
    page_title = _("Import from Excel")
    header_icon = "table"
    _show_breadcrumbs = True

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not works_on_plans(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        plans = {"url": reverse("workplans:index"), "label": WorkPlanPage._meta.verbose_name_plural}
        return [*super().get_breadcrumbs_items(), plans, {"url": "", "label": self.page_title}]

    def form_valid(self, form: WorkbookForm) -> HttpResponse:
        data, by, language = form.content, self.request.user, get_language() or ""
        try:
            if "apply" not in self.request.POST:
                return self._preview(form, changes(data, by, language, self._decisions()))
            found = bring_in(data, by, language, self._decisions())
        except SheetError as error:
            return self._answer(form, errors=error.lines)
        except EditPermissionError:
            return self._answer(form, errors=[_("A plan is locked or under review. Nothing was changed.")])
        return self._applied(found) if found.are_decided else self._preview(form, found, is_asked=True)

    def _decisions(self) -> Decisions:
        """What was chosen; one button chooses for all that nothing was chosen for."""
        fields = self.request.POST.items()
        every = self.request.POST.get("every", "")
        chosen = {} if every else {name.removeprefix(DECIDES): str(value) for name, value in fields}
        return Decisions(chosen, every)

    def _preview(self, form: WorkbookForm, found: Changes, *, is_asked: bool = False) -> HttpResponse:
        left = SHOWN
        shown = []
        for change in found.plans:
            shown.append((change, change.differences[:left]))
            left = max(0, left - len(change.differences))
        total = sum(len(change.differences) for change in found.plans)
        seen = base64.b64encode(form.content).decode()
        return self._answer(
            WorkbookForm(initial={"seen": seen}),
            found=shown,
            conflicts=found.conflicts,
            is_asked=is_asked,
            anything=bool(found.plans_changed or found.conflicts),
            more=max(0, total - SHOWN),
        )

    def _applied(self, changes: Changes) -> HttpResponse:
        found = changes.plans_changed
        if not found:
            messages.info(self.request, _("Nothing was changed."))
            return redirect("workplans:index")
        told = ngettext("%(count)d plan was changed.", "%(count)d plans were changed.", len(found))
        words = [told % {"count": len(found)}]
        if drafts := sum(change.tasks is not None for change in found):
            told = ngettext(
                "%(count)d plan has a draft with it, which is to be published.",
                "%(count)d plans have drafts with it, which are to be published.",
                drafts,
            )
            words.append(told % {"count": drafts})
        messages.success(self.request, " ".join(words))
        if len(found) == 1:
            return redirect("wagtailadmin_pages:edit", found[0].plan.pk)
        return redirect("workplans:index")

    def _answer(self, form: WorkbookForm, **context: Any) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form, **context))
