"""The record of the public files: which target made which file, from which bytes and tags."""

from collections.abc import Iterable
from typing import NamedTuple

from django.db import connection
from django.db.models import OuterRef, Subquery
from django.utils import timezone

from cms.publishing.models import FileTag, PublicFile, RemovedFile
from cms.publishing.statements import Lines


class Made(NamedTuple):
    """A target's file as it was just written; a target that has no file any more has no path."""

    target: str
    path: str = ""
    digest: str = ""
    size: int = 0
    tags: str = ""  # as `lines` has them
    source: str = ""
    written: bool = False  # whether its bytes changed


class Recorded(NamedTuple):
    """A file as it was recorded last."""

    pk: int
    target: str
    path: str
    digest: str
    size: int
    source: str
    tags: str | None


def lines(tags: Iterable[str]) -> str:
    """Tags as one text, to be told to other processes, and compared, at once."""
    return "\n".join(sorted(tags))


def record(batch: Iterable[Made]) -> list[str]:
    """Note a batch of made files, in the caller's transaction.

    Returns the paths that no target has any more: files to remove before that transaction ends.
    """
    made = {each.target: each for each in batch}
    old = _recorded(made)
    if lost := [file.pk for target, file in old.items() if not made[target].path]:
        PublicFile.objects.filter(pk__in=lost).delete()
    present = [each for each in made.values() if each.path]
    pks = {target: file.pk for target, file in old.items()} | _write(
        each for each in present if not _is_recorded(each, old.get(each.target))
    )
    _record_tags(
        {pks[each.target]: each.tags for each in present}, {file.pk: file.tags for file in old.values()}
    )
    left = {file.path for target, file in old.items() if made[target].path != file.path}
    # Another target may have taken an address over in the meantime.
    taken = PublicFile.objects.filter(path__in=left).values_list("path", flat=True) if left else ()
    gone = left.difference(taken)
    _remember({file.path: target for target, file in old.items() if file.path in gone})
    return sorted(gone)


def _recorded(names: Iterable[str]) -> dict[str, Recorded]:
    tags = FileTag.objects.filter(file=OuterRef("pk")).order_by().values("file").annotate(all=Lines("tag"))
    rows = PublicFile.objects.filter(target__among=names).values_list(
        *Recorded._fields[:-1], Subquery(tags.values("all"))
    )
    return {file.target: file for file in map(Recorded._make, rows)}


def _is_recorded(made: Made, old: Recorded | None) -> bool:
    return old is not None and old[2:6] == (*made[1:4], made.source)


def _write(changed: Iterable[Made]) -> dict[str, int]:
    now = timezone.now()
    rows = PublicFile.objects.bulk_create(
        [
            PublicFile(
                target=made.target,
                path=made.path,
                digest=made.digest,
                size=made.size,
                source=made.source,
                written_at=now,
            )
            for made in changed
        ],
        update_conflicts=True,
        unique_fields=["target"],
        update_fields=["path", "digest", "size", "source", "written_at"],
    )
    return {row.target: row.pk for row in rows}


def _record_tags(now: dict[int, str], before: dict[int, str | None]) -> None:
    """Write the difference of {file: tags} only: most files keep most of theirs."""
    lost, added = [], []
    for file, tags in now.items():
        if tags != (former := before.get(file) or ""):
            wanted, held = set(tags.split("\n")), set(former.split("\n"))
            lost += [(file, tag) for tag in held - wanted if tag]
            added += [(file, tag) for tag in sorted(wanted - held) if tag]
    table = connection.ops.quote_name(FileTag._meta.db_table)
    with connection.cursor() as cursor:  # without an instance for each: there are ten of them for every file
        if lost:
            cursor.executemany(f"DELETE FROM {table} WHERE file_id = %s AND tag = %s", lost)  # noqa: S608
        if added:
            cursor.executemany(f"INSERT INTO {table} (file_id, tag) VALUES (%s, %s)", added)  # noqa: S608


def _remember(removed: dict[str, str]) -> None:
    """Note {path: target} of files that are removed, in the transaction that forgets their record."""
    now = timezone.now()
    RemovedFile.objects.bulk_create(
        RemovedFile(target=target, path=path, removed_at=now) for path, target in sorted(removed.items())
    )
