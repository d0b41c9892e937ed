"""How often somebody may do something, counted in the database: for all processes, and through every start."""

from datetime import timedelta

from django.db import models
from django.db.models import F
from django.utils import timezone
from django.utils.crypto import salted_hmac

KEPT = timedelta(days=1)


class Tally(models.Model):
    """How often one thing was done by one address or phone within an hour.

    `whom` is a hash whose key is another one every day, so that it leads to nobody; rows are kept for a day.
    """

    what = models.CharField(max_length=60)
    whom = models.CharField(max_length=64)
    hour = models.DateTimeField()
    times = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["what", "whom", "hour"], name="one_tally_an_hour")]
        indexes = [models.Index(fields=["hour"], name="tally_hour")]

    def __str__(self) -> str:
        return f"{self.what} {self.hour}: {self.times}"


def within(what: str, whom: str, most: int) -> bool:
    """Count that `whom` (an address, a phone) does `what` once more. Returns whether it is at most `most` this hour."""
    hour = timezone.now().replace(minute=0, second=0, microsecond=0)
    place = {"what": what, "whom": _unnamed(whom), "hour": hour}
    Tally.objects.bulk_create([Tally(**place)], ignore_conflicts=True)
    row = Tally.objects.filter(**place)
    row.update(times=F("times") + 1)
    return row.values_list("times", flat=True).get() <= most


def forget_old() -> int:
    """Delete what is older than a day. Returns how many rows."""
    return Tally.objects.filter(hour__lt=timezone.now() - KEPT).delete()[0]


def _unnamed(whom: str) -> str:
    return salted_hmac(f"cms.intake.limits.{timezone.localdate()}", whom, algorithm="sha256").hexdigest()
