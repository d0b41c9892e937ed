"""Work plans in the admin."""

from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.ui.tables import Column

from cms.core.listings import ContentListing
from cms.workplans.models import WorkPlanPage


class WorkPlanListing(ContentListing):
    model = WorkPlanPage
    icon = "list-ol"
    menu_order = 30
    columns = [
        *ContentListing.columns,
        Column("year", label=_("Year"), sort_key="year"),
        Column("number", label=_("Document number"), sort_key="number"),
    ]


@hooks.register("register_admin_viewset")
def register_listing() -> ContentListing:
    return WorkPlanListing("workplans")
