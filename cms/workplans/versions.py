"""The versions of a plan in two languages: whether their tasks pair up one to one, and making them do so."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import log
from wagtail.models import Revision

from cms.workplans import records
from cms.workplans.history import PAIRED
from cms.workplans.models import WorkPlanPage
from cms.workplans.recording import refuse_others
from cms.workplans.rules.pairing import Line, offered, unpaired
from cms.workplans.tasks import Task
from cms.workplans.telling import tell


@dataclass(frozen=True)
class Pairing:
    """A plan beside its version in another language, both as they are drafted. `alone` are the plan's tasks without a
    partner, `others` those of the other version; `offer` says which of them stand in the same places.
    """

    plan: WorkPlanPage
    other: WorkPlanPage
    alone: list[Task]
    others: list[Task]
    offer: dict[UUID, UUID]


def pairings(plan: WorkPlanPage) -> list[Pairing]:
    """A plan beside each of its other versions."""
    versions = WorkPlanPage.objects.filter(translation_key=plan.translation_key).exclude(pk=plan.pk)
    found = [_drafted(page) for page in versions.select_related("locale", "latest_revision").order_by("pk")]
    return [_pairing(_drafted(plan), other) for other in found]


def _drafted(page: WorkPlanPage) -> WorkPlanPage:
    return page.get_latest_revision_as_object() if page.latest_revision_id else page


def _pairing(plan: WorkPlanPage, other: WorkPlanPage) -> Pairing:
    ours, theirs = list(plan.tasks.all()), list(other.tasks.all())
    mine, yours = [_line(task) for task in ours], [_line(task) for task in theirs]
    alone, others = ({line.uid for line in lines} for lines in unpaired(mine, yours))
    return Pairing(
        plan,
        other,
        [task for task in ours if str(task.uid) in alone],
        [task for task in theirs if str(task.uid) in others],
        {UUID(one): UUID(two) for one, two in offered(mine, yours).items()},
    )


def _line(task: Task) -> Line:
    return Line(str(task.uid), task.level, task.number)


@transaction.atomic
def pair(plan: WorkPlanPage, other: WorkPlanPage, pairs: Mapping[UUID, UUID], by: Any) -> int:
    """Have tasks of a plan be those of its other version: {uid here: uid there}. Returns how many.

    A task takes the other's uid and keeps its anchor, in what is public and in what is drafted; what was recorded of it
    comes along. Raises ValidationError, and changes nothing, where one of them has a partner already or is not there.
    """
    refuse_others(plan, by)
    page = WorkPlanPage.objects.select_for_update().get(pk=plan.pk)
    found = _pairing(_drafted(page), _drafted(other))
    mine, yours = {task.uid: str(task) for task in found.alone}, {task.uid for task in found.others}
    if not (pairs.keys() <= mine.keys() and set(pairs.values()) <= yours):
        raise ValidationError(_("One of these tasks was paired or removed meanwhile. Look at them again."))
    if len(set(pairs.values())) < len(pairs):
        raise ValidationError(_("Two tasks can't be paired with the same one."))
    if not pairs:
        return 0
    _rename_in_ledger(page, pairs)
    _rename_tasks(page, pairs)
    _rename_in_drafts(page, pairs)
    records.rename(page.translation_key, pairs)
    for old, new in pairs.items():
        data = {"task": str(new), "was": str(old), "name": mine[old], "with": str(other.locale)}
        log(instance=page, action=PAIRED, user=by, data=data)
    tell([page.translation_key], renamed=True)
    return len(pairs)


def _rename_in_ledger(page: WorkPlanPage, pairs: Mapping[UUID, UUID]) -> None:
    """A number that was the new uid's before stays taken."""
    ledger = dict(page.anchors)
    for old, new in pairs.items():
        if str(new) in ledger:
            ledger[f"{new} before"] = ledger[str(new)]
        ledger[str(new)] = ledger.pop(str(old))
    page.anchors = ledger
    WorkPlanPage.objects.filter(pk=page.pk).update(anchors=ledger)


def _rename_tasks(page: WorkPlanPage, pairs: Mapping[UUID, UUID]) -> None:
    tasks = list(Task.objects.filter(plan=page, uid__in=pairs))
    for task in tasks:
        task.uid = pairs[task.uid]
    Task.objects.bulk_update(tasks, ["uid"])


def _rename_in_drafts(page: WorkPlanPage, pairs: Mapping[UUID, UUID]) -> None:
    """In the revisions that can still become public without being looked at: the newest, the live, the scheduled."""
    named = {str(old): str(new) for old, new in pairs.items()}
    scheduled = page.scheduled_revision
    counted = {page.latest_revision_id, page.live_revision_id, scheduled.pk if scheduled else None} - {None}
    revisions = list(Revision.objects.filter(pk__in=counted))
    for revision in revisions:
        for task in revision.content.get("tasks", []):
            task["uid"] = named.get(task["uid"], task["uid"])
    Revision.objects.bulk_update(revisions, ["content"])
