"""The embedded engine: puts the store, the postings and their generations together."""

from __future__ import annotations

import logging
import os
import shutil
import sqlite3
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from search.documents import SearchDocument
from search.engines.base import Candidate, Counts, Found, Health, Progress, Ref, Request, TypedLine
from search.engines.embedded import store
from search.engines.embedded.generations import Generations
from search.engines.embedded.opened import POSTINGS, STORE, VERSION, Opened, OutdatedError, is_corrupt
from search.engines.embedded.postings import Postings
from search.engines.embedded.vocabulary import StoredVocabulary
from search.errors import RebuildNeededError
from search.lexicon import EMPTY, Lexicon
from search.texts import Prepared, batches, prepare, prepare_all

BATCH = 500
"""Documents written together."""

_UNREADABLE = (sqlite3.Error, ValueError, OSError)
"""What SQLite, tantivy and the file system raise for files that can't be read."""

logger = logging.getLogger(__name__)
T = TypeVar("T")


class EmbeddedEngine:
    """An index in a folder. Any number of processes and threads read while one writes."""

    def __init__(
        self, root: Path, *, lexicon: Callable[[], Lexicon] = lambda: EMPTY, timeout: float = 30.0
    ) -> None:
        self._generations = Generations(root)
        self._lexicon = lexicon
        self._timeout = timeout
        self._lock = threading.Lock()
        self._opened: Opened | None = None
        self._health = Health("empty")
        self._seen: tuple[object, ...] | None = None
        self.vocabulary = StoredVocabulary(self._read_store, self._size)

    # Opening

    def _current(self) -> Opened | None:
        """The current generation, opened again when another took its place or this process was forked."""
        seen = (self._generations.stamp(), os.getpid())
        if seen != self._seen:
            with self._lock:
                if seen != self._seen:
                    self._opened, self._health = self._open()
                    self._seen = seen
        return self._opened

    def _open(self) -> tuple[Opened | None, Health]:
        folder = self._generations.current()
        if folder is None:
            if self._generations.stamp() is None:
                return None, Health("empty")
            return None, Health("damaged", reason="the index does not say which generation is current")
        try:
            opened = Opened(folder)
            return opened, Health("ready") if opened.version == VERSION else _outdated(opened.version)
        except OutdatedError as error:
            return None, _outdated(str(error))
        except _UNREADABLE as error:
            logger.warning("the search index in %s is damaged: %s", folder, error)
            return None, Health("damaged", reason=str(error))

    def _read(self, read: Callable[[Opened], T], default: T) -> T:
        """Read from the current generation; the default where there is none or it can't be read."""
        opened = self._current()
        if opened is None:
            return default
        try:
            return read(opened)
        except _UNREADABLE as error:
            if is_corrupt(error):
                opened.condemn(str(error))
            moved = self._seen is not None and self._generations.stamp() != self._seen[0]
            self._forget()
            if moved:
                return self._read(read, default)
            logger.warning("the search index in %s can't be read", opened.folder, exc_info=error)
            return default

    def _read_store(self, read: Callable[[sqlite3.Connection], T], default: T) -> T:
        return self._read(lambda opened: read(opened.connection()), default)

    def _size(self) -> int:
        return self._read(lambda opened: opened.postings.size(), 0)

    def _forget(self) -> None:
        """Open the files anew at the next call. Other threads may still be reading, so nothing is closed
        here."""
        with self._lock:
            self._opened, self._seen = None, None

    def health(self, *, thorough: bool = False) -> Health:
        """Whether the index can be used; `thorough` reads all of it to be sure."""
        opened = self._current()
        if opened is not None and thorough and (faults := opened.faults()):
            opened.condemn(faults)
            self._forget()
        documents = self._size()
        return Health(self._health.state, documents, self._health.reason)

    def usable(self) -> bool:
        """Whether there is an index to read, or never was one."""
        return self._current() is not None or self._health.state == "empty"

    def close(self) -> None:
        """Let go of the files; the next call opens them again."""
        opened = self._opened
        self._forget()
        if opened is not None:
            opened.close()

    # Reading

    def find(self, request: Request, *, texts: bool, facets: Sequence[str] = ()) -> Found:
        """The best matches; with what the reordering compares where `texts`; with counts of these facets."""

        def read(opened: Opened) -> Found:
            total, pairs = opened.postings.find(request)
            counts = opened.postings.count(request, facets) if total else {}
            if not texts:
                return Found(total, [Candidate(ref, score) for ref, score in pairs], counts)
            held = store.texts(opened.connection(), [ref for ref, _ in pairs])
            # A document that is gone from the store is about to go from the postings.
            candidates = [Candidate(ref, score, *held[ref]) for ref, score in pairs if ref in held]
            return Found(total, candidates, counts)

        return self._read(read, Found())

    def find_each(self, requests: Sequence[Request]) -> list[Found]:
        """The best matches of each request, with what the reordering compares."""
        return [self.find(request, texts=True) for request in requests]

    def count_each(self, requests: Mapping[str, Request]) -> Counts:
        """For each facet its values among the matches of a request of its own."""

        def read(opened: Opened) -> Counts:
            counts: Counts = {}
            for name, request in requests.items():
                counts |= opened.postings.count(request, [name])
            return counts

        return self._read(read, {})

    def labels(self, name: str, values: Sequence[str], locale: str | None) -> dict[str, str]:
        """The words shown for values of a facet."""
        return self._read(lambda opened: store.labels(opened.connection(), name, values, locale), {})

    def documents(self, refs: Sequence[Ref]) -> dict[Ref, SearchDocument]:
        """The documents as they were written."""

        def read(opened: Opened) -> dict[Ref, SearchDocument]:
            held = store.documents(opened.connection(), refs)
            return {ref: held[ref] for ref in refs if ref in held}

        return self._read(read, {})

    def by_keys(self, keys: Sequence[str]) -> dict[str, SearchDocument]:
        """The documents with these keys."""
        return self._read(lambda opened: store.by_keys(opened.connection(), keys), {})

    def refs(self, keys: Sequence[str]) -> dict[str, Ref]:
        """The ids of these keys."""
        return self._read(lambda opened: dict(store.ids_of(opened.connection(), keys)), {})

    def typed(self, prefix: str, locale: str | None, limit: int) -> list[TypedLine]:
        """Lines with a type-ahead key that starts like this."""
        return self._read(lambda opened: store.typed(opened.connection(), prefix, locale, limit), [])

    def fingerprints(self) -> dict[str, str]:
        """Of every document that store and postings both hold in its newest state."""

        def read(opened: Opened) -> dict[str, str]:
            held = set(opened.postings.ids())
            return {
                key: digest for ref, key, digest in store.fingerprints(opened.connection()) if ref in held
            }

        return self._read(read, {})

    # Writing

    def write(self, documents: Sequence[SearchDocument]) -> None:
        """Insert or replace by key."""
        prepared = prepare_all(documents, self._lexicon())
        with self._writing() as opened:
            connection = opened.connection()
            with store.transaction(connection):
                placed = store.put(connection, prepared)
                store.mark_pending(connection, [ref for ref, _ in placed])
            opened.postings.change(placed)
            store.clear_pending(connection)

    def remove(self, keys: Sequence[str]) -> int:
        """Delete by key; returns how many there were."""
        with self._writing() as opened:
            connection = opened.connection()
            with store.transaction(connection):
                gone = store.drop(connection, keys)
                store.mark_pending(connection, gone)
            opened.postings.change((), gone)
            store.clear_pending(connection)
        return len(gone)

    def rebuild(self, documents: Iterable[SearchDocument], progress: Progress) -> int:
        """Make the index anew beside the old one, then let it take its place. Other writers wait
        meanwhile."""
        with self._generations.writing(self._timeout):
            folder = self._generations.create()
            try:
                written = self._fill(folder, documents, progress)
            except BaseException:
                shutil.rmtree(folder, ignore_errors=True)
                raise
            self._generations.make_current(folder)
        return written

    def _fill(self, folder: Path, documents: Iterable[SearchDocument], progress: Progress) -> int:
        connection = store.connect(folder / STORE, durable=False)
        try:
            store.create(connection, VERSION)
            Postings.create(folder / POSTINGS).change(
                _placing(connection, documents, self._lexicon(), progress)
            )
            store.settle(connection)
            return store.size(connection)
        finally:
            connection.close()

    @contextmanager
    def _writing(self) -> Iterator[Opened]:
        """Be the only writer of a usable index, made where there was none, and with no leftovers of a killed
        writer."""
        with self._generations.writing(self._timeout):
            if self._current() is None and self._health.state == "empty":
                folder = self._generations.create()
                self._fill(folder, (), lambda count: None)
                self._generations.make_current(folder)
            opened = self._current()
            if opened is None or self._health.state != "ready":
                raise RebuildNeededError(self._health.reason)
            try:
                self._recover(opened)
                yield opened
            except sqlite3.Error as error:
                if not is_corrupt(error):
                    raise
                opened.condemn(str(error))
                self._forget()
                raise RebuildNeededError(str(error)) from error

    def _recover(self, opened: Opened) -> None:
        connection = opened.connection()
        left = store.pending(connection)
        if left:
            held = store.documents(connection, left)
            lexicon = self._lexicon()
            placed = [(ref, prepare(document, lexicon)) for ref, document in held.items()]
            opened.postings.change(placed, left, after_kill=True)
            store.clear_pending(connection)


def _outdated(version: str) -> Health:
    return Health("outdated", reason=f"made by version {version}, this is {VERSION}")


def _placing(
    connection: sqlite3.Connection, documents: Iterable[SearchDocument], lexicon: Lexicon, progress: Progress
) -> Iterator[tuple[int, Prepared]]:
    """Put documents into the store batch by batch and hand them on to the postings."""
    written = 0
    for batch in batches(documents, BATCH):
        with store.transaction(connection):
            placed = store.put(connection, prepare_all(batch, lexicon))
        yield from placed
        written += len(batch)
        progress(written)
