"""What staff see of search: the office's own words, and what residents ask."""

from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from cms.discovery.own_words import OwnName, Synonyms
from cms.discovery.promoting import PromoteForQuery
from cms.discovery.reports import QueryReport


class OwnNameViewSet(SnippetViewSet):
    model = OwnName
    icon = "tag"
    list_display = ["name", "note"]
    search_fields = ["name", "key", "note"]


class SynonymsViewSet(SnippetViewSet):
    model = Synonyms
    icon = "list-ul"
    list_display = ["__str__", "note"]
    search_fields = ["words", "note"]


@register_snippet
class SearchWordsGroup(SnippetViewSetGroup):
    items = (SynonymsViewSet, OwnNameViewSet)
    menu_icon = "search"
    menu_label = _("Words of search")
    menu_name = "search-words"


@hooks.register("register_reports_menu_item")
def query_report_menu_item() -> MenuItem:
    return MenuItem(
        _("Search queries"), reverse("query_report"), name="search-queries", icon_name="search", order=600
    )


@hooks.register("register_admin_urls")
def query_report_urls() -> list[URLPattern]:
    return [
        path("reports/queries/", QueryReport.as_view(), name="query_report"),
        path("reports/queries/promote/", PromoteForQuery.as_view(), name="promote_for_query"),
        path("reports/queries/results/", QueryReport.as_view(results_only=True), name="query_report_results"),
    ]
