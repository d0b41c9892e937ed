"""Working days: weekends, and what the State Council announces each November for the next year.

Staff keep the announced days in a table. A library would know the years that it was released with and no later one.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel

from cms.core.bilingual import Bilingual

DAY = timedelta(days=1)
SATURDAY = 5


@dataclass(frozen=True)
class WorkCalendar:
    """Which days are worked. `years` are those whose holidays are known."""

    off: frozenset[date]
    worked: frozenset[date]

    @property
    def years(self) -> set[int]:
        return {day.year for day in self.off}

    def is_worked(self, day: date) -> bool:
        return day in self.worked or (day.weekday() < SATURDAY and day not in self.off)


class SpecialDays(Bilingual):
    """Days off of a holiday, or days at a weekend that are worked for it."""

    name_zh = models.CharField(_("name in Chinese"), max_length=40)
    name_en = models.CharField(_("name in English"), max_length=60, blank=True)
    starts_on = models.DateField(_("first day"))
    ends_on = models.DateField(_("last day"))
    is_worked = models.BooleanField(
        _("worked"), default=False, help_text=_("Days at a weekend that are worked for a holiday.")
    )

    panels = [
        FieldRowPanel(["name_zh", "name_en"]),
        FieldRowPanel(["starts_on", "ends_on"]),
        FieldPanel("is_worked"),
    ]

    class Meta:
        verbose_name = _("days off or worked")
        verbose_name_plural = _("public holidays")
        ordering = ["-starts_on"]
        constraints = [
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="special_days_in_order")
        ]

    def __str__(self) -> str:
        return f"{self.said('name', get_language())} {self.starts_on}"

    def clean(self) -> None:
        if (
            self.starts_on
            and self.ends_on
            and not self.starts_on <= self.ends_on <= self.starts_on + 30 * DAY
        ):
            raise ValidationError(
                {"ends_on": _("The last day is not before the first, nor a month after it.")}
            )


def work_calendar() -> WorkCalendar:
    """The calendar as staff keep it, in one query."""
    days: dict[bool, set[date]] = {True: set(), False: set()}
    for first, last, is_worked in SpecialDays.objects.values_list("starts_on", "ends_on", "is_worked"):
        days[is_worked] |= {first + number * DAY for number in range((last - first).days + 1)}
    return WorkCalendar(off=frozenset(days[False]), worked=frozenset(days[True]))
