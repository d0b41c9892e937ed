"""Volunteer recruitments in the admin."""

from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.ui.tables import Column

from cms.core.listings import ContentListing
from cms.volunteers.models import RecruitmentPage


class RecruitmentListing(ContentListing):
    model = RecruitmentPage
    icon = "group"
    menu_order = 50
    columns = [
        *ContentListing.columns,
        Column("place", label=_("Place"), sort_key="place"),
        Column("ends_on", label=_("Open until"), sort_key="ends_on"),
    ]


@hooks.register("register_admin_viewset")
def register_listing() -> ContentListing:
    return RecruitmentListing("recruitments")
