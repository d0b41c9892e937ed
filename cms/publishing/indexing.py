"""The search index as a projection, and what is like what ("recommended articles"), which the index is
asked for.
"""

import logging
import time
from collections.abc import Iterable, Iterator
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet

from cms.core.documents import PublishedDocument
from cms.core.text import plain, shorten
from cms.publishing import pending
from cms.publishing.batches import batched
from cms.publishing.locks import hold
from cms.publishing.models import RelatedDocuments, StoredDocument
from search.api import Index, open_index
from search.documents import Part, SearchDocument

logger = logging.getLogger(__name__)
TAKEN = 500
RELATED = 5
PART_TITLE = 60
FOUND = (
    "page",
    "notice",
    "policy",
    "work_plan",
    "brand",
    "recruitment",
    "campaign",
)  # furniture is not searched


class SearchProjection:
    """Keeps the search index equal to the documents. The lock makes it the index's only writer."""

    name = "search"

    def __init__(self, location: str):
        self._location = location
        self._index: Index | None = None

    @property
    def index(self) -> Index:
        """The open index; opened when first needed, since most processes never do."""
        if self._index is None:
            self._index = open_index(self._location)
        return self._index

    def drain(self) -> int:
        """Bring all waiting documents into the index; those that are gone, out of it. Returns how many."""
        count = 0
        if not self._is_usable():
            return self.rebuild()
        with hold(self.name):
            while rows := pending.take(self.name, TAKEN):
                keys = [row.subject for row in rows]
                documents = {row.key: row.document for row in _searchable().filter(key__in=keys)}
                self.index.remove([key for key in keys if key not in documents])
                self.index.index([search_document(document) for document in documents.values()])
                self._relate(documents)
                RelatedDocuments.objects.filter(key__in=set(keys) - documents.keys()).delete()
                pending.done(rows)
                count += len(rows)
        return count

    def rebuild(self) -> int:
        """Make the index anew beside the old one, which answers meanwhile. Returns how many documents."""
        started = time.perf_counter()
        with hold(self.name):
            waiting = pending.take(self.name, 1_000_000)
            count = self.index.rebuild(search_document(document) for document in every_document())
            for some in batched(every_document(), TAKEN):
                self._relate({document.key: document for document in some})
            pending.done(waiting)
        logger.info("search index rebuilt: %s documents in %.1f s", count, time.perf_counter() - started)
        return count

    def _is_usable(self) -> bool:
        """An index that is damaged, or was made by another version of the analysis, is made anew."""
        return self.index.health().state in ("ready", "empty")

    @transaction.atomic
    def _relate(self, documents: dict[str, PublishedDocument]) -> None:
        """Store what is like each of these documents, and have their pages show it."""
        before = {row.key: row.keys for row in RelatedDocuments.objects.filter(key__in=documents)}
        now = {key: self.index.related(key, limit=RELATED) for key in documents}
        changed = {key: keys for key, keys in now.items() if before.get(key) != keys}
        RelatedDocuments.objects.bulk_create(
            [RelatedDocuments(key=key, keys=keys) for key, keys in changed.items()],
            update_conflicts=True,
            unique_fields=["key"],
            update_fields=["keys"],
        )
        pending.ask("site", [f"related:{key}" for key in changed])


def every_document() -> Iterator[PublishedDocument]:
    """All documents that search finds, in the order of their keys."""
    return (row.document for row in _searchable().order_by("key").iterator(chunk_size=500))


def search_document(document: PublishedDocument) -> SearchDocument:
    """What search holds of a document; a plan's tasks are parts with an anchor of their own."""
    tasks = document.detail.get("tasks", [])
    return SearchDocument(
        key=document.key,
        type=document.type,
        locale=document.locale,
        url=document.url,
        title=document.title,
        summary=document.summary,
        text="\n".join(_words(document)),
        parts=tuple(_part(task) for task in tasks),
        issuer=document.facets.get("issuer", ""),
        issuer_name=document.issuer["name"] if document.issuer else "",
        section=document.section["key"] if document.section else "",
        section_title=document.section["title"] if document.section else "",
        topics=tuple(document.facets.get("topic", ())),
        year=document.facets.get("year"),
        published_at=document.published_at,
        state=document.facets.get("state", ""),
    )


def _words(document: PublishedDocument) -> Iterable[str]:
    """A document's text and the names and numbers that it goes by."""
    detail = document.detail
    yield from filter(None, (detail.get("number", ""), detail.get("index_number", ""), document.text))
    yield from (attachment["title"] for attachment in document.attachments)


def _part(task: dict[str, Any]) -> Part:
    """A task as search knows it: a title that fits a line, and all its words as text where the title is cut."""
    heading, text = task["heading"], plain(task["html"])
    title = shorten(heading or text, PART_TITLE)
    if heading and title != heading:
        text = f"{heading}\n{text}".strip()
    return Part(anchor=task["anchor"], title=f"{task['number']} {title}".strip(), text=text)


def _searchable() -> QuerySet[StoredDocument]:
    return StoredDocument.objects.filter(type__in=FOUND)


def default_projection() -> SearchProjection:
    return SearchProjection(settings.SEARCH_URL)
