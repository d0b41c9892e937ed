"""Those who compete in a campaign, each with a page."""

from datetime import datetime

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.search import index

from cms.campaigns.ballots.public import votes_of
from cms.campaigns.forms import EntryForm
from cms.campaigns.results.models import commended_in
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

    organisation = models.ForeignKey(
        "core.Organisation",
        verbose_name=_("organisation"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("The body that competes, if it is one of ours: its page shows the commendation."),
    )
    subject = models.ForeignKey(
        "wagtailcore.Page",
        verbose_name=_("page about it"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("A cultural brand, for instance: its page shows the commendation."),
    )

    content_panels = [
        *ArticlePage.content_panels[:-1],
        MultiFieldPanel(
            [FieldRowPanel(["nominee", "kind"]), "category", FieldRowPanel(["organisation", "subject"])],
            _("Entry"),
        ),
        FieldPanel("body", heading=_("Story")),
        FieldPanel("gallery"),
    ]
    search_fields = [*ArticlePage.search_fields, index.SearchField("nominee")]
    api_fields = [*ArticlePage.api_fields, *writable("category", "nominee", "kind", "gallery")]
    api_fields += writable("organisation", "subject")

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
            "commended": self._commended(),
            "gallery": [part.block.public_form(part.value) for part in self.gallery],
        }

    def _commended(self) -> Data | None:
        """What it was commended in: {"title", "on"}."""
        told = commended_in(self.translation_key)
        return {"title": told["titles"][self.locale.language_code], "on": told["on"]} if told else None

    def detail_text(self, detail: Data) -> str:
        captions = (picture["caption"] for picture in detail["gallery"])
        return "\n".join(filter(None, [self.nominee, *captions]))

    def document_relations(self, detail: Data) -> list[Data]:
        """Once it is commended, the pages of whom or what it is about show that."""
        if not detail["commended"]:
            return []
        keys = [f"page:{self.subject_id}"] if self.subject_id else []
        if self.organisation_id:
            keys.append(f"organisation:{self.organisation_id}:{self.locale.language_code}")
        return [{"kind": "commends", "key": key} for key in keys]

    def card_image(self, images: list[Data]) -> Data | None:
        """The first of the gallery, which the story's pictures come before in the document."""
        first = next(iter(self.gallery), None)
        shown = first and first.block.public_form(first.value)["image"]
        return shown or super().card_image(images)

    def card_extra(self, detail: Data) -> Data:
        return {name: detail[name] for name in ("category", "nominee", "kind_label", "commended")}
