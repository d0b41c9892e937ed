from datetime import timedelta
from typing import Any

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _
from wagtail.signals import page_published

from cms.core import chores

YEAR = 365
YEARS = 3 * YEAR
PLACES_EVERY = 30.0  # seconds


class VolunteersConfig(AppConfig):
    name = "cms.volunteers"
    label = "volunteers"
    verbose_name = _("Volunteers")

    def ready(self) -> None:
        # They need the models, which are not loaded when this module is.
        from cms.intake import retention  # noqa: PLC0415
        from cms.intake.people import forget  # noqa: PLC0415
        from cms.volunteers import people, services  # noqa: PLC0415
        from cms.volunteers.hours import attendance  # noqa: PLC0415
        from cms.volunteers.models import RecruitmentPage  # noqa: PLC0415

        def follow(instance: RecruitmentPage, **_signal: Any) -> None:
            services.follow(instance)

        def clear(age: timedelta) -> int:
            return forget(people.old(age))

        page_published.connect(follow, sender=RecruitmentPage, weak=False, dispatch_uid="rosters")
        chores.register("places", seconds=PLACES_EVERY, act=services.pass_on)
        retention.register("volunteers", retention.Kind(_("Volunteers without a shift"), YEARS, clear))
        retention.register(
            "attendance", retention.Kind(_("When volunteers came and went"), YEAR, attendance.clear)
        )
