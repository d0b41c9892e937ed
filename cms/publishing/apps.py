from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from cms.core import chores

HONOURS_EVERY = 30.0  # seconds


class PressConfig(AppConfig):
    """Publishing alone: its tables, and what makes the public tree from them."""

    name = "cms.publishing"
    label = "publishing"
    verbose_name = _("Publishing")


class PublishingConfig(PressConfig):
    """Publishing as a room of the whole program, told of every change."""

    default = True

    def ready(self) -> None:
        # All need the models, which are not loaded when this module is.
        from cms.core import papers  # noqa: PLC0415
        from cms.core.models import SiteSettings  # noqa: PLC0415
        from cms.core.preview import register_renderer  # noqa: PLC0415
        from cms.intake import pages  # noqa: PLC0415
        from cms.publishing import ballots, honours, schedule  # noqa: PLC0415
        from cms.publishing.listeners import connect  # noqa: PLC0415
        from cms.publishing.media import apart, originals, uploads  # noqa: PLC0415
        from cms.publishing.receipts import ledger  # noqa: PLC0415
        from cms.publishing.redirects import checks, nginx  # noqa: PLC0415
        from cms.publishing.rendering import dynamic, frames  # noqa: PLC0415
        from cms.publishing.rendering.previews import render_preview  # noqa: PLC0415
        from cms.publishing.tree import former, press  # noqa: PLC0415

        connect()
        ballots.connect()
        checks.install()
        chores.register("honours", seconds=HONOURS_EVERY, act=honours.follow)
        chores.register("receipts", seconds=3600, act=ledger.prune)
        chores.register("former assets", seconds=3600, act=former.clear)
        # They are written with every change of theirs, and now and then for what a killed worker had left to do.
        chores.register("nginx rules", seconds=3600, act=nginx.write_rules)
        frames.register(SiteSettings.load)
        originals.register(uploads.find)
        press.register(schedule.run_due)  # what the clock asks for belongs to a site that is up to date
        register_renderer(render_preview)
        pages.register_renderer(dynamic.page)
        papers.register(apart.paper)
