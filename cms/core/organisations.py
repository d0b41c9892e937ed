"""The tree of organisations in whose names pages speak: district, streets, communities."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.models import Orderable
from wagtail.search import index

from cms.core.bilingual import Bilingual
from cms.core.documents import Data


class Organisation(Bilingual, index.Indexed, ClusterableModel):
    """A body of the administration. A street belongs to a district, a community to a street.

    It has a page of its own on the public site.
    """

    class Level(models.TextChoices):
        DISTRICT = "district", _("District")
        STREET = "street", _("Street")
        COMMUNITY = "community", _("Community")

    name_zh = models.CharField(_("name in Chinese"), max_length=100)
    name_en = models.CharField(_("name in English"), max_length=150, blank=True)
    slug = models.SlugField(_("short name for addresses"), max_length=80, unique=True)
    level = models.CharField(_("level"), max_length=20, choices=Level)
    parent = models.ForeignKey(
        "self",
        verbose_name=_("belongs to"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="children",
    )
    about_zh = models.TextField(_("what it does, in Chinese"), blank=True, max_length=600)
    about_en = models.TextField(_("what it does, in English"), blank=True, max_length=900)
    address_zh = models.CharField(_("address in Chinese"), max_length=200, blank=True)
    address_en = models.CharField(_("address in English"), max_length=200, blank=True)
    phone = models.CharField(_("telephone"), max_length=60, blank=True)
    hours_zh = models.CharField(_("opening hours in Chinese"), max_length=200, blank=True)
    hours_en = models.CharField(_("opening hours in English"), max_length=200, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(auto_now=True)

    panels = [
        MultiFieldPanel(
            [
                FieldRowPanel(["name_zh", "name_en"]),
                "slug",
                "level",
                "parent",
                FieldRowPanel(["about_zh", "about_en"]),
            ],
            _("Organisation"),
        ),
        MultiFieldPanel(
            [FieldRowPanel(["address_zh", "address_en"]), "phone", FieldRowPanel(["hours_zh", "hours_en"])],
            _("Contact"),
        ),
        InlinePanel("people", heading=_("People responsible"), label=_("person responsible")),
    ]
    search_fields = [
        index.SearchField("name_zh"),
        index.SearchField("name_en"),
        index.AutocompleteField("name_zh"),
        index.AutocompleteField("name_en"),
        index.FilterField("level"),
    ]

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        ordering = ["name_zh"]

    def __str__(self) -> str:
        return self.said("name", get_language() or "")

    def clean(self) -> None:
        """The body above must be of a higher level, which also keeps the tree free of circles."""
        levels = list(self.Level.values)
        if self.parent and self.level and levels.index(self.parent.level) >= levels.index(self.level):
            raise ValidationError({"parent": _("An organisation belongs to one of a higher level.")})

    def above(self) -> list["Organisation"]:
        """The bodies that it belongs to, the nearest first."""
        return [self.parent, *self.parent.above()] if self.parent else []

    def public_form(self, locale: str) -> Data:
        """What documents say of the issuer."""
        return {"slug": self.slug, "name": self.said("name", locale), "level": self.level}

    def detail(self, locale: str) -> Data:
        """What its own page says of it."""
        return {
            "level": self.level,
            "name": self.marked("name", locale),
            "about": self.marked("about", locale),
            "address": self.marked("address", locale),
            "hours": self.marked("hours", locale),
            "phone": self.phone,
            "people": [person.public_form(locale) for person in self.people.all()],
        }


class ResponsiblePerson(Bilingual, Orderable):
    """Who answers to residents for part of what an organisation does, by name and office, as its notice board says."""

    organisation = ParentalKey(Organisation, on_delete=models.CASCADE, related_name="people")
    name_zh = models.CharField(_("name in Chinese"), max_length=60)
    name_en = models.CharField(_("name in English"), max_length=80, blank=True)
    duty_zh = models.CharField(_("responsible for, in Chinese"), max_length=120)
    duty_en = models.CharField(_("responsible for, in English"), max_length=160, blank=True)
    phone = models.CharField(
        _("telephone"), max_length=60, blank=True, help_text=_("The office's, never a private one.")
    )

    panels = [FieldRowPanel(["name_zh", "name_en"]), FieldRowPanel(["duty_zh", "duty_en"]), "phone"]

    class Meta(Orderable.Meta):
        verbose_name = _("person responsible")
        verbose_name_plural = _("people responsible")

    def __str__(self) -> str:
        return self.name_zh

    def public_form(self, locale: str) -> Data:
        return {
            "name": self.marked("name", locale),
            "duty": self.marked("duty", locale),
            "phone": self.phone,
        }


class Topic(Bilingual, index.Indexed, models.Model):
    """A subject under which pages are found again, in the words of the official classification or the
    office's own.
    """

    name_zh = models.CharField(_("name in Chinese"), max_length=60)
    name_en = models.CharField(_("name in English"), max_length=80, blank=True)
    slug = models.SlugField(_("short name for addresses"), max_length=80, unique=True)

    panels = [FieldRowPanel(["name_zh", "name_en"]), FieldPanel("slug")]
    search_fields = [
        index.SearchField("name_zh"),
        index.SearchField("name_en"),
        index.AutocompleteField("name_zh"),
        index.AutocompleteField("name_en"),
    ]

    class Meta:
        verbose_name = _("topic")
        verbose_name_plural = _("topics")
        ordering = ["slug"]

    def __str__(self) -> str:
        return self.said("name", get_language() or "")

    def public_form(self, locale: str) -> Data:
        return {"slug": self.slug, "name": self.said("name", locale)}
