"""Import a plan: paste its text or choose a file, and the editor opens with its tasks."""

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.views.generic import WagtailAdminTemplateMixin
from wagtail.models import Page

from cms.importing.service import create_pages
from cms.workplans.forms import ImportForm
from cms.workplans.queries import may_import, plan_sections

SHOWN_WARNINGS = 12


class ImportPlanView(WagtailAdminTemplateMixin, FormView):
    form_class = ImportForm
    template_name = "workplans/import_plan.html"
    page_title = _("Import a plan")
    header_icon = "download"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not may_import(request.user):
            raise PermissionDenied
        self.sections = plan_sections(request.user)
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            *super().get_breadcrumbs_items(),
            {"url": reverse_lazy("import_plan"), "label": self.page_title},
        ]

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "sections": self.sections, "by": self.request.user}

    def get_initial(self) -> dict[str, Any]:
        return {"section": self.request.GET.get("section")}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        return {**context, "sections": self.sections, "submit_button_label": self.page_title}

    def form_valid(self, form: ImportForm) -> HttpResponse:
        try:
            plans = create_pages(form.reading, form.context)
        except ValidationError as error:
            form.add_error("file" if form.cleaned_data["file"] else "text", error.messages)
            return self.form_invalid(form)
        self._report(plans, [str(warning.message) for warning in form.reading.warnings])
        if len(plans) == 1:
            return redirect("wagtailadmin_pages:edit", plans[0].pk)
        return redirect("wagtailadmin_explore", form.context.parent.pk)

    def _report(self, plans: list[Page], warnings: list[str]) -> None:
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
