"""The frame of the site: its home pages, sections and standard pages."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page
from wagtail.search import index

from cms.core import richtext
from cms.core.api_fields import writable
from cms.core.documents import Data
from cms.core.languages import LANGUAGES
from cms.core.models import ArticlePage, BasePage
from cms.core.text import plain
from cms.home.blocks import LinkBlock
from cms.home.rules import BELOW_HOME, BELOW_SECTIONS


class HomePage(BasePage):
    """The front page of one language. Its slug is that language's part of every address."""

    document_type = "home"
    parent_page_types = ["wagtailcore.Page"]
    subpage_types = ["home.SectionPage", "home.StandardPage"]
    reserved_slugs = BELOW_HOME

    welcome = RichTextField(_("welcome"), features=richtext.FEATURES, blank=True)
    image = models.ForeignKey(
        "core.Image",
        verbose_name=_("image"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    links = StreamField([("link", LinkBlock())], verbose_name=_("links"), blank=True)

    content_panels = [
        *BasePage.content_panels,
        FieldPanel("welcome"),
        FieldPanel("image"),
        FieldPanel("links"),
    ]
    search_fields = [*BasePage.search_fields, index.SearchField("welcome")]
    api_fields = [*BasePage.api_fields, *writable("welcome", "image", "links")]

    class Meta:
        verbose_name = _("home page")
        verbose_name_plural = _("home pages")

    @classmethod
    def can_create_at(cls, parent: Page) -> bool:
        return super().can_create_at(parent) and cls.objects.count() < len(LANGUAGES)

    def clean(self) -> None:
        super().clean()
        segment = LANGUAGES[self.locale.language_code].segment
        if self.slug != segment:
            raise ValidationError(
                {"slug": _("The home page of this language has the address “%s”.") % segment}
            )
        if HomePage.objects.filter(locale=self.locale).exclude(pk=self.pk).exists():
            raise ValidationError(_("This language already has a home page."))

    def document_detail(self, now: datetime) -> Data:
        return {
            "welcome": richtext.expand(self.welcome),
            "image": self.image.public_form() if self.image else None,
            "links": [link.block.public_form(link.value) for link in self.links],
        }

    def detail_text(self, detail: Data) -> str:
        links = (f"{link['label']} {link['description']}".strip() for link in detail["links"])
        return "\n".join([plain(detail["welcome"]), *links]).strip()


class SectionPage(BasePage):
    """A column of the site: it lists what lies below it."""

    class Layout(models.TextChoices):
        LIST = "list", _("List by date")
        PLANS = "plans", _("Work plans by year")
        POLICIES = "policies", _("Policies with number and validity")
        CARDS = "cards", _("Cards with pictures")

    document_type = "section"
    parent_page_types = ["home.HomePage", "home.SectionPage"]
    reserved_slugs = BELOW_SECTIONS

    layout = models.CharField(_("layout"), max_length=20, choices=Layout, default=Layout.LIST.value)
    description = RichTextField(_("description"), features=richtext.SIMPLE, blank=True)

    content_panels = [*BasePage.content_panels, FieldPanel("layout"), FieldPanel("description")]
    search_fields = [*BasePage.search_fields, index.SearchField("description"), index.FilterField("layout")]
    api_fields = [*BasePage.api_fields, *writable("layout", "description")]

    class Meta:
        verbose_name = _("section")
        verbose_name_plural = _("sections")

    def default_type(self) -> str:
        """The document type that an imported file becomes here."""
        return {"list": "notice", "plans": "work_plan", "policies": "policy"}.get(self.layout, "page")

    def document_detail(self, now: datetime) -> Data:
        return {"layout": self.layout, "description": richtext.expand(self.description)}

    def detail_text(self, detail: Data) -> str:
        return plain(detail["description"])


class StandardPage(ArticlePage):
    """A page that stays: contact, accessibility, an explanation of a policy."""

    document_type = "page"
    parent_page_types = ["home.HomePage", "home.SectionPage", "culture.BrandPage"]
    subpage_types: list[str] = []

    def document_detail(self, now: datetime) -> Data:
        """Below a brand: which one, whose colour the page has."""
        parent = self.get_parent()
        is_brand = parent and getattr(parent.specific_class, "document_type", "") == "brand"
        return {"brand": f"page:{parent.pk}"} if is_brand else {}

    class Meta:
        verbose_name = _("standard page")
        verbose_name_plural = _("standard pages")
