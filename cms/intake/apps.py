from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from cms.core import chores

HOURLY = 3600.0


class IntakeConfig(AppConfig):
    """What every form of residents shares: protection, verification, consent, privacy."""

    name = "cms.intake"
    label = "intake"
    verbose_name = _("Forms of residents")

    def ready(self) -> None:
        # They need the models, which are not loaded when this module is.
        from cms.intake import checks, limits, retention  # noqa: F401, PLC0415

        chores.register("tallies", seconds=HOURLY, act=limits.forget_old)
        chores.register("retention", seconds=HOURLY, act=retention.clean_up)
        retention.register_own()
