"""The import in the admin."""

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from cms.importing.queries import may_import
from cms.importing.views import ImportView, MendView


@hooks.register("register_admin_urls")
def register_import() -> list[URLPattern]:
    return [
        path("import-document/", ImportView.as_view(), name="import_document"),
        path("import-document/<int:pk>/", MendView.as_view(), name="mend_reading"),
    ]


class ImportMenuItem(MenuItem):
    """Shown to those who may add pages."""

    def is_shown(self, request: HttpRequest) -> bool:
        return may_import(request.user)


@hooks.register("register_admin_menu_item")
def register_import_menu_item() -> MenuItem:
    return ImportMenuItem(
        _("Import a document"),
        reverse_lazy("import_document"),
        name="import-document",
        icon_name="download",
        order=160,
    )
