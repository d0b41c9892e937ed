"""Work that waits for a projection: asking for it, taking it, being done with it."""

import uuid
from collections.abc import Iterable
from datetime import timedelta

from django.db.models import Q
from django.utils import timezone

from cms.publishing.models import Pending

PROJECTIONS = ("site", "search")
LONGEST_WAIT = timedelta(minutes=10)


def ask(projection: str, subjects: Iterable[str]) -> None:
    """Note work in the running transaction. What waits already for the same subject is renewed, not
    doubled.
    """
    now, stamp = timezone.now(), uuid.uuid4().hex
    rows = [
        Pending(projection=projection, subject=subject, stamp=stamp, requested_at=now)
        for subject in sorted(
            set(subjects)
        )  # one order for all writers, so that two of them never wait for each other
    ]
    Pending.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["projection", "subject"],
        update_fields=["stamp", "requested_at", "not_before", "attempts", "error"],
    )


def take(projection: str, limit: int) -> list[Pending]:
    """The oldest work that may be done now."""
    due = Q(not_before=None) | Q(not_before__lte=timezone.now())
    return list(Pending.objects.filter(due, projection=projection).order_by("requested_at", "pk")[:limit])


def done(rows: Iterable[Pending]) -> None:
    """Forget work, except what was asked for again since it was taken."""
    stamps: dict[str, list[int]] = {}
    for row in rows:
        stamps.setdefault(row.stamp, []).append(row.pk)
    for stamp, keys in stamps.items():
        Pending.objects.filter(pk__in=keys, stamp=stamp).delete()


def failed(projection: str, subject: str, error: Exception) -> None:
    """Keep work that could not be done, with the reason; it is tried again after 2, 4, 8 … seconds, 10
    minutes at most.
    """
    row, _created = Pending.objects.get_or_create(
        projection=projection,
        subject=subject,
        defaults={"stamp": uuid.uuid4().hex, "requested_at": timezone.now()},
    )
    wait = min(timedelta(seconds=2 ** min(row.attempts + 1, 12)), LONGEST_WAIT)
    Pending.objects.filter(pk=row.pk).update(
        attempts=row.attempts + 1,
        error=f"{type(error).__name__}: {error}"[:2000],
        not_before=timezone.now() + wait,
    )
