"""Work plans in the admin."""

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.log_actions import LogActionRegistry

from cms.core.listings import ContentListing
from cms.workplans import history
from cms.workplans.desk.plan_list import COLUMNS, PlanFilters, PlanIndexView
from cms.workplans.models import WorkPlanPage
from cms.workplans.queries import may_import
from cms.workplans.views import ImportPlanView


class WorkPlanListing(ContentListing):
    model = WorkPlanPage
    icon = "list-ol"
    menu_order = 30
    index_view_class = PlanIndexView
    filterset_class = PlanFilters
    columns = COLUMNS


@hooks.register("register_admin_viewset")
def register_listing() -> ContentListing:
    return WorkPlanListing("workplans")


@hooks.register("register_log_actions")
def register_log_actions(actions: LogActionRegistry) -> None:
    history.register(actions)


@hooks.register("register_admin_urls")
def register_import() -> list[URLPattern]:
    return [path("import-plan/", ImportPlanView.as_view(), name="import_plan")]


class ImportPlanMenuItem(MenuItem):
    """Shown to those who may add pages."""

    def is_shown(self, request: HttpRequest) -> bool:
        return may_import(request.user)


@hooks.register("register_admin_menu_item")
def register_import_menu_item() -> MenuItem:
    return ImportPlanMenuItem(
        _("Import a plan"), reverse_lazy("import_plan"), name="import-plan", icon_name="download", order=160
    )
