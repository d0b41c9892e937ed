"""One generation of an embedded index, opened."""

from __future__ import annotations

import sqlite3
import threading
from pathlib import Path

from search import analysis
from search.engines.embedded import store
from search.engines.embedded.postings import Postings

FORM = "1"
VERSION = f"{FORM}/{analysis.VERSION}"
"""Of the files' form and of the analysis. An index of another version takes no changes and is rebuilt; until then it
answers if its form is this one."""

STORE, POSTINGS, CONDEMNED = "store.sqlite3", "postings", "condemned"

_CORRUPT = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)


class OutdatedError(Exception):
    """The generation has another form, which can't be read."""


class Opened:
    """The postings of one generation, and a connection to its store for each thread.

    Raises OutdatedError, or one of sqlite3.Error, OSError and ValueError where the files are damaged.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._local = threading.local()
        self._connections: list[sqlite3.Connection] = []
        if (folder / CONDEMNED).exists():
            raise ValueError((folder / CONDEMNED).read_text("utf-8"))
        if not (folder / STORE).exists():
            raise FileNotFoundError(f"{folder / STORE} is missing")
        self.version = store.version(self.connection())
        if self.version.partition("/")[0] != FORM:
            raise OutdatedError(self.version)
        self.postings = Postings(folder / POSTINGS)

    def connection(self) -> sqlite3.Connection:
        """The calling thread's connection."""
        if not hasattr(self._local, "connection"):
            self._local.connection = store.connect(self.folder / STORE)
            self._connections.append(self._local.connection)
        return self._local.connection

    def condemn(self, reason: str) -> None:
        """Note for all processes that this generation is damaged, which opening it does not always show."""
        try:
            (self.folder / CONDEMNED).write_text(reason, "utf-8")
        except OSError:
            return

    def faults(self) -> str:
        """Look through everything; what is wrong in words, or "" where nothing is."""
        connection = self.connection()
        try:
            found = connection.execute("pragma quick_check(1)").fetchone()[0]
            if found != "ok":
                return str(found)
            held, indexed = store.ids(connection), self.postings.ids()
        except (sqlite3.Error, OSError, ValueError) as error:
            return str(error)
        waiting = set(store.pending(connection))
        if len(indexed) != len(set(indexed)) or (held ^ set(indexed)) - waiting:
            return "the postings and the stored documents differ"
        return ""

    def close(self) -> None:
        """Close the connections of all threads."""
        for connection in self._connections:
            connection.close()


def is_corrupt(error: Exception) -> bool:
    """Whether an error says that the store's file is damaged, rather than locked or the disk full."""
    return getattr(error, "sqlite_errorcode", None) in _CORRUPT
