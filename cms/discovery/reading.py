"""Counting reads, and the popular articles that come of it."""

from datetime import timedelta

from django.db import transaction
from django.db.models import F, Sum
from django.utils import timezone

from cms.discovery.models import ReadCount
from cms.publishing.models import StoredDocument

POPULAR_DAYS = 90
POPULAR = 10


def count_read(key: str) -> bool:
    """Add one read of a public document to today's sum. Returns whether there is such a document."""
    if not StoredDocument.objects.filter(pk=key, listed=True).exists():
        return False
    today = timezone.localdate()
    with transaction.atomic():
        ReadCount.objects.bulk_create([ReadCount(key=key, day=today)], ignore_conflicts=True)
        ReadCount.objects.filter(key=key, day=today).update(count=F("count") + 1)
    return True


def most_read(locale: str, limit: int = POPULAR) -> list[str]:
    """Keys of the most read public documents of a language in the last 90 days, the most read first."""
    since = timezone.localdate() - timedelta(days=POPULAR_DAYS)
    public = StoredDocument.objects.filter(locale=locale, listed=True).values("key")
    sums = ReadCount.objects.filter(day__gte=since, key__in=public).values("key").annotate(reads=Sum("count"))
    return [row["key"] for row in sums.order_by("-reads", "key")[:limit]]
