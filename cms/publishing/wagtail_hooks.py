"""What publishing adds to the admin: the editor's panel, the first page's, the report, and lines after a change."""

from typing import Any

from django.db.models import Model
from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import URLPattern, path, reverse_lazy
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component
from wagtail.admin.viewsets.pages import PageViewSet
from wagtail.log_actions import LogActionRegistry
from wagtail.models import Page
from wagtail.permissions import policy_registry

from cms.publishing.receipts import staff
from cms.publishing.receipts.editing import ReceiptEditView, ReceiptReviewView
from cms.publishing.receipts.panels import PublishingPanel
from cms.publishing.receipts.reports import PublicationReport


@hooks.register("register_admin_viewset")
def register_editor() -> PageViewSet:
    return PageViewSet(edit_view_class=ReceiptEditView, workflow_action_view_class=ReceiptReviewView)


@hooks.register("register_admin_urls")
def register_urls() -> list[URLPattern]:
    report = PublicationReport
    return [
        path("publication/", report.as_view(), name=report.index_url_name),
        path("publication/results/", report.as_view(results_only=True), name=report.index_results_url_name),
        path("publication/<int:page>/", staff.state, name="publication_state"),
        path("publication/<int:page>/retry/", staff.retry, name="publication_retry"),
    ]


class ReportMenuItem(MenuItem):
    """Shown to those who work on pages."""

    def is_shown(self, request: HttpRequest) -> bool:
        policy = policy_registry.get_by_type(Page)
        return policy.user_has_any_permission(request.user, PublicationReport.any_permission_required)


@hooks.register("register_reports_menu_item")
def register_report() -> MenuItem:
    return ReportMenuItem(
        _("Publication"),
        reverse_lazy(PublicationReport.index_url_name),
        name="publication",
        icon_name="globe",
        order=100,
    )


@hooks.register("construct_homepage_panels")
def add_panel(request: HttpRequest, panels: list[Component]) -> None:
    panels.append(PublishingPanel())


@hooks.register("after_publish_page")
@hooks.register("after_unpublish_page")
@hooks.register("after_move_page")
@hooks.register("after_delete_page")
def tell_of_change(request: HttpRequest, page: Page) -> None:
    staff.tell(request, [page.pk])


@hooks.register("after_copy_page")
def tell_of_copy(request: HttpRequest, _page: Page, copy: Page) -> None:
    staff.tell(request, [copy.pk])


@hooks.register("after_bulk_action")
def tell_of_changes(request: HttpRequest, action_type: str, objects: list[Model], action: Any) -> None:
    if action.model is Page:
        staff.tell(request, [page.pk for page in objects if page.pk])


@hooks.register("insert_global_admin_js")
def follow_publications() -> SafeString:
    return format_html('<script src="{}" defer></script>', static("publishing/publication.js"))


@hooks.register("insert_global_admin_css")
def publication_styles() -> SafeString:
    return format_html('<link rel="stylesheet" href="{}">', static("publishing/publication.css"))


@hooks.register("register_log_actions")
def register_log_actions(actions: LogActionRegistry) -> None:
    actions.register_action(staff.RETRIED, _("Publish again"), _("Tried to publish again"))
