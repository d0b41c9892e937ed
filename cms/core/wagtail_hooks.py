"""What all parts of the admin share: directories, the menu of contents, reserved addresses, its colours."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.templatetags.static import static
from django.urls import URLPattern, path
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.actions import ActionRegistry
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.base import ViewSetGroup
from wagtail.contrib.simple_translation.views import SubmitPageTranslationView
from wagtail.log_actions import LogActionRegistry
from wagtail.models import Page
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from cms.core import permissions, staff
from cms.core.choosers import DirectoryChooserViewSet
from cms.core.listings import CONTENT_MENU
from cms.core.models import Organisation, Topic
from cms.core.slugs import trouble_with
from cms.core.views import tasks_of_plan


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


@hooks.register("register_admin_urls")
def register_tasks_of_plan() -> list[URLPattern]:
    return [path("tasks-of-plan/<int:plan>/", tasks_of_plan, name="tasks_of_plan")]


@hooks.register("before_move_page")
def refuse_address(request: HttpRequest, page: Page, destination: Page) -> HttpResponse | None:
    """Say it before the move fails."""
    trouble = trouble_with(page.slug, destination, page)
    if trouble is None:
        return None
    messages.error(request, trouble)
    return redirect("wagtailadmin_explore", page.get_parent().pk)


class TranslatePageView(SubmitPageTranslationView):
    """Wagtail's own asks about the page and not about those below, which it copies too."""

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        if request.POST.get("include_subtree"):
            permissions.refuse_others_below(request.user, self.object)
        return super().post(request, **kwargs)


@hooks.register("register_admin_urls", order=-1)  # before the view that it stands in for
def register_translation() -> list[URLPattern]:
    return [path("translation/submit/page/<int:page_id>/", TranslatePageView.as_view())]


@hooks.register("register_actions")
def register_actions(actions: ActionRegistry) -> None:
    permissions.register_actions(actions)


@hooks.register("register_log_actions")
def register_log_actions(actions: LogActionRegistry) -> None:
    staff.register(actions)


@hooks.register("insert_global_admin_css")
def admin_colours() -> SafeString:
    return format_html('<link rel="stylesheet" href="{}">', static("core/admin.css"))


@hooks.register("construct_help_menu")
def leave_out_release_notes(request: HttpRequest, items: list[MenuItem]) -> None:
    """They are about Wagtail, not about this program, and their label keeps the language of whoever came first."""
    items[:] = [item for item in items if not item.name.startswith("whats-new")]
