"""One-time codes that prove whose phone it is: hashed, short-lived, limited in tries and in sends."""

import secrets
from datetime import timedelta
from typing import Literal

from django.db import models, transaction
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac

from cms.intake import secrecy

VALID = timedelta(minutes=10)
PAUSE = timedelta(seconds=60)  # until another may be sent
MOST_A_DAY = 10  # sent to one number
TRIES = 5

Unsent = Literal["wait", "many"]
Wrong = Literal["wrong", "over"]


class Code(models.Model):
    """A code that was sent. Neither it nor the number can be read here."""

    phone_hash = models.CharField(max_length=64, db_index=True)
    digest = models.CharField(max_length=64)
    sent_at = models.DateTimeField(default=timezone.now)
    tries = models.PositiveSmallIntegerField(default=0)
    used_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-sent_at", "-pk"]
        constraints = [models.CheckConstraint(condition=models.Q(tries__lte=TRIES), name="code_tries")]

    def __str__(self) -> str:
        return str(self.sent_at)


def make(phone: str) -> tuple[str, Unsent | None]:
    """A new code for a phone, to be sent; the one before is over. Or "" and why there is none."""
    now, phone_hash = timezone.now(), secrecy.lookup(phone)
    with transaction.atomic():
        sent = Code.objects.filter(phone_hash=phone_hash, sent_at__gt=now - timedelta(days=1))
        if sent.filter(sent_at__gt=now - PAUSE).exists():
            return "", "wait"
        if sent.count() >= MOST_A_DAY:
            return "", "many"
        sent.filter(used_at=None).update(used_at=now)
        code = f"{secrets.randbelow(10**6):06}"
        Code.objects.create(phone_hash=phone_hash, digest=_digest(phone_hash, code), sent_at=now)
    return code, None


def take_back(phone: str) -> None:
    """Forget the newest code of a phone: it could not be sent."""
    newest = Code.objects.filter(phone_hash=secrecy.lookup(phone)).first()
    if newest:
        newest.delete()


def check(phone: str, typed: str) -> Wrong | None:
    """Use a code. Returns why it is not right, or None. Five wrong ones, and another has to be sent."""
    phone_hash = secrecy.lookup(phone)
    with transaction.atomic():
        code = (
            Code.objects.select_for_update()
            .filter(phone_hash=phone_hash, used_at=None, tries__lt=TRIES, sent_at__gt=timezone.now() - VALID)
            .first()
        )
        if code is None:
            return "over"
        if not constant_time_compare(code.digest, _digest(phone_hash, typed)):
            code.tries += 1
            code.save(update_fields=["tries"])
            return "wrong" if code.tries < TRIES else "over"
        code.used_at = timezone.now()
        code.save(update_fields=["used_at"])
    return None


def old(before: timedelta) -> models.QuerySet[Code]:
    """Codes that were sent longer ago than this."""
    return Code.objects.filter(sent_at__lt=timezone.now() - before)


def _digest(phone_hash: str, code: str) -> str:
    """Six digits are soon tried through: without the program's key the hash is of no use."""
    return salted_hmac("cms.intake.codes", f"{phone_hash}:{code}", algorithm="sha256").hexdigest()
