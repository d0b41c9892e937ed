"""Who may be named in public, with what they served. Nobody is named without consent, and for as long as it stands."""

import hashlib
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.db.models import Exists, OuterRef, Sum

from cms.core.documents import Data
from cms.intake.consents import Consent
from cms.volunteers.hours import rules
from cms.volunteers.people import MENTION, Volunteer


def mark() -> str:
    """What the roll depends on, as a digest, which takes no name to compute; "" where nobody is to be named."""
    rows = list(_rows("person", "person__name_hash"))
    return hashlib.sha256(repr([settings.STARS, *rows]).encode()).hexdigest()[:16] if rows else ""


def roll() -> list[Data]:
    """{"name", "hours", "stars"} of each who agreed to be named and has served, those with most hours first."""
    return [
        {"name": name, "hours": rules.in_hours(total), "stars": rules.stars(total, settings.STARS)}
        for name, total in _rows("person__name")
    ]


def _rows(*columns: str) -> Iterable[tuple[Any, ...]]:
    """These columns of each, and the quarters that they served."""
    agreed = Consent.objects.filter(Consent.current, person=OuterRef("person"), purpose=MENTION)
    rows = Volunteer.objects.filter(Exists(agreed), person__forgotten_at=None)
    counted = rows.annotate(total=Sum("entries__quarters")).filter(total__gt=0).order_by("-total", "pk")
    return counted.values_list(*columns, "total")
