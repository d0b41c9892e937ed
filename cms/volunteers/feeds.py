"""A coordinator's calendar of shifts, at an address that only they know, and that they can take back.

A calendar program sends no password. So the address itself is the secret: random, kept as a hash, and of no use once
its owner got another one, lost the right or the account. What it gives are dates, places and numbers, and no person.
"""

import hashlib
import secrets
from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class CalendarAddress(models.Model):
    """The secret of one user's calendar."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="calendar_address"
    )
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("calendar address")
        verbose_name_plural = _("calendar addresses")

    def __str__(self) -> str:
        return str(self.user_id)


def new_secret(user: Any) -> str:
    """A new secret for a user's calendar; the one before opens nothing any more. It can't be read again."""
    secret = secrets.token_urlsafe(32)
    CalendarAddress.objects.update_or_create(
        user=user, defaults={"digest": _digest(secret), "made_at": timezone.now()}
    )
    return secret


def take_back(user: Any) -> None:
    """Have no calendar at any address."""
    CalendarAddress.objects.filter(user=user).delete()


def address_of(user: Any) -> CalendarAddress | None:
    """What is known of a user's calendar; the secret is not."""
    return CalendarAddress.objects.filter(user=user).first()


def owner_of(secret: str) -> Any:
    """The user whose calendar that opens, or None."""
    found = CalendarAddress.objects.select_related("user").filter(digest=_digest(secret)).first()
    return found.user if found and found.user.is_active else None


def _digest(secret: str) -> str:
    """It is long and random: a plain hash is enough, nobody tries it through."""
    return hashlib.sha256(secret.encode()).hexdigest()
