"""The record of the public files: which target made which file, from which bytes and tags."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

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


def record(batch: Iterable[Made]) -> list[str]:
    """Note a batch of made files, in the caller's transaction.

    Returns the paths that no target has any more: files to remove before that transaction ends.
    """
    batch, now = list(batch), timezone.now()
    names = [made.target for made in batch]
    before = {row.target: row for row in PublicFile.objects.filter(target__in=names)}
    old = {target: row.path for target, row in before.items()}
    left = {old[made.target] for made in batch if made.target in old and made.path != old[made.target]}
    PublicFile.objects.filter(target__in=[made.target for made in batch if not made.path]).delete()
    present = [made for made in batch if made.path]
    PublicFile.objects.bulk_create(
        [
            PublicFile(
                target=made.target,
                path=made.path,
                digest=made.digest,
                size=made.size,
                written_at=_written_at(made, before.get(made.target), now),
            )
            for made in present
        ],
        update_conflicts=True,
        unique_fields=["target"],
        update_fields=["path", "digest", "size", "written_at"],
    )
    _record_tags(present)
    # Another target may have taken an address over in the meantime.
    gone = left - set(PublicFile.objects.filter(path__in=left).values_list("path", flat=True))
    receipts.removed({row.path: row.target for row in before.values() if row.path in gone})
    return sorted(gone)


def _written_at(made: Made, before: PublicFile | None, now: datetime) -> datetime | None:
    same = before is not None and (before.path, before.digest) == (made.path, made.digest)
    return before.written_at if before is not None and same else now


def _record_tags(present: list[Made]) -> None:
    """Write the difference only: most files keep most of their tags."""
    names = [made.target for made in present]
    files = dict(PublicFile.objects.filter(target__in=names).values_list("target", "pk"))
    held: dict[int, set[str]] = {}
    for file, tag in FileTag.objects.filter(file__in=files.values()).values_list("file", "tag"):
        held.setdefault(file, set()).add(tag)
    added = []
    for made in present:
        file = files[made.target]
        before = held.get(file, set())
        if gone := before - made.tags:
            FileTag.objects.filter(file=file, tag__in=gone).delete()
        added += [FileTag(file_id=file, tag=tag) for tag in sorted(made.tags - before)]
    FileTag.objects.bulk_create(added, batch_size=2000)
