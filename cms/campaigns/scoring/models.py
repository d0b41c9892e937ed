"""Who judges, by what, and what they handed in. An entry is named by its translation key, which all languages share."""

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from cms.campaigns.procedures.models import Procedure
from cms.campaigns.scoring.rules import Measure
from cms.core.bilingual import Bilingual


class ReviewerQuerySet(models.QuerySet):
    def appointed(self) -> Self:
        """Those who were not released."""
        return self.filter(released_at=None)


class Reviewer(models.Model):
    """A user of the admin who judges the entries of a campaign."""

    class Role(models.TextChoices):
        CHAIR = "chair", _("Chair")
        MEMBER = "member", _("Member")

    procedure = models.ForeignKey(Procedure, on_delete=models.PROTECT, related_name="reviewers")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("user"), on_delete=models.PROTECT, related_name="reviews"
    )
    role = models.CharField(_("role"), max_length=10, choices=Role, default=Role.MEMBER)
    appointed_at = models.DateTimeField(_("appointed"), default=timezone.now)
    released_at = models.DateTimeField(_("released"), null=True, blank=True)

    objects = ReviewerQuerySet.as_manager()

    class Meta:
        verbose_name = _("reviewer")
        verbose_name_plural = _("reviewers")
        ordering = ["role", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["procedure", "user"],
                condition=Q(released_at=None),
                name="reviewer_once_in_a_procedure",
            ),
            models.UniqueConstraint(
                fields=["procedure"],
                condition=Q(role="chair", released_at=None),
                name="one_chair_of_a_procedure",
            ),
        ]

    def __str__(self) -> str:
        return self.user.get_full_name() or self.user.get_username()


class ScoringCriterion(Bilingual):
    """A criterion as it was when the first sheet was opened: nothing is judged by two measures."""

    procedure = models.ForeignKey(Procedure, on_delete=models.PROTECT, related_name="scoring_criteria")
    number = models.PositiveSmallIntegerField(_("number"))
    title_zh = models.CharField(_("title in Chinese"), max_length=100, blank=True)
    title_en = models.CharField(_("title in English"), max_length=100, blank=True)
    text_zh = models.TextField(blank=True)
    text_en = models.TextField(blank=True)
    weight = models.PositiveSmallIntegerField(_("weight in percent"))
    is_vote = models.BooleanField(_("the public vote"), default=False)

    class Meta:
        verbose_name = _("criterion of a scoring")
        verbose_name_plural = _("criteria of a scoring")
        ordering = ["procedure", "number"]
        constraints = [
            models.UniqueConstraint(fields=["procedure", "number"], name="scoring_criterion_number")
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        return self.said("title", get_language() or "")

    @property
    def text(self) -> str:
        return self.said("text", get_language() or "")

    @property
    def measure(self) -> Measure:
        return Measure(self.number, self.weight, self.is_vote)


class Sheet(models.Model):
    """The points that one reviewer gives one entry. Once submitted it is locked, until the chair gives it back."""

    reviewer = models.ForeignKey(Reviewer, on_delete=models.PROTECT, related_name="sheets")
    entry = models.UUIDField(_("entry"))
    points = models.JSONField(_("points"), default=dict)  # {"number of a criterion": points}
    changed_at = models.DateTimeField(_("changed"), default=timezone.now)
    submitted_at = models.DateTimeField(_("submitted"), null=True, blank=True)

    class Meta:
        verbose_name = _("score sheet")
        verbose_name_plural = _("score sheets")
        ordering = ["reviewer", "entry"]
        constraints = [
            models.UniqueConstraint(fields=["reviewer", "entry"], name="one_sheet_of_a_reviewer_for_an_entry")
        ]

    def __str__(self) -> str:
        return f"{self.reviewer_id} {self.entry}"

    @property
    def given(self) -> dict[int, int]:
        return {int(number): points for number, points in self.points.items()}


class Conflict(models.Model):
    """A reviewer has an interest in an entry, and neither judges it nor is asked to."""

    reviewer = models.ForeignKey(Reviewer, on_delete=models.PROTECT, related_name="conflicts")
    entry = models.UUIDField(_("entry"))
    reason = models.CharField(_("reason"), max_length=200, blank=True)
    declared_at = models.DateTimeField(_("declared"), default=timezone.now)

    class Meta:
        verbose_name = _("conflict of interest")
        verbose_name_plural = _("conflicts of interest")
        constraints = [
            models.UniqueConstraint(
                fields=["reviewer", "entry"], name="one_conflict_of_a_reviewer_and_an_entry"
            )
        ]

    def __str__(self) -> str:
        return f"{self.reviewer_id} {self.entry}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.reason = self.reason.strip()
        super().save(*args, **kwargs)
