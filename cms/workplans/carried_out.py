"""A page that has carried out a task becomes evidence of it: of the plan that the page says it fulfils."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.utils import timezone
from wagtail.models import Page

from cms.core.signals import carried_out
from cms.workplans.followed import Evidence, ProgressEntry
from cms.workplans.models import WorkPlanPage
from cms.workplans.recording import enter


def connect() -> None:
    """Listen. Called once, when the app is ready."""
    carried_out.connect(_carried_out, dispatch_uid="workplans")


def _carried_out(instance: Any, pages: list[Page], by: Any, text_zh: str, text_en: str, **_rest: Any) -> bool:
    """Returns whether the task has the entry now. Who works for others than the plan's body leaves it to them."""
    plan = WorkPlanPage.objects.filter(pk=instance.fulfils_id).first()
    task = (
        plan.tasks.filter(anchor=instance.fulfils_anchor).first()
        if plan and instance.fulfils_anchor
        else None
    )
    if plan is None or task is None:
        return False
    entry = ProgressEntry(day=timezone.localdate(), text_zh=text_zh, text_en=text_en)
    entry.evidence.set([Evidence(page=page) for page in pages])
    try:
        enter(plan, task.uid, entry, by)
    except PermissionDenied:
        return False
    return True
