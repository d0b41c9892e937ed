"""Campaigns in the admin."""

from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.ui.tables import Column

from cms.campaigns.models import CampaignPage
from cms.core.listings import ContentListing


class CampaignListing(ContentListing):
    model = CampaignPage
    icon = "crosshairs"
    menu_order = 60
    columns = [
        *ContentListing.columns,
        Column("kind", label=_("Kind"), accessor="get_kind_display", sort_key="kind"),
    ]


@hooks.register("register_admin_viewset")
def register_listing() -> ContentListing:
    return CampaignListing("campaigns")
