"""The days between which a policy binds."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from cms.core.clock import start_of


class Validity(models.Model):
    """The days of a policy: signed, in force, repealed."""

    signed_on = models.DateField(_("date of signing"), null=True, blank=True)
    effective_on = models.DateField(
        _("effective from"), null=True, blank=True, help_text=_("Empty: in force since it was signed.")
    )
    repealed_on = models.DateField(
        _("repealed from"), null=True, blank=True, help_text=_("The first day on which it no longer binds.")
    )

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(effective_on__gte=F("signed_on")), name="policy_effective_after_signing"
            ),
            models.CheckConstraint(
                condition=Q(repealed_on__gte=F("effective_on")), name="policy_repealed_after_effective"
            ),
        ]

    def clean(self) -> None:
        super().clean()
        errors = {}
        if self.signed_on and self.effective_on and self.effective_on < self.signed_on:
            errors["effective_on"] = _("A policy comes into force on the day of signing or later.")
        if self.repealed_on and self.effective_on and self.repealed_on < self.effective_on:
            errors["repealed_on"] = _("A policy is repealed on the day it comes into force or later.")
        if errors:
            raise ValidationError(errors)

    def moments(self) -> list[datetime]:
        """The midnights at which the policy comes into force and is repealed."""
        return [start_of(day) for day in (self.effective_on, self.repealed_on) if day]
