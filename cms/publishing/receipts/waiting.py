"""What of a change still waits: the work of the projections, as their pending rows tell it."""

from collections.abc import Iterable

from django.db.models import Exists, OuterRef, QuerySet
from django.db.models.expressions import Combinable

from cms.publishing import pending
from cms.publishing.models import FileTag, Pending, Receipt

FAILURES = 200  # failed files that are looked at


def waits_unharmed(key: Combinable) -> QuerySet[Pending]:
    """The work that a change of a document asked for, where nothing is known to keep it from being done."""
    return Pending.objects.filter(projection="site", subject=key, error="")


class Waiting:
    """The pending work of some receipts, read once."""

    def __init__(self, receipts: Iterable[Receipt]):
        receipts = list(receipts)
        tags = {tag for receipt in receipts for tag in receipt.tags}
        waiting = Pending.objects.filter(projection="site", subject__in=tags)
        self._site = set(waiting.values_list("subject", flat=True))
        search = Pending.objects.filter(projection="search", subject__in=[row.key for row in receipts])
        self._search = set(search.values_list("subject", flat=True))
        self._files = Pending.objects.filter(projection=pending.FILES, error="")
        self._has_files = self._files.exists()
        failed = Pending.objects.filter(projection=pending.FILES).exclude(error="").order_by("requested_at")
        self._errors = dict(failed.values_list("subject", "error")[:FAILURES])
        self._readers: dict[str, list[str]] = {}
        if self._errors:
            read = FileTag.objects.filter(tag__in=tags, file__target__in=self._errors)
            for tag, target in read.values_list("tag", "file__target"):
                self._readers.setdefault(tag, []).append(target)

    def site(self, receipt: Receipt) -> bool:
        """Whether a file of this change waits to be made. What was to be made again before does not count."""
        if not self._site.isdisjoint(receipt.tags):
            return True
        if not self._has_files:
            return False
        since = self._files.filter(requested_at__gte=receipt.requested_at)
        reading = FileTag.objects.filter(tag__in=receipt.tags)
        return (
            since.filter(subject__in=receipt.tags).exists()
            or reading.filter(Exists(since.filter(subject=OuterRef("file__target")))).exists()
        )

    def search(self, receipt: Receipt) -> bool:
        """Whether the page waits to be indexed."""
        return receipt.key in self._search

    def failure(self, receipt: Receipt) -> str:
        """Why a file of this change could not be made; "" where none failed."""
        for tag in receipt.tags:
            for target in (tag, *self._readers.get(tag, ())):
                if target in self._errors:
                    return f"{target}: {self._errors[target]}"
        return ""
