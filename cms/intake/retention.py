"""How long what residents send is kept, by kind; what is over is emptied by the worker, and that is written down."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import models, transaction
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cms.intake import codes


@dataclass(frozen=True)
class Kind:
    """One kind of data. `clear` empties or deletes what is older than a time, and tells how many that were."""

    label: str | Promise
    days: int
    clear: Callable[[timedelta], int]


class CleanUp(models.Model):
    """What was emptied because its time was over."""

    at = models.DateTimeField(_("when"), default=timezone.now)
    kind = models.CharField(_("kind"), max_length=60)
    rows = models.PositiveIntegerField(_("how many"))
    days = models.PositiveIntegerField(_("days kept"))

    class Meta:
        verbose_name = _("clean-up of personal data")
        verbose_name_plural = _("clean-ups of personal data")
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.at} {self.kind}: {self.rows}"


_kinds: dict[str, Kind] = {}


def register(name: str, kind: Kind) -> None:
    """Have a kind of data cleaned up."""
    _kinds[name] = kind


def periods() -> dict[str, int]:
    """{kind: days}, with what the operator says by LINLI_RETENTION."""
    return {name: settings.RETENTION.get(name, kind.days) for name, kind in _kinds.items()}


def clean_up() -> int:
    """Empty whatever is over. Returns how many rows."""
    total = 0
    for name, days in periods().items():
        with transaction.atomic():
            rows = _kinds[name].clear(timedelta(days=days))
            if rows:
                CleanUp.objects.create(kind=name, rows=rows, days=days)
        total += rows
    return total


def register_own() -> None:
    """The kinds that intake itself keeps."""
    register("codes", Kind(_("One-time codes"), 2, lambda age: codes.old(age).delete()[0]))
    register("sessions", Kind(_("Sessions that are over"), 1, _clear_sessions))


def _clear_sessions(age: timedelta) -> int:
    return Session.objects.filter(expire_date__lt=timezone.now() - age).delete()[0]
