"""What hangs on a campaign hangs on its procedure: one for all languages, by the translation key of the page.

A page is written anew with every draft, in two languages; ballots, score sheets and nominations outlive that.
"""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from cms.core.bilingual import Bilingual
from cms.core.models import Organisation


class StageKind(models.TextChoices):
    """What happens in a stage. Vote and scoring may take place at the same time, others not."""

    PUBLICITY = "publicity", _("Publicity")
    NOMINATION = "nomination", _("Nomination")
    REVIEW = "review", _("First check")
    VOTE = "vote", _("Vote")
    SCORING = "scoring", _("Expert scoring")
    PUBLICITY_PERIOD = "publicity_period", _("Publicity period")
    OBJECTIONS = "objections", _("Objections")
    COMMENDATION = "commendation", _("Commendation")
    ARCHIVE = "archive", _("Archive")


class Procedure(Bilingual):
    """A campaign as it is kept for what happens in it. What is copied here is of the last publish.

    Stages are those of the page in the site's first language that is public: two languages have one calendar.
    """

    translation_key = models.UUIDField(primary_key=True)  # of the CampaignPage
    title_zh = models.CharField(_("campaign in Chinese"), max_length=255, blank=True)
    title_en = models.CharField(_("campaign in English"), max_length=255, blank=True)
    issuer = models.ForeignKey(
        Organisation, verbose_name=_("issuer"), null=True, on_delete=models.PROTECT, related_name="+"
    )

    votes_each = models.PositiveSmallIntegerField(_("votes of each person in each category"), default=1)
    shows_votes = models.BooleanField(_("show the votes before the close"), default=False)

    class Meta:
        verbose_name = _("procedure of a campaign")
        verbose_name_plural = _("procedures of campaigns")

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        """The campaign's, in the reader's language."""
        return self.said("title", get_language())


class Window(models.Model):
    """When one stage is open: from the start, up to but without the end. A campaign that is not public has none.

    Each publish writes them anew: nothing may point to one.
    """

    procedure = models.ForeignKey(Procedure, on_delete=models.CASCADE, related_name="windows")
    kind = models.CharField(_("kind"), max_length=20, choices=StageKind)
    starts_at = models.DateTimeField(_("starts"))
    ends_at = models.DateTimeField(_("ends"))

    class Meta:
        verbose_name = _("window of a stage")
        verbose_name_plural = _("windows of stages")
        ordering = ["starts_at", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="window_ends_after_start")
        ]
        indexes = [models.Index(fields=["kind", "ends_at"], name="window_kind_end")]

    def __str__(self) -> str:
        return f"{self.kind} {self.starts_at} {self.ends_at}"


class Category(Bilingual):
    """A category that entries compete in. A campaign without any has one without a name.

    Its uid is the campaign's own then.
    """

    uid = models.UUIDField()  # of the page's row, in all languages; a copied campaign has it once more
    procedure = models.ForeignKey(Procedure, on_delete=models.CASCADE, related_name="categories")
    title_zh = models.CharField(_("title in Chinese"), max_length=100, blank=True)
    title_en = models.CharField(_("title in English"), max_length=100, blank=True)
    sort_order = models.PositiveSmallIntegerField(default=0)
    removed_at = models.DateTimeField(_("taken out"), null=True, blank=True)

    class Meta:
        verbose_name = _("category of a campaign")
        verbose_name_plural = _("categories of campaigns")
        ordering = ["procedure", "sort_order", "uid"]
        constraints = [
            models.UniqueConstraint(fields=["procedure", "uid"], name="category_once_in_a_procedure")
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        """In the reader's language; "" for the one without a name."""
        return self.said("title", get_language())
