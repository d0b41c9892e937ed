"""A plan beside an earlier one: what has become of its tasks, for staff and, where one is said to be before it, for
residents.
"""

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from cms.core.documents import Data
from cms.core.reach import public_among
from cms.core.text import plain, shorten
from cms.workplans.followed import Continuation
from cms.workplans.following import follow, key_of
from cms.workplans.rules.comparison import Change, Comparison, compare
from cms.workplans.rules.matching import Item
from cms.workplans.rules.wording import Run
from cms.workplans.tasks import Task

AROUND = 24  # characters that are shown of what was kept beside a change
NAMED_IN = 60


def since(plan: Any, tasks: Sequence[Task], locale: str) -> tuple[str, Data | None]:
    """What a plan tells of the one before it: the key of that page, and what has changed since.

    The key is "" where no version of it is public; without one in the same language there is nothing to compare.
    """
    before = earlier_plan(plan, locale)
    if before is None:
        return "", None
    key = f"page:{before.pk}"
    if before.locale.language_code != locale:
        return key, None
    theirs = list(before.tasks.all())
    found = compared(key_of(plan), tasks, key_of(before), theirs)
    return key, {"key": key, "year": before.year, **_public(found, before, theirs, tasks)}


def earlier_plan(plan: Any, locale: str) -> Any:
    """The public version of the plan before another, in a language or else in any; None where there is none."""
    if plan.previous_id is None:
        return None
    versions = type(plan).objects.filter(
        translation_key__in=type(plan).objects.filter(pk=plan.previous_id).values("translation_key"),
        live=True,
    )
    found = public_among(versions.select_related("locale").order_by("pk"))
    return next((page for page in found if page.locale.language_code == locale), found[0] if found else None)


def compared(later: UUID, tasks: Iterable[Task], earlier: UUID, before: Iterable[Task]) -> Comparison:
    """Two plans, named by their translation keys, task by task, as staff matched them or else by their words."""
    rows = Continuation.objects.filter(task__plan=later, plan=earlier)
    said = {
        str(uid): str(continued) if continued else None
        for uid, continued in rows.values_list("task__uid", "earlier__uid")
    }
    return compare([item_of(task) for task in before], [item_of(task) for task in tasks], said)


def item_of(task: Task) -> Item:
    return Item(str(task.uid), task.number, task.heading, plain(task.text), task.level)


def _public(found: Comparison, before: Any, theirs: Sequence[Task], tasks: Sequence[Task]) -> Data:
    earlier, later = ({str(task.uid): task.anchor for task in some} for some in (theirs, tasks))
    dropped = [change for change in found.changes if change.kind == "dropped"]
    standings = follow(key_of(before), theirs).standings if dropped else {}
    return {
        "counts": found.counts(),
        "tasks": [_continued(change, later, earlier) for change in found.changes if change.later],
        "dropped": [
            {**_named(change.earlier, earlier), "status": standings[UUID(change.earlier.uid)].status}
            for change in dropped
            if change.earlier
        ],
    }


def _continued(change: Change, now: dict[str, str], before: dict[str, str]) -> Data:
    assert change.later
    return {
        "kind": change.kind,
        "id": change.later.uid,
        **_named(change.later, now),
        "before": _named(change.earlier, before) if change.earlier else None,
        "moved": change.is_moved,
        "renumbered": change.is_renumbered,
        "heading": _shown(change.heading),
        "text": _shown(change.text),
    }


def _named(item: Item | None, anchors: dict[str, str]) -> Data:
    assert item
    name = item.heading or shorten(item.text, NAMED_IN)
    return {"anchor": anchors[item.uid], "number": item.number, "name": name}


def _shown(runs: Sequence[Run]) -> list[list[str]]:
    """Runs as pairs of kind and text; of what was kept only what stands beside a change."""
    last = len(runs) - 1
    return [
        [run.kind, run.text if run.kind != "kept" else _around(run.text, at > 0, at < last)]
        for at, run in enumerate(runs)
    ]


def _around(text: str, has_before: bool, has_after: bool) -> str:
    head, tail = text[: AROUND * has_before], text[-AROUND * has_after :] if has_after else ""
    return text if len(text) <= len(head) + len(tail) + 4 else f"{head} … {tail}".strip()
