"""The steps that an election usually has, counted from the day of the vote. An office changes them to its rules."""

from datetime import date

from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel

from cms.campaigns.elections import rules
from cms.core.bilingual import Bilingual


class StepKind(models.TextChoices):
    COMMITTEE = "committee", _("Election committee")
    REGISTRATION = "registration", _("Registration of voters")
    VOTER_LIST = "voter_list", _("Publicity of the voter list")
    APPEALS = "appeals", _("Decision on objections")
    NOMINATION = "nomination", _("Nomination of candidates")
    CANDIDATES = "candidates", _("Publicity of the candidates")
    MEETING = "meeting", _("Candidates meet residents")
    VOTING = "voting", _("Voting and public count")
    RESULT = "result", _("Result")
    HANDOVER = "handover", _("Handover")
    OTHER = "other", _("Other step")


class UsualStep(Bilingual):
    """A step that is put into the calendar of a new election.

    The rows that every installation starts with follow the Organic Laws of the Villagers' and of the Urban Residents'
    Committees (list of voters twenty days before the vote, objections within five days, answered within three; handover
    within ten days). Provinces have rules of their own: the rows are theirs to change.
    """

    kind = models.CharField(_("kind"), max_length=20, choices=StepKind, default=StepKind.OTHER.value)
    title_zh = models.CharField(_("title in Chinese"), max_length=100)
    title_en = models.CharField(_("title in English"), max_length=150, blank=True)
    offset = models.SmallIntegerField(
        _("days from the vote"), help_text=_("Before the day of the vote: negative. 0: on that day.")
    )
    days = models.PositiveSmallIntegerField(_("length in days"), default=1, validators=[MinValueValidator(1)])
    text_zh = models.TextField(_("what happens, in Chinese"), blank=True, max_length=500)
    text_en = models.TextField(_("what happens, in English"), blank=True, max_length=800)

    panels = [
        FieldRowPanel(["kind", "offset", "days"]),
        FieldRowPanel(["title_zh", "title_en"]),
        FieldPanel("text_zh"),
        FieldPanel("text_en"),
    ]

    class Meta:
        verbose_name = _("usual step of an election")
        verbose_name_plural = _("usual steps of elections")
        ordering = ["offset", "pk"]
        constraints = [models.CheckConstraint(condition=models.Q(days__gt=0), name="usual_step_has_days")]

    def __str__(self) -> str:
        return self.said("title", get_language() or "")

    def row(self, day: date, locale: str) -> dict:
        """The fields of the step in an election whose vote is on a day."""
        first, last = rules.days_of(day, self.offset, self.days)
        return {
            "kind": self.kind,
            "title": self.said("title", locale),
            "text": self.said("text", locale),
            "first_day": first,
            "last_day": last,
        }
