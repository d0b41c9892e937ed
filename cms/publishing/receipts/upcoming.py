"""What the clock will do next, and whether a worker is there to do it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Page, Revision

from cms.publishing.models import Heartbeat, StoredDocument
from cms.publishing.receipts.ledger import PAGE

SILENT = timedelta(seconds=60)  # without a heartbeat for so long, a worker is taken for dead
LATE = timedelta(minutes=2)
CHANGES = 3  # of state that are told
LOOKED_AT = 5  # times as many as are told: some are of pages that a person has nothing to do with


@dataclass(frozen=True)
class Run:
    """One thing that the clock will do to a page. `when` is in the site's time zone."""

    when: datetime
    what: str
    page: Page

    @property
    def day(self) -> str:
        """On which day and when, as "2027-01-02 09:00"."""
        return f"{self.when:%Y-%m-%d %H:%M}"

    @property
    def is_late(self) -> bool:
        return self.when < timezone.now() - LATE


def next_runs(pages: QuerySet[Page], limit: int = 5) -> list[Run]:
    """What will be published, taken down or change its state next among these pages, the soonest first.

    At most `limit` of the first two kinds each, and few of the third, which nobody has to wait for.
    """
    planned = Revision.page_revisions.exclude(approved_go_live_at=None).order_by("approved_go_live_at")
    expiring = pages.filter(live=True).exclude(expire_at=None).order_by("expire_at")
    changing = StoredDocument.objects.exclude(changes_at=None).order_by("changes_at")
    found = [
        *_runs(pages, planned.values_list("object_id", "approved_go_live_at"), _("is published"), limit),
        *_runs(pages, expiring.values_list("pk", "expire_at"), _("is taken down"), limit),
        *_runs(pages, changing.values_list("key", "changes_at"), _("changes its state"), CHANGES),
    ]
    return sorted(found, key=lambda run: (run.when, run.page.pk))


def _runs(pages: QuerySet[Page], planned: Any, what: str, limit: int) -> list[Run]:
    """The first of a planned series of (page, or its document's key, and time) that are among the pages."""
    first = [(int(str(key).removeprefix(PAGE)), when) for key, when in planned[: limit * LOOKED_AT]]
    there = pages.in_bulk([pk for pk, _when in first])
    zone = ZoneInfo(settings.TIME_ZONE)
    return [Run(when.astimezone(zone), what, there[pk]) for pk, when in first if pk in there][:limit]


@dataclass(frozen=True)
class Workers:
    """The workers as their heartbeats tell of them; `beat` is the newest, None: there never was one."""

    beat: Heartbeat | None

    @property
    def is_alive(self) -> bool:
        return self.beat is not None and self.beat.seen_at > timezone.now() - SILENT

    @property
    def trouble(self) -> str:
        return self.beat.trouble if self.beat and self.is_alive else ""


def workers() -> Workers:
    return Workers(Heartbeat.objects.order_by("-seen_at").first())
