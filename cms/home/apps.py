from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class HomeConfig(AppConfig):
    name = "cms.home"
    label = "home"
    verbose_name = _("Sections and pages")

    def ready(self) -> None:
        import_module("cms.home.checks")  # reads the models, which are loaded only now
