"""Volunteer recruitments and their shifts."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldRowPanel, MultiFieldPanel
from wagtail.api import APIField
from wagtail.search import index

from cms.core.api_fields import writable
from cms.core.clock import day_of, end_of, start_of, written, written_day
from cms.core.documents import Data
from cms.core.fulfilment import FULFILMENT_FIELDS, FULFILMENT_PANELS, Fulfilment
from cms.core.models import ArticlePage
from cms.core.parts import PageWithParts, Part, PartsPanel
from cms.volunteers import rules
from cms.volunteers.certificates.models import Certificate
from cms.volunteers.feeds import CalendarAddress
from cms.volunteers.hours.models import Attendance, Entry
from cms.volunteers.people import StatusChange, Volunteer
from cms.volunteers.places import (
    Application,
    Place,
    Roster,
    held_places,
    shown_trainings,
    starts_of_trainings,
)
from cms.volunteers.remarks import Remark
from cms.volunteers.requirements import Requirements
from cms.volunteers.training import Trained, Training

__all__ = [
    "Application",
    "Attendance",
    "CalendarAddress",
    "Certificate",
    "Entry",
    "Place",
    "RecruitmentPage",
    "Remark",
    "Roster",
    "Shift",
    "StatusChange",
    "Trained",
    "Training",
    "Volunteer",
]


class RecruitmentPage(Fulfilment, PageWithParts, Requirements, ArticlePage):
    """A call for volunteers for certain shifts."""

    document_type = "recruitment"
    parent_page_types = ["home.SectionPage"]
    subpage_types: list[str] = []
    parts_relation = "shifts"
    anchor_stem = "shift"

    place = models.CharField(_("place"), max_length=150, blank=True)
    starts_on = models.DateField(_("open from"), null=True, blank=True, help_text=_("Empty: at once."))
    ends_on = models.DateField(
        _("open until"), null=True, blank=True, help_text=_("The last day. Empty: until the last shift.")
    )
    contact = models.CharField(_("contact"), max_length=200, blank=True)
    insurance = models.CharField(
        _("insurance"),
        max_length=200,
        blank=True,
        help_text=_("How volunteers are insured where there is danger."),
    )

    is_decided_on = models.BooleanField(
        _("applications are decided on"),
        default=False,
        help_text=_("Who signs up has a place only when a coordinator approved it."),
    )

    content_panels = [
        *ArticlePage.content_panels,
        MultiFieldPanel(
            [
                FieldRowPanel(["starts_on", "ends_on"]),
                FieldRowPanel(["place", "contact"]),
                "insurance",
                "is_decided_on",
            ],
            _("Recruitment"),
        ),
        PartsPanel("shifts", heading=_("Shifts"), label=_("shift")),
        MultiFieldPanel(
            [FieldRowPanel(["minimum_age", "maximum_age"]), *Requirements.NAMES[2:]], _("Requirements")
        ),
        *FULFILMENT_PANELS,
    ]
    search_fields = [*ArticlePage.search_fields, index.SearchField("place"), index.FilterField("ends_on")]
    api_fields = [
        *ArticlePage.api_fields,
        *writable("place", "starts_on", "ends_on", "contact", "insurance", "is_decided_on"),
        *writable(*Requirements.NAMES, "shifts", *FULFILMENT_FIELDS),
    ]

    class Meta:
        verbose_name = _("volunteer recruitment")
        verbose_name_plural = _("volunteer recruitments")
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")), name="recruitment_ends_after_start"
            )
        ]

    def clean(self) -> None:
        super().clean()
        if self.starts_on and self.ends_on and self.ends_on < self.starts_on:
            raise ValidationError({"ends_on": _("A recruitment ends on the day it starts or later.")})

    def moments(self) -> list[datetime]:
        first = [start_of(self.starts_on)] if self.starts_on else []
        last = [end_of(self.ends_on)] if self.ends_on else []
        shifts = list(self.shifts.all())
        spans = (moment for shift in shifts for moment in shift.span)
        return [*first, *last, *spans, *starts_of_trainings({shift.needs_id for shift in shifts})]

    def document_detail(self, now: datetime) -> Data:
        shifts = sorted(self.shifts.all(), key=lambda shift: shift.span)
        spans = [shift.span for shift in shifts]
        held = held_places([shift.uid for shift in shifts])
        return {
            "place": self.place,
            "starts_on": written_day(self.starts_on),
            "ends_on": written_day(self.ends_on),
            "places": sum(shift.places for shift in shifts),
            "requirements": {name: getattr(self, name) for name in Requirements.NAMES},
            "shifts": [shift.public_form(held.get(shift.uid, 0)) for shift in shifts],
            "is_decided_on": self.is_decided_on,
            "trainings": shown_trainings(
                {shift.needs_id for shift in shifts}, self.locale.language_code, now
            ),
            "next_shift": written(rules.next_start(spans, now)),
            "contact": self.contact,
            "insurance": self.insurance,
            "fulfils": self.fulfilled(),
            "state": self.state_at(now),
        }

    def state_at(self, now: datetime) -> rules.State:
        """Whether the recruitment is open at a moment."""
        spans = [shift.span for shift in self.shifts.all()]
        return rules.state(self.starts_on, self.ends_on, spans, now, day_of(now))

    def detail_text(self, detail: Data) -> str:
        requirements = (str(detail["requirements"][name]) for name in Requirements.NAMES[2:])
        places = dict.fromkeys([detail["place"], *(shift["place"] for shift in detail["shifts"])])
        return "\n".join(filter(None, [*places, *requirements, detail["contact"]]))

    def card_extra(self, detail: Data) -> Data:
        told = {name: detail[name] for name in ("state", "next_shift", "places", "place")}
        return {**told, "fulfils_task": self.fulfilled_task}


class Shift(Part):
    """One slot of time for which volunteers are wanted."""

    recruitment = ParentalKey(RecruitmentPage, on_delete=models.CASCADE, related_name="shifts")
    starts_at = models.DateTimeField(_("starts"))
    ends_at = models.DateTimeField(_("ends"))
    place = models.CharField(
        _("place"), max_length=150, blank=True, help_text=_("Empty: the recruitment's place.")
    )
    places = models.PositiveSmallIntegerField(_("places"), default=1, validators=[MinValueValidator(1)])

    needs = models.ForeignKey(
        Training,
        verbose_name=_("training needed"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="shifts",
        help_text=_("Only who took part in it can sign up."),
    )

    panels = [FieldRowPanel(["starts_at", "ends_at"]), FieldRowPanel(["place", "places"]), "needs"]
    api_fields = [
        APIField("uid"),
        APIField("anchor"),
        *writable("starts_at", "ends_at", "place", "places"),
    ]

    class Meta(Part.Meta):
        verbose_name = _("shift")
        verbose_name_plural = _("shifts")
        constraints = [
            models.UniqueConstraint(fields=["recruitment", "uid"], name="shift_uid_unique_in_recruitment"),
            models.UniqueConstraint(
                fields=["recruitment", "anchor"], name="shift_anchor_unique_in_recruitment"
            ),
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="shift_ends_after_start"),
            models.CheckConstraint(condition=Q(places__gt=0), name="shift_has_places"),
        ]

    def __str__(self) -> str:
        return f"{written(self.starts_at)} {self.place}".strip()

    def clean(self) -> None:
        if self.starts_at and self.ends_at and self.ends_at <= self.starts_at:
            raise ValidationError({"ends_at": _("A shift ends after its start.")})

    @property
    def span(self) -> rules.Span:
        return (self.starts_at, self.ends_at)

    def public_form(self, held: int) -> Data:
        """The shift as documents hold it, while so many of its places are held."""
        return {
            "id": str(self.uid),
            "anchor": self.anchor,
            "starts_at": written(self.starts_at),
            "ends_at": written(self.ends_at),
            "place": self.place or self.recruitment.place,
            "places": self.places,
            "free": max(self.places - held, 0),
            "needs": self.needs_id,
        }
