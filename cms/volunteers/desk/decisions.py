"""Decisions on applications: one by one in a shift, or many at once in the list of what is to be decided on."""

from typing import Any

import django_filters
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext_lazy
from wagtail.admin import messages
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views.generic.base import BaseListingView

from cms.volunteers import queries, services
from cms.volunteers.desk.base import CoordinatorsOnly, TickColumn
from cms.volunteers.places import Application, Roster


def act_on(request: HttpRequest, applications: QuerySet[Application]) -> None:
    """Do with those of the applications that are ticked what the form says, and tell what came of it."""
    ticked = [key for key in request.POST.getlist("application") if key.isdecimal()]
    chosen = list(applications.filter(pk__in=ticked).select_related("roster__teaches"))
    act = next((act for name, act in ACTS.items() if name in request.POST), None)
    if not chosen or act is None:
        messages.error(request, _("Tick those who are concerned."))
    else:
        act(request, chosen, request.POST.get("message", "").strip()[:300])


def _approve(request: HttpRequest, chosen: list[Application], message: str) -> None:
    done = services.approve(chosen, message, by=request.user)
    if done.untrained:
        numbers = ", ".join(each.volunteer.number for each in done.untrained)
        why = _("Not approved, as the training that the shift needs is lacking: %(numbers)s.")
        messages.error(request, why % {"numbers": numbers})
    count = len(done.approved)
    told = ngettext("%(count)d application was approved.", "%(count)d applications were approved.", count)
    messages.success(request, told % {"count": count})


def _decline(request: HttpRequest, chosen: list[Application], message: str) -> None:
    count = services.decline(chosen, message, by=request.user)
    told = ngettext("%(count)d application was declined.", "%(count)d applications were declined.", count)
    messages.success(request, told % {"count": count})


def _attended(request: HttpRequest, chosen: list[Application], _message: str) -> None:
    count = services.trainings.attended(chosen, by=request.user)
    told = ngettext("%(count)d person is trained now.", "%(count)d people are trained now.", count)
    messages.success(request, told % {"count": count})


def _absent(request: HttpRequest, chosen: list[Application], _message: str) -> None:
    count = services.trainings.withdraw(chosen, by=request.user)
    told = ngettext("Of %(count)d person it was taken back.", "Of %(count)d people it was taken back.", count)
    messages.success(request, told % {"count": count})


ACTS = {"approve": _approve, "decline": _decline, "attended": _attended, "absent": _absent}


class ApplicationFilters(WagtailFilterSet):
    roster = django_filters.ModelChoiceFilter(label=_("Shift"), queryset=Roster.objects.none())

    class Meta:
        model = Application
        fields = ["roster"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        mine = queries.rosters_seen_by(self.request.user)
        self.filters["roster"].queryset = mine.filter(starts_at__gt=timezone.now(), is_decided_on=True)


class ApplicationsView(CoordinatorsOnly, BaseListingView):
    """What waits for a decision, the shift that is nearest first."""

    model = Application
    page_title = _("Applications")
    header_icon = "tick-inverse"
    results_template_name = "volunteers/desk/applications_results.html"
    index_url_name = "volunteers_applications"
    index_results_url_name = "volunteers_applications_results"
    filterset_class = ApplicationFilters
    paginate_by = 50
    default_ordering = ("roster__starts_at", "pk")
    columns = [
        TickColumn("application", label=_("Choose"), accessor="volunteer"),
        TitleColumn(
            "volunteer",
            label=_("Volunteer number"),
            get_url=lambda application: reverse("volunteer", args=[application.volunteer_id]),
        ),
        Column("name", label=pgettext_lazy("person", "Name"), accessor="volunteer.person.masked_name"),
        Column("status", label=_("Status"), accessor="volunteer.get_status_display"),
        Column("roster", label=_("Shift")),
        Column(
            "applied_at",
            label=pgettext_lazy("when", "Applied"),
            accessor=lambda row: timezone.localtime(row.applied_at).strftime("%Y-%m-%d %H:%M"),
        ),
    ]

    def mine(self) -> QuerySet[Application]:
        rosters = queries.rosters_seen_by(self.request.user)
        return Application.objects.filter(state=Application.State.ASKED, roster__in=rosters)

    def get_base_queryset(self) -> QuerySet[Application]:
        return self.mine().select_related("volunteer__person", "roster")

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        act_on(request, self.mine())
        return redirect(self.index_url)
