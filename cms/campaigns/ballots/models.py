"""Ballots, without anybody's name or number: who voted is a hash that only this vote can make, until its time is over.

One person has one ballot, and no ballot has a choice twice or more choices than slots: the database itself refuses.
See docs/adr/0026-ballots.md.
"""

import hashlib
import hmac
import secrets
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cms.campaigns.procedures.models import Procedure
from cms.intake import secrecy


class Poll(models.Model):
    """The vote of a procedure: its own key, drawn by chance, which goes when nobody has to be told apart any more."""

    procedure = models.OneToOneField(
        Procedure, primary_key=True, on_delete=models.PROTECT, related_name="poll"
    )
    key = models.TextField(editable=False, blank=True)  # encrypted, see `open_key`; "" when it is gone
    # The sums that are shown while the vote is open, where the campaign wants that.
    live = models.JSONField(default=dict)
    live_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("vote of a campaign")
        verbose_name_plural = _("votes of campaigns")

    def __str__(self) -> str:
        return str(self.procedure_id)

    @classmethod
    def of(cls, procedure: Procedure) -> "Poll":
        """The poll of a procedure, made where there is none. To be called when the procedure is locked."""
        made = {"key": secrecy.encrypt(secrets.token_hex(32))}
        return cls._default_manager.get_or_create(procedure=procedure, defaults=made)[0]

    def hashed(self, what: str, text: str) -> str:
        """What stands for a voter's number, or an address, in this vote and in no other."""
        return hmac.new(
            secrecy.decrypt(self.key).encode(), f"{what}:{text}".encode(), hashlib.sha256
        ).hexdigest()


class Ballot(models.Model):
    """What one person chose last. To choose again gives it another mark and other choices, and is all that is kept."""

    procedure = models.ForeignKey(Procedure, on_delete=models.PROTECT, related_name="ballots")
    voter = models.CharField(max_length=64, null=True, editable=False)  # noqa: DJ001 - unique while it is there
    mark = models.CharField(max_length=64, unique=True)
    address = models.CharField(max_length=64, blank=True, editable=False)
    cast_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        verbose_name = _("ballot")
        verbose_name_plural = _("ballots")
        ordering = ["mark"]  # never in the order in which they came
        constraints = [
            models.UniqueConstraint(fields=["procedure", "voter"], name="one_person_one_ballot"),
        ]
        indexes = [models.Index(fields=["procedure", "cast_at"], name="ballot_procedure_cast")]

    def __str__(self) -> str:
        return self.mark[:8]


class Choice(models.Model):
    """An entry (its translation key) that a ballot is for. Slots are counted from 1 in each category."""

    MOST = 20

    ballot = models.ForeignKey(Ballot, on_delete=models.CASCADE, related_name="choices")
    category = models.UUIDField()
    slot = models.PositiveSmallIntegerField()
    entry = models.UUIDField()

    class Meta:
        verbose_name = _("choice")
        verbose_name_plural = _("choices")
        ordering = ["ballot", "category", "slot"]
        constraints = [
            models.UniqueConstraint(fields=["ballot", "entry"], name="an_entry_once_on_a_ballot"),
            models.UniqueConstraint(fields=["ballot", "category", "slot"], name="a_slot_once_on_a_ballot"),
            models.CheckConstraint(condition=Q(slot__gte=1, slot__lte=20), name="slots_are_few"),
        ]

    def __str__(self) -> str:
        return f"{self.ballot_id} {self.category} {self.slot}"


class FlagQuerySet(models.QuerySet):
    def open(self) -> Self:
        """Those that nobody has decided on."""
        return self.filter(decision="")


class Flag(models.Model):
    """Ballots that stand out together when a vote has closed. They count unless a person decides otherwise."""

    class Kind(models.TextChoices):
        ADDRESS = "address", _("Many from one address")
        BURST = "burst", _("Many at once")
        ROW = "row", _("The same choices one after the other")

    class Decision(models.TextChoices):
        COUNTS = "counts", _("Counts")
        EXCLUDED = "excluded", _("Does not count")

    procedure = models.ForeignKey(Procedure, on_delete=models.PROTECT, related_name="flags")
    kind = models.CharField(_("what stands out"), max_length=10, choices=Kind)
    first_at = models.DateTimeField(_("first"))
    last_at = models.DateTimeField(_("last"))
    size = models.PositiveIntegerField(_("ballots"))
    addresses = models.PositiveIntegerField(_("addresses"))
    ballots = models.ManyToManyField(Ballot, related_name="flags")
    decision = models.CharField(_("decision"), max_length=10, choices=Decision, blank=True)
    reason = models.CharField(_("reason"), max_length=200, blank=True)
    # No foreign key: it outlives the users it names.
    username = models.CharField(_("decided by"), max_length=150, blank=True)
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)

    objects = FlagQuerySet.as_manager()

    class Meta:
        verbose_name = _("ballots that stand out")
        verbose_name_plural = _("ballots that stand out")
        ordering = ["first_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(decision="", reason="", username="", decided_at=None)
                | (~Q(decision="") & ~Q(reason="") & ~Q(username="") & Q(decided_at__isnull=False)),
                name="a_decision_has_a_reason_and_a_name",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.size}"


class Count(models.Model):
    """A vote as it was counted and published: at the close, and again with each decision."""

    procedure = models.ForeignKey(Procedure, on_delete=models.PROTECT, related_name="counts")
    number = models.PositiveSmallIntegerField(_("number"))
    closed_at = models.DateTimeField(_("close of the vote"))
    at = models.DateTimeField(_("counted"), default=timezone.now)
    ballots = models.PositiveIntegerField(_("ballots"))
    excluded = models.PositiveIntegerField(_("that don’t count"))
    undecided = models.PositiveIntegerField(_("that are looked at"))
    # [{"entry", "category", "titles", "votes"}], then the file of all ballots, and its SHA-256.
    sums = models.JSONField()
    file = models.TextField(blank=True)
    digest = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("count of a vote")
        verbose_name_plural = _("counts of votes")
        ordering = ["procedure", "-number"]
        constraints = [models.UniqueConstraint(fields=["procedure", "number"], name="counts_are_numbered")]

    def __str__(self) -> str:
        return f"{self.procedure_id} {self.number}"
