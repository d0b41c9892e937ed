"""Those who compete in a campaign, each with a page."""

from datetime import datetime

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.search import index

from cms.campaigns.ballots.public import votes_of
from cms.campaigns.forms import EntryForm
from cms.core.api_fields import writable
from cms.core.bilingual import in_language
from cms.core.blocks import PictureBlock
from cms.core.documents import Data
from cms.core.models import ArticlePage


class EntryPage(ArticlePage):
    """What competes in a campaign: its translation key is what ballots and score sheets name in all languages."""

    class Kind(models.TextChoices):
        PERSON = "person", _("Person or family")
        ORGANISATION = "organisation", _("Organisation")
        GROUP = "group", _("Group or place")

    document_type = "entry"
    parent_page_types = ["campaigns.CampaignPage"]
    subpage_types: list[str] = []
    base_form_class = EntryForm

    category = models.UUIDField(_("category"), null=True, blank=True)  # the uid of one of the campaign's
    nominee = models.CharField(
        _("name shown to the public"),
        max_length=100,
        blank=True,
        help_text=_("As the nominee wants it. Empty: the title."),
    )
    kind = models.CharField(_("kind of nominee"), max_length=12, choices=Kind, default=Kind.PERSON.value)
    gallery = StreamField([("picture", PictureBlock())], verbose_name=_("gallery"), blank=True)

    content_panels = [
        *ArticlePage.content_panels[:-1],
        MultiFieldPanel([FieldRowPanel(["nominee", "kind"]), "category"], _("Entry")),
        FieldPanel("body", heading=_("Story")),
        FieldPanel("gallery"),
    ]
    search_fields = [*ArticlePage.search_fields, index.SearchField("nominee")]
    api_fields = [*ArticlePage.api_fields, *writable("category", "nominee", "kind", "gallery")]

    class Meta:
        verbose_name = _("entry of a campaign")
        verbose_name_plural = _("entries of campaigns")

    def document_detail(self, now: datetime) -> Data:
        return {
            "category": str(self.category or ""),
            "nominee": self.nominee or self.title,
            "kind": self.kind,
            "kind_label": in_language(self.Kind(self.kind).label, self.locale.language_code),
            "votes": votes_of(self),
            "gallery": [part.block.public_form(part.value) for part in self.gallery],
        }

    def detail_text(self, detail: Data) -> str:
        return self.nominee

    def card_image(self, images: list[Data]) -> Data | None:
        """The first of the gallery, which the story's pictures come before in the document."""
        first = next(iter(self.gallery), None)
        shown = first and first.block.public_form(first.value)["image"]
        return shown or super().card_image(images)

    def card_extra(self, detail: Data) -> Data:
        return {name: detail[name] for name in ("category", "nominee", "kind_label")}
