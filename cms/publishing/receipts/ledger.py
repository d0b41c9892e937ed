"""Receipts: who asked for a change of the public site, and when it was written, indexed and seen by its address.

A receipt begins in the transaction of the change. What came of it is read later from the records that the projections
keep anyway, so neither a publish nor a file waits for a receipt; `verification` does that.
"""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

import orjson
from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q, Window
from django.db.models.functions import RowNumber
from django.utils import timezone
from wagtail.log_actions import get_active_log_context

from cms.publishing import pending
from cms.publishing.models import FileTag, Pending, PublicFile, Receipt, RemovedFile, StoredDocument

PAGE = "page:"
KEPT = 10  # receipts of one page
REMEMBERED = timedelta(days=30)  # of paths that were removed


def ask(old: StoredDocument | None, new: StoredDocument | None, tags: Iterable[str]) -> None:
    """Begin the receipt of a change, in its transaction. `tags` are the subjects that the site was asked for.

    Who asked is whoever Wagtail's log knows as active: the person logged in, or who scheduled it.
    """
    form = new or old
    if form is None or not form.key.startswith(PAGE):
        return
    now = timezone.now()
    Receipt.objects.create(
        page=int(form.key.removeprefix(PAGE)),
        title=orjson.loads(form.card)["title"],
        url=form.url,
        action=_action(old, new),
        asked_by=get_active_log_context().user,
        tags=sorted(tags),
        requested_at=now,
        due_at=now,
    )


def latest(pages: Iterable[int]) -> dict[int, Receipt]:
    """{page: its newest receipt} of those pages that have one."""
    newer = Receipt.objects.filter(page=OuterRef("page"), pk__gt=OuterRef("pk"))
    found = Receipt.objects.filter(~Exists(newer), page__in=list(pages)).select_related("asked_by")
    return {receipt.page: receipt for receipt in found}


def history(page: int) -> list[Receipt]:
    """The receipts of a page that are kept, newest first."""
    return list(Receipt.objects.filter(page=page).select_related("asked_by").order_by("-pk")[:KEPT])


@transaction.atomic
def retry(receipt: Receipt) -> None:
    """Have the files of a change made, indexed and verified again, now."""
    pending.ask("site", receipt.tags)
    pending.ask("search", [receipt.key])
    readers = FileTag.objects.filter(tag__in=receipt.tags).values("file__target")
    failed = Pending.objects.filter(projection=pending.FILES).exclude(error="")
    failed = failed.filter(Q(subject__in=readers) | Q(subject__in=receipt.tags))
    failed.update(not_before=None, error="", attempts=0)
    Receipt.objects.filter(pk=receipt.pk).update(
        state=Receipt.State.WAITING,
        reason="",
        detail="",
        attempts=0,
        written_at=None,
        indexed_at=None,
        verified_at=None,
        due_at=timezone.now(),
    )


def prune() -> None:
    """Forget the older receipts of each page, and removed paths that were looked at long ago."""
    ranked = Receipt.objects.annotate(
        place=Window(RowNumber(), partition_by=F("page"), order_by=F("pk").desc())
    )
    old = list(ranked.filter(place__gt=KEPT).values_list("pk", flat=True)[:5000])
    Receipt.objects.filter(pk__in=old).delete()
    RemovedFile.objects.filter(removed_at__lt=timezone.now() - REMEMBERED).delete()


def files_of(receipt: Receipt) -> tuple[Any, Any]:
    """Two querysets of (path, time): the files written, and those removed, since a change and because of it."""
    since, tags = receipt.requested_at, [*receipt.tags, *(tag.removeprefix("about:") for tag in receipt.tags)]
    written = PublicFile.objects.filter(written_at__gte=since)
    written = written.filter(target__in=tags).union(written.filter(tags__tag__in=tags)).order_by("path")
    gone = RemovedFile.objects.filter(target__in=tags, removed_at__gte=since)
    return written.values_list("path", "written_at"), gone.values_list("path", "removed_at").order_by("path")


def _action(old: StoredDocument | None, new: StoredDocument | None) -> str:
    if new is None:
        return Receipt.Action.TAKEN_DOWN
    if old is None:
        return Receipt.Action.PUBLISHED
    return Receipt.Action.CHANGED if old.url == new.url else Receipt.Action.MOVED
