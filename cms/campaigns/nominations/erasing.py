"""What was made public of a nomination goes with the nominee's consent: the page, its history, its pictures.

That there was an entry stays, without a name: ballots and score sheets name its key.
"""

from collections.abc import Iterable
from typing import Any

from wagtail.admin.models import FormState
from wagtail.models import PageLogEntry

from cms.campaigns.models import EntryPage
from cms.campaigns.nominations.models import Nomination
from cms.campaigns.results.models import Result
from cms.core.models import Image
from cms.core.signals import names_erased


def erase(nomination: Nomination) -> None:
    """Delete all that was made of a nomination. To be called while its pictures are there."""
    images = list(Image.objects.filter(pk__in=nomination.pictures.exclude(image=None).values("image")))
    if nomination.entry:
        pages = {page.pk: page for page in EntryPage.objects.filter(translation_key=nomination.entry)}
        for page in pages.values():
            _delete(page)
        # Logs and receipts keep titles: they tell of the nomination by its number.
        names_erased.send(sender=EntryPage, pages=list(pages), name=str(nomination))
        PageLogEntry.objects.filter(page_id__in=pages).update(label=str(nomination), data={})
        _forget_title(nomination)
    for image in images:
        image.delete()  # with its file, and from every page that shows it


def people_go(people: Iterable[int], **_signal: Any) -> None:
    """People ask to be deleted: what they had made public of themselves goes, too."""
    public = Nomination.objects.filter(person__in=people, is_self=True, emptied_at=None)
    for nomination in public.exclude(entry=None):
        erase(nomination)


def _delete(page: EntryPage) -> None:
    if page.live:
        page.unpublish()  # whoever counts or lists entries is told
    FormState.objects.for_instance(page).delete()
    page.delete()


def _forget_title(nomination: Nomination) -> None:
    result = Result.objects.filter(procedure=nomination.procedure_id).first()
    if result and result.titles.pop(str(nomination.entry), None):
        result.save()
