"""The search index as a projection, and what is like what ("recommended articles"), which the index is
asked for.
"""

import logging
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet

from cms.core.documents import PublishedDocument
from cms.core.text import numbered, plain, shorten
from cms.publishing import enrichment, pending
from cms.publishing.batches import batched
from cms.publishing.locks import hold
from cms.publishing.models import Pending, RelatedDocuments, StoredDocument
from cms.publishing.resting import Rest
from search.api import EngineUnavailableError, Index, fingerprint, is_address, open_index
from search.documents import Part, SearchDocument

logger = logging.getLogger(__name__)
Progress = Callable[[int, int], None]
TAKEN = 500
NEAREST, CLUSTER = "search", "cluster"
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
    "entry",
    "election",
    "organisation",
)  # furniture is not searched
UNDATED = ("organisation",)  # when somebody entered it here says nothing of it: the newest come before it


def _unwatched(done: int, total: int) -> None:
    """The progress of a rebuild that nobody watches."""


@dataclass(frozen=True)
class Difference:
    """Keys by which an index is not what the documents are."""

    missing: list[str]
    outdated: list[str]
    stray: list[str]

    def __bool__(self) -> bool:
        return bool(self.missing or self.outdated or self.stray)


class SearchProjection:
    """Keeps one search index equal to the documents. The lock makes it the index's only writer.

    `passes_on` names a projection that is asked for whatever this one has done: a cluster behind an index on this
    machine, which then waits for the cluster without holding the other up.
    """

    def __init__(self, location: str, name: str = "search", passes_on: str = ""):
        self.name, self._location, self._passes_on = name, location, passes_on
        self._index: Index | None = None
        self._rest = Rest()

    @property
    def index(self) -> Index:
        """The open index; opened when first needed, since most processes never do."""
        if self._index is None:
            self._index = open_index(self._location, enrichment.lexicon)
        return self._index

    @property
    def each(self) -> "tuple[SearchProjection, ...]":
        return (self,)

    def drain(self) -> int:
        """Bring all waiting documents into the index; those that are gone, out of it. Returns how many.

        Raises EngineUnavailableError, and does so at once for a while after the server did not answer; what waits
        is kept and says why.
        """
        with self._rest.between(lambda error: pending.held_up(self.name, error)):
            return self._drain()

    def _drain(self) -> int:
        count = 0
        health = self.index.health()
        if health.state == "unavailable":
            raise EngineUnavailableError(health.reason)
        if health.state != "ready" and (health.state != "empty" or _searchable().exists()):
            return self.rebuild()  # it is damaged, made by another version of the analysis, or was never made
        with hold(self.name):
            while rows := pending.take(self.name, TAKEN):
                keys = [row.subject for row in rows]
                documents = {row.key: row.document for row in _searchable().filter(key__in=keys)}
                self.index.remove([key for key in keys if key not in documents])
                self.index.index([search_document(document) for document in documents.values()])
                if self.name == NEAREST:
                    self._relate(documents)
                    RelatedDocuments.objects.filter(key__in=set(keys) - documents.keys()).delete()
                self._done(rows)
                count += len(rows)
        return count

    @transaction.atomic
    def _done(self, rows: list[Pending]) -> None:
        if self._passes_on:
            pending.ask(self._passes_on, [row.subject for row in rows])
        pending.done(rows)

    def rebuild(self, progress: Progress = _unwatched) -> int:
        """Make the index anew beside the old one, which answers meanwhile. Returns how many documents.

        `progress` is called with the number of documents done, and of all.
        """
        started, total = time.perf_counter(), _searchable().count()
        with hold(self.name):
            waiting = pending.take(self.name, 1_000_000)
            documents = (search_document(document) for document in every_document())
            count = self.index.rebuild(documents, lambda written: progress(written, total))
            if self.name == NEAREST:
                for some in batched(every_document(), TAKEN):
                    self._relate({document.key: document for document in some})
            self._done(waiting)
        logger.info(
            "%s index rebuilt: %s documents in %.1f s", self.name, count, time.perf_counter() - started
        )
        return count

    def compare(self) -> Difference:
        """What the index lacks, holds in an old form, and should not hold."""
        held = self.index.fingerprints()
        wanted = {document.key: fingerprint(search_document(document)) for document in every_document()}
        return Difference(
            missing=sorted(wanted.keys() - held.keys()),
            outdated=sorted(key for key in wanted.keys() & held.keys() if wanted[key] != held[key]),
            stray=sorted(held.keys() - wanted.keys()),
        )

    def repair(self, difference: Difference) -> int:
        """Have what differs indexed again now. Returns how many documents."""
        pending.ask(self.name, [*difference.missing, *difference.outdated, *difference.stray])
        return self.drain()

    @transaction.atomic
    def _relate(self, documents: dict[str, PublishedDocument]) -> None:
        """Store what is like each of these documents, and have their pages show it."""
        before = {row.key: row.keys for row in RelatedDocuments.objects.filter(key__in=documents)}
        now = {key: self.index.related(key, limit=RELATED) for key in documents}
        changed = {key: keys for key, keys in now.items() if before.get(key, []) != keys}
        RelatedDocuments.objects.bulk_create(
            [RelatedDocuments(key=key, keys=keys) for key, keys in changed.items()],
            update_conflicts=True,
            unique_fields=["key"],
            update_fields=["keys"],
        )
        pending.ask("site", [f"about:{key}" for key in changed])


def every_document() -> Iterator[PublishedDocument]:
    """All documents that search finds, in the order of their keys."""
    return (row.document for row in _searchable().order_by("key").iterator(chunk_size=500))


def search_document(document: PublishedDocument) -> SearchDocument:
    """What search holds of a document; a plan's tasks and what its attachments say are parts of their own."""
    tasks = document.detail.get("tasks", [])
    return SearchDocument(
        key=document.key,
        type=document.type,
        locale=document.locale,
        url=document.url,
        title=document.title,
        summary=document.summary,
        text="\n".join(_words(document)),
        parts=(*map(_part, tasks), *enrichment.files(document)),
        issuer=document.facets.get("issuer", ""),
        issuer_name=document.issuer["name"] if document.issuer else "",
        section=document.section["key"] if document.section else "",
        section_title=document.section["title"] if document.section else "",
        topics=tuple(document.facets.get("topic", ())),
        year=document.facets.get("year"),
        published_at=None if document.type in UNDATED else document.published_at,
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
    return Part(anchor=task["anchor"], title=numbered(task["number"], title), text=text)


def _searchable() -> QuerySet[StoredDocument]:
    return StoredDocument.objects.filter(type__in=FOUND)


class TwoIndexes:
    """An index on this machine, and the cluster, which follows it as soon as it can."""

    def __init__(self, nearest: SearchProjection, cluster: SearchProjection):
        self.each = (nearest, cluster)

    def drain(self) -> int:
        """Bring what waits into both. Returns how many documents the first took; raises as it does."""
        count, _of_cluster = (projection.drain() for projection in self.each)
        return count

    def rebuild(self, progress: Progress = _unwatched) -> int:
        """Make both anew. Returns how many documents."""
        count, _of_cluster = (projection.rebuild(progress) for projection in self.each)
        return count


def default_projection() -> SearchProjection | TwoIndexes:
    """What the settings ask for: one index, or a cluster with a spare index beside it."""
    if spare := spare_location():
        nearest = SearchProjection(spare, passes_on=CLUSTER)
        return TwoIndexes(nearest, SearchProjection(settings.SEARCH_URL, name=CLUSTER))
    return SearchProjection(settings.SEARCH_URL)


def spare_location() -> str:
    """The folder of the index that is kept beside a cluster; "" where there is no cluster or none is kept."""
    return settings.SEARCH_SPARE if is_address(settings.SEARCH_URL) else ""
