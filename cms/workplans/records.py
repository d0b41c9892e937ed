"""What is recorded of tasks, when these come to be others: paired with those of another version, or of another plan."""

from collections.abc import Mapping
from uuid import UUID

from django.db.models import Q

from cms.workplans.accounts import YearAccount
from cms.workplans.followed import Continuation, FollowedTask, Implementation, ProgressEntry


def rename(key: UUID, pairs: Mapping[UUID, UUID]) -> None:
    """What was recorded of a plan's tasks under their old names goes to the new ones: {old uid: new uid}."""
    rows = {row.uid: row for row in FollowedTask.objects.filter(plan=key, uid__in=[*pairs, *pairs.values()])}
    moving = [rows[old] for old, new in pairs.items() if old in rows and new not in rows]
    merging = {rows[old]: rows[new] for old, new in pairs.items() if old in rows and new in rows}
    for row in moving:
        row.uid = pairs[row.uid]
    FollowedTask.objects.bulk_update(moving, ["uid"])
    _merge(merging)


def bring(key: UUID, into: UUID) -> None:
    """All that was recorded under a plan's key goes to another."""
    there = {row.uid: row for row in FollowedTask.objects.filter(plan=into)}
    rows = FollowedTask.objects.filter(plan=key)
    _merge({row: there[row.uid] for row in rows if row.uid in there})
    rows.update(plan=into)
    said = Continuation.objects.filter(plan=into).values("task")
    Continuation.objects.filter(plan=key, task__in=said).delete()
    Continuation.objects.filter(plan=key).update(plan=into)
    YearAccount.objects.filter(plan=key).update(plan=into)


def part(key: UUID, into: UUID, *, alone: set[UUID], shared: set[UUID], locale: int) -> None:
    """A version goes its own way: what was recorded of tasks that only it has goes along, with the accounts in its
    language. Of those that both have it takes a copy of what was said; the entries and links stay.
    """
    FollowedTask.objects.filter(plan=key, uid__in=alone).update(plan=into)
    Continuation.objects.filter(plan=key, earlier__plan=into).update(plan=into)
    YearAccount.objects.filter(plan=key, page__locale=locale).update(plan=into)
    FollowedTask.objects.bulk_create(
        FollowedTask(
            plan=into,
            uid=row.uid,
            status=row.status,
            reached=row.reached,
            reason_zh=row.reason_zh,
            reason_en=row.reason_en,
        )
        for row in FollowedTask.objects.filter(plan=key, uid__in=shared)
    )


def _merge(rows: Mapping[FollowedTask, FollowedTask]) -> None:
    if not rows:
        return
    into = {old.pk: new for old, new in rows.items()}
    for old, new in rows.items():
        if not new.status and new.reached is None:
            new.status, new.reached = old.status, old.reached
            new.reason_zh, new.reason_en = old.reason_zh, old.reason_en
    FollowedTask.objects.bulk_update(rows.values(), ["status", "reached", "reason_zh", "reason_en"])
    entries = list(ProgressEntry.objects.filter(task__in=into))
    for entry in entries:
        entry.task = into[entry.task_id]
    ProgressEntry.objects.bulk_update(entries, ["task"])
    _merge_links(into)
    FollowedTask.objects.filter(pk__in=into).delete()


def _merge_links(into: Mapping[int, FollowedTask]) -> None:
    def now(row: FollowedTask) -> FollowedTask:
        return into.get(row.pk, row)

    links = Implementation.objects.filter(Q(lower__in=into) | Q(upper__in=into))
    Implementation.objects.bulk_create(
        (
            Implementation(lower=now(link.lower), upper=now(link.upper))
            for link in links.select_related("lower", "upper")
        ),
        ignore_conflicts=True,
    )
    said = Continuation.objects.filter(Q(task__in=into) | Q(earlier__in=into))
    Continuation.objects.bulk_create(
        (
            Continuation(task=now(one.task), plan=one.plan, earlier=now(one.earlier) if one.earlier else None)
            for one in said.select_related("task", "earlier")
        ),
        ignore_conflicts=True,
    )
