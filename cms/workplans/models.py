"""Work plans. Their tasks and what happens to those are in modules of their own, named here for Django."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, PageChooserPanel
from wagtail.fields import RichTextField
from wagtail.search import index

from cms.core import richtext
from cms.core.api_fields import writable
from cms.core.clock import day_of, end_of, written_day
from cms.core.documents import Data
from cms.core.parts import PageWithParts, PartsPanel
from cms.core.text import numbered, plain
from cms.workplans import public, yearly
from cms.workplans.accounts import YearAccount, account_keys
from cms.workplans.followed import (
    Continuation,
    EntryPicture,
    Evidence,
    FollowedTask,
    Implementation,
    ProgressEntry,
    Status,
)
from cms.workplans.following import key_of
from cms.workplans.tasks import Task

__all__ = [
    "Continuation",
    "EntryPicture",
    "Evidence",
    "FollowedTask",
    "Implementation",
    "ProgressEntry",
    "Status",
    "Task",
    "WorkPlanPage",
    "YearAccount",
]

FIRST_YEAR, LAST_YEAR = 1949, 2100


class WorkPlanPage(PageWithParts):
    """What an organisation sets out to do in a year: numbered tasks, each with a link of its own."""

    document_type = "work_plan"
    parent_page_types = ["home.SectionPage"]
    subpage_types: list[str] = []
    needs_issuer = True
    parts_relation = "tasks"
    anchor_stem = "task"

    year = models.PositiveSmallIntegerField(
        _("year"), validators=[MinValueValidator(FIRST_YEAR), MaxValueValidator(LAST_YEAR)]
    )
    number = models.CharField(
        _("document number"), max_length=80, blank=True, help_text=_("As written, with 〔〕 around the year.")
    )
    plan_date = models.DateField(_("date of the plan"), null=True, blank=True)
    previous = models.ForeignKey(
        "self",
        verbose_name=_("the plan before it"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("Usually last year's. Residents read what has changed since."),
    )
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
        MultiFieldPanel(
            [
                FieldRowPanel(["year", "number", "plan_date"]),
                PageChooserPanel("previous", page_type="workplans.WorkPlanPage"),
                "original",
            ],
            _("Plan"),
        ),
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
        *writable("year", "number", "plan_date", "previous", "preamble", "tasks", "closing", "original"),
    ]

    class Meta:
        verbose_name = _("work plan")
        verbose_name_plural = _("work plans")
        constraints = [
            models.CheckConstraint(
                condition=Q(year__range=(FIRST_YEAR, LAST_YEAR)), name="plan_year_is_plausible"
            )
        ]

    def clean(self) -> None:
        super().clean()
        if self.previous and (self.previous.pk == self.pk or (self.year and self.previous.year > self.year)):
            raise ValidationError({"previous": _("Choose a plan of the same year or an earlier one.")})

    def moments(self) -> list[datetime]:
        """The ends of the days on which tasks are due: from then on they are overdue."""
        return [end_of(task.due_on) for task in self.tasks.all() if task.due_on]

    def document_detail(self, now: datetime) -> Data:
        previous, since = yearly.since(self, list(self.tasks.all()), self.locale.language_code)
        return {
            "year": self.year,
            "number": self.number,
            "date": written_day(self.plan_date),
            "preamble": richtext.expand(self.preamble),
            **public.tasks_and_progress(self, day_of(now)),
            "previous": previous,
            "since": since,
            "closing": richtext.expand(self.closing),
            "original": self.original.public_form() if self.original else None,
            "mirrors": f"page:{self.alias_of_id}" if self.alias_of_id else "",
        }

    def detail_text(self, detail: Data) -> str:
        tasks = (
            part
            for task in detail["tasks"]
            for part in (numbered(task["number"], task["heading"]), plain(task["html"]))
        )
        return "\n".join(filter(None, [plain(detail["preamble"]), *tasks, plain(detail["closing"])]))

    def lead(self, detail: Data) -> str:
        return plain(detail["preamble"])

    def card_extra(self, detail: Data) -> Data:
        return {
            "year": detail["year"],
            "progress": detail["progress"],
            "tasks": detail["progress"]["total"],
            **public.linked_tasks(detail["tasks"]),
        }

    def document_facets(self, detail: Data) -> Data:
        return {"year": self.year}

    def document_relations(self, detail: Data) -> list[Data]:
        before = [{"kind": "continues", "key": detail["previous"]}] if detail["previous"] else []
        found = account_keys(key_of(self), self.locale.language_code)
        accounts = [{"kind": "account", "key": key} for key in found]
        return [*before, *accounts, *public.relations(detail["tasks"])]
