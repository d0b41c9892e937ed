"""Who looked at whose data: for those who answer for it."""

from typing import Any

import django_filters
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.views.reports import ReportView
from wagtail.admin.widgets import AdminDateInput

from cms.intake.audit import Access

MAY = "intake.view_access"


class AccessFilters(WagtailFilterSet):
    action = django_filters.ChoiceFilter(label=_("What"), choices=Access.Action.choices, empty_label=_("All"))
    username = django_filters.CharFilter(label=_("Who"), lookup_expr="icontains")
    since = django_filters.DateFilter(
        label=_("From"), field_name="at", lookup_expr="date__gte", widget=AdminDateInput
    )
    until = django_filters.DateFilter(
        label=_("Until"), field_name="at", lookup_expr="date__lte", widget=AdminDateInput
    )

    class Meta:
        model = Access
        fields = ["action", "username", "since", "until"]


class AccessReport(ReportView):
    """The log, newest first. People stand in it by their numbers only."""

    page_title = _("Access to personal data")
    header_icon = "view"
    model = Access
    filterset_class = AccessFilters
    index_url_name = "access_report"
    index_results_url_name = "access_report_results"
    default_ordering = "-at"
    paginate_by = 50
    columns = [
        DateColumn("at", label=_("When"), sort_key="at"),
        Column("username", label=_("Who"), sort_key="username"),
        Column("action", label=_("What"), accessor="get_action_display", sort_key="action"),
        Column("people", label=_("People"), accessor=lambda entry: len(entry.people)),
        Column("reason", label=_("Why")),
    ]
    list_export = ["at", "username", "action", "kind", "people", "reason"]
    export_formats = ("xlsx",)  # Wagtail's CSV leaves formulas as they are

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.has_perm(MAY):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_queryset(self) -> QuerySet[Access]:
        return self.order_queryset(Access.objects.all())

    def get_filename(self) -> str:
        return "access"
