from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class HomeConfig(AppConfig):
    name = "cms.home"
    label = "home"
    verbose_name = _("Sections and pages")

    def ready(self) -> None:
        # These read the models, which are loaded only now.
        from cms.home import checks  # noqa: F401, PLC0415
        from cms.home.services import page_of  # noqa: PLC0415
        from cms.importing.registry import register  # noqa: PLC0415

        register("page", page_of)
