"""Whose staff somebody is: a user who belongs to organisations works for these and for the bodies below them.

Somebody without a membership is bound by the groups of Wagtail alone, an administrator by nothing.
"""

from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page, get_page_models

from cms.core.organisations import Organisation

KEPT = "_bodies_worked_for"  # on the user object, which lives as long as a request


class Membership(models.Model):
    """A user is of the staff of an organisation. It is protected: who loses the last one is bound no more."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="memberships")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="memberships")

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        ordering = ["organisation__name_zh"]
        constraints = [
            models.UniqueConstraint(fields=["user", "organisation"], name="member_of_an_organisation_once")
        ]

    def __str__(self) -> str:
        return f"{self.user_id} → {self.organisation_id}"


def bodies_of(user: Any) -> frozenset[int] | None:
    """The keys of the organisations that a user works for, those below theirs included; None: bound to none."""
    if not getattr(user, "pk", None) or user.is_superuser:
        return None
    if not hasattr(user, KEPT):
        mine = set(user.memberships.values_list("organisation", flat=True))
        setattr(user, KEPT, frozenset(with_those_below(mine)) if mine else None)
    return getattr(user, KEPT)


def organisations_of(user: Any) -> QuerySet[Organisation]:
    """The organisations in whose names a user may write: for somebody who is bound to none, all."""
    bodies = bodies_of(user)
    return Organisation.objects.all() if bodies is None else Organisation.objects.filter(pk__in=bodies)


def home_of(user: Any) -> Organisation | None:
    """The organisation in whose name a user writes unless they say otherwise; None for who is bound to none."""
    if bodies_of(user) is None:
        return None
    return user.memberships.select_related("organisation")[0].organisation


def issuer_for(user: Any, named: Organisation | None) -> Organisation | None:
    """The issuer of what a user brings in, which names one or not.

    Raises ValidationError where they don't work for the one that is named.
    """
    if named is None:
        return home_of(user)
    if not works_for(user, named.pk):
        raise ValidationError(
            _("This is in the name of %(issuer)s, for which you don't work.") % {"issuer": named}
        )
    return named


def works_for(user: Any, issuer: int | None, *, needs_one: bool = False) -> bool:
    """Whether a user may work on what speaks in the name of an organisation (its key; None: of nobody's).

    What is nobody's is everybody's, unless it needs an issuer: then it is left to those who are not bound.
    """
    bodies = bodies_of(user)
    return bodies is None or (not needs_one if issuer is None else issuer in bodies)


def pages_of_others(user: Any) -> Q | None:
    """Picks out of Page those that a user may not work on; None where there are none of that kind."""
    bodies = bodies_of(user)
    if bodies is None:
        return None
    found = Q(pk__in=[])
    for model in get_page_models():
        if hasattr(model, "needs_issuer"):
            theirs = Q(issuer__in=bodies)
            if not model.needs_issuer:
                theirs |= Q(issuer=None)
            found |= Q(pk__in=model._default_manager.exclude(theirs).values("pk"))
    return found


def others_below(user: Any, page: Page) -> bool:
    """Whether there are pages below one that a user may not work on."""
    others = None if page.is_leaf() else pages_of_others(user)
    return others is not None and Page.objects.descendant_of(page).filter(others).exists()


def with_those_below(mine: set[int]) -> set[int]:
    """The keys of organisations, and of all below them."""
    below: dict[int | None, list[int]] = {}
    for pk, parent in Organisation.objects.order_by().values_list("pk", "parent"):
        below.setdefault(parent, []).append(pk)
    found, fresh = set(mine), mine
    while fresh:
        fresh = {pk for parent in fresh for pk in below.get(parent, [])} - found
        found |= fresh
    return found
