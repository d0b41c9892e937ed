"""Campaigns, their criteria, categories and stages."""

from datetime import datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.models import Orderable
from wagtail.search import index

from cms.campaigns import rules
from cms.campaigns.ballots.models import Ballot, Choice, Count, Flag, Poll
from cms.campaigns.ballots.public import vote_of
from cms.campaigns.calendar.days import SpecialDays, work_calendar
from cms.campaigns.calendar.panel import CalendarPanel
from cms.campaigns.calendar.rules import proposal
from cms.campaigns.elections.models import ElectionPage
from cms.campaigns.elections.parts import Candidate, ElectionQuestion, ElectionStep, PollingPlace
from cms.campaigns.elections.usual import UsualStep
from cms.campaigns.entries.models import EntryPage
from cms.campaigns.forms import NO_BASIS, REASONS, TOO_HEAVY, CampaignForm
from cms.campaigns.nominations.models import Nomination, NominationPicture
from cms.campaigns.parts import CampaignCategory, Criterion
from cms.campaigns.procedures.models import Category, Procedure, StageKind, Window
from cms.campaigns.results.models import Listed, Objection, Result
from cms.campaigns.results.public import outcome
from cms.campaigns.scoring.models import Conflict, Reviewer, ScoringCriterion, Sheet
from cms.campaigns.steps import Step
from cms.core.api_fields import writable
from cms.core.bilingual import in_language
from cms.core.clock import day_of, midnights, written, written_day
from cms.core.documents import Data
from cms.core.fulfilment import FULFILMENT_FIELDS, FULFILMENT_PANELS, Fulfilment
from cms.core.models import ArticlePage
from cms.core.parts import PageWithParts, PartsPanel

__all__ = [
    "Ballot",
    "CampaignCategory",
    "CampaignPage",
    "Candidate",
    "Category",
    "Choice",
    "Conflict",
    "Count",
    "Criterion",
    "ElectionPage",
    "ElectionQuestion",
    "ElectionStep",
    "EntryPage",
    "Flag",
    "Listed",
    "Nomination",
    "NominationPicture",
    "Objection",
    "Poll",
    "PollingPlace",
    "Procedure",
    "Result",
    "Reviewer",
    "ScoringCriterion",
    "Sheet",
    "SpecialDays",
    "Stage",
    "Step",
    "UsualStep",
    "Window",
]

JUDGING = frozenset({StageKind.VOTE.value, StageKind.SCORING.value})


class CampaignPage(Fulfilment, PageWithParts, ArticlePage):
    """A selection in stages, from the first publicity to the commendation."""

    class Kind(models.TextChoices):
        GREEN_TOP_TEN = "green_top_ten", _("Green Top Ten")
        HARMONIOUS_COMMUNITY = "harmonious_community", _("Harmonious community")
        CIVILIZED_FAMILY = "civilized_family", _("Civilized family")
        OTHER = "other", _("Other campaign")

    document_type = "campaign"
    parent_page_types = ["home.SectionPage"]
    subpage_types = ["campaigns.EntryPage"]
    base_form_class = CampaignForm
    reserved_slugs = frozenset({"record"})
    parts_relation = "categories"
    anchor_stem = "category"

    kind = models.CharField(_("kind"), max_length=30, choices=Kind, default=Kind.OTHER.value)
    approval_basis = models.CharField(
        _("approval basis"),
        max_length=200,
        blank=True,
        help_text=_("The document that allows the commendation. Needed wherever something is commended."),
    )
    votes_each = models.PositiveSmallIntegerField(
        _("votes of each person in each category"),
        default=1,
        validators=[MinValueValidator(1), MaxValueValidator(Choice.MOST)],
    )
    shows_votes = models.BooleanField(
        _("show the votes before the close"),
        default=False,
        help_text=_("Otherwise they are hidden until the vote is over, so that nobody follows the crowd."),
    )
    places = models.PositiveSmallIntegerField(
        _("commended in each category"),
        null=True,
        blank=True,
        help_text=_(
            "How many the rule puts on the list. Empty: who is on it is decided by hand, with reasons."
        ),
    )
    names_until = models.DateField(
        _("names shown until"),
        null=True,
        blank=True,
        help_text=_("After this day lists, entries and their pictures are taken down by themselves."),
    )

    content_panels = [
        *ArticlePage.content_panels,
        MultiFieldPanel(
            [FieldRowPanel(["kind", "approval_basis"]), FieldRowPanel(["places", "names_until"])],
            _("Campaign"),
        ),
        MultiFieldPanel([FieldRowPanel(["votes_each", "shows_votes"])], _("Vote")),
        CalendarPanel(heading=_("Calendar")),
        InlinePanel("stages", heading=_("Stages"), label=_("stage")),
        PartsPanel("categories", heading=_("Categories"), label=_("category")),
        InlinePanel("criteria", heading=_("Criteria"), label=_("criterion")),
        *FULFILMENT_PANELS,
    ]
    search_fields = [*ArticlePage.search_fields, index.FilterField("kind")]
    api_fields = [
        *ArticlePage.api_fields,
        *writable(
            "kind",
            "approval_basis",
            "votes_each",
            "shows_votes",
            "places",
            "names_until",
            "stages",
            "categories",
            "criteria",
            *FULFILMENT_FIELDS,
        ),
    ]

    class Meta:
        verbose_name = _("campaign")
        verbose_name_plural = _("campaigns")

    def save(self, clean: bool = True, **kwargs: Any) -> None:
        """A live campaign's stages are in order. The form says so row by row; this is for all others."""
        if clean and self.live:
            self._check_rows()
        super().save(clean=clean, **kwargs)

    def _check_rows(self) -> None:
        stages = list(self.stages.all())
        faults = rules.faults([stage.span for stage in stages], [stage.kind for stage in stages])
        if faults:
            raise ValidationError([REASONS[fault.reason] for fault in faults])
        if not self.approval_basis and any(stage.kind == StageKind.COMMENDATION for stage in stages):
            raise ValidationError({"approval_basis": NO_BASIS})
        weights = sum(criterion.weight for criterion in self.criteria.all())
        if weights > 100:
            raise ValidationError(TOO_HEAVY % {"sum": weights})

    def propose_stages(self, locale: str) -> None:
        """Give a new campaign a usual calendar from the next working day on, in memory."""
        proposed = proposal(timezone.localdate() + timedelta(days=1), work_calendar().is_worked)
        stages = [
            Stage(
                kind=each.kind,
                title=in_language(StageKind(each.kind).label, locale),
                starts_at=timezone.make_aware(each.span.starts_at),
                ends_at=timezone.make_aware(each.span.ends_at),
            )
            for each in proposed
        ]
        self.stages.set(stages)

    def moments(self) -> list[datetime]:
        """When stages begin and end, and while entries are judged every midnight: their order is another one then."""
        stages = list(self.stages.all())
        judged = [moment for stage in stages if stage.kind in JUDGING for moment in midnights(*stage.span)]
        return [moment for stage in stages for moment in stage.span] + judged

    def document_detail(self, now: datetime) -> Data:
        stages = list(self.stages.all())
        spans = [stage.span for stage in stages]
        current = rules.current(spans, now)
        voting = [stage.span for stage in stages if stage.kind == StageKind.VOTE]
        open_kinds = [stage.kind for stage in stages if rules.stage_state(stage.span, now) == "current"]
        return {
            "kind": self.kind,
            "kind_label": in_language(self.Kind(self.kind).label, self.locale.language_code),
            "approval_basis": self.approval_basis,
            "categories": [category.public_form() for category in self.categories.all()],
            "criteria": [criterion.public_form() for criterion in self.criteria.all()],
            "stages": [stage.public_form(now) for stage in stages],
            "vote": vote_of(self, voting, now, self.locale.language_code),
            "shows_votes": self.shows_votes,
            "state": rules.campaign_state(spans, now),
            "open": open_kinds,
            "order": written_day(day_of(now)) if JUDGING & set(open_kinds) else "",
            "current_stage": "" if current is None else stages[current].title,
            "ends_at": written(rules.next_end(spans, now)),
            "fulfils": self.fulfilled(),
            "outcome": outcome(self),
        }

    def detail_text(self, detail: Data) -> str:
        parts = [*detail["categories"], *detail["criteria"], *detail["stages"]]
        return "\n".join(f"{part['title']} {part['text']}".strip() for part in parts)

    def card_extra(self, detail: Data) -> Data:
        told = {
            "state": detail["state"],
            "open": detail["open"],
            "stage": detail["current_stage"],
            "ends_at": detail["ends_at"],
        }
        return {**told, "categories": detail["categories"], "fulfils_task": self.fulfilled_task}


class Stage(Orderable):
    """One stage of a campaign: from the start, up to but without the end."""

    Kind = StageKind

    campaign = ParentalKey(CampaignPage, on_delete=models.CASCADE, related_name="stages")
    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    title = models.CharField(_("title"), max_length=100)
    starts_at = models.DateTimeField(_("starts"))
    ends_at = models.DateTimeField(_("ends"))
    text = models.TextField(_("what happens"), blank=True)

    panels = [FieldRowPanel(["kind", "title"]), FieldRowPanel(["starts_at", "ends_at"]), FieldPanel("text")]
    api_fields = writable("kind", "title", "starts_at", "ends_at", "text")

    class Meta(Orderable.Meta):
        verbose_name = _("stage")
        verbose_name_plural = _("stages")
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="stage_ends_after_start")
        ]

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        if self.starts_at and self.ends_at and self.ends_at <= self.starts_at:
            raise ValidationError({"ends_at": _("A stage ends after its start.")})

    @property
    def span(self) -> rules.Span:
        return rules.Span(self.starts_at, self.ends_at)

    @property
    def label(self) -> str:
        """What an editor calls it."""
        return self.title or self.get_kind_display()

    def public_form(self, now: datetime) -> Data:
        """The stage as documents hold it at `now`."""
        return {
            "kind": self.kind,
            "title": self.title,
            "starts_at": written(self.starts_at),
            "ends_at": written(self.ends_at),
            "text": self.text,
            "state": rules.stage_state(self.span, now),
        }
