"""Campaigns in the admin."""

from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.ui.tables import Column
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from cms.campaigns.models import CampaignPage, ElectionPage, UsualStep
from cms.core.listings import ContentListing


class CampaignListing(ContentListing):
    model = CampaignPage
    icon = "crosshairs"
    menu_order = 60
    columns = [
        *ContentListing.columns,
        Column("kind", label=_("Kind"), accessor="get_kind_display", sort_key="kind"),
    ]


class ElectionListing(ContentListing):
    model = ElectionPage
    icon = "clipboard-list"
    menu_order = 65
    columns = [
        *ContentListing.columns,
        Column("election_day", label=_("Day of the vote"), sort_key="election_day"),
    ]


@register_snippet
class UsualStepViewSet(SnippetViewSet):
    """The calendar that new elections start with."""

    model = UsualStep
    icon = "list-ol"
    menu_label = _("Steps of elections")
    add_to_settings_menu = True
    list_display = ["__str__", "kind", "offset", "days"]


@hooks.register("register_admin_viewset")
def register_listings() -> list[ContentListing]:
    return [CampaignListing("campaigns"), ElectionListing("elections")]
