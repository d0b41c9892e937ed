"""The plan, and its task, that a page carries out: a brand, a notice, a policy, a recruitment, a campaign."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import MultiFieldPanel, PageChooserPanel
from wagtail.models import Page

from cms.core.documents import Data

FULFILMENT_PANELS = [
    MultiFieldPanel(
        [PageChooserPanel("fulfils", page_type="workplans.WorkPlanPage"), "fulfils_anchor"],
        _("Work plan"),
        classname="collapsed",
    ),
]
FULFILMENT_FIELDS = ("fulfils", "fulfils_anchor")
INDENT = "\u3000"


class Fulfilment(Page):
    """A page that fulfils a plan or one task of it."""

    fulfils = models.ForeignKey(
        "wagtailcore.Page",
        verbose_name=_("fulfils the plan"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    fulfils_anchor = models.SlugField(
        _("task of the plan"),
        max_length=40,
        blank=True,
        help_text=_("Choose the plan first; its tasks are listed then. Empty: the whole plan."),
    )

    class Meta:
        abstract = True

    def clean(self) -> None:
        super().clean()
        plan = self.fulfils and self.fulfils.specific
        if plan and getattr(plan, "document_type", "") != "work_plan":
            raise ValidationError({"fulfils": _("Choose a work plan.")})
        if plan:
            self.fulfils = self._in_own_language(plan)
        if self.fulfils_anchor and not plan:
            raise ValidationError({"fulfils": _("Choose the plan that this task is part of.")})
        if self.fulfils_anchor and self.fulfils_anchor not in dict(task_choices(plan)):
            raise ValidationError({"fulfils_anchor": _("The plan has no such task (any more).")})

    def _in_own_language(self, plan: Page) -> Page:
        """A translation begins with the plan of its original; its own may have been translated too."""
        if plan.locale_id == self.locale_id:
            return plan
        return plan.get_translations().filter(locale_id=self.locale_id).first() or plan

    def fulfilled(self) -> Data | None:
        """The plan and the task as documents hold them."""
        return {"key": f"page:{self.fulfils_id}", "anchor": self.fulfils_anchor} if self.fulfils_id else None

    @property
    def fulfilled_task(self) -> str:
        """The anchor of the task, by which the plan's page knows where to name this one; "" for the whole plan."""
        return self.fulfils_anchor if self.fulfils_id else ""

    def fulfilment_relations(self) -> list[Data]:
        return [{"kind": "fulfils", "key": f"page:{self.fulfils_id}"}] if self.fulfils_id else []

    def document_relations(self, detail: Data) -> list[Data]:
        return self.fulfilment_relations()


def task_choices(plan: Page | None) -> list[tuple[str, str]]:
    """A plan's tasks by their anchors, which no renumbering changes, those inside others set in."""
    plan = plan and plan.specific
    if getattr(plan, "document_type", "") != "work_plan":
        return []
    return [(task.anchor, f"{INDENT * (task.level - 1)}{task}") for task in plan.tasks.all()]  # type: ignore[union-attr]


class TaskSelect(forms.Select):
    """The tasks of the plan that is chosen beside it. A script follows another choice; without one they are listed
    when the page has been saved.
    """

    class Media:
        js = ["core/task_select.js"]


def offer_tasks(form: forms.ModelForm) -> None:
    """Let a page's form offer the tasks of its plan."""
    chosen: Any = form["fulfils"].value()
    plan = Page.objects.filter(pk=chosen).first() if str(chosen or "").isdigit() else None
    choices = task_choices(plan)
    now = form["fulfils_anchor"].value()
    if now and now not in dict(choices):
        choices.append((now, _("%(anchor)s (not in this plan)") % {"anchor": now}))
    attrs = {
        "data-tasks-of": form["fulfils"].id_for_label,
        "data-tasks-url": reverse("tasks_of_plan", args=[0]),
    }
    form.fields["fulfils_anchor"].widget = TaskSelect(
        attrs=attrs, choices=[("", _("The whole plan")), *choices]
    )
