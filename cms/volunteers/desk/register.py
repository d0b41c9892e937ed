"""The register of volunteers: who is in it, masked; found by whole names and numbers, which go into no address."""

from typing import Any

import django_filters
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext_lazy
from wagtail.admin import messages
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic.base import BaseListingView

from cms.intake.models import Person
from cms.volunteers import services
from cms.volunteers.desk.base import CoordinatorsOnly
from cms.volunteers.people import Volunteer


class TickColumn(Column):
    header_template_name = "volunteers/desk/tick_head.html"
    cell_template_name = "volunteers/desk/tick.html"


class VolunteerColumn(Column):
    cell_template_name = "volunteers/desk/volunteer_cell.html"


class VolunteerFilters(WagtailFilterSet):
    status = django_filters.ChoiceFilter(
        label=_("Status"), choices=Volunteer.Status.choices, empty_label=_("All")
    )

    class Meta:
        model = Volunteer
        fields = ["status"]


class RegisterView(CoordinatorsOnly, BaseListingView):
    """A name or a number is looked for by POST: an address would be in logs and histories."""

    model = Volunteer
    page_title = _("Volunteers")
    header_icon = "group"
    template_name = "volunteers/desk/register.html"
    results_template_name = "volunteers/desk/register_results.html"
    index_url_name = "volunteers_register"
    index_results_url_name = "volunteers_register_results"
    filterset_class = VolunteerFilters
    paginate_by = 50
    default_ordering = "-pk"
    sought = ""
    columns = [
        TickColumn("tick", label=_("Choose")),
        VolunteerColumn("number", label=_("Volunteer number"), accessor=lambda volunteer: volunteer),
        Column("name", label=pgettext_lazy("person", "Name"), accessor="person.masked_name"),
        Column("phone", label=_("Mobile number"), accessor="person.masked_phone"),
        Column("status", label=_("Status"), accessor="get_status_display", sort_key="status"),
        Column("shifts", label=_("Shifts with a place"), accessor="shifts"),
    ]

    def get_base_queryset(self) -> QuerySet[Volunteer]:
        found = Volunteer.objects.seen_by(self.request.user).filter(person__forgotten_at=None)
        if self.sought:
            by_number = (
                Q(pk=int(self.sought[4:])) if self.sought.isdecimal() and len(self.sought) == 10 else Q()
            )
            people = Q(person__in=Person.objects.found_by(self.sought))
            found = found.filter(people | by_number if by_number else people)
        holding = Q(applications__state="confirmed")
        return found.select_related("person").annotate(shifts=Count("applications", filter=holding))

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(*args, **kwargs)
        return {**context, "sought": self.sought, "statuses": Volunteer.Status.choices}

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if "find" in request.POST:
            self.sought = request.POST["find"].strip()[:100]
            return self.get(request, *args, **kwargs)
        mine = Volunteer.objects.seen_by(request.user)
        chosen = mine.filter(pk__in=[key for key in request.POST.getlist("volunteer") if key.isdecimal()])
        status = request.POST.get("status", "")
        if status in Volunteer.Status and chosen:
            count = services.set_status(list(chosen), status, by=request.user)
            told = ngettext("%(count)d volunteer was changed.", "%(count)d volunteers were changed.", count)
            messages.success(request, told % {"count": count})
        else:
            messages.error(request, _("Tick volunteers and choose a status."))
        return redirect(self.index_url)
