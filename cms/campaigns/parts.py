"""What a campaign's page lists besides its stages: criteria, and categories that entries compete in."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.api import APIField
from wagtail.models import Orderable

from cms.core.api_fields import writable
from cms.core.documents import Data
from cms.core.parts import Part


class Criterion(Orderable):
    """What entries are judged by."""

    class JudgedBy(models.TextChoices):
        REVIEWERS = "reviewers", _("Reviewers")
        VOTE = "vote", _("The public vote")

    campaign = ParentalKey("campaigns.CampaignPage", on_delete=models.CASCADE, related_name="criteria")
    title = models.CharField(_("title"), max_length=100)
    weight = models.PositiveSmallIntegerField(
        _("weight in percent"), default=0, validators=[MinValueValidator(0), MaxValueValidator(100)]
    )
    judged_by = models.CharField(
        _("judged by"), max_length=10, choices=JudgedBy, default=JudgedBy.REVIEWERS.value
    )
    text = models.TextField(_("explanation"), blank=True)

    panels = [FieldRowPanel(["title", "weight", "judged_by"]), FieldPanel("text")]
    api_fields = writable("title", "weight", "judged_by", "text")

    class Meta(Orderable.Meta):
        verbose_name = _("criterion")
        verbose_name_plural = _("criteria")
        constraints = [
            models.CheckConstraint(condition=Q(weight__lte=100), name="criterion_weight_is_percentage")
        ]

    def __str__(self) -> str:
        return self.title

    def public_form(self) -> Data:
        """The criterion as documents hold it."""
        told = {"title": self.title, "weight": self.weight, "text": self.text}
        return told | {"judged_by": self.judged_by}


class CampaignCategory(Part):
    """A category that entries compete in, as the page lists it."""

    campaign = ParentalKey("campaigns.CampaignPage", on_delete=models.CASCADE, related_name="categories")
    title = models.CharField(_("title"), max_length=100)
    text = models.TextField(_("explanation"), blank=True, help_text=_("Who or what can be nominated."))

    panels = [FieldPanel("title"), FieldPanel("text")]
    api_fields = [APIField("uid"), APIField("anchor"), *writable("title", "text")]

    class Meta(Part.Meta):
        verbose_name = _("category")
        verbose_name_plural = _("categories")
        constraints = [
            models.UniqueConstraint(fields=["campaign", "uid"], name="category_uid_unique_in_campaign"),
            models.UniqueConstraint(fields=["campaign", "anchor"], name="category_anchor_unique_in_campaign"),
        ]

    def __str__(self) -> str:
        return self.title

    def public_form(self) -> Data:
        """The category as documents hold it."""
        return {"id": str(self.uid), "anchor": self.anchor, "title": self.title, "text": self.text}
