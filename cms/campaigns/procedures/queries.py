"""Which stage a procedure is in."""

from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from cms.campaigns.procedures.models import Category, Procedure, Window


def procedure_of(translation_key: UUID) -> Procedure | None:
    """The procedure of a campaign page; None while it was never published."""
    return Procedure.objects.filter(pk=translation_key).first()


def open_window(procedure: Procedure, kind: str, now: datetime) -> Window | None:
    """The window of this kind that is open at a moment: start ≤ now < end."""
    return procedure.windows.filter(kind=kind, starts_at__lte=now, ends_at__gt=now).first()


def first_start(procedure: Procedure, *kinds: str) -> datetime | None:
    """When the first of the stages of these kinds starts."""
    return procedure.windows.filter(kind__in=kinds).values_list("starts_at", flat=True).first()


def categories_of(procedure: Procedure) -> QuerySet[Category]:
    """Those that entries can compete in, as the campaign lists them."""
    return procedure.categories.filter(removed_at=None)
