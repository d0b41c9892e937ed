"""What somebody agreed to, in which words, and until when."""

import hashlib
from collections.abc import Mapping
from datetime import datetime
from typing import Any, ClassVar

from django.db import models, transaction
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cms.intake.people import OfPerson, Person


class Consent(OfPerson):
    """One agreement. The words stand in it as they were shown; `wording` is their version."""

    purpose = models.CharField(_("purpose"), max_length=60)
    wording = models.CharField(_("version of the words"), max_length=12)
    words = models.TextField(_("words"))
    given_at = models.DateTimeField(_("given"), default=timezone.now)
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True)

    current: ClassVar = models.Q(withdrawn_at=None)

    class Meta:
        verbose_name = _("consent")
        verbose_name_plural = _("consents")
        ordering = ["-given_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "purpose"],
                condition=models.Q(withdrawn_at=None),
                name="one_current_consent_for_a_purpose",
            )
        ]

    @classmethod
    def needed(cls) -> models.QuerySet:
        """What somebody agreed to is kept with what it is about, and not for its own sake."""
        return cls._default_manager.none()

    @classmethod
    def emptied_with(cls, now: datetime) -> dict[str, Any]:
        """What was agreed to is over; when, stays where it was taken back before."""
        return {"withdrawn_at": Coalesce("withdrawn_at", models.Value(now, models.DateTimeField()))}

    def __str__(self) -> str:
        return f"{self.purpose} {self.wording}"


def wording_of(words: str) -> str:
    """The version of words: words that change have another one, without anybody's thinking of it."""
    return hashlib.sha256(words.encode()).hexdigest()[:12]


def settle(person: Person, wanted: Mapping[str, str | None]) -> None:
    """Make what a person agrees to what they said: {purpose: the words agreed to, or None for no}.

    A consent to other words than those of before is a new one. What is not named stays.
    """
    now = timezone.now()
    with transaction.atomic():
        held = {each.purpose: each for each in person.consents.filter(Consent.current, purpose__in=wanted)}
        over = [
            each.pk
            for purpose, each in held.items()
            if wanted[purpose] is None or each.wording != wording_of(wanted[purpose] or "")
        ]
        Consent.objects.filter(pk__in=over).update(withdrawn_at=now)
        Consent.objects.bulk_create(
            Consent(person=person, purpose=purpose, wording=wording_of(words), words=words, given_at=now)
            for purpose, words in wanted.items()
            if words is not None and (purpose not in held or held[purpose].pk in over)
        )


def agrees(person: Person, purpose: str) -> bool:
    """Whether a person agrees to something now."""
    return person.consents.filter(Consent.current, purpose=purpose).exists()
