"""What staff say of a task and an earlier plan: which of its tasks it continues, or that it is new."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import log

from cms.workplans.followed import Continuation, FollowedTask
from cms.workplans.history import CONTINUES
from cms.workplans.models import WorkPlanPage
from cms.workplans.recording import refuse_others
from cms.workplans.tasks import Task
from cms.workplans.telling import tell

Said = Mapping[UUID, UUID | None]  # {uid of a task: uid of the earlier one, or None where it is new}


def said_of(plan: WorkPlanPage, earlier: WorkPlanPage) -> dict[UUID, UUID | None]:
    """What was said of a plan's tasks and an earlier plan."""
    rows = Continuation.objects.filter(task__plan=plan.translation_key, plan=earlier.translation_key)
    return dict(rows.values_list("task__uid", "earlier__uid"))


@transaction.atomic
def say(
    plan: WorkPlanPage,
    earlier: WorkPlanPage,
    tasks: Sequence[Task],
    before: Sequence[Task],
    said: Said,
    *,
    by: Any,
) -> list[UUID]:
    """Take down what is said of these tasks and those of an earlier plan, in place of all that was said of the two.

    Returns the tasks of which something else is said now. Raises ValidationError where a task is not of its plan.
    """
    refuse_others(plan, by)
    names, names_before = {task.uid: str(task) for task in tasks}, {task.uid: str(task) for task in before}
    if not (said.keys() <= names.keys() and {uid for uid in said.values() if uid} <= names_before.keys()):
        raise ValidationError(_("One of these tasks was removed meanwhile. Look at them again."))
    was = said_of(plan, earlier)
    unsaid = object()
    changed = [uid for uid in names if was.get(uid, unsaid) != said.get(uid, unsaid)]
    if not changed:
        return []
    _write(plan, earlier, {uid: said[uid] for uid in changed if uid in said}, changed)
    for uid in changed:
        value = names_before.get(said[uid], "") if said.get(uid) else "" if uid in said else None  # type: ignore[arg-type]
        data = {"task": str(uid), "name": names[uid], "earlier": value, "plan": earlier.title}
        log(instance=plan, action=CONTINUES, user=by, data=data)
    tell([plan.translation_key])
    return changed


def _write(plan: WorkPlanPage, earlier: WorkPlanPage, said: Said, changed: Sequence[UUID]) -> None:
    key, key_before = plan.translation_key, earlier.translation_key
    Continuation.objects.filter(task__plan=key, task__uid__in=changed, plan=key_before).delete()
    rows, rows_before = _rows(key, said), _rows(key_before, [uid for uid in said.values() if uid])
    Continuation.objects.bulk_create(
        Continuation(task=rows[uid], plan=key_before, earlier=rows_before[now] if now else None)
        for uid, now in said.items()
    )


def _rows(key: UUID, uids: Any) -> dict[UUID, FollowedTask]:
    FollowedTask.objects.bulk_create((FollowedTask(plan=key, uid=uid) for uid in uids), ignore_conflicts=True)
    return {row.uid: row for row in FollowedTask.objects.filter(plan=key, uid__in=list(uids))}
