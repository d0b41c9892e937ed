"""Changes to the indexes: documents and terms in bulk, and whole new generations."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from elasticsearch import Elasticsearch, helpers

from search.documents import SearchDocument
from search.engines.base import Progress
from search.engines.elasticsearch.connection import Connection
from search.engines.elasticsearch.queries import Json
from search.engines.elasticsearch.sources import document_action, removal, term_action, term_sources
from search.engines.elasticsearch.stored import create, make_current
from search.errors import EngineUnavailableError
from search.lexicon import Lexicon
from search.texts import Prepared, batches, prepare_all

BATCH = 500
BULK_BYTES = 20_000_000
BULK_SECONDS = 120
"""Documents, bytes and seconds of one bulk request."""

RETRIES, FIRST_WAIT, LONGEST_WAIT = 6, 0.5, 30.0
"""How often, and after how many seconds, a server that is too busy is asked again to take a change."""

MOST_REMEMBERED = 500_000
"""Terms that a writer remembers to have written."""

_NOTHING_TO_DO = (404, 409)
"""What a bulk request answers for a document that is gone and for a term that is there."""


class Writer:
    """Writes to the indexes of one site. One process writes at a time; the caller sees to that."""

    def __init__(self, connection: Connection, lexicon: Callable[[], Lexicon]) -> None:
        self._connection = connection
        self._lexicon = lexicon
        self._remembered: set[str] = set()

    def write(self, documents: Sequence[SearchDocument]) -> None:
        """Insert or replace by key: the terms first, so that every term of a document is known."""
        prepared = prepare_all(documents, self._lexicon())
        here = self._connection
        with here.writing() as client:
            if not here.writable():
                self._make_current(client, create(client, here.name))
            self._put(client, prepared, here.alias("documents"), here.alias("terms"))
            self._refresh(client)

    def remove(self, keys: Sequence[str]) -> int:
        """Delete by key; returns how many there were."""
        here = self._connection
        with here.writing() as client:
            if not keys or not here.writable():
                return 0
            alias = here.alias("documents")
            gone = _bulk(client, (removal(alias, key) for key in dict.fromkeys(keys)))
            self._refresh(client)
        return gone

    def rebuild(self, documents: Iterable[SearchDocument], progress: Progress) -> int:
        """Fill new indexes while the old ones answer, then move the aliases in one step and drop the old ones."""
        here = self._connection
        with here.writing() as client:
            names = create(client, here.name)
            written, lexicon = 0, self._lexicon()
            try:
                for batch in batches(documents, BATCH):
                    self._put(client, prepare_all(batch, lexicon), names["documents"], names["terms"])
                    written += len(batch)
                    progress(written)
                client.indices.refresh(index=list(names.values()))
                self._make_current(client, names)
            except BaseException:
                client.options(ignore_status=404).indices.delete(index=list(names.values()))
                raise
            return int(client.count(index=here.alias("documents"))["count"])

    def _make_current(self, client: Elasticsearch, names: dict[str, str]) -> None:
        make_current(client, self._connection.name, names)
        self._remembered.clear()
        self._connection.forget()

    def _put(self, client: Elasticsearch, prepared: Sequence[Prepared], documents: str, terms: str) -> None:
        if len(self._remembered) > MOST_REMEMBERED:
            self._remembered.clear()
        fresh = {term: source for item in prepared for term, source in term_sources(item)}
        for known in self._remembered.intersection(fresh):
            del fresh[known]
        _bulk(client, (term_action(terms, term, source) for term, source in fresh.items()))
        self._remembered.update(fresh)
        _bulk(client, (document_action(documents, item) for item in prepared))

    def _refresh(self, client: Elasticsearch) -> None:
        client.indices.refresh(index=[self._connection.alias("documents"), self._connection.alias("terms")])


def _bulk(client: Elasticsearch, actions: Iterable[Json]) -> int:
    """Send actions, later again what the server was too busy for; returns how many changed something."""
    sent = helpers.streaming_bulk(
        client.options(request_timeout=BULK_SECONDS),
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
