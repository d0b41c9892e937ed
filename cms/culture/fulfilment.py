"""The plan, and its task, that a brand carries out."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import MultiFieldPanel, PageChooserPanel

from cms.core.documents import Data

FULFILMENT_PANELS = [
    MultiFieldPanel(
        [PageChooserPanel("fulfils", page_type="workplans.WorkPlanPage"), "fulfils_anchor"], _("Work plan")
    ),
]


class Fulfilment(models.Model):
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
        help_text=_("Its anchor, such as task-3. Empty: the whole plan."),
    )

    class Meta:
        abstract = True

    def clean(self) -> None:
        super().clean()
        plan = self.fulfils and self.fulfils.specific
        if plan and getattr(plan, "document_type", "") != "work_plan":
            raise ValidationError({"fulfils": _("Choose a work plan.")})
        if self.fulfils_anchor and not plan:
            raise ValidationError({"fulfils": _("Choose the plan that this task is part of.")})
        tasks = [task.anchor for task in plan.tasks.all()] if plan else []
        if self.fulfils_anchor and self.fulfils_anchor not in tasks:
            told = _("The plan has no such task. It has: %(tasks)s.") % {"tasks": ", ".join(tasks)}
            raise ValidationError({"fulfils_anchor": told})

    def fulfilled(self) -> Data | None:
        """The plan and the task as documents hold them."""
        return {"key": f"page:{self.fulfils_id}", "anchor": self.fulfils_anchor} if self.fulfils_id else None

    def document_relations(self, detail: Data) -> list[Data]:
        return [{"kind": "fulfils", "key": f"page:{self.fulfils_id}"}] if self.fulfils_id else []
