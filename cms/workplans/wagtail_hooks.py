"""Work plans in the admin."""

from wagtail import hooks
from wagtail.log_actions import LogActionRegistry

from cms.core.listings import ContentListing
from cms.workplans import history
from cms.workplans.desk.plan_list import COLUMNS, PlanFilters, PlanIndexView
from cms.workplans.models import WorkPlanPage


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
