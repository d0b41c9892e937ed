"""What a volunteer's QR code leads to: the shifts of today, to note that they came or went."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin import messages

from cms.volunteers.desk.base import DeskView
from cms.volunteers.hours import attendance, codes, rules
from cms.volunteers.hours.models import Attendance
from cms.volunteers.people import Volunteer
from cms.volunteers.places import Application
from cms.volunteers.queries import rosters_seen_by


class CardView(DeskView, TemplateView):
    """Only for coordinators of who organises; for all others the code leads to nothing."""

    page_title = _("Volunteer")
    template_name = "volunteers/desk/card.html"

    @cached_property
    def volunteer(self) -> Volunteer:
        mine = Volunteer.objects.seen_by(self.request.user).filter(person__forgotten_at=None)
        found = mine.select_related("person").filter(pk=codes.holder_of(self.kwargs["card"]) or 0).first()
        if found is None:
            raise Http404
        return found

    @cached_property
    def applications(self) -> list[Application]:
        now = timezone.now()
        rows = self.volunteer.applications.filter(
            state=Application.State.CONFIRMED,
            roster__in=rosters_seen_by(self.request.user),
            roster__starts_at__lte=now + rules.EARLY,
            roster__ends_at__gte=now - rules.LATE,
        )
        return list(rows.select_related("roster", "attendance").order_by("roster__starts_at"))

    def above(self) -> list[tuple[str, Any]]:
        return [(reverse("volunteers_register"), _("Volunteers"))]

    def get_page_subtitle(self) -> str:
        return self.volunteer.number

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        chosen = [each for each in self.applications if str(each.pk) == request.POST.get("application")]
        if "came" in request.POST and attendance.come(chosen, Attendance.How.CARD):
            messages.success(request, _("Noted: came."))
        elif "went" in request.POST and attendance.go(chosen):
            messages.success(request, _("Noted: went."))
        return redirect("volunteers_card", self.kwargs["card"])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {
            **super().get_context_data(**kwargs),
            "volunteer": self.volunteer,
            "applications": self.applications,
        }
