"""Who was there, and the ledger of hours: rows come and never change or go. See docs/adr/0022."""

from typing import Any, NoReturn

from django.conf import settings
from django.db import models
from django.db.models import F, Q, Sum
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cms.core.organisations import Organisation
from cms.volunteers.hours import rules
from cms.volunteers.people import Volunteer
from cms.volunteers.places import Application, Roster


class Attendance(models.Model):
    """Whether somebody who had a place came, and when they went. It proposes hours and is none."""

    class How(models.TextChoices):
        LIST = "list", _("By the list")
        CODE = "code", _("By the code at the place")
        CARD = "card", _("By the volunteer’s QR code")

    application = models.OneToOneField(Application, on_delete=models.PROTECT, related_name="attendance")
    came_at = models.DateTimeField(pgettext_lazy("when", "came"), null=True, blank=True)
    went_at = models.DateTimeField(pgettext_lazy("when", "went"), null=True, blank=True)
    missed = models.BooleanField(_("did not come"), default=False)
    how = models.CharField(_("how it was noted"), max_length=10, choices=How)

    class Meta:
        verbose_name = _("attendance")
        verbose_name_plural = _("attendance")
        constraints = [
            models.CheckConstraint(
                condition=Q(missed=True, came_at=None) | Q(missed=False, came_at__isnull=False),
                name="somebody_came_or_did_not",
            ),
            models.CheckConstraint(
                condition=Q(went_at=None) | Q(went_at__gte=F("came_at")), name="went_after_coming"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.application_id} {self.came_at}"


class EntryQuerySet(models.QuerySet):
    """The database refuses it as well, see the migration."""

    def update(self, **_values: Any) -> NoReturn:
        raise TypeError("the ledger of hours is only added to")

    def delete(self) -> NoReturn:
        raise TypeError("the ledger of hours is only added to")

    def total(self) -> int:
        """The quarters of all of them, corrections included."""
        return self.aggregate(total=Sum("quarters", default=0))["total"]


class Entry(models.Model):
    """Hours that somebody served in a shift, or what was wrong with such an entry: then a difference to the first.

    Sums are sums: no reader needs to know of corrections. Nothing here tells of the person but their number.
    """

    class Why(models.TextChoices):
        TIME = "time", _("The time was noted wrongly")
        PERSON = "person", _("Somebody else served")
        ABSENT = "absent", _("Was not there after all")
        LONGER = "longer", _("Served longer than was noted")
        MERGED = "merged", _("Two entries of one person in the register were joined")

    volunteer = models.ForeignKey(Volunteer, on_delete=models.PROTECT, related_name="entries")
    roster = models.ForeignKey(Roster, on_delete=models.PROTECT, related_name="entries")
    issuer = models.ForeignKey(Organisation, null=True, on_delete=models.PROTECT, related_name="+")
    served_on = models.DateField(_("served on"), db_index=True)
    quarters = models.SmallIntegerField(_("quarters of an hour"))
    corrects = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="corrections")
    why = models.CharField(_("why"), max_length=10, choices=Why, blank=True)
    at = models.DateTimeField(_("written"), default=timezone.now)
    # No foreign key: the ledger outlives the users it names.
    user_id = models.PositiveBigIntegerField(_("user"))
    username = models.CharField(_("confirmed by"), max_length=150)

    objects = EntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("entry of hours")
        verbose_name_plural = _("entries of hours")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["volunteer", "roster"], condition=Q(corrects=None), name="one_entry_for_a_shift"
            ),
            models.CheckConstraint(
                condition=Q(corrects=None, why="", quarters__gte=1, quarters__lte=rules.MOST)
                | (
                    Q(corrects__isnull=False, quarters__gte=-rules.MOST, quarters__lte=rules.MOST)
                    & ~Q(quarters=0)
                    & ~Q(why="")
                ),
                name="an_entry_or_a_correction",
            ),
        ]
        indexes = [models.Index(fields=["issuer", "served_on"], name="entry_issuer_day")]

    def __str__(self) -> str:
        return f"{self.served_on} {self.quarters / 4:g} h"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise TypeError("the ledger of hours is only added to")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise TypeError("the ledger of hours is only added to")


def stars_of(quarters: int) -> int:
    """The stars of so much service, by the office's thresholds."""
    return rules.stars(quarters, settings.STARS)
