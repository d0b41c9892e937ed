"""The importer as a Django app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ImportingConfig(AppConfig):
    """Documents into structured content."""

    name = "cms.importing"
    label = "importing"
    verbose_name = _("Import")
