"""What came out of a campaign, and what was objected to it. An entry is named by its translation key."""

import secrets
from datetime import datetime
from typing import Any, Literal, Self
from uuid import UUID

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cms.campaigns.procedures.models import Procedure
from cms.core.clock import written
from cms.core.documents import Data
from cms.intake.fields import PersonalField
from cms.intake.people import OfPerson

State = Literal["proposed", "published", "commended", "names_gone"]


class Result(models.Model):
    """The list of a procedure, and the numbers that it came from as they were when it was proposed."""

    procedure = models.OneToOneField(
        Procedure, primary_key=True, on_delete=models.PROTECT, related_name="result"
    )
    proposed_at = models.DateTimeField(_("proposed"), default=timezone.now)
    published_at = models.DateTimeField(_("published for objections"), null=True, blank=True)
    commended_at = models.DateTimeField(_("commended"), null=True, blank=True)
    names_gone_at = models.DateTimeField(_("names taken down"), null=True, blank=True)
    lines = models.JSONField(default=list)  # of each entry: see results.computing
    basis = models.JSONField(default=dict)  # ballots, reviewers, criteria, nominations
    titles = models.JSONField(default=dict)  # {entry: {language: title}}; emptied when names go

    class Meta:
        verbose_name = _("result of a campaign")
        verbose_name_plural = _("results of campaigns")
        constraints = [
            models.CheckConstraint(
                condition=Q(commended_at=None) | Q(published_at__lte=F("commended_at")),
                name="commended_after_publicity",
            )
        ]

    def __str__(self) -> str:
        return str(self.procedure_id)

    @property
    def state(self) -> State:
        if self.names_gone_at:
            return "names_gone"
        return "commended" if self.commended_at else "published" if self.published_at else "proposed"


class ListedQuerySet(models.QuerySet):
    def standing(self) -> Self:
        """Those that were not taken off."""
        return self.filter(taken_off_at=None)


class Listed(models.Model):
    """An entry on the list. By whom it came there, or went: by the rule, or by a person with a reason."""

    result = models.ForeignKey(Result, on_delete=models.PROTECT, related_name="listed")
    entry = models.UUIDField(_("entry"))
    category = models.UUIDField(_("category"))
    is_by_rule = models.BooleanField(_("by rank"), default=True)
    reason = models.CharField(_("why it was added"), max_length=300, blank=True)
    taken_off_at = models.DateTimeField(_("taken off"), null=True, blank=True)
    taken_off_reason = models.CharField(_("why it was taken off"), max_length=300, blank=True)

    objects = ListedQuerySet.as_manager()

    class Meta:
        verbose_name = _("entry on a list")
        verbose_name_plural = _("entries on lists")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["result", "entry"], name="listed_once"),
            models.CheckConstraint(
                condition=Q(is_by_rule=True) | ~Q(reason=""), name="who_adds_by_hand_says_why"
            ),
            models.CheckConstraint(
                condition=Q(taken_off_at=None) | ~Q(taken_off_reason=""), name="who_takes_off_says_why"
            ),
        ]

    def __str__(self) -> str:
        return str(self.entry)


def new_code() -> str:
    """What leads to an objection and its answer: who has it, wrote it."""
    return secrets.token_urlsafe(18)


class Objection(OfPerson):
    """What a resident objects to a published list, and what they are answered."""

    class About(models.TextChoices):
        FACTS = "facts", _("What is said of an entry is not true")
        PROCEDURE = "procedure", _("The procedure was not kept to")
        INTEREST = "interest", _("Somebody who decided has an interest")
        COUNT = "count", _("The votes or scores are not right")
        OTHER = "other", _("Something else")

    class State(models.TextChoices):
        RECEIVED = "received", _("Received")
        EXAMINED = "examined", _("Being examined")
        ANSWERED = "answered", _("Answered")

    procedure = models.ForeignKey(Procedure, on_delete=models.PROTECT, related_name="objections")
    number = models.PositiveSmallIntegerField(_("number"))
    code = models.CharField(max_length=40, unique=True, default=new_code, editable=False)
    about = models.CharField(_("about"), max_length=10, choices=About)
    text = PersonalField(_("objection"), blank=True)
    locale = models.CharField(_("language"), max_length=10)
    received_at = models.DateTimeField(_("received"), default=timezone.now)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.RECEIVED)
    answer = PersonalField(_("answer to whoever objected"), blank=True)
    is_upheld = models.BooleanField(_("upheld"), null=True, blank=True)
    public_zh = models.TextField(_("public answer in Chinese"), blank=True, max_length=600)
    public_en = models.TextField(_("public answer in English"), blank=True, max_length=900)
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)
    emptied_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        verbose_name = _("objection")
        verbose_name_plural = _("objections")
        ordering = ["procedure", "number"]
        constraints = [
            models.UniqueConstraint(fields=["procedure", "number"], name="objections_are_numbered"),
            models.CheckConstraint(
                condition=Q(state="answered", answered_at__isnull=False, is_upheld__isnull=False)
                | (~Q(state="answered") & Q(answered_at=None)),
                name="an_answer_says_when_and_whether",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}"

    @classmethod
    def needed(cls) -> models.QuerySet:
        return cls._default_manager.filter(emptied_at=None)

    @classmethod
    def emptied_with(cls, now: datetime) -> dict[str, Any]:
        """That there was an objection, and the public answer, stay."""
        return super().emptied_with(now) | {"emptied_at": now}


def commended_in(entry: UUID) -> Data | None:
    """What an entry was commended in, for its own page: {"titles": {language: title}, "on", "campaign"}; None: not."""
    row = (
        Listed.objects.standing()
        .filter(entry=entry, result__commended_at__isnull=False, result__names_gone_at=None)
        .select_related("result__procedure")
        .first()
    )
    if row is None:
        return None
    procedure = row.result.procedure
    return {
        "titles": {locale: procedure.said("title", locale) for locale in ("zh-hans", "en")},
        "on": written(row.result.commended_at),
    }
