"""The Elasticsearch 8 engine, through elasticsearch_dsl; no other module talks to the client.

Behind two aliases, NAME-documents and NAME-terms, stand the indexes of one generation. A rebuild fills new ones and
moves both aliases in one step. All analysis is in Python, so the server only parts terms at spaces and needs no plugin.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, TypeVar

from elasticsearch import ApiError, Elasticsearch, NotFoundError, OrjsonSerializer, TransportError, helpers
from elasticsearch_dsl import A, Document, Index, Integer, Keyword, Long, MetaField, Search, Text

from search import analysis
from search.documents import FACETS, SearchDocument
from search.engines.base import Counts, Found, Health, Progress, Ref, Request, TypedLine
from search.engines.elastic.address import Address, client_options
from search.engines.elastic.queries import MOST_VALUES, Json, match, search_body
from search.engines.elastic.reading import Labels, read_counts, read_documents, read_found, read_typed
from search.engines.elastic.sources import document_action, removal, term_action, term_sources
from search.engines.elastic.vocabulary import IndexVocabulary
from search.errors import EngineUnavailableError, RebuildNeededError
from search.lexicon import EMPTY, Lexicon
from search.texts import Prepared, batches, prepare_all

VERSION = f"1/{analysis.VERSION}"
"""Of the mappings and of the analysis: an index of another version is rebuilt, never guessed at."""

BATCH = 500
BULK_BYTES = 20_000_000
BULK_SECONDS = 120
"""Documents, bytes and seconds of one bulk request."""

RETRIES, FIRST_WAIT, LONGEST_WAIT = 6, 0.5, 30.0
"""How often, and after how many seconds, a server that is too busy is asked again to take a change."""

TRUSTED = 30.0
"""Seconds for which an index that was found good is not looked at again."""

REST = 5.0
"""Seconds for which a server that did not answer is left alone."""

MOST_REMEMBERED = 500_000
"""Terms that a writer remembers to have written."""

_NOTHING_TO_DO = (404, 409)
"""What a bulk request answers for a document that is gone and for a term that is there."""

_MOVED = (404, 503)
"""What a search answers whose index is deleted meanwhile."""

_FAILURES = (ApiError, TransportError)
_SETTINGS = {"number_of_shards": 1, "auto_expand_replicas": "0-1", "max_result_window": 50_000}

logger = logging.getLogger(__name__)
T = TypeVar("T")


class StoredDocument(Document):
    """The fields of a document that are searched; what else its source has is only handed back."""

    title = Text(analyzer="whitespace", index_options="freqs")
    body = Text(analyzer="whitespace", index_options="freqs")
    all = Text(analyzer="whitespace", index_options="docs", norms=False)
    type = Keyword()
    year = Keyword()
    issuer = Keyword()
    topic = Keyword()
    state = Keyword()
    section = Keyword()
    locale = Keyword()
    published = Long()
    day = Integer()
    typed_start = Keyword(doc_values=False)
    typed_inside = Keyword(doc_values=False)

    class Meta:
        dynamic = MetaField("false")
        source = MetaField(excludes=["title", "body", "all", "typed_start", "typed_inside", *FACETS])


class StoredTerm(Document):
    """A term that there once was; its id is the term itself."""

    sound = Keyword(doc_values=False)

    class Meta:
        dynamic = MetaField("false")


class ElasticsearchEngine:
    """An index in a cluster. One process writes at a time; the caller sees to that."""

    def __init__(self, address: Address, lexicon: Callable[[], Lexicon] = lambda: EMPTY) -> None:
        self._name = address.name
        self._lexicon = lexicon
        self._client = Elasticsearch(address.host, serializer=OrjsonSerializer(), **client_options(address))
        self._state = Health("empty")
        self._looked = self._down_until = 0.0
        self._remembered: set[str] = set()
        self._labels = Labels(self._words_of)
        self.vocabulary = IndexVocabulary(self._ask)

    def _alias(self, kind: str) -> str:
        return f"{self._name}-{kind}"

    # State

    def _look(self) -> Health:
        """What is known of the index, looked up again when that is too old or not good."""
        now = time.monotonic()
        if now < self._down_until or (self._state.state == "ready" and now - self._looked < TRUSTED):
            return self._state
        try:
            found = self._client.indices.get_mapping(index=self._alias("documents")).body
            versions = {each["mappings"].get("_meta", {}).get("version") for each in found.values()}
            if versions == {VERSION}:
                self._state = Health("ready")
            else:
                self._state = Health(
                    "outdated", reason=f"made by version {versions.pop()}, this is {VERSION}"
                )
        except NotFoundError:
            self._state = Health("empty")
        except _FAILURES as error:
            self._fail(error)
        self._looked = now
        return self._state

    def _fail(self, error: Exception) -> None:
        logger.warning("the search server did not answer: %s", error)
        self._state = Health("unavailable", reason=str(error)[:500])
        self._down_until = time.monotonic() + REST

    def _forget(self) -> None:
        self._looked = self._down_until = 0.0
        self._state = Health("empty")
        self._labels.forget()

    def usable(self) -> bool:
        """Whether there is an index that answers, or never was one."""
        return self._state.state in ("ready", "empty")

    def health(self, *, thorough: bool = False) -> Health:
        """Whether the index can be used. The server itself watches over its files, so there is no more to look at."""
        self._down_until = 0.0
        if thorough:
            self._looked = 0.0
        documents = self._read(lambda: self._client.count(index=self._alias("documents"))["count"], 0)
        return Health(self._state.state, documents, self._state.reason)

    def close(self) -> None:
        """Close the connections."""
        self._client.close()

    # Reading

    def _read(self, read: Callable[[], T], default: T) -> T:
        """Read where there is something to read; a second time where the index was just moved away beneath it."""
        for last in (False, True):
            if self._look().state != "ready":
                break
            try:
                return read()
            except _FAILURES as error:
                moved = isinstance(error, ApiError) and error.status_code in _MOVED
                if last or not moved:
                    self._fail(error)
                    break
                self._forget()
        return default

    def _search(self, kind: str, body: Json) -> Search:
        # As `extra`, for taking such a body apart into objects costs more than the server takes to answer it.
        return Search(using=self._client, index=self._alias(kind)).extra(**body)

    def _ask(self, kind: str, body: Json, facets: Sequence[str] = ()) -> dict[str, Any]:
        """The raw answer, with the values of these facets; empty where there is none."""
        search = self._search(kind, body)
        for name in facets:
            search.aggs.bucket(name, A("terms", field=name, size=MOST_VALUES))
        return self._read(lambda: search.execute().to_dict(), {})

    def _words_of(self, name: str, words: str, locale: str | None) -> dict[str, str]:
        """For each value of a facet the words that the newest document with it shows."""
        search = self._search("documents", {"size": 0})
        if locale is not None:
            search = search.filter("term", locale=locale)
        newest = A("top_hits", size=1, _source=[f"data.{words}"], sort=[{"published": "desc"}])
        search.aggs.bucket("values", A("terms", field=name, size=MOST_VALUES)).metric("newest", newest)
        found: dict[str, Any] = self._read(lambda: search.execute().to_dict(), {})
        buckets = found["aggregations"]["values"]["buckets"] if found else []
        return {each["key"]: each["newest"]["hits"]["hits"][0]["_source"]["data"][words] for each in buckets}

    def find(self, request: Request, *, texts: bool, facets: Sequence[str] = ()) -> Found:
        """The best matches; with what the reordering compares where `texts`; with counts of these facets."""
        return read_found(self._ask("documents", search_body(request, texts=texts), facets), texts=texts)

    def count(self, request: Request, facets: Sequence[str]) -> Counts:
        """The values of these facets among the matches."""
        return read_counts(self._ask("documents", {"size": 0, "query": match(request)}, facets))

    def labels(self, name: str, values: Sequence[str], locale: str | None) -> dict[str, str]:
        """The words shown for values of a facet, in the given locale where known."""
        return self._labels.of(name, values, locale)

    def documents(self, refs: Sequence[Ref]) -> dict[Ref, SearchDocument]:
        """The documents as they were written."""
        held = self.by_keys([str(ref) for ref in refs])
        return {ref: held[str(ref)] for ref in refs if str(ref) in held}

    def by_keys(self, keys: Sequence[str]) -> dict[str, SearchDocument]:
        """The documents with these keys."""
        wanted = list(dict.fromkeys(keys))
        if not wanted:
            return {}
        alias = self._alias("documents")

        def read() -> dict[str, SearchDocument]:
            return read_documents(self._client.mget(index=alias, ids=wanted, source=["data"]).body)

        return self._read(read, {})

    def refs(self, keys: Sequence[str]) -> dict[str, Ref]:
        """Keys are their own names here."""
        return {key: key for key in keys}

    def typed(self, prefix: str, locale: str | None, limit: int) -> list[TypedLine]:
        """Lines with a type-ahead key that starts like this."""
        return read_typed(self._ask, prefix, locale, limit)

    def fingerprints(self) -> dict[str, str]:
        """Of every document."""

        def read() -> dict[str, str]:
            body = {"query": {"match_all": {}}, "_source": ["fingerprint"]}
            found = helpers.scan(self._client, index=self._alias("documents"), query=body, size=2000)
            return {hit["_id"]: hit["_source"]["fingerprint"] for hit in found}

        return self._read(read, {})

    # Writing

    @contextmanager
    def _writing(self) -> Iterator[None]:
        self._down_until = 0.0
        try:
            yield
        except _FAILURES as error:
            self._forget()
            raise EngineUnavailableError(
                f"the search server did not take the change: {error}"[:500]
            ) from error

    def _ready_to_write(self) -> None:
        state = self._look()
        if state.state == "unavailable":
            raise EngineUnavailableError(state.reason)
        if state.state == "outdated":
            raise RebuildNeededError(state.reason)
        if state.state == "empty":
            self._make_current(self._create())

    def write(self, documents: Sequence[SearchDocument]) -> None:
        """Insert or replace by key: the terms first, so that every term of a document is known."""
        prepared = prepare_all(documents, self._lexicon())
        with self._writing():
            self._ready_to_write()
            self._put(prepared, self._alias("documents"), self._alias("terms"))
            self._refresh()

    def remove(self, keys: Sequence[str]) -> int:
        """Delete by key; returns how many there were."""
        with self._writing():
            if self._look().state == "empty" or not keys:
                return 0
            self._ready_to_write()
            alias = self._alias("documents")
            gone = self._bulk(removal(alias, key) for key in dict.fromkeys(keys))
            self._refresh()
        return gone

    def rebuild(self, documents: Iterable[SearchDocument], progress: Progress) -> int:
        """Fill new indexes while the old ones answer, then move the aliases in one step and drop the old ones."""
        with self._writing():
            names = self._create()
            written, lexicon = 0, self._lexicon()
            try:
                for batch in batches(documents, BATCH):
                    self._put(prepare_all(batch, lexicon), names["documents"], names["terms"])
                    written += len(batch)
                    progress(written)
                self._client.indices.refresh(index=list(names.values()))
                self._make_current(names)
            except BaseException:
                self._client.options(ignore_status=404).indices.delete(index=list(names.values()))
                raise
            return int(self._client.count(index=self._alias("documents"))["count"])

    def _create(self) -> dict[str, str]:
        """New, empty indexes of the next generation: their names by kind."""
        names = {}
        for kind, document in (("documents", StoredDocument), ("terms", StoredTerm)):
            names[kind] = f"{self._alias(kind)}-{time.time_ns()}"
            index = Index(names[kind], using=self._client)
            index.settings(**_SETTINGS)
            index.document(document)
            index.get_or_create_mapping().meta("meta", {"version": VERSION})
            index.create()
        return names

    def _make_current(self, names: dict[str, str]) -> None:
        """Move the aliases to these indexes in one step, then delete all others of the same kinds.

        Not in the same step: for a moment the server still finds by its alias what it has already let go.
        """
        actions: list[Json] = []
        old: list[str] = []
        for kind, name in names.items():
            before = self._client.options(ignore_status=404).indices.get(index=f"{self._alias(kind)}-*").body
            replaced = [other for other in before if other != name]
            actions.append({"add": {"index": name, "alias": self._alias(kind)}})
            actions += [
                {"remove": {"index": other, "alias": self._alias(kind), "must_exist": False}}
                for other in replaced
            ]
            old += replaced
        self._client.indices.update_aliases(actions=actions)
        if old:
            self._client.options(ignore_status=404).indices.delete(index=old)
        self._remembered.clear()
        self._forget()

    def _put(self, prepared: Sequence[Prepared], documents: str, terms: str) -> None:
        if len(self._remembered) > MOST_REMEMBERED:
            self._remembered.clear()
        fresh = {term: source for item in prepared for term, source in term_sources(item)}
        for known in self._remembered.intersection(fresh):
            del fresh[known]
        self._bulk(term_action(terms, term, source) for term, source in fresh.items())
        self._remembered.update(fresh)
        self._bulk(document_action(documents, item) for item in prepared)

    def _bulk(self, actions: Iterable[Json]) -> int:
        """Send actions, later again what the server was too busy for; returns how many changed something."""
        sent = helpers.streaming_bulk(
            self._client.options(request_timeout=BULK_SECONDS),
            actions,
            chunk_size=BATCH * 10,
            max_chunk_bytes=BULK_BYTES,
            max_retries=RETRIES,
            initial_backoff=FIRST_WAIT,
            max_backoff=LONGEST_WAIT,
            raise_on_error=False,
        )
        changed = 0
        for good, result in sent:
            changed += good
            if not good and next(iter(result.values())).get("status") not in _NOTHING_TO_DO:
                raise EngineUnavailableError(f"the search server refused a change: {result}"[:500])
        return changed

    def _refresh(self) -> None:
        self._client.indices.refresh(index=[self._alias("documents"), self._alias("terms")])
        self._labels.forget()
