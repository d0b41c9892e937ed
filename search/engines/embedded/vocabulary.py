"""The terms of the index with their document counts, sounds and spellings, in the SQLite file."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from search.analysis.pinyin import term_sound
from search.engines.embedded.rows import each


def change_counts(
    connection: sqlite3.Connection,
    documents: Counter[str],
    titles: Counter[str],
    spellings: Mapping[str, str],
) -> None:
    """Add to the counts of terms (or take from them, where negative) inside the caller's transaction."""
    changed = [term for term in documents if documents[term] or titles[term]]
    known = {term for (term,) in each(connection, "select term from term where term in", changed)}
    connection.executemany(
        "update term set documents = documents + ?, titles = titles + ? where term = ?",
        [(documents[term], titles[term], term) for term in changed if term in known],
    )
    connection.executemany(
        "insert into term values (?, ?, ?, ?, ?)",
        [
            (term, documents[term], titles[term], term_sound(term), spellings.get(term))
            for term in changed
            if term not in known
        ],
    )
    gone = [(term,) for term in changed if documents[term] < 0]
    connection.executemany("delete from term where term = ? and documents <= 0", gone)


Read = Callable[[Callable[[sqlite3.Connection], Any], Any], Any]


class StoredVocabulary:
    """The `Vocabulary` of the current index; `read(function, default)` calls the function with a connection,
    or gives the default where there is no index."""

    def __init__(self, read: Read, size: Callable[[], int]) -> None:
        self._read = read
        self.size = size

    def counts(self, terms: Iterable[str]) -> dict[str, tuple[int, int]]:
        """For each known term the number of documents and of titles that hold it."""
        wanted = list(terms)

        def read(connection: sqlite3.Connection) -> dict[str, tuple[int, int]]:
            rows = each(connection, "select term, documents, titles from term where term in", wanted)
            return {term: (documents, titles) for term, documents, titles in rows}

        return self._read(read, {})

    def sounding(self, sounds: Iterable[str]) -> dict[str, dict[str, tuple[int, int]]]:
        """For each toneless sound the Chinese terms with it, and their counts."""
        wanted = list(sounds)

        def read(connection: sqlite3.Connection) -> dict[str, dict[str, tuple[int, int]]]:
            found: dict[str, dict[str, tuple[int, int]]] = {}
            for said, term, documents, titles in each(
                connection, "select sound, term, documents, titles from term where sound in", wanted
            ):
                found.setdefault(said, {})[term] = documents, titles
            return found

        return self._read(read, {})

    def spelling(self, term: str) -> str:
        """How a Latin term is written in the documents; a Chinese one is its own spelling."""

        def read(connection: sqlite3.Connection) -> str:
            row = connection.execute("select spelling from term where term = ?", (term,)).fetchone()
            return row[0] if row and row[0] else term

        return self._read(read, term)
