"""The rows of an election's page: steps, polling places, candidates, questions."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.models import Orderable

from cms.campaigns.elections.usual import StepKind
from cms.campaigns.rules import Span, stage_state
from cms.core.api_fields import writable
from cms.core.clock import end_of, start_of, written
from cms.core.documents import Data

PAGE = "campaigns.ElectionPage"


class ElectionStep(Orderable):
    """One step that the law or the office's rules ask for, on whole days."""

    election = ParentalKey(PAGE, on_delete=models.CASCADE, related_name="steps")
    kind = models.CharField(_("kind"), max_length=20, choices=StepKind, default=StepKind.OTHER.value)
    title = models.CharField(_("title"), max_length=150)
    first_day = models.DateField(_("first day"))
    last_day = models.DateField(_("last day"))
    place = models.CharField(_("place"), max_length=150, blank=True)
    text = models.TextField(_("what happens"), blank=True)

    panels = [
        FieldRowPanel(["kind", "title"]),
        FieldRowPanel(["first_day", "last_day", "place"]),
        FieldPanel("text"),
    ]
    api_fields = writable("kind", "title", "first_day", "last_day", "place", "text")

    class Meta(Orderable.Meta):
        verbose_name = _("step of an election")
        verbose_name_plural = _("steps of an election")
        constraints = [
            models.CheckConstraint(
                condition=Q(last_day__gte=F("first_day")), name="election_step_ends_after_start"
            )
        ]

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        if self.first_day and self.last_day and self.last_day < self.first_day:
            raise ValidationError({"last_day": _("A step ends on the day it starts or later.")})

    @property
    def span(self) -> Span:
        return Span(start_of(self.first_day), end_of(self.last_day))

    def public_form(self, number: int, now: datetime) -> Data:
        return {
            "anchor": f"step-{number}",
            "kind": self.kind,
            "title": self.title,
            "starts_at": written(self.span.starts_at),
            "ends_at": written(self.span.ends_at),
            "place": self.place,
            "text": self.text,
            "state": stage_state(self.span, now),
        }


class PollingPlace(Orderable):
    """Where and when votes are given, on paper: this site takes none."""

    election = ParentalKey(PAGE, on_delete=models.CASCADE, related_name="polls")
    title = models.CharField(_("name"), max_length=100)
    place = models.CharField(_("address"), max_length=200)
    starts_at = models.DateTimeField(_("opens"))
    ends_at = models.DateTimeField(_("closes"))
    serves = models.CharField(
        _("for whom"), max_length=200, blank=True, help_text=_("Buildings or streets whose voters vote here.")
    )
    access = models.CharField(
        _("access"), max_length=200, blank=True, help_text=_("Steps, ramps, a travelling ballot box.")
    )

    panels = [
        FieldRowPanel(["title", "place"]),
        FieldRowPanel(["starts_at", "ends_at"]),
        FieldRowPanel(["serves", "access"]),
    ]
    api_fields = writable("title", "place", "starts_at", "ends_at", "serves", "access")

    class Meta(Orderable.Meta):
        verbose_name = _("polling place")
        verbose_name_plural = _("polling places")
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="poll_closes_after_opening")
        ]

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        if self.starts_at and self.ends_at and self.ends_at <= self.starts_at:
            raise ValidationError({"ends_at": _("A polling place closes after it opens.")})

    @property
    def span(self) -> Span:
        return Span(self.starts_at, self.ends_at)

    def public_form(self, number: int, now: datetime) -> Data:
        return {
            "anchor": f"poll-{number}",
            "title": self.title,
            "place": self.place,
            "starts_at": written(self.starts_at),
            "ends_at": written(self.ends_at),
            "serves": self.serves,
            "access": self.access,
            "state": stage_state(self.span, now),
        }


class Candidate(Orderable):
    """Who stands, as the list of candidates on the notice board says, and after the count with how many votes."""

    election = ParentalKey(PAGE, on_delete=models.CASCADE, related_name="candidates")
    name = models.CharField(_("name"), max_length=80, help_text=_("As the candidate agreed to be named."))
    post = models.CharField(_("stands for"), max_length=100, blank=True)
    text = models.TextField(_("introduction"), blank=True, help_text=_("No numbers, no address."))
    votes = models.PositiveIntegerField(_("votes"), null=True, blank=True)
    is_elected = models.BooleanField(_("elected"), default=False)

    panels = [
        FieldRowPanel(["name", "post"]),
        FieldPanel("text"),
        FieldRowPanel(["votes", "is_elected"]),
    ]
    api_fields = writable("name", "post", "text", "votes", "is_elected")

    class Meta(Orderable.Meta):
        verbose_name = _("candidate")
        verbose_name_plural = _("candidates")

    def __str__(self) -> str:
        return self.name

    def public_form(self, *, counted: bool) -> Data:
        """Votes are told with the result, not before."""
        told = {"votes": self.votes, "is_elected": self.is_elected}
        return {
            "name": self.name,
            "post": self.post,
            "text": self.text,
            **(told if counted else {"votes": None, "is_elected": False}),
        }


class ElectionQuestion(Orderable):
    """What residents ask, with the answer."""

    election = ParentalKey(PAGE, on_delete=models.CASCADE, related_name="questions")
    question = models.CharField(_("question"), max_length=200)
    answer = models.TextField(_("answer"))

    panels = [FieldPanel("question"), FieldPanel("answer")]
    api_fields = writable("question", "answer")

    class Meta(Orderable.Meta):
        verbose_name = _("question")
        verbose_name_plural = _("questions")

    def __str__(self) -> str:
        return self.question

    def public_form(self) -> Data:
        return {"question": self.question, "answer": self.answer}
