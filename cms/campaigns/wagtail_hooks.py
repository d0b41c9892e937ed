"""Campaigns in the admin."""

from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.urls import URLPattern, reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Column
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from cms.campaigns.ballots import desk as ballots_desk
from cms.campaigns.desk import urls as desk_urls
from cms.campaigns.desk.base import looks_after
from cms.campaigns.models import CampaignPage, ElectionPage, EntryPage, SpecialDays, UsualStep
from cms.campaigns.nominations import desk
from cms.campaigns.scoring.queries import judges
from cms.core.desk import MenuItemFor
from cms.core.listings import CONTENT_MENU, ContentListing


class CampaignListing(ContentListing):
    model = CampaignPage
    icon = "crosshairs"
    menu_order = 60
    columns = [
        *ContentListing.columns,
        Column("kind", label=_("Kind"), accessor="get_kind_display", sort_key="kind"),
    ]


class EntryListing(ContentListing):
    model = EntryPage
    icon = "user"
    menu_order = 62
    columns = [
        *ContentListing.columns,
        Column("nominee", label=_("Nominee"), sort_key="nominee"),
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


@register_snippet
class SpecialDaysViewSet(SnippetViewSet):
    """What the State Council announces each November for the next year."""

    model = SpecialDays
    icon = "calendar"
    menu_label = _("Public holidays")
    add_to_settings_menu = True
    list_display = ["__str__", "ends_on", "is_worked"]


@hooks.register("register_admin_viewset")
def register_listings() -> list[ContentListing]:
    return [CampaignListing("campaigns"), EntryListing("entries"), ElectionListing("elections")]


@hooks.register("register_admin_urls")
def register_nominations_desk() -> list[URLPattern]:
    return desk.urlpatterns


@hooks.register("register_permissions")
def register_nomination_permission() -> QuerySet[Permission]:
    """Who checks nominations is a matter of roles, like all rights of the admin."""
    return Permission.objects.filter(content_type__app_label="campaigns", codename="change_nomination")


@hooks.register(CONTENT_MENU)
def register_nominations() -> MenuItem:
    return MenuItemFor(
        desk.is_moderator,
        _("Nominations"),
        reverse_lazy("campaigns_nominations"),
        name="campaigns-nominations",
        icon_name="form",
        order=61,
    )


@hooks.register("register_admin_urls")
def register_desk() -> list[URLPattern]:
    return desk_urls.urlpatterns


@hooks.register("register_permissions")
def register_permissions() -> QuerySet[Permission]:
    """Who looks after procedures is a matter of roles, like all rights of the admin."""
    return Permission.objects.filter(content_type__app_label="campaigns", codename="change_procedure")


@hooks.register(CONTENT_MENU)
def register_procedures() -> MenuItem:
    return MenuItemFor(
        looks_after,
        _("Procedures"),
        reverse_lazy("campaigns_procedures"),
        name="campaigns-procedures",
        icon_name="clipboard-list",
        order=62,
    )


@hooks.register(CONTENT_MENU)
def register_reviews() -> MenuItem:
    return MenuItemFor(
        judges,
        _("My reviews"),
        reverse_lazy("campaigns_reviews"),
        name="campaigns-reviews",
        icon_name="tasks",
        order=62,
    )


@hooks.register("register_admin_urls")
def register_votes_desk() -> list[URLPattern]:
    return ballots_desk.urlpatterns


@hooks.register(CONTENT_MENU)
def register_votes() -> MenuItem:
    return MenuItemFor(
        looks_after,
        _("Votes"),
        reverse_lazy("campaigns_votes"),
        name="campaigns-votes",
        icon_name="tick-inverse",
        order=62,
    )
