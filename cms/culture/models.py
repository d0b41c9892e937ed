"""Cultural brands and their activities."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.models import Orderable
from wagtail.search import index

from cms.core.api_fields import writable
from cms.core.blocks import PictureBlock
from cms.core.clock import written
from cms.core.documents import Data
from cms.core.fulfilment import FULFILMENT_FIELDS, FULFILMENT_PANELS, Fulfilment
from cms.core.models import ArticlePage
from cms.culture.blocks import ValueBlock


class BrandPage(Fulfilment, ArticlePage):
    """A culture brand of the neighbourhood: its story is the body."""

    document_type = "brand"
    parent_page_types = ["home.SectionPage"]
    subpage_types = ["home.StandardPage"]

    slogan = models.CharField(_("slogan"), max_length=120, blank=True)
    emblem = models.ForeignKey(
        "core.Image",
        verbose_name=_("emblem"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    founded = models.CharField(
        _("founded"), max_length=40, blank=True, help_text=_("A year or a date, as people say it.")
    )
    values = StreamField([("value", ValueBlock())], verbose_name=_("values"), blank=True)
    gallery = StreamField([("picture", PictureBlock())], verbose_name=_("gallery"), blank=True)

    content_panels = [
        *ArticlePage.content_panels[:-1],
        MultiFieldPanel([FieldRowPanel(["slogan", "founded"]), "emblem"], _("Brand")),
        FieldPanel("body", heading=_("Story")),
        FieldPanel("values"),
        FieldPanel("gallery"),
        InlinePanel("activities", heading=_("Activities"), label=_("activity")),
        *FULFILMENT_PANELS,
    ]
    search_fields = [*ArticlePage.search_fields, index.SearchField("slogan"), index.SearchField("values")]
    api_fields = [
        *ArticlePage.api_fields,
        *writable("slogan", "emblem", "founded", "values", "gallery"),
        *writable("activities", *FULFILMENT_FIELDS),
    ]

    class Meta:
        verbose_name = _("cultural brand")
        verbose_name_plural = _("cultural brands")

    def document_detail(self, now: datetime) -> Data:
        return {
            "slogan": self.slogan,
            "emblem": self.emblem.public_form() if self.emblem else None,
            "founded": self.founded,
            "values": [part.block.public_form(part.value) for part in self.values],
            "gallery": [part.block.public_form(part.value) for part in self.gallery],
            "activities": [activity.public_form() for activity in self.activities.all()],
            "fulfils": self.fulfilled(),
        }

    def detail_text(self, detail: Data) -> str:
        values = (f"{value['title']} {value['text']}".strip() for value in detail["values"])
        activities = (f"{activity['title']} {activity['place']}".strip() for activity in detail["activities"])
        return "\n".join(filter(None, [detail["slogan"], *values, *activities]))

    def card_extra(self, detail: Data) -> Data:
        return {"slogan": detail["slogan"], "fulfils_task": self.fulfilled_task}


class Activity(Orderable):
    """Something that happens under the brand's name."""

    brand = ParentalKey(BrandPage, on_delete=models.CASCADE, related_name="activities")
    title = models.CharField(_("title"), max_length=150)
    starts_at = models.DateTimeField(_("starts"))
    ends_at = models.DateTimeField(_("ends"), null=True, blank=True)
    place = models.CharField(_("place"), max_length=150, blank=True)

    panels = [FieldRowPanel(["title", "place"]), FieldRowPanel(["starts_at", "ends_at"])]
    api_fields = writable("title", "starts_at", "ends_at", "place")

    class Meta(Orderable.Meta):
        verbose_name = _("activity")
        verbose_name_plural = _("activities")
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gte=F("starts_at")), name="activity_ends_after_start")
        ]

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        if self.starts_at and self.ends_at and self.ends_at < self.starts_at:
            raise ValidationError({"ends_at": _("An activity ends after its start.")})

    def public_form(self) -> Data:
        """The activity as documents hold it."""
        return {
            "title": self.title,
            "starts_at": written(self.starts_at),
            "ends_at": written(self.ends_at),
            "place": self.place,
        }
