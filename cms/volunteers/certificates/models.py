"""Certificates of service: what was certified stands in them as it was, sealed. See docs/adr/0023-certificates.md."""

import json
from datetime import UTC, datetime
from typing import Any, ClassVar

from django.db import models
from django.db.models import Case, Q, Value, When
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cms.core.documents import Data
from cms.core.organisations import Organisation
from cms.intake import secrecy
from cms.intake.fields import PersonalField
from cms.intake.people import OfPerson
from cms.volunteers.people import Volunteer


class CertificateManager(models.Manager["Certificate"]):
    """Gives rows whose content is read when it is asked for: one that cannot be read holds up no list."""

    def get_queryset(self) -> models.QuerySet["Certificate"]:
        return super().get_queryset().defer("content")


class Certificate(OfPerson):
    """Hours that an organisation certifies, up to `last_entry` of the ledger; or somebody's request for it."""

    class State(models.TextChoices):
        ASKED = "asked", pgettext_lazy("certificate", "Asked for")
        ISSUED = "issued", pgettext_lazy("certificate", "Issued")
        WITHDRAWN = "withdrawn", pgettext_lazy("certificate", "Withdrawn")
        DECLINED = "declined", pgettext_lazy("certificate", "Declined")

    class Why(models.TextChoices):
        CORRECTED = "corrected", _("Hours that it counts were corrected")
        MISTAKE = "mistake", _("It was issued by mistake")
        REPLACED = "replaced", _("Another certificate takes its place")
        MISUSED = "misused", _("It was misused")
        EMPTIED = "emptied", _("The volunteer’s data was deleted")
        NOTHING = "nothing", _("There are no hours to certify")

    volunteer = models.ForeignKey(Volunteer, on_delete=models.PROTECT, related_name="certificates")
    issuer = models.ForeignKey(
        Organisation, verbose_name=_("issuer"), on_delete=models.PROTECT, related_name="+"
    )
    state = models.CharField(_("state"), max_length=10, choices=State)
    asked_at = models.DateTimeField(_("asked for"), null=True, blank=True)
    number = models.CharField(_("certificate number"), max_length=20, null=True, unique=True)  # noqa: DJ001 - not yet
    # It stands beside the number on paper, so that nobody finds a certificate by counting.
    code = models.CharField(max_length=12, blank=True, editable=False)
    content = PersonalField(_("content"), blank=True)
    seal = models.CharField(max_length=64, blank=True, editable=False)
    issued_at = models.DateTimeField(_("issued"), null=True, blank=True)
    username = models.CharField(_("issued by"), max_length=150, blank=True)
    # What it counts: entries of these organisations, of this time, up to the last one that there was.
    quarters = models.PositiveIntegerField(_("quarters of an hour"), default=0)
    bodies = models.JSONField(default=list)
    since = models.DateField(_("from"), null=True, blank=True)
    until = models.DateField(_("until"), null=True, blank=True)
    last_entry = models.PositiveBigIntegerField(default=0)
    ended_at = models.DateTimeField(_("withdrawn or declined"), null=True, blank=True)
    why = models.CharField(_("why"), max_length=10, choices=Why, blank=True)
    # Of whether it is issued or withdrawn, when and why: the content's own seal can't know what comes later.
    state_seal = models.CharField(max_length=64, blank=True, editable=False)

    objects = CertificateManager()

    class Meta:
        verbose_name = _("certificate")
        verbose_name_plural = _("certificates")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["volunteer", "issuer"], condition=Q(state="asked"), name="one_open_request"
            ),
            models.CheckConstraint(
                condition=Q(state__in=("asked", "declined"), number=None)
                | (
                    Q(state__in=("issued", "withdrawn"), issued_at__isnull=False, number__isnull=False)
                    & ~Q(seal="")
                ),
                name="what_is_issued_is_numbered_and_sealed",
            ),
            models.CheckConstraint(
                condition=Q(state__in=("asked", "issued"), ended_at=None)
                | (Q(state__in=("withdrawn", "declined"), ended_at__isnull=False) & ~Q(why="")),
                name="what_is_withdrawn_has_a_reason",
            ),
        ]

    rekeyed: ClassVar = ("seal", "state_seal")

    def __str__(self) -> str:
        return self.number or str(self.pk)

    @classmethod
    def emptied_with(cls, now: datetime) -> dict[str, Any]:
        """The name goes, and with it what could be verified; the hours stay counted."""
        states, whys, ends = cls.State, cls.Why, models.DateTimeField()
        was = {"issued": states.WITHDRAWN, "asked": states.DECLINED}
        open_ones = Q(state__in=list(was))
        return {
            **super().emptied_with(now),
            "state": Case(
                *(When(state=old, then=Value(new.value)) for old, new in was.items()), default="state"
            ),
            "ended_at": Case(When(open_ones, then=Value(now, ends)), default="ended_at", output_field=ends),
            "why": Case(When(open_ones, then=Value(whys.EMPTIED.value)), default="why"),
        }

    @classmethod
    def empty(cls, rows: models.QuerySet, now: datetime) -> None:
        """Those that are withdrawn with it are sealed as such."""
        super().empty(rows, now)
        found = list(rows.filter(state=cls.State.WITHDRAWN, ended_at=now))
        for each in found:
            each.seal_state()
        cls.objects.bulk_update(found, ["state_seal"])

    @property
    def told(self) -> Data:
        """What it says; {} for one that was emptied."""
        told: Data = json.loads(self.content) if self.content else {}
        return told

    def close(self, told: Data) -> None:
        """Put in what it says, and seal it."""
        self.content = json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        self.seal = secrecy.seal(self.content)
        self.seal_state()

    def seal_state(self) -> None:
        """Seal that it is issued, or withdrawn, when and why."""
        self.state_seal = secrecy.seal(self._state_told)

    @property
    def _state_told(self) -> str:
        ended = self.ended_at.astimezone(UTC).isoformat() if self.ended_at else ""
        return " ".join([str(self.number), self.state, self.why, ended])

    @property
    def is_whole(self) -> bool:
        """Whether all is as it was sealed: the state; of a valid one also what it says and the columns beside it."""
        if not secrecy.is_sealed(self._state_told, self.state_seal):
            return False
        if self.state == self.State.WITHDRAWN:
            return True
        try:
            told = self.told if secrecy.is_sealed(self.content, self.seal) else {}
        except secrecy.UnreadableError:
            return False
        issued_on = timezone.localdate(self.issued_at).isoformat() if self.issued_at else ""
        beside = {"number": self.number, "code": self.code, "quarters": self.quarters, "issued_on": issued_on}
        return all(told.get(name) == value for name, value in beside.items())

    def rekey(self) -> None:
        """Seal it with the newest key, as far as it is whole; what was altered stays so."""
        if secrecy.is_sealed(self.content, self.seal):
            self.seal = secrecy.seal(self.content)
        if secrecy.is_sealed(self._state_told, self.state_seal):
            self.seal_state()
