from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from cms.publishing import chores

POPULAR_EVERY = 600.0


class DiscoveryConfig(AppConfig):
    name = "cms.discovery"
    label = "discovery"
    verbose_name = _("Search and reading")

    def ready(self) -> None:
        # It needs the models, which are not loaded when this module is.
        from cms.discovery.popular import refresh_popular  # noqa: PLC0415

        chores.register("popular", seconds=POPULAR_EVERY, act=refresh_popular)
