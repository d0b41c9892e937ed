"""The public form of a plan's tasks: what the plan says of them, where they stand, what was done."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from wagtail.models import Page

from cms.core.clock import written_day
from cms.core.documents import Data
from cms.core.reach import public_among
from cms.core.text import plain, shorten
from cms.workplans.followed import FollowedTask, Implementation, ProgressEntry
from cms.workplans.following import Following, Ref, follow, key_of
from cms.workplans.rules.standing import Standing, counted, is_overdue, parts_of, progress
from cms.workplans.tasks import Task

NAMED_IN = 60  # characters of a task's text that stand for a heading it has not


def tasks_and_progress(plan: Any, today: date) -> Data:
    """The tasks of a plan page and how far it has got: {"tasks": [...], "progress": {...}}.

    Each task has, besides what the plan says of it: its status and percent, the reason where it was dropped, what is
    reached of its target, whether it is overdue, its entries newest first with the pages that show them, the tasks it
    implements, and how far its parts and those have got that implement it.
    """
    tasks = list(plan.tasks.select_related("unit"))
    known = follow(key_of(plan), tasks)
    upper = _uppers(known.followed.values())
    locale = plan.locale.language_code
    page_of = _pages(locale, {key for keys in upper.values() for key, _uid in keys}, known)
    public = [
        {
            **task.public_form(locale),
            **_standing(known.standings[task.uid], task.due_on, today),
            **_recorded(known.followed.get(task.uid), locale),
            "entries": [_entry(entry, locale, page_of) for entry in known.entries.get(task.uid, [])],
            "implements": [
                {"key": page_of[key], "task": str(uid)}
                for key, uid in upper.get(task.uid, [])
                if key in page_of
            ],
            "parts": _parts(known, tasks, place),
            "below": progress(known.below[task.uid]) if task.uid in known.below else None,
        }
        for place, task in enumerate(tasks)
    ]
    top = counted([task.level for task in tasks])
    return {"tasks": public, "progress": progress(known.standings[tasks[place].uid] for place in top)}


def relations(tasks: Iterable[Data]) -> list[Data]:
    """The pages that the public tasks refer to: those that show what was done, and the plans that they implement."""
    shown = {key: "evidence" for task in tasks for entry in task["entries"] for key in entry["evidence"]}
    upper = {link["key"]: "implements" for task in tasks for link in task["implements"]}
    return [{"kind": kind, "key": key} for found in (upper, shown) for key, kind in found.items()]


def linked_tasks(tasks: Sequence[Data]) -> Data:
    """What other pages show of the public tasks: those that implement another; by their id, those that are
    implemented; by the pages that are evidence, those whose progress they show.
    """
    shown: dict[str, list[Data]] = {
        key: [] for task in tasks for entry in task["entries"] for key in entry["evidence"]
    }
    for task in tasks:
        for key in dict.fromkeys(key for entry in task["entries"] for key in entry["evidence"]):
            shown[key].append({"anchor": task["anchor"], "number": task["number"], "name": name_of(task)})
    return {
        "implements": [
            {"of": link["key"], "task": link["task"], **_short(task)}
            for task in tasks
            for link in task["implements"]
        ],
        "implemented": {task["id"]: _short(task) for task in tasks if task["below"]},
        "evidence": shown,
    }


def name_of(task: Data) -> str:
    """The words that stand for a public task in a list."""
    return task["heading"] or shorten(plain(task["html"]), NAMED_IN)


def _short(task: Data) -> Data:
    told = {name: task[name] for name in ("anchor", "number", "status", "percent")}
    return {**told, "name": name_of(task)}


def _standing(standing: Standing, due: date | None, today: date) -> Data:
    overdue = is_overdue(standing, due, today)
    return {"status": standing.status, "percent": standing.percent, "overdue": overdue}


def _parts(known: Following, tasks: Sequence[Task], place: int) -> Data | None:
    """How far the tasks right inside one have got."""
    inside = list(parts_of(tasks, place))
    return progress(known.standings[tasks[part].uid] for part in inside) if inside else None


def _recorded(followed: FollowedTask | None, locale: str) -> Data:
    reached = followed.reached if followed else None
    return {
        "reason": followed.said("reason", locale) if followed and followed.status == "dropped" else "",
        "reached": None if reached is None else f"{reached.normalize():f}",
    }


def _entry(entry: ProgressEntry, locale: str, page_of: dict[UUID, str]) -> Data:
    return {
        "id": entry.pk,
        "day": written_day(entry.day),
        "text": entry.said("text", locale),
        "pictures": [picture.image.public_form() for picture in entry.pictures.all()],
        "evidence": [page_of[shown.page.translation_key] for shown in entry.evidence.all()],
    }


def _uppers(followed: Iterable[FollowedTask]) -> dict[UUID, list[Ref]]:
    """The tasks that some tasks of a plan implement, by the uid of the lower."""
    found: dict[UUID, list[Ref]] = {}
    rows = list(followed)
    if rows:
        links = Implementation.objects.filter(lower__in=rows).order_by("pk")
        for lower, plan, uid in links.values_list("lower__uid", "upper__plan", "upper__uid"):
            found.setdefault(lower, []).append((plan, uid))
    return found


def _pages(locale: str, plans: set[UUID], known: Following) -> dict[UUID, str]:
    """The key of a page for each translation key: its version in a language; where that is not public, any other."""
    shown = [
        page.page for entries in known.entries.values() for entry in entries for page in entry.evidence.all()
    ]
    keys = plans | {page.translation_key for page in shown}
    found = {page.translation_key: f"page:{page.pk}" for page in shown}
    if keys:
        live = (
            Page.objects.filter(translation_key__in=keys, live=True).order_by("pk").select_related("locale")
        )
        for page in sorted(public_among(live), key=lambda page: page.locale.language_code == locale):
            found[page.translation_key] = f"page:{page.pk}"
    return found
