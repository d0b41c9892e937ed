"""Campaigns in the admin."""

from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.http import HttpRequest
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
from cms.campaigns.models import CampaignPage, ElectionPage, EntryPage, Reviewer, SpecialDays, UsualStep
from cms.campaigns.nominations import desk
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


class ModeratorsMenuItem(MenuItem):
    """Shown to those who check nominations."""

    def is_shown(self, request: HttpRequest) -> bool:
        return desk.is_moderator(request.user)


@hooks.register(CONTENT_MENU)
def register_nominations() -> MenuItem:
    return ModeratorsMenuItem(
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


class ProceduresItem(MenuItem):
    """Shown to those who look after campaigns."""

    def is_shown(self, request: HttpRequest) -> bool:
        return looks_after(request.user)


class ReviewsItem(MenuItem):
    """Shown to those who judge a campaign."""

    def is_shown(self, request: HttpRequest) -> bool:
        return Reviewer.objects.appointed().filter(user=request.user.pk).exists()


@hooks.register(CONTENT_MENU)
def register_procedures() -> MenuItem:
    return ProceduresItem(
        _("Procedures"),
        reverse_lazy("campaigns_procedures"),
        name="campaigns-procedures",
        icon_name="clipboard-list",
        order=62,
    )


@hooks.register(CONTENT_MENU)
def register_reviews() -> MenuItem:
    return ReviewsItem(
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
    return ProceduresItem(
        _("Votes"),
        reverse_lazy("campaigns_votes"),
        name="campaigns-votes",
        icon_name="tick-inverse",
        order=62,
    )
