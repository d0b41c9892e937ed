"""The record of the public files: which target made which file, from which bytes and tags."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import connection
from django.utils import timezone

from cms.publishing import receipts
from cms.publishing.models import FileTag, PublicFile


@dataclass(frozen=True)
class Made:
    """A target's file as it was just written; a target that has no file any more has no path."""

    target: str
    path: str = ""
    digest: str = ""
    size: int = 0
    tags: frozenset[str] = frozenset()
    written: bool = False  # whether its bytes changed


def record(batch: Iterable[Made]) -> list[str]:
    """Note a batch of made files, in the caller's transaction.

    Returns the paths that no target has any more: files to remove before that transaction ends.
    """
    made = {each.target: each for each in batch}
    old, held = _recorded(made)
    if lost := [file.pk for target, file in old.items() if not made[target].path]:
        PublicFile.objects.filter(pk__in=lost).delete()
    files = {target: file.pk for target, file in old.items()} | _write(
        each for each in made.values() if each.path and not _is_recorded(each, old.get(each.target))
    )
    _record_tags([each for each in made.values() if each.path], files, held)
    left = {file.path for target, file in old.items() if made[target].path != file.path}
    # Another target may have taken an address over in the meantime.
    taken = PublicFile.objects.filter(path__in=left).values_list("path", flat=True) if left else ()
    gone = left.difference(taken)
    receipts.removed({file.path: target for target, file in old.items() if file.path in gone})
    return sorted(gone)


def _recorded(names: Iterable[str]) -> tuple[dict[str, PublicFile], dict[int, dict[str, int]]]:
    """The files of these targets as they were recorded last, and {file: {tag: key of its row}}."""
    old: dict[str, PublicFile] = {}
    held: dict[int, dict[str, int]] = {}
    columns = ("pk", "target", "path", "digest", "size", "tags__tag", "tags__pk")
    for pk, target, path, digest, size, tag, row in PublicFile.objects.filter(target__in=names).values_list(
        *columns
    ):
        if target not in old:
            old[target] = PublicFile(pk=pk, target=target, path=path, digest=digest, size=size)
        if row is not None:
            held.setdefault(pk, {})[tag] = row
    return old, held


def _is_recorded(made: Made, old: PublicFile | None) -> bool:
    return old is not None and (old.path, old.digest, old.size) == (made.path, made.digest, made.size)


def _write(changed: Iterable[Made]) -> dict[str, int]:
    now = timezone.now()
    rows = PublicFile.objects.bulk_create(
        [
            PublicFile(target=made.target, path=made.path, digest=made.digest, size=made.size, written_at=now)
            for made in changed
        ],
        update_conflicts=True,
        unique_fields=["target"],
        update_fields=["path", "digest", "size", "written_at"],
    )
    return {row.target: row.pk for row in rows}


def _record_tags(present: list[Made], files: dict[str, int], held: dict[int, dict[str, int]]) -> None:
    """Write the difference only: most files keep most of their tags."""
    lost, added = [], []
    for made in present:
        file = files[made.target]
        before = held.get(file, {})
        lost += [pk for tag, pk in before.items() if tag not in made.tags]
        added += [(file, tag) for tag in sorted(made.tags) if tag not in before]
    if lost:
        FileTag.objects.filter(pk__in=lost).delete()
    if added:  # without an instance for each: there are ten of them for every file
        table = connection.ops.quote_name(FileTag._meta.db_table)
        with connection.cursor() as cursor:
            cursor.executemany(f"INSERT INTO {table} (file_id, tag) VALUES (%s, %s)", added)  # noqa: S608
