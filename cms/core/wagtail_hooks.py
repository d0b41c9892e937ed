"""Organisations and topics in the admin."""

from django.utils.translation import gettext_lazy as _
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from cms.core.models import Organisation, Topic


class OrganisationViewSet(SnippetViewSet):
    model = Organisation
    icon = "group"
    list_display = ["name_zh", "name_en", "level", "parent"]
    list_filter = ["level"]
    add_to_admin_menu = False


class TopicViewSet(SnippetViewSet):
    model = Topic
    icon = "tag"
    list_display = ["name_zh", "name_en", "slug"]


@register_snippet
class DirectoryGroup(SnippetViewSetGroup):
    items = (OrganisationViewSet, TopicViewSet)
    menu_icon = "group"
    menu_label = _("Organisations and topics")
    menu_name = "organisations"
