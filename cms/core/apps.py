from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CoreConfig(AppConfig):
    name = "cms.core"
    label = "core"
    verbose_name = _("Core")

    def ready(self) -> None:
        # It reads the models, which are loaded only now.
        from cms.core import permissions  # noqa: PLC0415

        permissions.install()
