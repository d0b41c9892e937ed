"""From old keys to the newest one: every personal field written anew, every hash and seal computed anew."""

from collections.abc import Callable

from django.apps import apps
from django.db import models, transaction

from cms.intake.people import OfPerson, Person, personal_fields

AT_ONCE = OfPerson.rewritten_at_once

_others: list[Callable[[], int]] = []


def register(renew: Callable[[], int]) -> None:
    """Have `renew` write anew what is encrypted and of nobody. It returns how many rows that were."""
    _others.append(renew)


@transaction.atomic
def rotate() -> int:
    """Have the newest key alone needed from now on: all or nothing. Returns how many rows were written.

    Raises UnreadableError where a key is missing.
    """
    written = sum(renew() for renew in _others)
    for model in apps.get_models():
        if names := personal_fields(model):
            keys = list(model._default_manager.order_by("pk").values_list("pk", flat=True))
            at_once = getattr(model, "rewritten_at_once", AT_ONCE)
            for start in range(0, len(keys), at_once):
                written += _rewrite(model, names, keys[start : start + at_once])
    return written


def _rewrite(model: type[models.Model], names: list[str], keys: list[int]) -> int:
    rows = list(model._default_manager.select_for_update().filter(pk__in=keys))
    for row in rows:
        if isinstance(row, Person):
            row.hash()
        elif isinstance(row, OfPerson):
            row.rekey()
    if model is Person:
        names = [*names, *(f"{name}_hash" for name in names)]
    elif issubclass(model, OfPerson):
        names = [*names, *model.rekeyed]
    model._default_manager.bulk_update(rows, names)
    return len(rows)
