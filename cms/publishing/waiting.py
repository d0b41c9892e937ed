"""What of a change still waits: the work of the projections, as their pending rows tell it."""

from collections.abc import Iterable

from django.db.models import QuerySet
from django.db.models.expressions import Combinable

from cms.publishing import pending
from cms.publishing.models import FileTag, Pending, Receipt

FAILURES = 200  # failed files that are looked at


def waits_unharmed(key: Combinable) -> QuerySet[Pending]:
    """The work on a document's own file that nothing is known to keep from being done."""
    return Pending.objects.filter(projection__in=pending.SITE, subject=key, error="")


class Waiting:
    """The pending work of some receipts, read once."""

    def __init__(self, receipts: Iterable[Receipt]):
        receipts = list(receipts)
        tags = {tag for receipt in receipts for tag in receipt.tags}
        errors = Pending.objects.filter(projection=pending.FILES).exclude(error="").order_by("requested_at")
        self._errors = dict(errors.values_list("subject", "error")[:FAILURES])
        waiting = Pending.objects.filter(projection__in=pending.SITE, subject__in=tags, error="")
        self._site = set(waiting.values_list("subject", flat=True))
        search = Pending.objects.filter(projection="search", subject__in=[row.key for row in receipts])
        self._search = set(search.values_list("subject", flat=True))
        self._readers: dict[str, list[str]] = {}
        if self._errors:
            read = FileTag.objects.filter(tag__in=tags, file__target__in=self._errors)
            for tag, target in read.values_list("tag", "file__target"):
                self._readers.setdefault(tag, []).append(target)

    def site(self, receipt: Receipt) -> bool:
        """Whether a file of this change waits to be made."""
        return not self._site.isdisjoint(receipt.tags)

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
