from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from cms.core import chores
from cms.publishing import enrichment

POPULAR_EVERY = 600.0
NAMES_EVERY = FILES_EVERY = 5.0
OLD_EVERY = 6 * 3600.0


class DiscoveryConfig(AppConfig):
    name = "cms.discovery"
    label = "discovery"
    verbose_name = _("Search and reading")

    def ready(self) -> None:
        # They need the models, which are not loaded when this module is.
        from cms.discovery import attachment_texts, lexicon, query_log  # noqa: PLC0415
        from cms.discovery.popular import refresh_popular  # noqa: PLC0415

        enrichment.register(lexicon=lexicon.fresh, files=attachment_texts.parts)
        chores.register("popular", seconds=POPULAR_EVERY, act=refresh_popular)
        chores.register("names", seconds=NAMES_EVERY, act=lexicon.give_names)
        chores.register("attachments", seconds=FILES_EVERY, act=attachment_texts.have_read)
        chores.register("old queries", seconds=OLD_EVERY, act=query_log.forget_old)
        chores.register("unused texts", seconds=OLD_EVERY, act=attachment_texts.forget_unused)
