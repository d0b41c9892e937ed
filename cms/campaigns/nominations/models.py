"""Nominations: who was put forward by whom, with pictures. All of it is private until somebody accepts it.

See docs/adr/0025-nominations.md.
"""

from datetime import datetime, timedelta
from typing import Any, Self

from django.db import models
from django.db.models import Case, F, Q, Value, When
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cms.campaigns.entries.models import EntryPage
from cms.campaigns.procedures.models import Procedure
from cms.core.membership import bodies_of
from cms.intake.fields import PersonalField
from cms.intake.people import OfPerson, Person, forget, held
from cms.intake.rules import masked_name

MOST_PICTURES = 5
RECORD, PUBLISH = "campaigns.record", "campaigns.publish"
"""What who nominates agrees to: that it is kept; of themselves, that it is published."""


class NominationQuerySet(models.QuerySet):
    def seen_by(self, user: Any) -> Self:
        """Those of campaigns of the organisations that a user of the admin works for."""
        bodies = bodies_of(user)
        return self if bodies is None else self.filter(procedure__issuer__in=bodies)

    def standing(self) -> Self:
        return self.filter(state__in=Nomination.STANDING)


class Nomination(OfPerson):
    """Somebody (`person`) puts somebody forward: themselves, or another, who is asked for consent."""

    class State(models.TextChoices):
        SENT = "sent", _("To be checked")
        ASKED = "asked", _("Asked back")
        ACCEPTED = "accepted", _("Accepted")
        REFUSED = "refused", _("Not accepted")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    class Consent(models.TextChoices):
        AWAITED = "awaited", _("Consent awaited")
        GIVEN = "given", _("Consent given")
        DECLINED = "declined", _("Consent declined")

    class Naming(models.TextChoices):
        FULL = "full", _("With the full name")
        MASKED = "masked", _("With the family name only, such as 李**")

    STANDING = (State.SENT, State.ASKED)

    procedure = models.ForeignKey(Procedure, on_delete=models.PROTECT, related_name="nominations")
    category = models.UUIDField(_("category"))  # the uid of one of the procedure's
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.SENT)
    is_self = models.BooleanField(_("nominates themselves"), default=False)
    kind = models.CharField(_("kind of nominee"), max_length=12, choices=EntryPage.Kind)
    nominee = PersonalField(_("nominee"), blank=True)
    nominee_phone = PersonalField(_("nominee’s mobile number"), blank=True)
    on_behalf = PersonalField(_("in the name of"), blank=True)
    story = PersonalField(_("story"), blank=True)
    message = PersonalField(_("message"), blank=True)  # the office's last
    naming = models.CharField(_("naming"), max_length=10, choices=Naming, default=Naming.MASKED)
    consent = models.CharField(
        _("nominee’s consent"), max_length=10, choices=Consent, default=Consent.AWAITED
    )
    consent_words = models.TextField(_("words"), blank=True)
    consented_at = models.DateTimeField(_("decided"), null=True)
    # Of the secret in the link that the nominee gets: the database alone opens nothing.
    link = models.CharField(max_length=64, null=True, unique=True)  # noqa: DJ001 - of many without one
    form = models.CharField(max_length=64, unique=True)  # the same form sent twice is one nomination
    entry = models.UUIDField(_("entry"), null=True, unique=True)  # the translation key of the page made of it
    locale = models.CharField(_("language"), max_length=10)
    sent_at = models.DateTimeField(_("sent"), default=timezone.now)
    changed_at = models.DateTimeField(_("changed"), default=timezone.now)
    emptied_at = models.DateTimeField(_("emptied"), null=True, editable=False)

    objects = NominationQuerySet.as_manager()

    class Meta:
        verbose_name = _("nomination")
        verbose_name_plural = _("nominations")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="accepted") | Q(consent="given", entry__isnull=False),
                name="nobody_is_accepted_without_consent",
            )
        ]
        indexes = [models.Index(fields=["procedure", "state"], name="nomination_procedure_state")]

    def __str__(self) -> str:
        return f"{self.pk:06}"

    @classmethod
    def needed(cls) -> models.QuerySet:
        return cls._default_manager.filter(emptied_at=None)

    @classmethod
    def emptied_with(cls, now: datetime) -> dict[str, Any]:
        """Nobody can check any more what nobody can read. Whoever is shown in public may still say that they mind."""
        over = Case(When(state__in=cls.STANDING, then=Value(cls.State.WITHDRAWN.value)), default=F("state"))
        link = Case(When(state=cls.State.ACCEPTED, then=F("link")), default=None)
        return {**super().emptied_with(now), "state": over, "link": link, "emptied_at": now}

    @property
    def stands(self) -> bool:
        return self.state in self.STANDING

    @property
    def public_name(self) -> str:
        """The name as the nominee wants it to be shown. Organisations, groups and places are called by their names."""
        is_masked = self.kind == EntryPage.Kind.PERSON and self.naming == self.Naming.MASKED
        return masked_name(self.nominee) if is_masked else self.nominee

    @property
    def masked_nominee(self) -> str:
        return masked_name(self.nominee) if self.kind == EntryPage.Kind.PERSON else self.nominee

    @property
    def can_be_withdrawn(self) -> bool:
        """Whether the sender may take it back: what is accepted, only where it is about themselves."""
        return self.stands or (self.is_self and self.state == self.State.ACCEPTED)

    def can_be_changed(self, is_open: bool) -> bool:
        """Whether the sender may still change it: while the window is open, or because the office asked."""
        return self.state == self.State.ASKED or (self.state == self.State.SENT and is_open)


class NominationPicture(OfPerson):
    """A clean picture, encrypted as all that residents send; `may_be_shown` is the nominee's word."""

    nomination = models.ForeignKey(Nomination, on_delete=models.CASCADE, related_name="pictures")
    description = PersonalField(_("description"), blank=True)
    extension = models.CharField(max_length=4)
    content = PersonalField()  # in base 64
    may_be_shown = models.BooleanField(_("may be shown"), default=False)
    # The copy in the media library, once it is accepted: it goes with the nominee's consent.
    image = models.ForeignKey("core.Image", null=True, on_delete=models.SET_NULL, related_name="+")

    rewritten_at_once = 10

    class Meta:
        verbose_name = _("picture of a nomination")
        verbose_name_plural = _("pictures of nominations")
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.nomination_id} {self.pk}"

    @classmethod
    def needed(cls) -> models.QuerySet:
        """It is kept with its nomination."""
        return cls._default_manager.none()


def clear(age: timedelta) -> int:
    """Empty nominations of campaigns that have been over for so long, with their pictures. Returns how many.

    Who sent them is forgotten where nothing else is kept of them.
    """
    since = timezone.now() - age
    lasting = Procedure.objects.filter(windows__ends_at__gte=since)
    over = Nomination.objects.filter(emptied_at=None, changed_at__lt=since).exclude(procedure__in=lasting)
    found = dict(over.values_list("pk", "person"))
    now = timezone.now()
    NominationPicture.objects.filter(nomination__in=found).delete()
    Nomination.objects.filter(pk__in=found).update(**Nomination.emptied_with(now))
    forget(Person.objects.filter(pk__in=found.values()).exclude(pk__in=held()))
    return len(found)
