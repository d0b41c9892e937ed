"""What the screens have in common that domains put into the admin, besides Wagtail's own for pages and snippets."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.generic import WagtailAdminTemplateMixin


class DeskView(WagtailAdminTemplateMixin):
    """A screen of its own, with the way to it above its title."""

    _show_breadcrumbs = True

    def above(self) -> list[tuple[str, Any]]:
        """What this is below, the highest first: addresses and names."""
        return []

    def heading(self) -> str:
        """What stands above the screen: by default the one thing that it is about."""
        return self.get_page_subtitle() or self.get_page_title()

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            *super().get_breadcrumbs_items(),
            *({"url": url, "label": label} for url, label in self.above()),
            {"url": "", "label": self.heading()},
        ]


class MenuItemFor(MenuItem):
    """An item of the menu for some users: `may` says of a user whether it is shown."""

    def __init__(self, may: Callable[[Any], bool], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._may = may

    def is_shown(self, request: HttpRequest) -> bool:
        return self._may(request.user)
