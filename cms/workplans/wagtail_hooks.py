"""Work plans in the admin."""

from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import URLPattern, reverse_lazy
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component
from wagtail.log_actions import LogActionRegistry

from cms.core.listings import CONTENT_MENU, ContentListing
from cms.workplans import history
from cms.workplans.desk import urls as desk_urls
from cms.workplans.desk.buttons import buttons
from cms.workplans.desk.lists.plan_list import COLUMNS, PlanFilters, PlanIndexView
from cms.workplans.desk.progress.due_panel import DuePanel
from cms.workplans.desk.years.translations import tell_of_unpaired
from cms.workplans.models import WorkPlanPage
from cms.workplans.queries import works_on_plans


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


@hooks.register("construct_homepage_panels")
def tell_what_is_due(request: HttpRequest, panels: list[Component]) -> None:
    panels.append(DuePanel())


@hooks.register("insert_global_admin_css")
def styles() -> SafeString:
    return format_html('<link rel="stylesheet" href="{}">', static("workplans/progress.css"))


@hooks.register("register_log_actions")
def register_log_actions(actions: LogActionRegistry) -> None:
    history.register(actions)


@hooks.register("register_admin_urls")
def register_desk() -> list[URLPattern]:
    return desk_urls.urlpatterns


hooks.register("register_page_header_buttons", buttons)
hooks.register("register_page_listing_more_buttons", buttons)
hooks.register("after_edit_page", tell_of_unpaired)


class TasksMenuItem(MenuItem):
    """Shown to those who work on plans."""

    def is_shown(self, request: HttpRequest) -> bool:
        return works_on_plans(request.user)


@hooks.register(CONTENT_MENU)
def register_tasks() -> MenuItem:
    return TasksMenuItem(
        _("Tasks of plans"), reverse_lazy("plan_tasks"), name="plan-tasks", icon_name="tasks", order=31
    )
