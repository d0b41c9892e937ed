"""What the clock does: scheduled publishing and expiry, and documents that change at a moment."""

import logging
from collections.abc import Callable

from django.db import InterfaceError, InternalError, OperationalError, connection, transaction
from django.db.models import Min
from django.utils import timezone
from wagtail.log_actions import LogContext
from wagtail.models import Page, Revision

from cms.core import chores
from cms.publishing.models import StoredDocument
from cms.publishing.services import refresh

logger = logging.getLogger(__name__)


def run_due() -> int:
    """Do what is due, each object in a transaction of its own; one failure never stops the rest. Returns
    how many.
    """
    return _publish_due() + _expire_due() + _refresh_due() + _run_chores()


def seconds_to_next(longest: float) -> float:
    """Seconds until something planned is due, at most `longest`. What failed before waits for the next usual look."""
    now = timezone.now()
    planned = (
        (Revision.objects.all(), "approved_go_live_at"),
        (Page.objects.live(), "expire_at"),
        (StoredDocument.objects.all(), "changes_at"),
    )
    moments = [
        rows.filter(**{f"{field}__gt": now}).aggregate(next=Min(field))["next"] for rows, field in planned
    ]
    return min([longest, *((moment - now).total_seconds() for moment in moments if moment)])


def _run_chores() -> int:
    return sum(_each("run", name, chores.run) for name in chores.take_due())


def _publish_due() -> int:
    """Wagtail's own command clears the mark first and publishes then, so a kill in between loses the
    publication.
    """
    due = Revision.objects.filter(approved_go_live_at__lte=timezone.now()).order_by("approved_go_live_at")
    return sum(_each("publish", pk, _publish) for pk in due.values_list("pk", flat=True))


def _publish(pk: int) -> None:
    revision = Revision.objects.select_for_update().get(pk=pk)
    if revision.approved_go_live_at is not None:  # another worker may have been first
        with LogContext(user=revision.user):
            revision.publish(user=revision.user)


def _expire_due() -> int:
    due = Page.objects.live().filter(expire_at__lte=timezone.now())
    return sum(_each("expire", pk, _expire) for pk in due.values_list("pk", flat=True))


def _expire(pk: int) -> None:
    page = Page.objects.get(pk=pk).specific
    if page.live:
        to_come = dict(
            page.revisions.exclude(approved_go_live_at=None).values_list("pk", "approved_go_live_at")
        )
        page.unpublish(set_expired=True, log_action="wagtail.unpublish.scheduled")
        # To Wagtail, whoever takes a page down also takes its scheduled return back. The clock does not.
        for revision, moment in to_come.items():
            page.revisions.filter(pk=revision).update(approved_go_live_at=moment)


def _refresh_due() -> int:
    due = StoredDocument.objects.filter(changes_at__lte=timezone.now())
    return sum(
        _each("refresh", int(key.partition(":")[2]), _refresh) for key in due.values_list("key", flat=True)
    )


def _refresh(pk: int) -> None:
    refresh(Page.objects.get(pk=pk))


def _each(what: str, pk: int | str, act: Callable[..., None]) -> bool:
    try:
        with transaction.atomic():
            act(pk)
    except (OperationalError, InterfaceError, InternalError) as error:
        if connection.connection is None or not connection.is_usable():  # then the rest cannot be done either
            raise
        logger.warning("could not %s %s: %s", what, pk, error)
        return False
    except Exception:
        logger.exception("could not %s %s", what, pk)
        return False
    return True
