"""Plans as PDF, like official documents: asked for by a publish, set after it in a process of its own, see `pressing`.

A paper shows the plan as it was issued and nothing that happens to its tasks, so that it is made again only when the
plan's own words change. It is set from the document alone: the same document gives the same bytes.
"""

from collections.abc import Iterable
from pathlib import PurePosixPath
from typing import Any

from cms.publishing import pending
from cms.publishing.models import Paper, StoredDocument

QUEUE = pending.PAPERS
KIND = "paper:"
TYPES = ("work_plan",)
OWN = ("locale", "title", "issuer", "published_at", "attachments")
OWN_DETAIL = ("number", "date", "preamble", "closing", "original")
OWN_OF_TASKS = ("number", "heading", "html", "level", "unit", "helpers", "begins_on", "due_on", "target")


def ask(old: StoredDocument | None, new: StoredDocument | None) -> set[str]:
    """Note that a document's paper may have to be set, in the transaction of its publish. Returns what this means for
    the site: a paper comes, goes and moves with its document.
    """
    form = new or old
    if form is None or form.type not in TYPES:
        return set()
    if _said(old) != _said(new):
        pending.ask(QUEUE, [KIND + form.key])
    return {KIND + form.key} if (old and old.url) != (new and new.url) else set()


def _said(row: StoredDocument | None) -> Any:
    """What a paper is set from, see site/templates/papers: a plan's own words, not what happens to its tasks."""
    if row is None:
        return None
    doc = row.content
    detail = doc["detail"]
    return (
        [doc[name] for name in OWN],
        [detail[name] for name in OWN_DETAIL],
        [[task[name] for name in OWN_OF_TASKS] for task in detail["tasks"]],
    )


def ask_for_all() -> None:
    """Have every paper looked at: how they are set may have changed."""
    keys = StoredDocument.objects.filter(type__in=TYPES).values_list("key", flat=True)
    pending.ask(QUEUE, [KIND + key for key in keys])


def address(url: str) -> str:
    """The address of the paper of a document."""
    return f"{url}{PurePosixPath(url).name}.pdf"


def sizes(keys: Iterable[str]) -> dict[str, int]:
    """The sizes in bytes of those papers that there are."""
    return dict(Paper.objects.filter(key__in=list(keys)).values_list("key", "size"))


def every_target() -> Iterable[str]:
    """The targets of all papers whose documents are public."""
    live = StoredDocument.objects.filter(type__in=TYPES).values("key")
    return (
        KIND + key for key in Paper.objects.filter(key__in=live).order_by("key").values_list("key", flat=True)
    )
