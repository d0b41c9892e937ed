"""What residents ask, for staff: most asked, without results, and with results that nobody opened."""

from urllib.parse import urlencode

import django_filters
from django.db.models import Max, QuerySet, Sum
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views.reports import ReportView
from wagtail.admin.widgets import AdminDateInput

from cms.core.languages import LANGUAGES
from cms.discovery.promoting import ADD
from cms.discovery.query_log import QueryCount

SHOWN = [("none", _("Found nothing")), ("unopened", _("No result was opened"))]


class QueryFilters(WagtailFilterSet):
    """Which queries of which days."""

    shown = django_filters.ChoiceFilter(
        label=_("Show"), choices=SHOWN, empty_label=_("All queries"), method="show_only"
    )
    locale = django_filters.ChoiceFilter(
        label=_("Language"), choices=[(locale, each.label) for locale, each in LANGUAGES.items()]
    )
    since = django_filters.DateFilter(
        label=_("From"), field_name="day", lookup_expr="gte", widget=AdminDateInput
    )
    until = django_filters.DateFilter(
        label=_("Until"), field_name="day", lookup_expr="lte", widget=AdminDateInput
    )

    class Meta:
        model = QueryCount
        fields = ["shown", "locale", "since", "until"]

    def show_only(self, rows: QuerySet, _name: str, value: str) -> QuerySet:
        """Of what was found on any of the days: a page that was written since counts."""
        return rows.filter(most=0) if value == "none" else rows.filter(most__gt=0, clicks=0)


class QueryReport(ReportView):
    """Queries with the times they were asked, the most asked first."""

    page_title = _("Search queries")
    header_icon = "search"
    model = QueryCount
    filterset_class = QueryFilters
    index_url_name = "query_report"
    index_results_url_name = "query_report_results"
    default_ordering = "-times"
    asked_columns = [
        Column("query", label=_("Query"), sort_key="query"),
        Column("times", label=_("Asked"), sort_key="times"),
        Column("most", label=_("Results"), sort_key="most"),
        Column("clicks", label=_("Results opened"), sort_key="clicks"),
        Column("last", label=_("Last asked"), sort_key="last"),
    ]
    promote = TitleColumn(
        "promote",
        label=_("Promoted results"),
        accessor=lambda row: _("Promote a result"),
        get_url=lambda row: f"{reverse('promote_for_query')}?{urlencode({'query': row['query']})}",
    )
    list_export = ["query", "locale", "times", "most", "clicks", "last"]
    export_headings = {
        "query": _("Query"),
        "locale": _("Language"),
        "times": _("Asked"),
        "most": _("Results"),
        "clicks": _("Results opened"),
        "last": _("Last asked"),
    }
    export_formats = ("xlsx",)  # Wagtail's CSV leaves formulas as they are

    @cached_property
    def columns(self) -> list[Column]:
        may = self.request.user.has_perm(ADD)
        return [*self.asked_columns, *([self.promote] if may else [])]

    def get_base_queryset(self) -> QuerySet:
        return QueryCount.objects.values("locale", "query").annotate(
            times=Sum("asked"), most=Max("found"), clicks=Sum("opened"), last=Max("day")
        )

    def get_queryset(self) -> QuerySet:
        return self.order_queryset(self.get_base_queryset())

    def get_filename(self) -> str:
        return "queries"
