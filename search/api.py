"""The only door to search: open an index, fill it, ask it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from search import answering, related, typeahead
from search.documents import Answer, Query, SearchDocument, Suggestion
from search.engines.base import Engine, Health, Progress
from search.engines.embedded import EmbeddedEngine
from search.errors import EngineUnavailable, IndexBusy, RebuildNeeded, SearchError
from search.texts import batches, fingerprint

__all__ = [
    "EngineUnavailable",
    "Health",
    "Index",
    "IndexBusy",
    "RebuildNeeded",
    "SearchError",
    "fingerprint",
    "open_index",
]

BATCH = 500
"""Documents that are written, and become visible, together."""


def _silent(written: int) -> None:
    """The progress of a rebuild that nobody watches."""


class Index:
    """One search index. Safe to share between threads; reading never raises for what a reader typed."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def index(self, documents: Iterable[SearchDocument]) -> int:
        """Insert or replace documents by key; each batch is visible to all readers as soon as it is written.

        Returns how many were written. Raises RebuildNeeded, IndexBusy or EngineUnavailable; the batches before stay.
        """
        written = 0
        for batch in batches(documents, BATCH):
            self._engine.write(batch)
            written += len(batch)
        return written

    def remove(self, keys: Iterable[str]) -> int:
        """Delete documents by key; unknown keys are no error. Returns how many there were. Raises as `index` does."""
        return sum(self._engine.remove(batch) for batch in batches(keys, BATCH))

    def rebuild(self, documents: Iterable[SearchDocument], progress: Progress = _silent) -> int:
        """Make the index anew from exactly these documents, also where it is damaged, outdated or missing.

        Readers get the old answers until the new index takes its place in one step; an error leaves the old one.
        `progress` is called with the number written so far. Returns how many documents the new index holds.
        """
        return self._engine.rebuild(documents, progress)

    def search(self, query: Query) -> Answer:
        """One page of hits with facets. Without a usable index the answer is empty and says `available=False`."""
        found = answering.answer(self._engine, query)
        return found if self.health().state in ("ready", "empty") else replace(found, available=False)

    def suggest(self, text: str, locale: str | None = None, limit: int = 8) -> list[Suggestion]:
        """What the typed text may become: titles and part titles by Chinese, pinyin or initials, from any word on."""
        return typeahead.suggest(self._engine, text, locale, limit)

    def related(self, key: str, limit: int = 5) -> list[str]:
        """Keys of documents in the same language with the most similar content, the most similar first; never `key`."""
        return related.related(self._engine, key, limit)

    def fingerprints(self) -> dict[str, str]:
        """For each searchable key the `fingerprint` of the document held: what differs from the published documents'
        fingerprints has to be indexed or removed."""
        return self._engine.fingerprints()

    def health(self) -> Health:
        """Whether the index is ready, and if not, why."""
        return self._engine.health()

    def close(self) -> None:
        """Let go of files and connections."""
        self._engine.close()


def open_index(location: str | Path) -> Index:
    """The index at a place: a folder for the embedded engine. Takes no time, and makes nothing until it is filled."""
    return Index(EmbeddedEngine(Path(location)))
