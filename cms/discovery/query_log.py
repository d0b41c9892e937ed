"""What is asked, as sums by day: no address, no cookie, no moment, and nothing that could be a person's number."""

import logging
import re
import threading
from collections import Counter
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.conf import settings
from django.db import DatabaseError, connection, models, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from search.api import plain_query

LONGEST = 60
MOST_A_DAY = 20_000
"""Different queries kept of one day: what is beyond comes from no reader."""

NUMBER = re.compile(r"\d[\d ]{5,}\d|\S*@\S*")

logger = logging.getLogger(__name__)


class QueryCount(models.Model):
    """How often something was asked on one day, what it last found, and how often a result was opened."""

    day = models.DateField(_("day"))
    locale = models.CharField(_("language"), max_length=20)
    query = models.CharField(_("query"), max_length=LONGEST)
    asked = models.PositiveIntegerField(_("asked"), default=0)
    opened = models.PositiveIntegerField(_("results opened"), default=0)
    found = models.PositiveIntegerField(_("results"), default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["day", "locale", "query"], name="one_query_count")]
        indexes = [models.Index(fields=["locale", "query"], name="query_count_query")]
        verbose_name = _("query")
        verbose_name_plural = _("queries")

    def __str__(self) -> str:
        return f"{self.day} {self.query}: {self.asked}"


Place = tuple[date, str, str]
"""A day, a language ("" for all) and a normalised query."""


@dataclass
class _Buffer:
    """What was asked in this process and is not written yet."""

    asked: Counter[Place] = field(default_factory=Counter)
    found: dict[Place, int] = field(default_factory=dict)
    opened: Counter[Place] = field(default_factory=Counter)
    waiting: bool = False
    lock: threading.Lock = field(default_factory=threading.Lock)

    def take(self) -> tuple[Counter[Place], dict[Place, int], Counter[Place]]:
        """What there is, which is no longer here then."""
        with self.lock:
            taken = self.asked, self.found, self.opened
            self.asked, self.found, self.opened, self.waiting = Counter(), {}, Counter(), False
        return taken


_buffer = _Buffer()


def normalised(text: str) -> str:
    """A query as it is counted: folded, without signs; "" for one that may name a person by number or address."""
    return "" if NUMBER.search(text) else plain_query(text)[:LONGEST].strip()


def note_question(text: str, locale: str | None, found: int) -> None:
    """Count a question. It is written a few seconds later, so that no answer waits for a writer."""
    if query := normalised(text):
        place = (timezone.localdate(), locale or "", query)
        with _buffer.lock:
            _buffer.asked[place] += 1
            _buffer.found[place] = found
        _write_soon()


def note_opening(text: str, locale: str | None) -> None:
    """Count that a result of a question was opened."""
    if query := normalised(text):
        with _buffer.lock:
            _buffer.opened[timezone.localdate(), locale or "", query] += 1
        _write_soon()


def _write_soon() -> None:
    delay = settings.QUERY_LOG_DELAY
    if not delay:
        write()
        return
    with _buffer.lock:
        if not _buffer.waiting and len(_buffer.asked) + len(_buffer.opened) <= MOST_A_DAY:
            _buffer.waiting = True
            timer = threading.Timer(delay, _write_apart)
            timer.daemon = True
            timer.start()


def _write_apart() -> None:
    try:
        write()
    except DatabaseError:
        logger.exception("counted queries were lost")
    finally:
        connection.close()


def write() -> None:
    """Bring what was counted in this process into the database."""
    asked, found, opened = _buffer.take()
    with transaction.atomic():
        room = {
            day: MOST_A_DAY - QueryCount.objects.filter(day=day).count() for day, _locale, _query in asked
        }
        fresh = [
            QueryCount(day=day, locale=locale, query=query) for day, locale, query in asked if room[day] > 0
        ]
        QueryCount.objects.bulk_create(fresh, ignore_conflicts=True)
        for (day, locale, query), times in asked.items():
            rows = QueryCount.objects.filter(day=day, locale=locale, query=query)
            rows.update(asked=F("asked") + times, found=found[day, locale, query])
        for (day, locale, query), times in opened.items():
            # A result opened after midnight belongs to the question asked before; without a question there is none.
            rows = QueryCount.objects.filter(
                day__gte=day - timedelta(days=1), day__lte=day, locale=locale, query=query
            )
            if newest := rows.order_by("-day").first():
                QueryCount.objects.filter(pk=newest.pk).update(opened=F("opened") + times)


def forget_old() -> int:
    """Delete what is older than the settings keep it. Returns how many rows."""
    since = timezone.localdate() - timedelta(days=settings.QUERY_LOG_DAYS)
    return QueryCount.objects.filter(day__lt=since).delete()[0]
