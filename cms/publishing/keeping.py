"""Writing and removing documents: the only place that does, with the work that follows from it for the projections."""

from collections.abc import Iterable

from django.db import transaction

from cms.core.documents import Data, PublishedDocument, media_in, sources_of
from cms.publishing import beside, filing, occasions, pending
from cms.publishing.changes import tags_of_change
from cms.publishing.media import papers, pictures
from cms.publishing.models import MediaUse, Relation, StoredDocument
from cms.publishing.receipts import ledger
from cms.publishing.redirects import former_addresses, gone
from cms.publishing.redirects.paths import old_path_of


@transaction.atomic
def replace(key: str, document: PublishedDocument | None, position: str = "") -> StoredDocument | None:
    """Write (or with None remove) a document, and note the work of the projections. Returns the new row."""
    old = StoredDocument.objects.filter(pk=key).first()
    new = StoredDocument.from_document(document, position) if document else None
    if (old is None and new is None) or _same(old, new):
        return new
    media = _media_of(key)
    if document is None or new is None:
        StoredDocument.objects.filter(pk=key).delete()
        if old:
            gone.note(old.url)
    else:
        new.save(force_insert=old is None, force_update=old is not None)
        _write_links(new, document)
        if old is None:
            former_addresses.give_way([old_path_of(new.url)])
        if old is None or old.url != new.url:
            gone.forget(new.url)
    subjects = {key} | tags_of_change(old, new) | (media ^ _media_of(key))
    subjects |= papers.ask(old, new)
    pending.ask("site", subjects)
    pending.ask("search", [key])
    ledger.ask(old, new, subjects)
    return new


def remove(keys: Iterable[str]) -> None:
    """Remove documents whose pages are gone."""
    for key in keys:
        replace(key, None)


def _write_links(row: StoredDocument, document: PublishedDocument) -> None:
    row.relations.all().delete()
    row.media.all().delete()
    filing.write(row)
    occasions.write(row)
    beside.write(row)
    Relation.objects.bulk_create(
        Relation(source=row, kind=kind, target=key)
        for kind, key in dict.fromkeys((relation["kind"], relation["key"]) for relation in document.relations)
    )
    files = [
        *media_in(document.body),
        *media_in(document.detail),
        *media_in(document.attachments),
        *media_in(document.card),
    ]
    uses = {
        url: MediaUse(document=row, url=url, kind=media["media"], source=media["id"], width=width)
        for media in files
        for url, width in _addresses(media)
    }
    MediaUse.objects.bulk_create(uses.values(), batch_size=500)
    pictures.ask(files)


def _addresses(media: Data) -> list[tuple[str, int | None]]:
    if media["media"] == "attachment":
        return [(media["url"], None)]
    return [(source["url"], source["width"]) for _kind, source in sources_of(media)]


def _media_of(key: str) -> set[str]:
    return {f"media:{url}" for url in MediaUse.objects.filter(document=key).values_list("url", flat=True)}


def _same(old: StoredDocument | None, new: StoredDocument | None) -> bool:
    return bool(old and new and old.data == new.data and old.position == new.position)
