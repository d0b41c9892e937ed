"""Recording what happens to tasks. Every write is one transaction, names who did it in the plan's history, and tells
all pages that show it.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import log
from wagtail.models import Page

from cms.core.membership import works_for
from cms.core.text import shorten
from cms.workplans import cascade
from cms.workplans.followed import FollowedTask, Implementation, ProgressEntry
from cms.workplans.following import Ref
from cms.workplans.history import ENTERED, IMPLEMENTS, MENDED, REPORT, RESTORED, WITHDRAWN
from cms.workplans.models import WorkPlanPage
from cms.workplans.tasks import Task
from cms.workplans.telling import tell

TOLD = 60  # characters of an entry that its line in the history quotes


@dataclass(frozen=True)
class Report:
    """What staff say of a task: its status ("": as its parts), what is reached, and why it was dropped."""

    status: str = ""
    reached: Decimal | None = None
    reason_zh: str = ""
    reason_en: str = ""


class OvertakenError(ValidationError):
    """Somebody else reported on the same tasks meanwhile. `now` is what is said of them, by uid."""

    def __init__(self, now: dict[UUID, Report]):
        super().__init__(_("Somebody else reported on the same task meanwhile."), code="overtaken")
        self.now = now


class OvertakenEntryError(ValidationError):
    """Somebody else changed the same entry meanwhile. `now` is the entry as it stands."""

    def __init__(self, now: ProgressEntry):
        super().__init__(_("Somebody else changed the same entry meanwhile."), code="overtaken")
        self.now = now


def followed_task(plan: WorkPlanPage, uid: UUID) -> FollowedTask:
    """The row of a plan's task, made where there is none yet."""
    return FollowedTask.objects.get_or_create(plan=plan.translation_key, uid=uid)[0]


def refuse_others(plan: WorkPlanPage, by: Any) -> None:
    """Raise PermissionDenied where somebody works for other organisations than the plan's."""
    if not works_for(by, plan.issuer_on_record(), needs_one=plan.needs_issuer):
        raise PermissionDenied("This plan is in the name of another organisation.")


@transaction.atomic
def report(
    plan: WorkPlanPage, said: dict[UUID, Report], by: Any, seen: Mapping[UUID, Report] | None = None
) -> list[UUID]:
    """Take down what is said of tasks, each by its uid. Returns those that changed.

    `seen` is what was known of them to whoever says it. Raises OvertakenError where that is no longer so,
    ValidationError where something is not valid, PermissionDenied where it is not their plan; each changes nothing.
    """
    refuse_others(plan, by)
    _take_turns(plan)
    rows = {row.uid: row for row in FollowedTask.objects.filter(plan=plan.translation_key)}
    _check_seen(rows, seen or {})
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
    names = _names(plan) if changed else {}
    for uid, changes in changed.items():
        log(
            instance=plan,
            action=REPORT,
            user=by,
            data={"task": str(uid), "name": names.get(uid, ""), "changes": changes},
        )
    if changed:
        tell([plan.translation_key])
    return list(changed)


@transaction.atomic
def enter(plan: WorkPlanPage, uid: UUID, entry: ProgressEntry, by: Any, seen: str = "") -> ProgressEntry:
    """Take down a new or changed entry on a task, with the pictures and pages that it holds in memory.

    `seen` is the version of it that the change was made from. Raises OvertakenEntryError where it has another one now,
    ValidationError where it is not valid.
    """
    refuse_others(plan, by)
    _take_turns(plan)
    entry.task = followed_task(plan, uid)
    _each_once(entry.pictures, "image_id")
    _each_once(entry.evidence, "page_id")
    entry.full_clean()
    if entry._state.adding:
        entry.by = by
        entry.save()
        _log_entry(plan, uid, entry, ENTERED, by)
    else:
        before = _unchanged(entry, seen).serializable_data()
        entry.save()
        if entry.serializable_data() == before:
            return entry
        _log_entry(plan, uid, entry, MENDED, by, before=before)
    tell([plan.translation_key])
    return entry


@transaction.atomic
def withdraw(plan: WorkPlanPage, entry: ProgressEntry, by: Any, seen: str = "") -> Any:
    """Delete an entry. The plan's history keeps it; returns its line, from which it can be restored.

    Raises OvertakenEntryError where `seen` is not its version any more.
    """
    refuse_others(plan, by)
    _take_turns(plan)
    entry = _unchanged(entry, seen)
    line = _log_entry(plan, entry.task.uid, entry, WITHDRAWN, by, kept=entry.serializable_data())
    entry.delete()
    tell([plan.translation_key])
    return line


@transaction.atomic
def restore(plan: WorkPlanPage, data: dict[str, Any], by: Any) -> ProgressEntry:
    """Bring back an entry from the data of the line that tells of its end, with those of its pictures and pages that
    are still there. Raises ValidationError where it is back already.
    """
    refuse_others(plan, by)
    kept, uid = data["kept"], UUID(data["task"])
    if ProgressEntry.objects.filter(pk=kept["pk"]).exists():
        raise ValidationError(_("This entry is back already."))
    row = followed_task(plan, uid)
    rows = {
        name: [{**each, "pk": None, "entry": None} for each in kept[name]]
        for name in ("pictures", "evidence")
    }
    entry = ProgressEntry.from_serializable_data({**kept, **rows, "task": row.pk}, check_fks=True)
    entry.save()
    _log_entry(plan, uid, entry, RESTORED, by)
    tell([plan.translation_key])
    return entry


@transaction.atomic
def implement(plan: WorkPlanPage, uid: UUID, uppers: Collection[Ref], by: Any) -> bool:
    """Say which tasks of higher bodies one of a plan implements: these and no others. Returns whether that is new.

    Raises ValidationError where it can't implement one of them.
    """
    refuse_others(plan, by)
    lower, uppers = followed_task(plan, uid), list(dict.fromkeys(uppers))
    cascade.check(plan, uid, uppers)
    before, now = set(cascade.chosen(plan, uid)), set(uppers)
    if before == now:
        return False
    rows = {(row.plan, row.uid): row for row in _rows(before | now)}
    Implementation.objects.filter(lower=lower, upper__in=[rows[ref] for ref in before - now]).delete()
    Implementation.objects.bulk_create(
        Implementation(lower=lower, upper=rows[ref]) for ref in uppers if ref not in before
    )
    titles = _titles(before | now, plan.locale_id)
    data = {
        "task": str(uid),
        "name": _names(plan).get(uid, ""),
        "changes": {"implements": [_listed(before, titles), _listed(now, titles)]},
    }
    log(instance=plan, action=IMPLEMENTS, user=by, data=data)
    tell({plan.translation_key} | {key for key, _uid in before})
    return True


def _take_turns(plan: WorkPlanPage) -> None:
    """Reports and entries on a plan come one after the other, those on a task that has no row yet as well."""
    versions = Page.objects.filter(translation_key=plan.translation_key).order_by("pk")
    list(versions.select_for_update().values_list("pk"))


def _unchanged(entry: ProgressEntry, seen: str) -> ProgressEntry:
    """An entry as it is on record, which must be the version that was seen, if one was."""
    now = ProgressEntry.objects.get(pk=entry.pk)
    if seen and now.version != seen:
        raise OvertakenEntryError(now)
    return now


def _each_once(rows: Any, name: str) -> None:
    """Leave of the rows in memory that name the same picture or page the first."""
    first: dict[int, Any] = {}
    for row in rows.all():
        first.setdefault(getattr(row, name), row)
    if len(first) < len(rows.all()):
        rows.set(first.values())


def _check_seen(rows: Mapping[UUID, FollowedTask], seen: Mapping[UUID, Report]) -> None:
    now = {uid: said(rows.get(uid)) for uid in seen}
    if overtaken := {uid: what for uid, what in now.items() if what != seen[uid]}:
        raise OvertakenError(overtaken)


def said(row: FollowedTask | None) -> Report:
    """What is said of a task, which may have no row yet."""
    return Report(row.status, row.reached, row.reason_zh, row.reason_en) if row else Report()


def _told(row: FollowedTask) -> dict[str, Any]:
    return {
        "status": row.status,
        "reached": None if row.reached is None else f"{row.reached.normalize():f}",
        "reason_zh": row.reason_zh,
        "reason_en": row.reason_en,
    }


def _rows(refs: Collection[Ref]) -> list[FollowedTask]:
    """The rows of tasks of any plans, made where there are none yet."""
    FollowedTask.objects.bulk_create(
        (FollowedTask(plan=key, uid=uid) for key, uid in refs), ignore_conflicts=True
    )
    found = FollowedTask.objects.filter(
        plan__in={key for key, _uid in refs}, uid__in={uid for _key, uid in refs}
    )
    return [row for row in found if (row.plan, row.uid) in refs]


def _names(plan: WorkPlanPage) -> dict[UUID, str]:
    return {task.uid: str(task) for task in plan.tasks.all()}


def _titles(refs: Collection[Ref], locale: int) -> dict[Ref, str]:
    """What tasks of any plans are called, in a language where there is such a version."""
    tasks = Task.objects.filter(
        uid__in={uid for _key, uid in refs}, plan__translation_key__in={key for key, _uid in refs}
    )
    return {
        (task.plan.translation_key, task.uid): f"{task.plan.title} {task}"
        for task in sorted(tasks.select_related("plan"), key=lambda task: task.plan.locale_id == locale)
    }


def _listed(refs: Collection[Ref], titles: Mapping[Ref, str]) -> str:
    return "; ".join(sorted(titles.get(ref, "") for ref in refs))


def _log_entry(plan: WorkPlanPage, uid: UUID, entry: ProgressEntry, action: str, by: Any, **more: Any) -> Any:
    data = {
        "task": str(uid),
        "name": _names(plan).get(uid, ""),
        "entry_id": entry.pk,
        "day": entry.day.isoformat(),
        "text": shorten(entry.text_zh or entry.text_en, TOLD),
        **more,
    }
    return log(instance=plan, action=action, user=by, data=data)
