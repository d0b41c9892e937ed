"""Declaring two plans translations of each other, and undoing it."""

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views import View
from wagtail.admin import messages

from cms.workplans.desk.plan_view import PlanView
from cms.workplans.joining import candidates, join, missing_locales, separate, shared
from cms.workplans.models import WorkPlanPage
from cms.workplans.queries import may_work_on


def offers(plan: WorkPlanPage, user: Any) -> list[dict[str, Any]]:
    """For each language that a plan has no version in, the plans that can be declared to be it."""
    return [
        {"locale": locale, "plans": list(candidates(plan, locale, user))} for locale in missing_locales(plan)
    ]


class JoinView(PlanView, View):
    """Takes the choice that the page of both languages offers."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        back = redirect("plan_translations", self.plan.pk)
        chosen = request.POST.get("other", "")
        if not chosen.isdecimal():
            messages.error(request, _("Choose a plan."))
            return back
        other = _other(request, int(chosen))
        try:
            join(self.plan, other, by=request.user)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        else:
            told = _("“%(title)s” is its translation now.") % {"title": other.title}
            undo = messages.button(reverse("plan_separate", args=[self.plan.pk, other.pk]), _("Undo"))
            messages.success(request, told, buttons=[undo])
        return back


class SeparateView(PlanView):
    """Says what becomes of the two, and then does it."""

    page_title = _("Separate two plans")
    header_icon = "globe"
    template_name = "workplans/desk/separate.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        other = _other(self.request, kwargs["other"])
        return {**super().get_context_data(**kwargs), "other": other, "shared": shared(self.plan, other)}

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        other = _other(request, kwargs["other"])
        try:
            separate(self.plan, other, by=request.user)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        else:
            told = _("“%(title)s” is a plan of its own now.") % {"title": other.title}
            messages.success(request, told)
        return redirect("plan_translations", self.plan.pk)


def _other(request: HttpRequest, pk: int) -> WorkPlanPage:
    found = get_object_or_404(WorkPlanPage.objects.select_related("locale"), pk=pk)
    if not may_work_on(request.user, found):
        raise PermissionDenied
    return found
