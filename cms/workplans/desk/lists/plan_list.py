"""The list of all plans, with how far each has got."""

from collections.abc import Callable, Sequence
from typing import Any

import django_filters
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column
from wagtail.admin.ui.tables.pages import (
    BulkActionsColumn,
    PageStatusColumn,
    PageTitleColumn,
    ParentPageColumn,
)
from wagtail.admin.views.pages.listing import IndexView
from wagtail.admin.widgets.button import Button
from wagtail.models import Page

from cms.core.models import Organisation
from cms.workplans.models import Status, WorkPlanPage
from cms.workplans.summaries import Summary, summaries

WIDE = "plans__wide"  # columns that a phone leaves out
WHOLE = "plans__whole"  # and those whose words stay on one line
BY_YEAR = ("-year", "-locale__language_code", "title", "pk")  # Chinese plans before English ones
COMPUTED: dict[str, Callable[[Summary], int]] = {
    "progress": lambda summary: summary.progress["percent"],
    "overdue": lambda summary: summary.overdue,
}


def years() -> list[tuple[int, int]]:
    found = WorkPlanPage.objects.order_by("-year").values_list("year", flat=True).distinct()
    return [(year, year) for year in found]


def issuers(_request: Any) -> QuerySet[Organisation]:
    return Organisation.objects.filter(pk__in=WorkPlanPage.objects.order_by().values("issuer"))


def sections() -> list[tuple[str, str]]:
    """Where there are plans, by the place in the tree, in its order, each with its language."""
    steplen = Page.steplen
    above = {path[:-steplen] for path in WorkPlanPage.objects.order_by().values_list("path", flat=True)}
    found = Page.objects.filter(path__in=above).order_by("path").select_related("locale")
    return [(page.path, f"{page.title} ({page.locale.get_display_name()})") for page in found]


class PlanFilters(WagtailFilterSet):
    year = django_filters.ChoiceFilter(label=_("Year"), choices=years, empty_label=_("All"))
    issuer = django_filters.ModelChoiceFilter(label=_("Issuer"), queryset=issuers, empty_label=_("All"))
    status = django_filters.ChoiceFilter(
        label=_("Progress"), choices=Status.choices, method="of_status", empty_label=_("All")
    )
    overdue = django_filters.ChoiceFilter(
        label=_("Overdue"),
        choices=[("yes", _("With overdue tasks"))],
        method="with_overdue",
        empty_label=_("All"),
    )
    section = django_filters.ChoiceFilter(
        label=_("Section"),
        choices=sections,
        field_name="path",
        lookup_expr="startswith",
        empty_label=_("All"),
    )
    live = django_filters.ChoiceFilter(
        label=_("State"),
        choices=[("True", pgettext_lazy("publication", "Live")), ("False", _("Draft"))],
        empty_label=_("All"),
    )

    class Meta:
        model = WorkPlanPage
        fields = ["year", "issuer", "status", "overdue", "section", "live"]

    def of_status(self, plans: QuerySet[Any], _name: str, value: str) -> QuerySet[Any]:
        return _only(plans, lambda summary: summary.status == value)

    def with_overdue(self, plans: QuerySet[Any], _name: str, _value: str) -> QuerySet[Any]:
        return _only(plans, lambda summary: summary.overdue > 0)


class ProgressColumn(Column):
    """A bar, and the same in words."""

    cell_template_name = "workplans/desk/progress.html"

    class Media:
        css = {"all": ["workplans/desk.css"]}


class OverdueColumn(Column):
    """How many tasks are overdue, or a dash."""

    cell_template_name = "workplans/desk/overdue.html"


class InOrder(Sequence[Any]):
    """Pages in the order of something that the database can't sort by; a slice is read when it is asked for."""

    def __init__(self, pages: QuerySet[Any], keys: list[int]) -> None:
        self._pages, self._keys = pages, keys

    def __len__(self) -> int:
        return len(self._keys)

    def __getitem__(self, place: Any) -> Any:
        keys = self._keys[place] if isinstance(place, slice) else [self._keys[place]]
        found = {page.pk: page for page in self._pages.filter(pk__in=keys)}
        pages = [found[key] for key in keys if key in found]
        return pages if isinstance(place, slice) else pages[0]


class PlanIndexView(IndexView):
    results_template_name = "workplans/desk/plans_results.html"
    default_ordering = "-year"
    base_filterset_class = PlanFilters

    @cached_property
    def today(self) -> Any:
        return timezone.localdate()

    def get_base_queryset(self) -> QuerySet[WorkPlanPage]:
        return super().get_base_queryset().prefetch_related("issuer")

    @cached_property
    def header_more_buttons(self) -> list[Button]:
        asked = self.request.GET.urlencode()
        out, back = reverse("export_plans"), reverse("import_workbook")
        return [
            *super().header_more_buttons,
            Button(_("Export to Excel"), url=f"{out}?{asked}", icon_name="download", priority=90),
            Button(_("Import from Excel"), url=back, icon_name="upload", priority=91),
        ]

    def order_queryset(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        if self._computed:
            return queryset
        if (self.ordering or "").lstrip("-") == "year":
            return queryset.order_by(self.ordering, *BY_YEAR[1:])
        return super().order_queryset(queryset)

    def get_queryset(self) -> Any:
        found = super().get_queryset()
        measure = self._computed
        if measure is None or self.is_searching:
            return found
        known = summaries(_named(found).order_by(*BY_YEAR), self.today)
        keys = sorted(known, key=lambda pk: measure(known[pk]), reverse=self.ordering.startswith("-"))
        return InOrder(found, keys)

    @cached_property
    def _computed(self) -> Callable[[Summary], int] | None:
        return COMPUTED.get((self.ordering or "").lstrip("-"))

    def paginate_queryset(self, queryset: Any, page_size: int) -> Any:
        paginator, page, plans, is_paginated = super().paginate_queryset(queryset, page_size)
        page.object_list = list(plans)
        known = summaries(page.object_list, self.today)
        for plan in page.object_list:
            plan.summary = known[plan.pk]
        return paginator, page, page.object_list, is_paginated


COLUMNS = [
    BulkActionsColumn("bulk_actions"),
    PageTitleColumn("title", label=_("Title"), sort_key="title", classname="title plans__title"),
    Column("year", label=_("Year"), sort_key="year"),
    Column("number", label=_("Document number"), sort_key="number", classname=f"{WIDE} {WHOLE}"),
    Column("issuer", label=_("Issuer"), sort_key="issuer__name_zh", classname=WIDE),
    ProgressColumn("progress", label=_("Progress"), accessor="summary", sort_key="progress"),
    OverdueColumn("overdue", label=_("Overdue"), accessor="summary.overdue", sort_key="overdue"),
    ParentPageColumn("parent", label=_("Section"), classname=WIDE),
    PageStatusColumn("status", label=_("State"), sort_key="live", classname=WIDE),
]


def _only(plans: QuerySet[Any], fits: Callable[[Summary], bool]) -> QuerySet[Any]:
    known = summaries(_named(plans), timezone.localdate())
    return plans.filter(pk__in=[pk for pk, summary in known.items() if fits(summary)])


def _named(plans: QuerySet[Any]) -> QuerySet[WorkPlanPage]:
    """The same plans with nothing but what names them."""
    mine = plans.order_by().values("pk")
    return WorkPlanPage.objects.filter(pk__in=mine).only("pk", "translation_key")
