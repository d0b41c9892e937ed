"""Notices and policies."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldRowPanel, MultiFieldPanel
from wagtail.search import index

from cms.core.api_fields import writable
from cms.core.clock import day_of, written_day
from cms.core.documents import Data
from cms.core.fulfilment import FULFILMENT_FIELDS, FULFILMENT_PANELS, Fulfilment
from cms.core.models import ArticlePage
from cms.notices import rules
from cms.notices.validity import Validity

POLICY_PANELS = [
    MultiFieldPanel(
        [
            FieldRowPanel(["number", "index_number"]),
            FieldRowPanel(["issuing_body", "subject"]),
            FieldRowPanel(["signed_on", "effective_on", "repealed_on"]),
            "keywords",
        ],
        _("Policy"),
    ),
    MultiFieldPanel(["replaces", "explanation"], _("Related documents")),
]


class NoticePage(Fulfilment, ArticlePage):
    """Something that residents are told at a date, perhaps with a deadline."""

    class Kind(models.TextChoices):
        NOTICE = "notice", _("Notice")
        ANNOUNCEMENT = "announcement", _("Announcement")
        PUBLICITY = "publicity", _("Publicity period")

    document_type = "notice"
    parent_page_types = ["home.SectionPage"]
    subpage_types: list[str] = []

    kind = models.CharField(_("kind"), max_length=20, choices=Kind, default=Kind.NOTICE.value)
    pinned = models.BooleanField(_("pinned"), default=False, help_text=_("Stays at the top of its list."))
    deadline = models.DateField(
        _("deadline"), null=True, blank=True, help_text=_("The last day on which residents can act on it.")
    )
    contact = models.CharField(_("contact"), max_length=200, blank=True)

    content_panels = [
        *ArticlePage.content_panels,
        MultiFieldPanel(
            [FieldRowPanel(["kind", "pinned"]), FieldRowPanel(["deadline", "contact"])], _("Notice")
        ),
        *FULFILMENT_PANELS,
    ]
    search_fields = [*ArticlePage.search_fields, index.FilterField("kind"), index.FilterField("pinned")]
    api_fields = [
        *ArticlePage.api_fields,
        *writable("kind", "pinned", "deadline", "contact", *FULFILMENT_FIELDS),
    ]

    class Meta:
        verbose_name = _("notice")
        verbose_name_plural = _("notices")

    def document_detail(self, now: datetime) -> Data:
        return {
            "kind": self.kind,
            "pinned": self.pinned,
            "deadline": written_day(self.deadline),
            "contact": self.contact,
            "fulfils": self.fulfilled(),
        }

    def card_extra(self, detail: Data) -> Data:
        told = {name: detail[name] for name in ("kind", "pinned", "deadline")}
        return {**told, "fulfils_task": self.fulfilled_task}


class PolicyPage(Fulfilment, Validity, ArticlePage):
    """A rule with number and validity. A repealed one stays public and says so."""

    document_type = "policy"
    parent_page_types = ["home.SectionPage"]
    subpage_types: list[str] = []

    index_number = models.CharField(_("index number"), max_length=60, blank=True)
    number = models.CharField(
        _("document number"), max_length=80, blank=True, help_text=_("As written, with 〔〕 around the year.")
    )
    subject = models.CharField(
        _("subject"), max_length=100, blank=True, help_text=_("In the official classification.")
    )
    issuing_body = models.CharField(
        _("issuing body"), max_length=150, blank=True, help_text=_("Empty: the issuer of the page.")
    )
    keywords = models.CharField(
        _("keywords"), max_length=200, blank=True, help_text=_("Separated by commas.")
    )
    replaces = models.ForeignKey(
        "self", verbose_name=_("replaces"), null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    explanation = models.ForeignKey(
        "wagtailcore.Page",
        verbose_name=_("explanation"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("The page that explains this policy in plain words."),
    )

    content_panels = [*ArticlePage.content_panels, *POLICY_PANELS, *FULFILMENT_PANELS]
    search_fields = [*ArticlePage.search_fields, index.SearchField("number"), index.SearchField("keywords")]
    api_fields = [
        *ArticlePage.api_fields,
        *writable("index_number", "number", "subject", "issuing_body", "keywords", "replaces", "explanation"),
        *writable("signed_on", "effective_on", "repealed_on", *FULFILMENT_FIELDS),
    ]

    class Meta(Validity.Meta):
        abstract = False
        verbose_name = _("policy")
        verbose_name_plural = _("policies")

    def clean(self) -> None:
        super().clean()
        if self.pk and self.replaces_id == self.pk:
            raise ValidationError({"replaces": _("A policy can't replace itself.")})

    def document_detail(self, now: datetime) -> Data:
        issuer = self.issuer.said("name", self.locale.language_code) if self.issuer else ""
        return {
            "index_number": self.index_number,
            "subject": self.subject,
            "issuing_body": self.issuing_body or issuer,
            "signed_on": written_day(self.signed_on),
            "number": self.number,
            "effective_on": written_day(self.effective_on),
            "repealed_on": written_day(self.repealed_on),
            "state": rules.validity(self.effective_on, self.repealed_on, day_of(now)),
            "keywords": rules.words_in(self.keywords),
            "fulfils": self.fulfilled(),
        }

    def detail_text(self, detail: Data) -> str:
        return " ".join(filter(None, [detail["number"], detail["index_number"], *detail["keywords"]]))

    def card_extra(self, detail: Data) -> Data:
        told = {name: detail[name] for name in ("number", "state", "effective_on")}
        return {**told, "fulfils_task": self.fulfilled_task}

    def document_relations(self, detail: Data) -> list[Data]:
        related = {"replaces": self.replaces_id, "explained_by": self.explanation_id}
        own = [{"kind": kind, "key": f"page:{pk}"} for kind, pk in related.items() if pk]
        return [*own, *self.fulfilment_relations()]
