"""What the admin's pages about one plan have in common."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.generic import TemplateView
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from cms.workplans.models import WorkPlanPage
from cms.workplans.queries import may_work_on


class PlanView(WagtailAdminTemplateMixin, TemplateView):
    """A page of the admin about one plan, for those who may work on it."""

    _show_breadcrumbs = True

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.plan = get_object_or_404(WorkPlanPage.objects.select_related("locale"), pk=kwargs["plan"])
        if not may_work_on(request.user, self.plan):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_page_subtitle(self) -> str:
        return self.plan.get_admin_display_title()

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        plans = {"url": reverse("workplans:index"), "label": WorkPlanPage._meta.verbose_name_plural}
        plan = {"url": self.edit_url(self.plan), "label": self.plan.get_admin_display_title()}
        return [*super().get_breadcrumbs_items(), plans, plan, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), "plan": self.plan}

    @staticmethod
    def edit_url(page: Any) -> str:
        return reverse("wagtailadmin_pages:edit", args=[page.pk])
