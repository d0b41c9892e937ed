"""What a campaign tells of its entries follows them: when one is published, taken down, deleted, or moved away.

And what entries tell of their campaign follows that.
"""

from typing import Any

from django.db.models.signals import post_delete
from wagtail.models import Page
from wagtail.signals import page_published, page_unpublished, post_page_move

from cms.campaigns.ballots.public import latest_count
from cms.campaigns.ballots.services import counting
from cms.campaigns.entries.models import EntryPage
from cms.campaigns.entries.queries import entries_of
from cms.campaigns.models import CampaignPage
from cms.campaigns.procedures.models import Procedure
from cms.campaigns.results import services as results
from cms.campaigns.results.public import is_told
from cms.campaigns.scoring.queries import pages_of
from cms.core.signals import page_changed


def connect() -> None:
    """Follow the entries. Called once, when the app is ready."""
    for signal, act in (
        (page_published, _published),
        (page_unpublished, _taken_down),
        (post_delete, _gone),
        (post_page_move, _moved),
    ):
        signal.connect(act, sender=EntryPage, dispatch_uid="entries")
    page_published.connect(_campaign_published, sender=CampaignPage, dispatch_uid="entries")


def _published(instance: EntryPage, **_signal: Any) -> None:
    """Its name leads to it again."""
    procedure = _procedure_at(instance.path)
    if procedure and (latest_count(procedure.pk) or is_told(procedure)):
        for page in pages_of(procedure).values():
            page_changed.send(CampaignPage, instance=page)


def _campaign_published(instance: CampaignPage, **_signal: Any) -> None:
    """What is commended names it."""
    procedure = Procedure.objects.filter(pk=instance.translation_key).first()
    if procedure and is_told(procedure):
        for entry in entries_of(procedure):
            page_changed.send(EntryPage, instance=entry)


def _taken_down(instance: EntryPage, **signal: Any) -> None:
    # What is about to be deleted is said to be taken down as well, while it is still there.
    if not Page.objects.filter(pk=instance.pk, live=True).exists():
        _gone(instance, **signal)


def _gone(instance: EntryPage, **_signal: Any) -> None:
    _forget(instance, _procedure_at(instance.path))


def _moved(instance: EntryPage, parent_page_before: Page, parent_page_after: Page, **_signal: Any) -> None:
    if parent_page_before.pk != parent_page_after.pk:
        _forget(instance, Procedure.objects.filter(pk=parent_page_before.translation_key).first())


def _forget(entry: EntryPage, procedure: Procedure | None) -> None:
    if procedure:
        counting.forget_entry(procedure, entry.translation_key)
        results.forget_entry(procedure)


def _procedure_at(path: str) -> Procedure | None:
    """That of the campaign which an entry with this path in the tree is, or was, below."""
    campaign = Page.objects.filter(path=path[: -Page.steplen]).values("translation_key")
    return Procedure.objects.filter(pk__in=campaign).first()
