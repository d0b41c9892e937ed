"""The terms of an Elasticsearch index.

Counts are asked of the documents themselves, so they are right at any moment and no writer keeps them. A second index
only knows which terms there ever were, with their sounds and spellings: it is added to, never counted in.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from search.analysis.folding import is_han
from search.engines.elasticsearch.queries import Json, term_counts
from search.engines.elasticsearch.reading import Ask

FEW = 200
"""Terms that are counted without first asking which of them there are."""

_MOST_SOUNDING = 1000


class IndexVocabulary:
    """The `Vocabulary` of one Elasticsearch index."""

    def __init__(self, ask: Ask) -> None:
        self._ask = ask
        self._size = 0

    def size(self) -> int:
        """How many documents there were when terms were last counted, which every plan does first."""
        return self._size

    def counts(self, terms: Iterable[str]) -> dict[str, tuple[int, int]]:
        """For each known term the number of documents and of titles that hold it."""
        wanted = list(dict.fromkeys(terms))
        if len(wanted) > FEW:
            wanted = self._known(wanted)
        if not wanted:
            return {}
        found = self._ask("documents", term_counts(wanted))
        if not found:
            self._size = 0
            return {}
        self._size = found["hits"]["total"]["value"]
        documents, titles = (found["aggregations"][name]["buckets"] for name in ("all", "title"))
        counts = {}
        for at, term in enumerate(wanted):
            if documents[str(at)]["doc_count"]:
                counts[term] = documents[str(at)]["doc_count"], titles[str(at)]["doc_count"]
        return counts

    def sounding(self, sounds: Iterable[str]) -> dict[str, dict[str, tuple[int, int]]]:
        """For each toneless sound the Chinese terms with it, and their counts."""
        wanted = sorted(set(sounds))
        if not wanted:
            return {}
        body = {"query": {"terms": {"sound": wanted}}, "size": _MOST_SOUNDING, "_source": ["sound"]}
        sound_of = {hit["_id"]: hit["_source"]["sound"] for hit in self._hits(body)}
        found: dict[str, dict[str, tuple[int, int]]] = {}
        for term, counts in self._counts_of_many(list(sound_of)).items():
            found.setdefault(sound_of[term], {})[term] = counts
        return found

    def spelling(self, term: str) -> str:
        """How a Latin term is written in the documents; a Chinese one is its own spelling."""
        if is_han(term):
            return term
        body = {"query": {"ids": {"values": [term]}}, "size": 1, "_source": ["spelling"]}
        for hit in self._hits(body):
            return str(hit["_source"].get("spelling", term))
        return term

    def _counts_of_many(self, terms: list[str]) -> dict[str, tuple[int, int]]:
        counts: dict[str, tuple[int, int]] = {}
        for start in range(0, len(terms), FEW):
            counts |= self.counts(terms[start : start + FEW])
        return counts

    def _known(self, terms: list[str]) -> list[str]:
        body = {"query": {"ids": {"values": terms}}, "size": FEW, "_source": False}
        return [hit["_id"] for hit in self._hits(body)]

    def _hits(self, body: Json) -> list[dict[str, Any]]:
        found = self._ask("terms", body)
        return found["hits"]["hits"] if found else []
