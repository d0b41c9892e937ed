"""Who did what when in a procedure. Rows come and never change or go, whoever asks the database."""

from datetime import datetime
from typing import Any, NoReturn

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cms.campaigns.procedures.models import Procedure
from cms.core.documents import Data

REFUSAL = "the record of a procedure is only added to"


class AppendOnly(models.QuerySet):
    """The database refuses it as well, see the migration."""

    def update(self, **_values: Any) -> NoReturn:
        raise TypeError(REFUSAL)

    def delete(self) -> NoReturn:
        raise TypeError(REFUSAL)


class Step(models.Model):
    """One step. It names nobody but who of the staff took it: `data` holds numbers, reasons, identities of entries."""

    class Kind(models.TextChoices):
        ADMITTED = "admitted", _("Nomination admitted")
        REFUSED = "refused", _("Nomination refused")
        VOTE_CLOSED = "vote_closed", _("Vote closed")
        FLAGGED = "flagged", _("Ballots flagged")
        EXCLUDED = "excluded", _("Ballots decided on")
        RECOUNTED = "recounted", _("Votes recounted")
        APPOINTED = "appointed", _("Reviewer appointed")
        RELEASED = "released", _("Reviewer released")
        CONFLICT = "conflict", _("Conflict of interest declared")
        SUBMITTED = "submitted", _("Score sheet submitted")
        REOPENED = "reopened", _("Score sheet reopened")
        PROPOSED = "proposed", _("List proposed")
        ADJUSTED = "adjusted", _("Proposed list changed")
        PUBLISHED = "published", _("List published for objections")
        OBJECTED = "objected", _("Objection received")
        ANSWERED = "answered", _("Objection answered")
        COMMENDED = "commended", _("Commendation list published")
        WITHDRAWN = "withdrawn", _("Taken off the commendation list")
        NAMES_GONE = "names_gone", _("Names taken down")

    procedure = models.ForeignKey(Procedure, on_delete=models.PROTECT, related_name="steps")
    kind = models.CharField(_("what"), max_length=30, choices=Kind)
    # No foreign key: the record outlives the users it names. Nobody is named where the clock or a resident acted.
    user_id = models.PositiveBigIntegerField(_("user"), null=True)
    username = models.CharField(_("who"), max_length=150, blank=True)
    at = models.DateTimeField(_("when"), default=timezone.now)
    data = models.JSONField(_("what exactly"), default=dict)

    objects = AppendOnly.as_manager()

    class Meta:
        verbose_name = _("step of a procedure")
        verbose_name_plural = _("steps of procedures")
        ordering = ["pk"]
        indexes = [models.Index(fields=["procedure", "kind"], name="step_procedure_kind")]

    def __str__(self) -> str:
        return f"{self.at} {self.kind} {self.username}".strip()

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise TypeError(REFUSAL)
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise TypeError(REFUSAL)


def record_step(procedure: Procedure, kind: str, by: Any = None, **data: Any) -> Step:
    """Write down that a user of the admin (None: the clock, or a resident) took a step. Call it in the transaction of
    what it tells of.

    Raises ValueError for a kind that is none: add it to Step.Kind, so that the public record has a word for it.
    """
    return record_step_at(timezone.now(), procedure, kind, by, **data)


def record_step_at(at: datetime, procedure: Procedure, kind: str, by: Any = None, **data: Any) -> Step:
    """The same of a step whose moment its caller knows."""
    return Step.objects.create(
        procedure=procedure,
        kind=Step.Kind(kind),
        user_id=getattr(by, "pk", None),
        username=by.get_username() if by else "",
        at=at,
        data=data,
    )


def told(procedure: Procedure, *kinds: str) -> list[Data]:
    """The steps of these kinds (none: of all), the first first: {"kind", "at", "by", "data"}."""
    rows = procedure.steps.filter(kind__in=kinds) if kinds else procedure.steps.all()
    return [
        {"kind": kind, "at": at, "by": by, "data": data}
        for kind, at, by, data in rows.values_list("kind", "at", "username", "data")
    ]
