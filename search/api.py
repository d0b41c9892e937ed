"""The only door to search: open an index, fill it, ask it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from importlib import import_module
from pathlib import Path

from search import answering, related, typeahead
from search.analysis.segmentation import text_terms
from search.documents import Answer, Query, SearchDocument, Suggestion
from search.engines.base import Engine, Health, Progress
from search.engines.elasticsearch.address import is_address, read_address
from search.engines.embedded import EmbeddedEngine
from search.errors import EngineUnavailableError, IndexBusyError, RebuildNeededError, SearchError
from search.exact import typed_terms
from search.lexicon import EMPTY, Lexicon, is_name, key_of, make_lexicon
from search.parsing import plain_query
from search.texts import batches, clean, fingerprint
from search.typeahead import line_keys, typed_key

__all__ = [
    "EngineUnavailableError",
    "Health",
    "Index",
    "IndexBusyError",
    "Lexicon",
    "RebuildNeededError",
    "SearchError",
    "fingerprint",
    "is_address",
    "is_name",
    "key_of",
    "line_keys",
    "make_lexicon",
    "open_index",
    "plain_query",
    "text_terms",
    "typed_key",
    "typed_terms",
]

BATCH = 500
"""Documents that are written, and become visible, together."""


def _silent(written: int) -> None:
    """The progress of a rebuild that nobody watches."""


class Index:
    """One search index. Safe to share between threads; reading never raises for what a reader typed."""

    def __init__(self, engine: Engine, lexicon: Callable[[], Lexicon] = lambda: EMPTY) -> None:
        self._engine = engine
        self._lexicon = lexicon

    def index(self, documents: Iterable[SearchDocument]) -> int:
        """Insert or replace documents by key; each batch is visible to all readers as soon as it is written.

        Returns how many were written. Raises RebuildNeededError, IndexBusyError or EngineUnavailableError;
        the batches before that stay.
        """
        written = 0
        for batch in batches(documents, BATCH):
            self._engine.write(batch)
            written += len(batch)
        return written

    def remove(self, keys: Iterable[str]) -> int:
        """Delete documents by key and return how many there were; unknown keys are no error. Raises as
        `index`."""
        return sum(self._engine.remove(batch) for batch in batches(map(clean, keys), BATCH))

    def rebuild(self, documents: Iterable[SearchDocument], progress: Progress = _silent) -> int:
        """Make the index anew from exactly these documents, also where it is damaged, outdated or missing.

        Readers get the old answers until the new index takes its place in one step; an error leaves the old
        one. `progress` is called with the number written so far. Returns how many documents the new index
        holds. Raises IndexBusyError or EngineUnavailableError.
        """
        return self._engine.rebuild(documents, progress)

    def search(self, query: Query) -> Answer:
        """One page of hits with facets. Without a usable index it is empty and says `available=False`."""
        found = answering.answer(self._engine, query, self._lexicon())
        return found if self._engine.usable() else replace(found, available=False)

    def suggest(self, text: str, locale: str | None = None, limit: int = 8) -> list[Suggestion]:
        """What the typed text may become: titles and part titles, by Chinese, pinyin or initials, from any
        word."""
        return typeahead.suggest(self._engine, text, None if locale is None else clean(locale), limit)

    def related(self, key: str, limit: int = 5) -> list[str]:
        """Keys of the documents in the same language that are most like this one, which is never among
        them."""
        return related.related(self._engine, clean(key), limit)

    def fingerprints(self) -> dict[str, str]:
        """For each searchable key the `fingerprint` of the document held.

        What differs from the fingerprints of the published documents has to be indexed again, or removed.
        """
        return self._engine.fingerprints()

    def health(self, *, thorough: bool = False) -> Health:
        """Whether the index is ready, and if not, why; `thorough` reads all of it to be sure."""
        return self._engine.health(thorough=thorough)

    def usable(self) -> bool:
        """Whether what reading gives is the whole truth, as far as is known without asking."""
        return self._engine.usable()

    def close(self) -> None:
        """Let go of files and connections."""
        self._engine.close()


def open_index(location: str | Path, lexicon: Callable[[], Lexicon] = lambda: EMPTY) -> Index:
    """The index at a place: a folder for the embedded engine, an address for Elasticsearch.

    Addresses are written `https://USER:PASSWORD@HOST:PORT/NAME?OPTION=VALUE`; see
    `search.engines.elasticsearch.address`.
    `lexicon` gives the office's own words as they are at the moment; it is asked at each query and each change.
    Nothing is opened or made until it is needed. Raises ValueError for an address that makes no sense.
    """
    if is_address(str(location)):
        address = read_address(str(location))
        # The client takes a second and 35 MB to import, which an office without a cluster need not pay.
        return Index(
            import_module("search.engines.elasticsearch.engine").ElasticsearchEngine(address, lexicon),
            lexicon,
        )
    return Index(EmbeddedEngine(Path(location), lexicon=lexicon), lexicon)
