"""Work that waits for a projection: asking for it, taking it, being done with it."""

import uuid
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from django.db import connection, models, transaction
from django.db.models import Q, QuerySet, Value
from django.utils import timezone

from cms.publishing import bell, locks
from cms.publishing.models import Pending

FILES = "files"  # files of the site to make again, one by one, after whatever staff asked for; only workers add to it
SITE = ("site", FILES)  # what staff asked for first
PICTURES, PAPERS = "pictures", "papers"
ASIDE = (PICTURES, PAPERS)  # what processes of their own do, see `painting`
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
    _upsert(rows, ["stamp", "requested_at", "not_before", "attempts", "error"])
    transaction.on_commit(bell.ring)


@contextmanager
def claimed(queues: Iterable[str], limit: int) -> Iterator[list[Pending]]:
    """The oldest work of the first queue that has any to do now, and nobody else's until the end of the block.

    The names of the queues have to stand in falling order.

    On PostgreSQL the block is one transaction, and rows that another worker claims are passed over; on SQLite the
    caller holds the projection's lock.
    """
    if not locks.has_row_locks():
        yield _of_one_queue(_due(queues)[:limit])
        return
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(f"SET LOCAL idle_in_transaction_session_timeout = {int(locks.SILENT * 1000)}")
        yield _of_one_queue(_due(queues).select_for_update(skip_locked=True)[:limit])


def take(projection: str, limit: int) -> list[Pending]:
    """The oldest work that may be done now."""
    return list(_due([projection])[:limit])


def done(rows: Iterable[Pending], made: Iterable[str] = ()) -> None:
    """Forget work, except what was asked for again since it was taken; and the failures of files that were `made`
    after all.
    """
    stamps: dict[str, list[int]] = {}
    for row in rows:
        stamps.setdefault(row.stamp, []).append(row.pk)
    which = Q(*(Q(pk__in=keys, stamp=stamp) for stamp, keys in stamps.items()), _connector=Q.OR)
    if made := list(made):
        failures = Pending.objects.filter(projection=FILES, subject__in=made).exclude(error="")
        if locks.has_row_locks():  # who claims one of them will see for himself, and may be waiting for us
            failures = failures.select_for_update(skip_locked=True)
        which |= Q(pk__in=failures.values("pk"))
    if which:
        Pending.objects.filter(which).delete()


def spread(files: QuerySet) -> None:
    """Note each of these files (a query of PublicFile) as work of its own, in one statement."""
    now, stamp = timezone.now(), uuid.uuid4().hex
    rows = files.order_by("target").values_list("target", *_values(now, stamp))
    sql, parameters = rows.query.sql_with_params()
    table = connection.ops.quote_name(Pending._meta.db_table)
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} (subject, projection, stamp, requested_at, attempts, error) {sql} "
            "ON CONFLICT (projection, subject) DO UPDATE SET stamp = excluded.stamp, not_before = NULL",
            parameters,
        )


def failed(projection: str, errors: dict[str, str]) -> None:
    """Keep work that could not be done: {subject: reason}. It is tried again after 2, 4, 8 … seconds, 10 minutes at
    most.
    """
    before = dict(
        Pending.objects.filter(projection=projection, subject__in=errors).values_list("subject", "attempts")
    )
    now, stamp = timezone.now(), uuid.uuid4().hex
    rows = [
        Pending(
            projection=projection,
            subject=subject,
            stamp=stamp,
            requested_at=now,
            attempts=(attempts := before.get(subject, 0) + 1),
            error=errors[subject][:2000],
            not_before=now + min(timedelta(seconds=2 ** min(attempts, 12)), LONGEST_WAIT),
        )
        for subject in sorted(errors)
    ]
    _upsert(rows, ["stamp", "attempts", "error", "not_before"])


def held_up(projection: str, error: Exception) -> None:
    """Say of all waiting work of a projection why it waits. It may be taken as before."""
    Pending.objects.filter(projection=projection).update(error=str(error)[:2000])


def _upsert(rows: list[Pending], fields: list[str]) -> None:
    Pending.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["projection", "subject"], update_fields=fields
    )


def _due(queues: Iterable[str]) -> QuerySet[Pending]:
    due = Q(not_before=None) | Q(not_before__lte=timezone.now())
    return Pending.objects.filter(due, projection__in=queues).order_by("-projection", "requested_at", "pk")


def _of_one_queue(rows: Iterable[Pending]) -> list[Pending]:
    rows = list(rows)
    return [row for row in rows if row.projection == rows[0].projection]


def _values(now: datetime, stamp: str) -> list[Value]:
    return [
        Value(FILES),
        Value(stamp),
        Value(now, output_field=models.DateTimeField()),
        Value(0),
        Value(""),
    ]
