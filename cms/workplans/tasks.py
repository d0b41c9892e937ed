"""The tasks of a plan: what the plan says of them. What happens to them is in followed.py."""

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.api import APIField
from wagtail.fields import RichTextField

from cms.core import richtext
from cms.core.api_fields import writable
from cms.core.clock import written_day
from cms.core.documents import Data
from cms.core.parts import Part
from cms.core.text import numbered, plain, shorten


class Task(Part):
    """One numbered item of a plan."""

    plan = ParentalKey("workplans.WorkPlanPage", on_delete=models.CASCADE, related_name="tasks")
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
    helpers = models.CharField(
        _("units that help"), max_length=300, blank=True, help_text=_("As written in the plan.")
    )
    begins_on = models.DateField(_("begins"), null=True, blank=True)
    due_on = models.DateField(_("due"), null=True, blank=True)
    target = models.CharField(
        _("target"),
        max_length=120,
        blank=True,
        help_text=_("Something to measure the task by, such as “2–3 communities”."),
    )

    panels = [
        FieldRowPanel(["number", "level"]),
        FieldPanel("heading"),
        FieldPanel("text"),
        FieldRowPanel(["unit", "helpers"]),
        FieldRowPanel(["begins_on", "due_on", "target"]),
    ]
    api_fields = [
        APIField("uid"),
        APIField("anchor"),
        *writable("number", "heading", "text", "level"),
        *writable("unit", "helpers", "begins_on", "due_on", "target"),
    ]

    class Meta(Part.Meta):
        verbose_name = _("task")
        verbose_name_plural = _("tasks")
        constraints = [
            models.UniqueConstraint(fields=["plan", "uid"], name="task_uid_unique_in_plan"),
            models.UniqueConstraint(fields=["plan", "anchor"], name="task_anchor_unique_in_plan"),
            models.CheckConstraint(condition=Q(level__range=(1, 6)), name="task_level_is_plausible"),
            models.CheckConstraint(
                condition=Q(begins_on__lte=F("due_on")), name="task_begins_before_it_is_due"
            ),
        ]

    def __str__(self) -> str:
        return numbered(self.number, self.heading or shorten(plain(self.text), 40))

    def clean(self) -> None:
        super().clean()
        if self.begins_on and self.due_on and self.begins_on > self.due_on:
            raise ValidationError({"due_on": _("A task can't be due before it begins.")})

    def public_form(self, locale: str) -> Data:
        """What the plan says of the task, as documents hold it."""
        return {
            "id": str(self.uid),
            "anchor": self.anchor,
            "number": self.number,
            "heading": self.heading,
            "html": richtext.expand(self.text),
            "level": self.level,
            "unit": self.unit.said("name", locale) if self.unit else "",
            "helpers": self.helpers,
            "begins_on": written_day(self.begins_on),
            "due_on": written_day(self.due_on),
            "target": self.target,
        }
