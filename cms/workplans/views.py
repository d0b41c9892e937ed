"""Import a plan: paste its text or choose a file, and the editor opens with its tasks."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from cms.importing.api import ReadingError
from cms.workplans.forms import ImportForm
from cms.workplans.models import WorkPlanPage
from cms.workplans.queries import sections_for
from cms.workplans.services import create_plans

SHOWN_WARNINGS = 12


class ImportPlanView(WagtailAdminTemplateMixin, FormView):
    form_class = ImportForm
    template_name = "workplans/import_plan.html"
    page_title = _("Import a plan")
    header_icon = "download"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not sections_for(request.user).exists():
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            *super().get_breadcrumbs_items(),
            {"url": reverse_lazy("import_plan"), "label": self.page_title},
        ]

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "user": self.request.user}

    def get_initial(self) -> dict[str, Any]:
        return {"section": self.request.GET.get("section")}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {"submit_button_label": self.page_title, **super().get_context_data(**kwargs)}

    def form_valid(self, form: ImportForm) -> HttpResponse:
        try:
            plans = create_plans(form.reading, form.context)
        except ReadingError as error:
            form.add_error("file" if form.cleaned_data["file"] else "text", str(error))
            return self.form_invalid(form)
        self._report(plans, [str(warning.message) for warning in form.reading.warnings])
        if len(plans) == 1:
            return redirect("wagtailadmin_pages:edit", plans[0].pk)
        return redirect("wagtailadmin_explore", form.context.parent.pk)

    def _report(self, plans: list[WorkPlanPage], warnings: list[str]) -> None:
        told = ngettext(
            "%(count)d draft was made. Look at it, then publish it.",
            "%(count)d drafts were made. Look at them, then publish them.",
            len(plans),
        )
        messages.success(self.request, told % {"count": len(plans)})
        for warning in warnings[:SHOWN_WARNINGS]:
            messages.warning(self.request, warning)
        if (more := len(warnings) - SHOWN_WARNINGS) > 0:
            messages.warning(
                self.request, _("There are %(count)d more doubts of this kind.") % {"count": more}
            )
