"""Volunteers: what is known of a person who serves."""

from datetime import datetime, timedelta
from typing import Any, Self

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cms.core.membership import bodies_of
from cms.intake.fields import PersonalField
from cms.intake.people import OfPerson, Person, held

RECORD, MENTION = "volunteers.record", "volunteers.mention"
"""What volunteers agree to: that their service is recorded (none without it), that they are named in public."""


class VolunteerQuerySet(models.QuerySet):
    def present(self) -> Self:
        """Those who are in the register: neither emptied nor merged into another."""
        return self.filter(person__forgotten_at=None, merged_into=None)

    def seen_by(self, user: Any) -> Self:
        """Those whom a user of the admin may see: of an organisation's staff, who wanted to serve that one."""
        bodies = bodies_of(user)
        if bodies is None:
            return self
        # A subquery rather than a join: nobody is listed twice.
        return self.filter(
            pk__in=Volunteer._default_manager.filter(applications__roster__issuer__in=bodies).values("pk")
        )


class Volunteer(OfPerson):
    """A person in the register. The number is what certificates and lists show; it says nothing of the person."""

    class Status(models.TextChoices):
        APPLIED = "applied", pgettext_lazy("volunteer", "Applied")
        APPROVED = "approved", pgettext_lazy("volunteer", "Approved")
        TRAINING = "training", pgettext_lazy("volunteer", "In training")
        ACTIVE = "active", pgettext_lazy("volunteer", "Active")
        RESTING = "resting", pgettext_lazy("volunteer", "Resting")
        LEFT = "left", pgettext_lazy("volunteer", "Left")

    status = models.CharField(_("status"), max_length=10, choices=Status, default=Status.APPLIED)
    birth_year = models.PositiveSmallIntegerField(_("year of birth"), null=True)
    skills = PersonalField(_("skills"), blank=True)
    availability = models.JSONField(_("time available"), default=list, blank=True)
    guardian_name = PersonalField(_("guardian’s name"), blank=True)
    guardian_phone = PersonalField(_("guardian’s mobile number"), blank=True)
    notes = PersonalField(_("notes"), blank=True)
    abilities = models.JSONField(_("abilities"), default=list, blank=True)
    # One who was in the register twice: the row stays, for its number is on papers.
    merged_into = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="merged")
    joined_at = models.DateTimeField(_("registered"), default=timezone.now, editable=False)

    objects = VolunteerQuerySet.as_manager()

    class Meta:
        verbose_name = _("volunteer")
        verbose_name_plural = _("volunteers")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["person"], name="volunteer_once"),
            models.CheckConstraint(
                condition=Q(birth_year=None) | Q(birth_year__gte=1900), name="volunteer_of_a_possible_year"
            ),
            models.CheckConstraint(
                condition=~Q(merged_into=F("pk")), name="nobody_is_merged_into_themselves"
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @classmethod
    def emptied_with(cls, now: datetime) -> dict[str, Any]:
        """The year and the times are of the person as well; the number stays, as hours are counted by it."""
        return {
            **super().emptied_with(now),
            "birth_year": None,
            "availability": [],
            "abilities": [],
            "status": cls.Status.LEFT,
        }

    @property
    def number(self) -> str:
        """The volunteer number: the year of registration and a serial number."""
        return f"{timezone.localdate(self.joined_at).year}{self.pk:06}"

    @staticmethod
    def key_of(number: str) -> int | None:
        """The key of whom a volunteer number may be of."""
        return int(number[4:]) if number.isascii() and number.isdecimal() and len(number) == 10 else None

    def possibly_twice(self) -> "VolunteerQuerySet":
        """Others who gave the same number, or the same name."""
        mine = Q(name_hash=self.person.name_hash) | (Q(phone_hash=self.person.phone_hash) & ~Q(phone_hash=""))
        others = Volunteer.objects.present().exclude(pk=self.pk)
        return others.filter(person__in=Person.objects.filter(mine).values("pk")).order_by("pk")


class StatusChange(models.Model):
    """Who gave a volunteer which status, and when. Without a name: they did it themselves, by signing up."""

    volunteer = models.ForeignKey(Volunteer, on_delete=models.PROTECT, related_name="status_changes")
    status = models.CharField(_("status"), max_length=10, choices=Volunteer.Status)
    at = models.DateTimeField(_("when"), default=timezone.now)
    # No foreign key: it outlives the users it names.
    username = models.CharField(_("who"), max_length=150, blank=True)

    class Meta:
        verbose_name = _("change of status")
        verbose_name_plural = _("changes of status")
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.volunteer_id} {self.status}"


def old(age: timedelta) -> models.QuerySet[Person]:
    """People of the register who did not sign up, serve or get a certificate for so long, and are needed for nothing
    else: a nomination that goes on, for instance.
    """
    since = timezone.now() - age
    active = Volunteer.objects.filter(
        Q(joined_at__gte=since)
        | Q(applications__roster__ends_at__gte=since)
        | Q(certificates__issued_at__gte=since)
    )
    return (
        Person.objects.filter(forgotten_at=None, volunteers__joined_at__lt=since)
        .exclude(pk__in=active.values("person"))
        .exclude(pk__in=held(besides="volunteers").values("pk"))
    )
