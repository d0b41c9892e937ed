"""Cultural brands, their people and their activities."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from modelcluster.fields import ParentalKey
from wagtail import blocks
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.api import APIField
from wagtail.fields import StreamField
from wagtail.models import Orderable, Page
from wagtail.search import index

from cms.core.api_fields import writable
from cms.core.clock import written
from cms.core.documents import Data
from cms.core.fulfilment import FULFILMENT_FIELDS, FULFILMENT_PANELS, Fulfilment
from cms.core.models import ArticlePage
from cms.core.parts import PageWithParts, Part, PartsPanel
from cms.core.site_settings import HEX_COLOUR
from cms.culture import rules
from cms.culture.blocks import (
    GalleryPictureBlock,
    HeritageBlock,
    MilestoneBlock,
    PartnerBlock,
    PressBlock,
    SoundBlock,
    ValueBlock,
    VideoBlock,
)

OFFERS = ["volunteers.RecruitmentPage", "campaigns.CampaignPage"]
TOLD = ("heritage", "timeline", "recordings", "partners", "press")  # fields whose blocks tell themselves


class BrandPage(Fulfilment, PageWithParts, ArticlePage):
    """A culture brand of the neighbourhood: its story is the body."""

    document_type = "brand"
    parent_page_types = ["home.SectionPage"]
    subpage_types = ["home.StandardPage"]
    parts_relation = "activities"
    anchor_stem = "activity"

    slogan = models.CharField(_("slogan"), max_length=120, blank=True)
    emblem = models.ForeignKey(
        "core.Image",
        verbose_name=_("emblem"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    cover = models.ForeignKey(
        "core.Image",
        verbose_name=_("large picture"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("At the head of the page and in lists; cut wide and tall around its focal point."),
    )
    accent = models.CharField(
        _("colour of its own"),
        max_length=7,
        blank=True,
        validators=[HEX_COLOUR],
        help_text=_(
            "As # and six digits. It is made as dark or light as it must be to be read. Empty: the site's."
        ),
    )
    founded = models.CharField(
        _("founded"), max_length=40, blank=True, help_text=_("A year or a date, as people say it.")
    )
    values = StreamField([("value", ValueBlock())], verbose_name=_("values"), blank=True)
    heritage = StreamField([("item", HeritageBlock())], verbose_name=_("heritage"), blank=True)
    timeline = StreamField([("milestone", MilestoneBlock())], verbose_name=_("timeline"), blank=True)
    gallery = StreamField([("picture", GalleryPictureBlock())], verbose_name=_("gallery"), blank=True)
    recordings = StreamField(
        [("video", VideoBlock()), ("sound", SoundBlock())],
        verbose_name=_("videos and recordings"),
        blank=True,
    )
    take_part = StreamField(
        [("page", blocks.PageChooserBlock(page_type=OFFERS, label=_("Recruitment or campaign")))],
        verbose_name=_("how to take part"),
        blank=True,
        help_text=_("Recruitments and campaigns of this brand: each shows by itself whether it is open."),
    )
    partners = StreamField([("partner", PartnerBlock())], verbose_name=_("partners"), blank=True)
    press = StreamField([("report", PressBlock())], verbose_name=_("press"), blank=True)

    content_panels = [
        *ArticlePage.content_panels[:-1],
        MultiFieldPanel(
            [FieldRowPanel(["slogan", "founded"]), "cover", FieldRowPanel(["emblem", "accent"])], _("Brand")
        ),
        FieldPanel("body", heading=_("Story")),
        FieldPanel("values"),
        FieldPanel("heritage"),
        InlinePanel("people", heading=_("People of the brand"), label=_("person of the brand")),
        FieldPanel("gallery"),
        FieldPanel("recordings"),
        FieldPanel("timeline"),
        PartsPanel("activities", heading=_("Activities"), label=_("activity")),
        FieldPanel("take_part"),
        MultiFieldPanel(["partners", "press"], _("Partners and press"), classname="collapsed"),
        *FULFILMENT_PANELS,
    ]
    search_fields = [
        *ArticlePage.search_fields,
        *(index.SearchField(name) for name in ("slogan", "values", *TOLD)),
    ]
    # People are told by the document alone, which knows who agreed to be shown.
    api_fields = [
        *ArticlePage.api_fields,
        *writable("slogan", "emblem", "cover", "accent", "founded", "values", "gallery", "take_part", *TOLD),
        *writable("activities", *FULFILMENT_FIELDS),
    ]

    class Meta:
        verbose_name = _("cultural brand")
        verbose_name_plural = _("cultural brands")

    def moments(self) -> list[datetime]:
        return [activity.ends_at or activity.starts_at for activity in self.activities.all()]

    def document_detail(self, now: datetime) -> Data:
        activities = sorted(self.activities.all(), key=lambda activity: activity.starts_at)
        return {
            "slogan": self.slogan,
            "emblem": self.emblem.public_form() if self.emblem else None,
            "cover": self.cover.cover_form() if self.cover else None,
            "accent": self.accent.lower(),
            "founded": self.founded,
            "values": _told(self.values),
            **{name: _told(getattr(self, name)) for name in TOLD},
            "people": [person.public_form() for person in self.shown_people()],
            "gallery": _told(self.gallery),
            "activities": [activity.public_form(now) for activity in activities],
            "take_part": self._offers(),
            "fulfils": self.fulfilled(),
        }

    def shown_people(self) -> list["Person"]:
        """Those who agreed to be shown."""
        people = list(self.people.all())
        models.prefetch_related_objects([person for person in people if person.picture_id], "picture")
        return [person for person in people if person.has_agreed]

    def _offers(self) -> list[str]:
        """The keys of recruitments and campaigns, in this page's language: a translation begins with its original's."""
        chosen = [part.value for part in self.take_part if part.value]
        same = [page.translation_key for page in chosen if page.locale_id != self.locale_id]
        others = (
            Page.objects.filter(translation_key__in=same, locale=self.locale) if same else Page.objects.none()
        )
        own = dict(others.values_list("translation_key", "pk"))
        return [f"page:{own.get(page.translation_key, page.pk)}" for page in chosen]

    def detail_text(self, detail: Data) -> str:
        parts = [*detail["values"], *(part for name in TOLD for part in detail[name])]
        parts += [*detail["people"], *detail["activities"]]
        pictures = (picture["caption"] for picture in detail["gallery"])
        return "\n".join(filter(None, [detail["slogan"], *pictures, *(_words(part) for part in parts)]))

    def card_extra(self, detail: Data) -> Data:
        coming = next((each for each in detail["activities"] if not each["is_over"]), None)
        return {
            "slogan": detail["slogan"],
            "accent": detail["accent"],
            "fulfils_task": self.fulfilled_task,
            "next_activity": coming and {name: coming[name] for name in ("title", "starts_at", "place")},
        }

    def card_image(self, images: list[Data]) -> Data | None:
        return self.cover.framed_form() if self.cover else super().card_image(images)


def _told(stream: Iterable[Any]) -> list[Data]:
    """The blocks of a field as documents hold them."""
    return [{"kind": part.block_type, **part.block.public_form(part.value)} for part in stream]


def _words(part: Data) -> str:
    """What can be read in a part of a brand, for search."""
    names = ("when", "title", "name", "role", "recognised", "medium", "part", "text", "place")
    return " ".join(filter(None, (part.get(name) for name in names)))


class Person(Orderable):
    """Somebody whom the brand's page shows: only with their consent, which says who gave it and when."""

    brand = ParentalKey(BrandPage, on_delete=models.CASCADE, related_name="people")
    name = models.CharField(pgettext_lazy("person", "Name"), max_length=60)
    role = models.CharField(_("part in the brand"), max_length=100, blank=True)
    text = models.TextField(_("story"), max_length=600, blank=True)
    picture = models.ForeignKey(
        "core.Image",
        verbose_name=_("picture"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    has_agreed = models.BooleanField(
        _("has agreed to be shown here"),
        default=False,
        help_text=_("With name, words and picture. Without it nothing of this person is public."),
    )
    agreed_by = models.CharField(
        _("who gave the consent"),
        max_length=60,
        blank=True,
        help_text=_("The person, or for a child a parent. Never public."),
    )
    agreed_on = models.DateField(_("when it was given"), null=True, blank=True)

    panels = [
        FieldRowPanel(["name", "role"]),
        "text",
        "picture",
        "has_agreed",
        FieldRowPanel(["agreed_by", "agreed_on"]),
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("person of a brand")
        verbose_name_plural = _("people of brands")
        constraints = [
            models.CheckConstraint(
                condition=Q(has_agreed=False) | (~Q(agreed_by="") & Q(agreed_on__isnull=False)),
                name="consent_says_who_and_when",
            )
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        if self.has_agreed and not self.agreed_by:
            raise ValidationError({"agreed_by": _("Say who gave the consent.")})
        if self.has_agreed and not self.agreed_on:
            raise ValidationError({"agreed_on": _("Say when it was given.")})

    def public_form(self) -> Data:
        """The person as documents hold one who agreed."""
        picture = self.picture.framed_form() if self.picture else None
        return {"name": self.name, "role": self.role, "text": self.text, "picture": picture}


class Activity(Part):
    """Something that happens under the brand's name."""

    brand = ParentalKey(BrandPage, on_delete=models.CASCADE, related_name="activities")
    title = models.CharField(_("title"), max_length=150)
    starts_at = models.DateTimeField(_("starts"))
    ends_at = models.DateTimeField(_("ends"), null=True, blank=True)
    place = models.CharField(_("place"), max_length=150, blank=True)

    panels = [FieldRowPanel(["title", "place"]), FieldRowPanel(["starts_at", "ends_at"])]
    api_fields = [
        APIField("uid"),
        APIField("anchor"),
        *writable("title", "starts_at", "ends_at", "place"),
    ]

    class Meta(Part.Meta):
        verbose_name = _("activity")
        verbose_name_plural = _("activities")
        constraints = [
            models.UniqueConstraint(fields=["brand", "uid"], name="activity_uid_unique_in_brand"),
            models.UniqueConstraint(fields=["brand", "anchor"], name="activity_anchor_unique_in_brand"),
            models.CheckConstraint(
                condition=Q(ends_at__gte=F("starts_at")), name="activity_ends_after_start"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        if self.starts_at and self.ends_at and self.ends_at < self.starts_at:
            raise ValidationError({"ends_at": _("An activity ends after its start.")})

    def public_form(self, now: datetime) -> Data:
        """The activity as documents hold it at `now`."""
        return {
            "id": str(self.uid),
            "anchor": self.anchor,
            "title": self.title,
            "starts_at": written(self.starts_at),
            "ends_at": written(self.ends_at),
            "place": self.place,
            "is_over": rules.is_over(self.starts_at, self.ends_at, now),
        }
