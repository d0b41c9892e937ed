"""Trainings: what is taught, who has learned it, and for how long that counts.

The dates on which a training is given are shifts with places of their own, see `Roster.teaches`: so they have places,
a waiting list and offers without a law of their own.
"""

from collections.abc import Iterable
from datetime import date
from typing import Self
from uuid import uuid4

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from cms.core.bilingual import Bilingual
from cms.core.organisations import Organisation
from cms.volunteers.people import Volunteer


class Training(Bilingual):
    """Something that volunteers learn before certain shifts."""

    uid = models.UUIDField(
        default=uuid4, unique=True, editable=False
    )  # what its dates hang on, as Roster.call
    name_zh = models.CharField(_("name in Chinese"), max_length=100)
    name_en = models.CharField(_("name in English"), max_length=100, blank=True)
    months = models.PositiveSmallIntegerField(
        _("counts for so many months"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(240)],
        help_text=_("Empty: for good."),
    )
    issuer = models.ForeignKey(
        Organisation, verbose_name=_("issuer"), null=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = _("training")
        verbose_name_plural = _("trainings")
        ordering = ["name_zh", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(months=None) | Q(months__gt=0), name="training_counts_a_while")
        ]

    def __str__(self) -> str:
        return self.said("name", get_language() or "")


class TrainedQuerySet(models.QuerySet):
    def on(self, day: date) -> Self:
        """Those that count on a day."""
        return self.filter(Q(until=None) | Q(until__gte=day), since__lte=day)


class Trained(models.Model):
    """Somebody took part in a training; it counts from one day to another, both included."""

    volunteer = models.ForeignKey(Volunteer, on_delete=models.PROTECT, related_name="trained")
    training = models.ForeignKey(Training, on_delete=models.PROTECT, related_name="trained")
    session = models.ForeignKey(
        "volunteers.Roster", null=True, on_delete=models.PROTECT, related_name="trained"
    )
    since = models.DateField(_("counts from"))
    until = models.DateField(_("counts until"), null=True, blank=True)
    at = models.DateTimeField(_("written"), default=timezone.now)
    # No foreign key: what was noted outlives the users it names.
    username = models.CharField(_("noted by"), max_length=150)

    objects = TrainedQuerySet.as_manager()

    class Meta:
        verbose_name = _("training taken part in")
        verbose_name_plural = _("trainings taken part in")
        ordering = ["-since", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["volunteer", "session"], name="trained_once_in_a_session"),
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=F("since")), name="training_counts_until_later"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.training_id} {self.since}"

    def counts_on(self, day: date) -> bool:
        """As `TrainedQuerySet.on`."""
        return self.since <= day and (self.until is None or self.until >= day)


def lacking(training: int | None, day: date, volunteers: Iterable[int]) -> set[int]:
    """Which of these volunteers (their keys) have no training of this kind (its key) that counts on a day."""
    everybody = set(volunteers)
    if training is None or not everybody:
        return set()
    rows = Trained.objects.on(day).filter(training=training, volunteer__in=everybody)
    return everybody - set(rows.values_list("volunteer", flat=True))
