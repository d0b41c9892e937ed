"""The Elasticsearch 8 engine, through elasticsearch_dsl: puts the connection, the questions and the writer together.

Behind two aliases, NAME-documents and NAME-terms, stand the indexes of one generation. A rebuild fills new ones and
moves both aliases in one step. All analysis is in Python, so the server only parts terms at spaces and needs no plugin.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from elasticsearch_dsl import A

from search.documents import SearchDocument
from search.engines.base import Counts, Found, Health, Progress, Ref, Request, TypedLine
from search.engines.elasticsearch.address import Address
from search.engines.elasticsearch.connection import Connection
from search.engines.elasticsearch.queries import MOST_VALUES, Json, match, search_body
from search.engines.elasticsearch.reading import Labels, read_counts, read_documents, read_found, read_typed
from search.engines.elasticsearch.vocabulary import IndexVocabulary
from search.engines.elasticsearch.writing import Writer
from search.lexicon import EMPTY, Lexicon


class ElasticsearchEngine:
    """An index in a cluster. One process writes at a time; the caller sees to that."""

    def __init__(self, address: Address, lexicon: Callable[[], Lexicon] = lambda: EMPTY) -> None:
        self._connection = Connection(address)
        self._writer = Writer(self._connection, lexicon)
        self._labels = Labels(self._words_of)
        self.vocabulary = IndexVocabulary(self._connection.ask)

    def health(self, *, thorough: bool = False) -> Health:
        """Whether the index can be used."""
        return self._connection.health(thorough=thorough)

    def usable(self) -> bool:
        """Whether there is an index that answers, or never was one."""
        return self._connection.usable()

    def close(self) -> None:
        """Close the connections."""
        self._connection.client.close()

    # Reading

    def find(self, request: Request, *, texts: bool, facets: Sequence[str] = ()) -> Found:
        """The best matches; with what the reordering compares where `texts`; with counts of these facets."""
        asked = self._connection.ask("documents", search_body(request, texts=texts), facets)
        return read_found(asked, texts=texts)

    def find_each(self, requests: Sequence[Request]) -> list[Found]:
        """The best matches of each request, with what the reordering compares."""
        bodies = (search_body(request, texts=True) for request in requests)
        searches = [self._connection.search("documents", body) for body in bodies]
        return [read_found(found, texts=True) for found in self._connection.ask_all(searches)]

    def count_each(self, requests: Mapping[str, Request]) -> Counts:
        """For each facet its values among the matches of a request of its own."""
        searches = [
            self._connection.search("documents", {"size": 0, "query": match(request)}, [name])
            for name, request in requests.items()
        ]
        counts: Counts = {}
        for found in self._connection.ask_all(searches):
            counts |= read_counts(found)
        return counts

    def labels(self, name: str, values: Sequence[str], locale: str | None) -> dict[str, str]:
        """The words shown for values of a facet, in the given locale where known."""
        return self._labels.of(name, values, locale)

    def _words_of(self, name: str, words: str, locale: str | None) -> dict[str, str]:
        """For each value of a facet the words that the newest document with it shows."""
        values = A("terms", field=name, size=MOST_VALUES)
        values.metric(
            "newest", A("top_hits", size=1, _source=[f"data.{words}"], sort=[{"published": "desc"}])
        )
        body: Json = {"size": 0, "aggs": {"values": values.to_dict()}}
        found = self._connection.ask(
            "documents", body | ({"query": {"term": {"locale": locale}}} if locale else {})
        )
        buckets = found["aggregations"]["values"]["buckets"] if found else ()
        return {each["key"]: each["newest"]["hits"]["hits"][0]["_source"]["data"][words] for each in buckets}

    def documents(self, refs: Sequence[Ref]) -> dict[Ref, SearchDocument]:
        """The documents as they were written."""
        held = self.by_keys([str(ref) for ref in refs])
        return {ref: held[str(ref)] for ref in refs if str(ref) in held}

    def by_keys(self, keys: Sequence[str]) -> dict[str, SearchDocument]:
        """The documents with these keys."""
        wanted = list(dict.fromkeys(keys))
        return read_documents(self._connection.get(wanted, "data")) if wanted else {}

    def refs(self, keys: Sequence[str]) -> dict[str, Ref]:
        """Keys are their own names here."""
        return {key: key for key in keys}

    def typed(self, prefix: str, locale: str | None, limit: int) -> list[TypedLine]:
        """Lines with a type-ahead key that starts like this."""
        return read_typed(self._connection.ask, prefix, locale, limit)

    def fingerprints(self) -> dict[str, str]:
        """Of every document."""
        return self._connection.every("fingerprint")

    # Writing

    def write(self, documents: Sequence[SearchDocument]) -> None:
        """Insert or replace by key."""
        self._writer.write(documents)
        self._labels.forget()

    def remove(self, keys: Sequence[str]) -> int:
        """Delete by key; returns how many there were."""
        gone = self._writer.remove(keys)
        self._labels.forget()
        return gone

    def rebuild(self, documents: Iterable[SearchDocument], progress: Progress) -> int:
        """Make the index anew while the old one goes on answering."""
        written = self._writer.rebuild(documents, progress)
        self._labels.forget()
        return written
