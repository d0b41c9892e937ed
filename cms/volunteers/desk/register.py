"""The register of volunteers: who is in it, masked; found by whole names and numbers, which go into no address."""

from typing import Any

import django_filters
from django.db.models import Count, Q, QuerySet, TextField
from django.db.models.functions import Cast
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext_lazy
from wagtail.admin import messages
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic.base import BaseListingView

from cms.core.membership import organisations_of
from cms.core.organisations import Organisation
from cms.intake.models import Person
from cms.volunteers import queries, services
from cms.volunteers.desk.base import CoordinatorsOnly, TickColumn
from cms.volunteers.desk.workbooks import as_file
from cms.volunteers.forms import ABILITIES
from cms.volunteers.people import Volunteer
from cms.volunteers.places import Application


class VolunteerColumn(Column):
    cell_template_name = "volunteers/desk/volunteer_cell.html"


class VolunteerFilters(WagtailFilterSet):
    status = django_filters.ChoiceFilter(
        label=_("Status"), choices=Volunteer.Status.choices, empty_label=_("All")
    )
    organisation = django_filters.ModelChoiceFilter(
        label=_("Organisation"), queryset=Organisation.objects.none(), method="of_organisation"
    )
    ability = django_filters.ChoiceFilter(
        label=_("Skills"), choices=ABILITIES, method="of_ability", empty_label=_("All")
    )
    year = django_filters.NumberFilter(label=_("Registered in the year"), method="of_year")

    class Meta:
        model = Volunteer
        fields = ["status", "organisation", "ability", "year"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.filters["organisation"].queryset = organisations_of(self.request.user)

    def of_organisation(
        self, volunteers: QuerySet[Volunteer], _name: str, value: Organisation
    ) -> QuerySet[Volunteer]:
        # A subquery rather than a join: nobody is listed or counted twice.
        theirs = Volunteer.objects.filter(applications__roster__issuer=value)
        return volunteers.filter(pk__in=theirs.values("pk"))

    def of_ability(self, volunteers: QuerySet[Volunteer], _name: str, value: str) -> QuerySet[Volunteer]:
        """Asked of the JSON as a text, which both databases can."""
        as_text = volunteers.annotate(abilities_text=Cast("abilities", TextField()))
        return as_text.filter(abilities_text__contains=f'"{value}"')

    def of_year(self, volunteers: QuerySet[Volunteer], _name: str, value: int) -> QuerySet[Volunteer]:
        return volunteers.filter(joined_at__year=value) if 1900 <= value <= 9999 else volunteers.none()


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
        TickColumn("volunteer", label=_("Choose")),
        VolunteerColumn("number", label=_("Volunteer number"), accessor=lambda volunteer: volunteer),
        Column("name", label=pgettext_lazy("person", "Name"), accessor="person.masked_name"),
        Column("phone", label=_("Mobile number"), accessor="person.masked_phone"),
        Column("status", label=_("Status"), accessor="get_status_display", sort_key="status"),
        Column("shifts", label=_("Shifts with a place"), accessor="shifts"),
    ]

    def get_base_queryset(self) -> QuerySet[Volunteer]:
        found = Volunteer.objects.seen_by(self.request.user).present()
        if self.sought:
            found = found.filter(_found_by(self.sought))
        holding = Q(applications__state="confirmed", applications__roster__teaches=None)
        return found.select_related("person").annotate(shifts=Count("applications", filter=holding))

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(*args, **kwargs)
        return {**context, "sought": self.sought, "statuses": Volunteer.Status.choices}

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if "find" in request.POST:
            self.sought = request.POST["find"].strip()[:100]
            return self.get(request, *args, **kwargs)
        if "export" in request.POST:
            return self._export(request)
        mine = Volunteer.objects.seen_by(request.user).present()
        chosen = mine.filter(pk__in=[key for key in request.POST.getlist("volunteer") if key.isdecimal()])
        status = request.POST.get("status", "")
        if status in Volunteer.Status and chosen:
            count = services.set_status(list(chosen), status, by=request.user)
            told = ngettext("%(count)d volunteer was changed.", "%(count)d volunteers were changed.", count)
            messages.success(request, told % {"count": count})
        else:
            messages.error(request, _("Tick volunteers and choose a status."))
        return redirect(self.index_url)

    def _export(self, request: HttpRequest) -> HttpResponse:
        """Those that the list shows, as it is filtered, with what they did for whom the user works."""
        listed = Volunteer.objects.filter(pk__in=self.get_queryset().values("pk"))
        theirs = Application.objects.filter(roster__in=queries.rosters_seen_by(request.user))
        return as_file(request, listed, theirs, str(_("Register of volunteers")))


def _found_by(sought: str) -> Q:
    """Whom a whole name, number or address is of; a volunteer number also of those who were merged into another."""
    found = Q(person__in=Person.objects.found_by(sought))
    if key := Volunteer.key_of(sought):
        found |= Q(pk=key) | Q(pk__in=Volunteer.objects.filter(pk=key).values("merged_into"))
    return found
