"""Flat lists of one type of page in the admin, together in one menu."""

from wagtail.admin.viewsets.pages import PageListingViewSet

CONTENT_MENU = "register_content_menu_item"


class ContentListing(PageListingViewSet):
    """All pages of one type, wherever they are. A subclass names its model and adds columns of its own."""

    menu_hook = CONTENT_MENU

    @property
    def menu_label(self) -> str:
        return self.model._meta.verbose_name_plural
