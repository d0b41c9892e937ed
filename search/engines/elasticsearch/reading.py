"""From Elasticsearch's raw answers to what the engines' protocol speaks of."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from typing import Any

from search.documents import FACETS, SearchDocument
from search.engines.base import Candidate, Counts, Found, TypedLine
from search.engines.elasticsearch.queries import Json, typed_lines
from search.typeahead import best_lines

Ask = Callable[[str, Json], dict[str, Any]]
"""Sends a search to the `documents` or `terms` index; the raw answer, empty where there is none."""

LABELS_KEPT = 60.0
"""Seconds for which the words of facet values are remembered."""

_WORDS = {"issuer": "issuer_name", "section": "section_title"}


def read_found(found: dict[str, Any], *, texts: bool) -> Found:
    """The matches of a search."""
    if not found:
        return Found()
    candidates = [
        Candidate(hit["_id"], hit["_score"] or 0.0, *(hit["_source"]["kept"] if texts else ()))
        for hit in found["hits"]["hits"]
    ]
    return Found(found["hits"]["total"]["value"], candidates, read_counts(found))


def read_counts(found: dict[str, Any]) -> Counts:
    """The facets that were asked for."""
    counted = found.get("aggregations", {})
    return {
        name: [(bucket["key"], bucket["doc_count"]) for bucket in counted[name]["buckets"]]
        for name in FACETS
        if name in counted
    }


def read_documents(found: dict[str, Any]) -> dict[str, SearchDocument]:
    """Documents that were asked for by key, without those there are none of."""
    documents = (each for each in found.get("docs", ()) if each.get("found"))
    return {each["_id"]: SearchDocument.from_dict(each["_source"]["data"]) for each in documents}


def read_typed(ask: Ask, prefix: str, locale: str | None, limit: int) -> list[TypedLine]:
    """Lines that begin with the prefix, then those that hold it further in."""
    lines: dict[tuple[str, str], TypedLine] = {}
    for inside in (False, True):
        found = ask("documents", typed_lines(prefix, locale, inside, 4 * limit))
        rows = [
            (hit["_id"], part, hit["_source"].get("published", 0), key)
            for hit in (found["hits"]["hits"] if found else ())
            for key, is_inside, part in hit["_source"]["lines"]
            if is_inside == inside and key.startswith(prefix)
        ]
        for key, part in best_lines(rows, prefix):
            lines.setdefault((key, part), TypedLine(key, part or None, inside))
        if len(lines) >= limit:
            break
    return list(lines.values())[:limit]


class Labels:
    """The words shown for facet values, asked for once a minute and not with every answer."""

    def __init__(self, words_of: Callable[[str, str, str | None], dict[str, str]]) -> None:
        self._words_of = words_of
        self._kept: dict[tuple[str, str | None], tuple[float, dict[str, str]]] = {}

    def forget(self) -> None:
        """Ask anew: documents have changed."""
        self._kept.clear()

    def of(self, name: str, values: Sequence[str], locale: str | None) -> dict[str, str]:
        """The words for these values, in the given locale where known."""
        known = self._all(name, None) | (self._all(name, locale) if locale else {})
        return {value: known[value] for value in values if value in known}

    def _all(self, name: str, locale: str | None) -> dict[str, str]:
        until, labels = self._kept.get((name, locale), (0.0, {}))
        if time.monotonic() > until:
            words = self._words_of(name, _WORDS[name], locale)
            labels = {value: word for value, word in words.items() if word}
            self._kept[name, locale] = time.monotonic() + LABELS_KEPT, labels
        return labels
