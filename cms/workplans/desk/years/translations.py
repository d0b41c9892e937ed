"""Whether the tasks of a plan pair up with those of its other language, and pairing them."""

from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail.admin import messages
from wagtail.models import Page

from cms.workplans.desk.plan_view import PlanView
from cms.workplans.desk.years.joined import offers
from cms.workplans.models import WorkPlanPage
from cms.workplans.versions import Pairing, pair, pairings


class TranslationView(PlanView):
    page_title = _("Tasks in both languages")
    header_icon = "globe"
    template_name = "workplans/desk/translations.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        found = [
            {"pairing": each, "offer": _named(each), "is_whole": not (each.alone or each.others)}
            for each in pairings(self.plan)
        ]
        choices = offers(self.plan, self.request.user)
        return {**super().get_context_data(**kwargs), "versions": found, "offers": choices}

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        version = next(
            (each for each in pairings(self.plan) if str(each.other.pk) == request.POST.get("other")), None
        )
        if version is None:
            raise Http404("The plan has no such version.")
        try:
            pairs = version.offer if "offer" in request.POST else _chosen(request, version)
            count = pair(self.plan, version.other, pairs, by=request.user)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        else:
            told = ngettext("%(count)d task was paired.", "%(count)d tasks were paired.", count)
            messages.success(request, told % {"count": count})
        return redirect(reverse("plan_translations", args=[self.plan.pk]))


def tell_of_unpaired(request: HttpRequest, page: Page) -> None:
    """After an edit: say how many tasks of a plan have no partner in another language, and where to pair them.

    Not each time that the editor saves by itself: nobody sees a page then.
    """
    if isinstance(page, WorkPlanPage) and request.accepts("text/html"):
        count = sum(len(each.alone) + len(each.others) for each in pairings(page))
        if count:
            told = ngettext(
                "%(count)d task has no partner in the other language.",
                "%(count)d tasks have no partner in the other language.",
                count,
            )
            button = messages.button(reverse("plan_translations", args=[page.pk]), _("Look at them"))
            messages.warning(request, told % {"count": count}, buttons=[button])


def _named(version: Pairing) -> list[tuple[Any, Any]]:
    others = {task.uid: task for task in version.others}
    return [(task, others[version.offer[task.uid]]) for task in version.alone if task.uid in version.offer]


def _chosen(request: HttpRequest, version: Pairing) -> dict[UUID, UUID]:
    found = {task.uid: request.POST.get(f"task-{task.uid}", "") for task in version.alone}
    try:
        return {uid: UUID(value) for uid, value in found.items() if value}
    except ValueError:
        raise ValidationError(_("This is no task.")) from None
