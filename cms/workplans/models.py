"""Work plans and their tasks."""

from datetime import datetime

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.api import APIField
from wagtail.fields import RichTextField
from wagtail.search import index

from cms.core import richtext
from cms.core.api_fields import writable
from cms.core.clock import written_day
from cms.core.documents import Data
from cms.core.parts import PageWithParts, Part, PartsPanel
from cms.core.text import plain, shorten
from cms.workplans import rules

FIRST_YEAR, LAST_YEAR = 1949, 2100


class WorkPlanPage(PageWithParts):
    """What an organisation sets out to do in a year: numbered tasks, each with a link of its own."""

    document_type = "work_plan"
    parent_page_types = ["home.SectionPage"]
    subpage_types: list[str] = []
    parts_relation = "tasks"
    anchor_stem = "task"

    year = models.PositiveSmallIntegerField(
        _("year"), validators=[MinValueValidator(FIRST_YEAR), MaxValueValidator(LAST_YEAR)]
    )
    number = models.CharField(
        _("document number"), max_length=80, blank=True, help_text=_("As written, with 〔〕 around the year.")
    )
    plan_date = models.DateField(_("date of the plan"), null=True, blank=True)
    preamble = RichTextField(_("preamble"), features=richtext.FEATURES, blank=True)
    closing = RichTextField(_("closing words"), features=richtext.FEATURES, blank=True)
    original = models.ForeignKey(
        "core.Attachment",
        verbose_name=_("original document"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    content_panels = [
        *PageWithParts.content_panels,
        MultiFieldPanel([FieldRowPanel(["year", "number", "plan_date"]), "original"], _("Plan")),
        FieldPanel("preamble"),
        PartsPanel("tasks", heading=_("Tasks"), label=_("task")),
        FieldPanel("closing"),
    ]
    search_fields = [
        *PageWithParts.search_fields,
        index.SearchField("preamble"),
        index.SearchField("closing"),
        index.FilterField("year"),
        index.RelatedFields("tasks", [index.SearchField("heading"), index.SearchField("text")]),
    ]
    api_fields = [
        *PageWithParts.api_fields,
        *writable("year", "number", "plan_date", "preamble", "tasks", "closing", "original"),
    ]

    class Meta:
        verbose_name = _("work plan")
        verbose_name_plural = _("work plans")
        constraints = [
            models.CheckConstraint(
                condition=Q(year__range=(FIRST_YEAR, LAST_YEAR)), name="plan_year_is_plausible"
            )
        ]

    def document_detail(self, now: datetime) -> Data:
        tasks = [task.public_form(self.locale.language_code) for task in self.tasks.select_related("unit")]
        return {
            "year": self.year,
            "number": self.number,
            "date": written_day(self.plan_date),
            "preamble": richtext.expand(self.preamble),
            "tasks": tasks,
            "closing": richtext.expand(self.closing),
            "progress": rules.progress(rules.counted((task["level"], task["status"]) for task in tasks)),
            "original": self.original.public_form() if self.original else None,
        }

    def detail_text(self, detail: Data) -> str:
        tasks = (
            part
            for task in detail["tasks"]
            for part in (f"{task['number']} {task['heading']}".strip(), plain(task["html"]))
        )
        return "\n".join(filter(None, [plain(detail["preamble"]), *tasks, plain(detail["closing"])]))

    def card_extra(self, detail: Data) -> Data:
        return {"year": detail["year"], "progress": detail["progress"], "tasks": detail["progress"]["total"]}

    def document_facets(self, detail: Data) -> Data:
        return {"year": self.year}


class Task(Part):
    """One numbered item of a plan."""

    class Status(models.TextChoices):
        NOT_STARTED = "not_started", _("Not started")
        UNDER_WAY = "under_way", _("Under way")
        DONE = "done", _("Done")
        DELAYED = "delayed", _("Delayed")
        DROPPED = "dropped", _("Dropped")

    plan = ParentalKey(WorkPlanPage, on_delete=models.CASCADE, related_name="tasks")
    number = models.CharField(
        _("number"), max_length=30, blank=True, help_text=_("As written in the plan, such as 一、 or 4.")
    )
    heading = models.CharField(
        _("heading"), max_length=255, blank=True, help_text=_("Empty: lists show the beginning of the text.")
    )
    text = RichTextField(_("text"), features=richtext.SIMPLE, blank=True)
    level = models.PositiveSmallIntegerField(
        _("level"), default=1, validators=[MinValueValidator(1), MaxValueValidator(6)]
    )
    unit = models.ForeignKey(
        "core.Organisation",
        verbose_name=_("responsible unit"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    due_on = models.DateField(_("due"), null=True, blank=True)
    status = models.CharField(_("status"), max_length=20, choices=Status, default=Status.NOT_STARTED.value)

    panels = [
        FieldRowPanel(["number", "heading", "level"]),
        FieldPanel("text"),
        FieldRowPanel(["unit", "due_on", "status"]),
    ]
    api_fields = [
        APIField("uid"),
        APIField("anchor"),
        *writable("number", "heading", "text", "level", "unit", "due_on", "status"),
    ]

    class Meta(Part.Meta):
        verbose_name = _("task")
        verbose_name_plural = _("tasks")
        constraints = [
            models.UniqueConstraint(fields=["plan", "uid"], name="task_uid_unique_in_plan"),
            models.UniqueConstraint(fields=["plan", "anchor"], name="task_anchor_unique_in_plan"),
            models.CheckConstraint(condition=Q(level__range=(1, 6)), name="task_level_is_plausible"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.heading or shorten(plain(self.text), 40)}".strip()

    def public_form(self, locale: str) -> Data:
        """The task as documents hold it."""
        return {
            "id": str(self.uid),
            "anchor": self.anchor,
            "number": self.number,
            "heading": self.heading,
            "html": richtext.expand(self.text),
            "level": self.level,
            "unit": self.unit.said("name", locale) if self.unit else "",
            "due_on": written_day(self.due_on),
            "status": self.status,
        }
