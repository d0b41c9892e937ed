from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from cms.core.preview import register_renderer


class PublishingConfig(AppConfig):
    name = "cms.publishing"
    label = "publishing"
    verbose_name = _("Publishing")

    def ready(self) -> None:
        # All need the models, which are not loaded when this module is.
        from cms.publishing import chores, former, nginx, receipts, redirect_checks  # noqa: PLC0415
        from cms.publishing.listeners import connect  # noqa: PLC0415
        from cms.publishing.previews import render_preview  # noqa: PLC0415

        connect()
        redirect_checks.install()
        chores.register("receipts", seconds=3600, act=receipts.prune)
        chores.register("former assets", seconds=3600, act=former.clear)
        # They are written with every change of theirs, and now and then for what a killed worker had left to do.
        chores.register("nginx rules", seconds=3600, act=nginx.write_rules)
        register_renderer(render_preview)
