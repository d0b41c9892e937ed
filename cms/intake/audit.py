"""Who of the staff saw personal data, when, of whom and why. Rows come and never change or go."""

from collections.abc import Iterable
from typing import Any, NoReturn

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class AppendOnly(models.QuerySet):
    """The database refuses it as well, see the migration."""

    def update(self, **_values: Any) -> NoReturn:
        raise TypeError("the log of access is only added to")

    def delete(self) -> NoReturn:
        raise TypeError("the log of access is only added to")


class Access(models.Model):
    """One look at, or one export of, the data of some people."""

    class Action(models.TextChoices):
        SHOW = "show", _("Shown")
        EXPORT = "export", _("Exported")
        PRINT = "print", _("Printed")
        CHANGE = "change", _("Changed")
        DELETE = "delete", _("Emptied")

    at = models.DateTimeField(_("when"), default=timezone.now, db_index=True)
    # No foreign key: the log outlives the users it names.
    user_id = models.PositiveBigIntegerField(_("user"), null=True)
    username = models.CharField(_("who"), max_length=150)
    action = models.CharField(_("what"), max_length=10, choices=Action)
    kind = models.CharField(_("of"), max_length=60)
    people = models.JSONField(_("people"))  # their numbers
    reason = models.CharField(_("why"), max_length=200)

    objects = AppendOnly.as_manager()

    class Meta:
        verbose_name = _("access to personal data")
        verbose_name_plural = _("access to personal data")
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.at} {self.username} {self.action}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise TypeError("the log of access is only added to")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise TypeError("the log of access is only added to")


def note(user: Any, action: Access.Action, kind: str, people: Iterable[int], reason: str) -> None:
    """Write down that a user of the admin gets to see people (their primary keys). Call it before they do."""
    Access.objects.create(
        user_id=user.pk,
        username=user.get_username(),
        action=action,
        kind=kind,
        people=sorted(people),
        reason=reason,
    )
