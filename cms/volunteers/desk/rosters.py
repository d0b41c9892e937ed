"""The shifts with their people: who has a place, who waits; decisions on them; the list to print."""

from typing import Any

import django_filters
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views.generic.base import BaseListingView

from cms.intake import audit
from cms.volunteers import queries, services
from cms.volunteers.desk.base import CoordinatorsOnly, DeskView
from cms.volunteers.desk.decisions import act_on
from cms.volunteers.people import Volunteer
from cms.volunteers.places import Application, Roster
from cms.volunteers.refusals import refusal
from cms.volunteers.services import KIND, Action

WHEN = [("to_come", _("To come")), ("past", _("Past"))]
KINDS = [("shifts", _("Shifts")), ("trainings", _("Trainings"))]


class RosterFilters(WagtailFilterSet):
    when = django_filters.ChoiceFilter(label=_("When"), choices=WHEN, method="of_when", empty_label=_("All"))
    kind = django_filters.ChoiceFilter(label=_("Kind"), choices=KINDS, method="of_kind", empty_label=_("All"))

    class Meta:
        model = Roster
        fields = ["when", "kind"]

    def of_kind(self, rosters: QuerySet[Roster], _name: str, value: str) -> QuerySet[Roster]:
        return rosters.filter(teaches__isnull=value == "shifts")

    def of_when(self, rosters: QuerySet[Roster], _name: str, value: str) -> QuerySet[Roster]:
        now = timezone.now()
        return rosters.filter(ends_at__gt=now) if value == "to_come" else rosters.filter(ends_at__lte=now)


def _counted(state: str) -> Count:
    return Count("applications", filter=Q(applications__state=state), distinct=True)


class RostersView(CoordinatorsOnly, BaseListingView):
    model = Roster
    page_title = _("Shifts and their people")
    header_icon = "calendar-alt"
    index_url_name = "volunteers_shifts"
    index_results_url_name = "volunteers_shifts_results"
    filterset_class = RosterFilters
    template_name = "volunteers/desk/rosters.html"
    paginate_by = 50
    default_ordering = "-starts_at"
    columns = [
        TitleColumn(
            "title",
            label=_("Recruitment"),
            get_url=lambda roster: reverse("volunteers_shift", args=[roster.pk]),
        ),
        Column(
            "starts_at",
            label=_("Starts"),
            accessor=lambda roster: timezone.localtime(roster.starts_at).strftime("%Y-%m-%d %H:%M"),
            sort_key="starts_at",
        ),
        Column(
            "confirmed", label=_("Have a place"), accessor=lambda row: f"{row.confirmed} / {row.all_places}"
        ),
        Column("asked", label=_("To be decided on")),
        Column("offered", label=_("Offered")),
        Column("waiting", label=_("Waiting")),
    ]

    def get_base_queryset(self) -> QuerySet[Roster]:
        return queries.rosters_seen_by(self.request.user).annotate(
            all_places=Count("places", distinct=True),
            confirmed=_counted("confirmed"),
            asked=_counted("asked"),
            offered=_counted("offered"),
            waiting=_counted("waiting"),
        )


class RosterView(DeskView, TemplateView):
    """A shift's people in order of arrival. Those who are ticked are approved, or declined, with a message."""

    page_title = _("Shift")
    header_icon = "calendar-alt"
    template_name = "volunteers/desk/roster.html"

    @cached_property
    def roster(self) -> Roster:
        seen = queries.rosters_seen_by(self.request.user).select_related("needs", "teaches")
        return get_object_or_404(seen, pk=self.kwargs["uid"])

    def above(self) -> list[tuple[str, Any]]:
        return [(reverse("volunteers_shifts"), _("Shifts and their people"))]

    def get_page_subtitle(self) -> str:
        return f"{timezone.localtime(self.roster.starts_at):%Y-%m-%d %H:%M}"

    @property
    def written_as(self) -> str:
        """How a look at all of its people is written down."""
        return _("%(name)s: %(value)s") % {"name": _("Roster"), "value": self.roster}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        everybody = list(self.roster.applications.select_related("volunteer__person", "held").order_by("pk"))
        standing = [each for each in everybody if each.stands]
        return {
            **super().get_context_data(**kwargs),
            "roster": self.roster,
            "over": self.roster.ends_at <= timezone.now(),
            "places": self.roster.places.count(),
            "standing": standing,
            "ended": [each for each in everybody if not each.stands],
            "asked": [each for each in standing if each.state == Application.State.ASKED],
            "untrained": self.roster.lacking(each.volunteer_id for each in standing),
            "trained": set(self.roster.trained.values_list("volunteer", flat=True)),
        }

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if "add" in request.POST:
            self._add(request.POST["add"].strip())
        else:
            act_on(request, self.roster.applications.standing())
        return redirect("volunteers_shift", self.roster.pk)

    def _add(self, number: str) -> None:
        mine = Volunteer.objects.seen_by(self.request.user).present()
        volunteer = mine.filter(pk=Volunteer.key_of(number) or 0).select_related("person").first()
        if volunteer is None:
            messages.error(self.request, _("There is nobody with this volunteer number."))
        elif reason := services.add(volunteer, self.roster, by=self.request.user):
            messages.error(self.request, refusal(reason, of_another=True))
        else:
            messages.success(self.request, _("The volunteer is on the list."))


class PrintedRosterView(RosterView):
    """The list to take along, with names and numbers: a look at all of them, which is written down."""

    template_name = "volunteers/desk/printed_roster.html"

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        holding = self.roster.applications.filter(state=Application.State.CONFIRMED)
        people = holding.values_list("volunteer__person", flat=True)
        audit.note(request.user, Action.PRINT, KIND, people, self.written_as[:200])
        response = self.render_to_response(self.get_context_data())
        response["Cache-Control"] = "no-store"
        return response

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        holding = [each for each in context["standing"] if each.state == Application.State.CONFIRMED]
        return {**context, "confirmed": holding, "now": timezone.now()}

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return redirect("volunteers_shift", self.roster.pk)
