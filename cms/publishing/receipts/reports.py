"""The report of all pages: where each stands on the public site."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import django_filters
from django.conf import settings
from django.db.models import F, QuerySet
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn, LocaleColumn, TitleColumn
from wagtail.admin.utils import get_user_display_name
from wagtail.admin.views.reports import ReportView
from wagtail.admin.widgets.button import Button
from wagtail.models import Page
from wagtail.permissions import policy_registry

from cms.home.models import SectionPage
from cms.publishing.batches import batched
from cms.publishing.models import Receipt
from cms.publishing.receipts.standing import Account, Standing, with_standing

LEVEL = Page.steplen  # characters of a page's path for each level of the tree
INDENT = "\u3000"
AT_ONCE = 500
WIDE = "publication__wide"  # columns that a phone leaves out
SHORT = "publication__wide publication__short"  # and that never break


def _sections() -> list[tuple[str, str]]:
    """The sections in the order of the tree, by their place in it, each with its language."""
    found = SectionPage.objects.order_by("path").select_related("locale")
    return [
        (section.path, f"{INDENT * (section.depth - 3)}{section.title} ({section.locale.get_display_name()})")
        for section in found
    ]


class PublicationFilters(WagtailFilterSet):
    standing = django_filters.ChoiceFilter(label=_("State"), choices=Standing.choices)
    section = django_filters.ChoiceFilter(
        label=_("Section"), choices=_sections, field_name="path", lookup_expr="startswith"
    )

    class Meta:
        model = Page
        fields = ["standing", "section"]


class StandingColumn(Column):
    """The state, and under it why it failed."""

    cell_template_name = "publishing/report_standing.html"


class AddressColumn(Column):
    """The public address, as a link where there is something."""

    cell_template_name = "publishing/report_address.html"


class PublicationReport(ReportView):
    """A few statements for a page of the report, however many pages the site has."""

    model = Page
    page_title = _("Publication")
    header_icon = "globe"
    index_url_name = "publication_report"
    index_results_url_name = "publication_report_results"
    filterset_class = PublicationFilters
    any_permission_required = ["add", "change", "publish"]
    is_searchable = True
    search_backend_name = None  # by parts of titles and addresses, in any script
    search_fields = ["title", "url_path"]
    default_ordering = "-receipt_id"
    verbose_name_plural = Page._meta.verbose_name_plural
    columns = [
        TitleColumn(
            "title",
            label=_("Title"),
            url_name="wagtailadmin_pages:edit",
            sort_key="title",
            classname="title publication__title",
        ),
        StandingColumn("standing", label=_("State"), accessor="account"),
        DateColumn(
            "requested", label=_("Requested"), accessor="account.receipt.requested_at", sort_key="receipt_id"
        ),
        Column("section", label=_("Section"), accessor="above", classname=WIDE),
        LocaleColumn(label=_("Language"), sort_key=None, classname=SHORT),
        Column("asked_by", label=_("Asked by"), classname=WIDE),
        Column("seconds", label=_("Seconds"), classname=SHORT),
        Column("files", label=_("Files"), classname=SHORT),
        AddressColumn(
            "address", label=_("Public address"), accessor="account", classname="publication__address"
        ),
    ]
    # Wagtail's CSV is open to formulas and has no mark of its encoding.
    FORMATS = (ReportView.FORMAT_XLSX,)
    export_filename = "publication"
    export_headings = {
        "title": _("Title"),
        "section": _("Section"),
        "language": _("Language"),
        "standing": _("State"),
        "reason": _("Reason"),
        "detail": _("Details"),
        "asked_by": _("Asked by"),
        "requested_at": _("Requested"),
        "written_at": _("Written"),
        "indexed_at": _("Indexed"),
        "verified_at": _("Verified"),
        "written": _("Files written"),
        "removed": _("Files removed"),
        "address": _("Public address"),
    }
    list_export = list(export_headings)

    @cached_property
    def header_more_buttons(self) -> list[Button]:
        return [button for button in super().header_more_buttons if button.url != self.csv_export_url]

    def get_base_queryset(self) -> QuerySet[Page]:
        policy = policy_registry.get_by_type(Page)
        pages = policy.instances_user_has_any_permission_for(self.request.user, self.any_permission_required)
        return with_standing(pages.filter(depth__gt=1)).select_related("locale", "content_type")

    def order_queryset(self, queryset: QuerySet[Page]) -> QuerySet[Page]:
        if self.ordering == self.default_ordering:  # pages that were never published come last
            return queryset.order_by(F("receipt_id").desc(nulls_last=True), "-pk")
        return queryset.order_by(self.ordering, "-pk")

    def get_filtered_queryset(self) -> QuerySet[Page]:
        return self.get_queryset()

    def decorate_paginated_queryset(self, object_list: Iterable[Page]) -> list[Page]:
        return [page for some in batched(object_list, AT_ONCE) for page in _with_accounts(some)]

    def to_row_dict(self, item: Page) -> dict[str, Any]:
        receipt = item.account.receipt or Receipt()
        row = {name: getattr(receipt, name) for name in ("detail", "written", "removed")}
        for name in ("requested_at", "written_at", "indexed_at", "verified_at"):
            row[name] = _on_the_wall(getattr(receipt, name))
        row |= {
            "title": item.title,
            "section": item.above,
            "language": item.locale.get_display_name(),
            "standing": item.account.standing.label,
            "reason": item.account.reason,
            "asked_by": item.asked_by,
            "address": item.account.address,
        }
        return {name: row[name] for name in self.list_export}


def _with_accounts(pages: list[Page]) -> list[Page]:
    """The pages with what the columns show of them."""
    receipts = Receipt.objects.select_related("asked_by").in_bulk([page.receipt_id for page in pages])
    above = {page.path[:-LEVEL] for page in pages}
    titles = dict(Page.objects.filter(path__in=above).values_list("path", "title"))
    for page in pages:
        receipt = receipts.get(page.receipt_id)
        page.account = Account(receipt, Standing(page.standing))
        page.above = titles.get(page.path[:-LEVEL], "")
        page.asked_by = get_user_display_name(receipt.asked_by) if receipt and receipt.asked_by else ""
        page.files = f"+{receipt.written} −{receipt.removed}" if receipt and receipt.written_at else ""
        page.seconds = None if page.account.seconds is None else f"{page.account.seconds:.1f}"
    return pages


def _on_the_wall(moment: datetime | None) -> datetime | None:
    """A moment as clocks in the site's time zone show it: a spreadsheet knows no zones."""
    return moment and moment.astimezone(ZoneInfo(settings.TIME_ZONE)).replace(tzinfo=None)
