"""Recording what happens to tasks. Every write is one transaction, names who did it in the plan's history, and tells
all pages that show it.
"""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction
from wagtail.log_actions import log

from cms.core.membership import works_for
from cms.workplans.followed import FollowedTask
from cms.workplans.history import REPORT
from cms.workplans.models import WorkPlanPage
from cms.workplans.telling import tell


@dataclass(frozen=True)
class Report:
    """What staff say of a task: its status ("": as its parts), what is reached, and why it was dropped."""

    status: str = ""
    reached: Decimal | None = None
    reason_zh: str = ""
    reason_en: str = ""


def followed_task(plan: WorkPlanPage, uid: UUID) -> FollowedTask:
    """The row of a plan's task, made where there is none yet."""
    return FollowedTask.objects.get_or_create(plan=plan.translation_key, uid=uid)[0]


def refuse_others(plan: WorkPlanPage, by: Any) -> None:
    """Raise PermissionDenied where somebody works for other organisations than the plan's."""
    if not works_for(by, plan.issuer_on_record(), needs_one=plan.needs_issuer):
        raise PermissionDenied("This plan is in the name of another organisation.")


@transaction.atomic
def report(plan: WorkPlanPage, said: dict[UUID, Report], by: Any) -> list[UUID]:
    """Take down what is said of tasks, each by its uid. Returns those that changed.

    Raises ValidationError, and changes nothing, where one is not valid; PermissionDenied where it is not their plan.
    """
    refuse_others(plan, by)
    rows = {
        row.uid: row for row in FollowedTask.objects.select_for_update().filter(plan=plan.translation_key)
    }
    changed = {}
    for uid, what in said.items():
        row = rows.get(uid) or FollowedTask(plan=plan.translation_key, uid=uid)
        before = _told(row)
        for name, value in vars(what).items():
            setattr(row, name, value)
        if _told(row) != before:
            row.full_clean(validate_unique=False)
            row.save()
            changed[uid] = {
                name: [before[name], now] for name, now in _told(row).items() if before[name] != now
            }
    if changed:
        _log(plan, changed, by)
        tell([plan.translation_key])
    return list(changed)


def _told(row: FollowedTask) -> dict[str, Any]:
    return {
        "status": row.status,
        "reached": None if row.reached is None else f"{row.reached.normalize():f}",
        "reason_zh": row.reason_zh,
        "reason_en": row.reason_en,
    }


def _log(plan: WorkPlanPage, changed: dict[UUID, dict[str, list[Any]]], by: Any) -> None:
    names = {task.uid: str(task) for task in plan.tasks.all()}
    for uid, changes in changed.items():
        data = {"task": str(uid), "name": names.get(uid, ""), "changes": changes}
        log(instance=plan, action=REPORT, user=by, data=data)
