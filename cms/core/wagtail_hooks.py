"""What all parts of the admin share: directories, the menu of contents, reserved addresses, its colours."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.base import ViewSetGroup
from wagtail.models import Page
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from cms.core.choosers import DirectoryChooserViewSet
from cms.core.listings import CONTENT_MENU
from cms.core.models import Organisation, Topic
from cms.core.slugs import RESERVED, is_reserved


class OrganisationViewSet(SnippetViewSet):
    model = Organisation
    icon = "group"
    chooser_viewset_class = DirectoryChooserViewSet
    list_display = ["name_zh", "name_en", "level", "parent"]
    list_filter = ["level"]
    add_to_admin_menu = False


class TopicViewSet(SnippetViewSet):
    model = Topic
    icon = "tag"
    chooser_viewset_class = DirectoryChooserViewSet
    list_display = ["name_zh", "name_en", "slug"]


@register_snippet
class DirectoryGroup(SnippetViewSetGroup):
    items = (OrganisationViewSet, TopicViewSet)
    menu_icon = "group"
    menu_label = _("Organisations and topics")
    menu_name = "organisations"


class ContentGroup(ViewSetGroup):
    """The lists that the domains register."""

    menu_icon = "doc-full"
    menu_label = _("Content")
    menu_name = "content"
    menu_order = 150
    submenu_hook = CONTENT_MENU


@hooks.register("register_admin_viewset")
def register_content_group() -> ContentGroup:
    return ContentGroup()


@hooks.register("before_move_page")
def refuse_reserved_address(request: HttpRequest, page: Page, destination: Page) -> HttpResponse | None:
    """Say it before the move fails."""
    if not is_reserved(page.slug, destination):
        return None
    messages.error(request, RESERVED)
    return redirect("wagtailadmin_explore", page.get_parent().pk)


@hooks.register("insert_global_admin_css")
def admin_colours() -> SafeString:
    return format_html('<link rel="stylesheet" href="{}">', static("core/admin.css"))


@hooks.register("construct_help_menu")
def leave_out_release_notes(request: HttpRequest, items: list[MenuItem]) -> None:
    """They are about Wagtail, not about this program, and their label keeps the language of whoever came first."""
    items[:] = [item for item in items if not item.name.startswith("whats-new")]
