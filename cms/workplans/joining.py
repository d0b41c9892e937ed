"""Two plans that were written by themselves, in two languages, are declared versions of one; and that is undone.

Versions share a translation key, and with it what is recorded of their tasks (docs/adr/0012).
"""

from typing import Any
from uuid import UUID, uuid4

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Count, QuerySet
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.models import Locale, Page

from cms.workplans import records
from cms.workplans.history import JOINED, SEPARATED
from cms.workplans.models import WorkPlanPage
from cms.workplans.queries import plans_to_work_on
from cms.workplans.recording import refuse_others
from cms.workplans.telling import tell_of_versions


def missing_locales(plan: WorkPlanPage) -> list[Locale]:
    """The languages that a plan has no version in."""
    there = Page.objects.filter(translation_key=plan.translation_key).values("locale")
    return list(Locale.objects.exclude(pk__in=there).order_by("pk"))


def candidates(plan: WorkPlanPage, locale: Locale, user: Any) -> QuerySet[WorkPlanPage]:
    """The plans in another language that can be declared the translation of one: of the same body and year, without a
    version in any other language, and the user's to work on.
    """
    versions = Page.objects.values("translation_key").annotate(count=Count("pk")).filter(count=1)
    found = plans_to_work_on(user).filter(locale=locale, issuer=plan.issuer_id, year=plan.year)
    return found.filter(translation_key__in=versions.values("translation_key")).order_by("title", "pk")


@transaction.atomic
def join(plan: WorkPlanPage, other: WorkPlanPage, by: Any) -> None:
    """Declare a plan in another language the translation of one. What was recorded of either is of both from now on.

    Raises ValidationError where they can't be versions of one, PermissionDenied where either is another body's.
    """
    plan, other = _both(plan, other, by)
    if plan.alias_of_id or other.alias_of_id:
        raise ValidationError(_("One of these plans mirrors another. Choose the original."))
    if plan.locale_id == other.locale_id:
        raise ValidationError(_("Both plans are in the same language."))
    if (plan.issuer_id, plan.year) != (other.issuer_id, other.year):
        raise ValidationError(
            _("Only plans of the same body and the same year can be translations of each other.")
        )
    if Page.objects.filter(translation_key__in=[plan.translation_key, other.translation_key]).count() > len(
        (plan, other)
    ):
        raise ValidationError(_("One of these plans has a translation already. Separate the two first."))
    records.bring(other.translation_key, plan.translation_key)
    _name(other, plan.translation_key)
    _log(JOINED, plan, other, by)
    tell_of_versions(plan.translation_key)


@transaction.atomic
def separate(plan: WorkPlanPage, other: WorkPlanPage, by: Any) -> None:
    """Undo that: the other version is a plan of its own, with what was recorded of tasks that only it has.

    Raises ValidationError where they are no versions of one, PermissionDenied where either is another body's.
    """
    plan, other = _both(plan, other, by)
    if plan.translation_key != other.translation_key or plan.pk == other.pk or other.alias_of_id:
        raise ValidationError(_("These two plans are not translations of each other."))
    key, ours, theirs = uuid4(), _uids(plan), _uids(other)
    records.part(plan.translation_key, key, alone=theirs - ours, shared=theirs & ours, locale=other.locale_id)
    _name(other, key)
    _log(SEPARATED, plan, other, by)
    tell_of_versions(plan.translation_key, key)


def shared(plan: WorkPlanPage, other: WorkPlanPage) -> int:
    """How many tasks two versions have in common."""
    return len(_uids(plan) & _uids(other))


def _both(plan: WorkPlanPage, other: WorkPlanPage, by: Any) -> tuple[WorkPlanPage, WorkPlanPage]:
    """Both as they are on record, while nobody else changes them."""
    locked = WorkPlanPage.objects.select_for_update(of=("self",)).order_by("pk")
    rows = {page.pk: page for page in locked.filter(pk__in=[plan.pk, other.pk]).select_related("locale")}
    if len(rows) < len({plan.pk, other.pk}):
        raise ValidationError(_("One of these plans was deleted meanwhile."))
    for page in rows.values():
        refuse_others(page, by)
    return rows[plan.pk], rows[other.pk]


def _uids(page: WorkPlanPage) -> set[UUID]:
    """The tasks of a version, public or drafted."""
    drafted = page.get_latest_revision_as_object()
    return {task.uid for task in (*page.tasks.all(), *drafted.tasks.all())}


def _name(page: WorkPlanPage, key: UUID) -> None:
    Page.objects.filter(pk=page.pk).update(translation_key=key)


def _log(action: str, plan: WorkPlanPage, other: WorkPlanPage, by: Any) -> None:
    for page, beside in ((plan, other), (other, plan)):
        page.refresh_from_db(fields=["translation_key"])
        data = {"with": beside.title, "language": str(beside.locale)}
        log(instance=page, action=action, user=by, data=data)
