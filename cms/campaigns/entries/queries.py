"""Which entries compete."""

from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from django.db.models import Q, QuerySet

from cms.campaigns.models import CampaignPage, EntryPage
from cms.campaigns.procedures.models import Procedure
from cms.campaigns.procedures.queries import first_start


class Admitted(NamedTuple):
    """An entry that is voted on or scored: its translation key, its category's uid, {language: title}."""

    uuid: UUID
    category: UUID
    titles: dict[str, str]


def entries_of(procedure: Procedure) -> QuerySet[EntryPage]:
    """The public entries of a campaign in all languages."""
    campaigns = CampaignPage.objects.live().filter(translation_key=procedure.pk)
    below = Q(pk__in=[])
    for path, depth in campaigns.values_list("path", "depth"):
        below |= Q(path__startswith=path, depth=depth + 1)
    return EntryPage.objects.live().filter(below).select_related("locale")


def admitted(procedure: Procedure) -> list[Admitted]:
    """The entries that are public and were so when the vote or the scoring began, whichever was first; before that,
    those that are public now. One without a category is in the campaign's own.
    """
    return [
        Admitted(
            key,
            found[0].category or procedure.pk,
            {page.locale.language_code: page.title for page in found},
        )
        for key, found in pages_admitted(procedure).items()
    ]


def pages_admitted(procedure: Procedure) -> dict[UUID, list[EntryPage]]:
    """{entry: its pages} of those that are admitted."""
    begins = first_start(procedure, "vote", "scoring")
    pages: dict[UUID, list[EntryPage]] = {}
    for page in entries_of(procedure).order_by("locale_id", "path"):
        pages.setdefault(page.translation_key, []).append(page)
    return {key: found for key, found in pages.items() if _was_public(found, begins)}


def _was_public(pages: list[EntryPage], begins: datetime | None) -> bool:
    """Whether one of an entry's pages was published by then."""
    published = [page.first_published_at for page in pages if page.first_published_at]
    return begins is None or any(moment <= begins for moment in published)
