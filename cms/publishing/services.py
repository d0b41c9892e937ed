"""Bringing the documents in line with the pages. Every change of a page ends here, in the transaction of
that change.
"""

from collections.abc import Callable, Iterable

from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction
from wagtail.models import Page, ReferenceIndex, get_page_models

from cms.core.models import BasePage, Image, Topic
from cms.core.reach import is_public
from cms.core.signals import reach_changed
from cms.publishing import directory, pending
from cms.publishing.batches import batched
from cms.publishing.keeping import remove, replace
from cms.publishing.models import MediaUse, StoredDocument
from cms.publishing.rendering import frames


@transaction.atomic
def refresh(page: Page) -> None:
    """Make a page's document what the page is now: written, replaced or removed.

    Where its address, title or presence changed, everything below it follows, since its address and
    breadcrumb do.
    """
    page = page.specific
    if not isinstance(page, BasePage):
        return
    old = StoredDocument.objects.filter(pk=page.key).first()
    new = replace(page.key, page.to_document() if is_public(page) else None, page.path)
    if _place(old) != _place(new):
        if page.document_type == "home":
            directory.follow()
        for below in page.get_descendants().live().specific().iterator(chunk_size=200):
            refresh_alone(below)
        if page.numchild and (old is None or new is None):
            reach_changed.send(sender=type(page), instance=page)


def refresh_alone(page: Page) -> None:
    """As `refresh`, for one page whose descendants are looked after otherwise."""
    if isinstance(page, BasePage):
        replace(page.key, page.to_document() if is_public(page) else None, page.path)


def users_of(thing: models.Model) -> set[int]:
    """The pages that refer to an organisation, topic, image, attachment or other object."""
    references = (
        ReferenceIndex.get_references_to(thing).values_list("base_content_type", "object_id").distinct()
    )
    pages = {int(pk) for type_pk, pk in references if _is_page(type_pk)}
    if isinstance(thing, Topic):  # Wagtail's index holds no many-to-many relations
        kinds = [kind for kind in get_page_models() if issubclass(kind, BasePage)]
        pages.update(*(kind.objects.filter(topics=thing).values_list("pk", flat=True) for kind in kinds))
    if isinstance(
        thing, Image
    ):  # nor pictures of what a page shows besides itself, such as a task's progress
        shown = MediaUse.objects.filter(kind="image", source=thing.pk).values_list("document", flat=True)
        pages.update(int(key.removeprefix("page:")) for key in shown.distinct() if key.startswith("page:"))
    return pages


def refresh_pages(pks: Iterable[int]) -> None:
    """Refresh these pages, as far as they are there."""
    for page in Page.objects.filter(pk__in=pks).specific().iterator(chunk_size=200):
        refresh(page)


def refresh_all(progress: Callable[[int, int], None] | None = None) -> int:
    """Refresh every page, each in a transaction of its own, and remove documents without a page. Returns
    the changes.

    For pages that came into the database without the signals: migrations, restored backups, a new program
    version.
    """
    frames.renew()
    before = dict(StoredDocument.objects.values_list("key", "data"))
    pages = Page.objects.filter(depth__gt=1).order_by("path")
    total = pages.count()
    for number, page in enumerate(pages.specific().iterator(chunk_size=200), start=1):
        with transaction.atomic():
            refresh_alone(page)
        if progress:
            progress(number, total)
    known = {f"page:{pk}" for pk in Page.objects.values_list("pk", flat=True)}
    remove(key for key in before if key.startswith("page:") and key not in known)
    directory.follow()
    after = dict(StoredDocument.objects.values_list("key", "data"))
    return sum(before.get(key) != after.get(key) for key in before.keys() | after.keys())


def follow_order(parent: Page) -> None:
    """Note the new places of what is below a page: to put one page between others moves those behind it."""
    key = f"page:{parent.pk}"
    stored = dict(StoredDocument.objects.filter(parent=key).values_list("key", "position"))
    children = parent.get_children().only("path", "depth", "numchild")
    shifted = [child for child in children if stored.get(f"page:{child.pk}", child.path) != child.path]
    places = {
        f"page:{pk}": path
        for child in shifted
        for pk, path in Page.objects.descendant_of(child, inclusive=True).values_list("pk", "path")
    }
    for keys in batched(places, 500):
        rows = list(StoredDocument.objects.filter(key__in=keys).only("position"))
        for row in rows:
            row.position = places[row.key]
        StoredDocument.objects.bulk_update(rows, ["position"])
    if places:
        pending.ask("site", {f"sections:{key}", f"pages:{key}", f"frame:{parent.locale.language_code}"})


def _place(row: StoredDocument | None) -> tuple[str, str] | None:
    return (row.url, row.document.title) if row else None


def _is_page(content_type_pk: int) -> bool:
    model = ContentType.objects.get_for_id(content_type_pk).model_class()
    return bool(model and issubclass(model, Page))
