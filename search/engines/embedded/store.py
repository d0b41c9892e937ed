"""The SQLite file beside the postings: documents, vocabulary, type-ahead keys, and what the postings still
lack.

It is written first and the postings last. In between, each changed document has a row in `pending`, so a
writer that is killed leaves a list of what the next one has to bring to the postings.
"""

from __future__ import annotations

import sqlite3
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from search.documents import SearchDocument
from search.engines.base import Ref, TypedLine
from search.engines.embedded.rows import each
from search.engines.embedded.vocabulary import change_counts
from search.texts import Prepared, digest, unpacked
from search.typeahead import TypedRow, best_lines, document_keys

SCHEMA = """
create table meta (name text primary key, value text not null) without rowid;
create table document (
    id integer primary key autoincrement, key text not null unique, fingerprint text not null,
    title text not null, body text not null, state text not null, published integer not null,
    terms blob not null, data blob not null);
create table pending (id integer primary key);
create table term (
    term text primary key, documents integer not null, titles integer not null, sound text, spelling text
) without rowid;
create index term_sound on term (sound) where sound is not null;
create table typed (
    locale text not null, inside integer not null, typed text not null, id integer not null, part text not
    null, primary key (locale, inside, typed, id, part)) without rowid;
create index typed_document on typed (id);
create table label (
    name text not null, value text not null, locale text not null, words text not null,
    primary key (name, value, locale)) without rowid;
"""

_LAST = "\U0010ffff"
_MOST_TYPED = 400
"""Type-ahead rows read for one prefix: with one letter typed there are far more than anyone looks at."""


def connect(path: Path, *, durable: bool = True) -> sqlite3.Connection:
    """Open the file; `durable` writes survive a power cut, which a rebuild that is thrown away does not
    need."""
    connection = sqlite3.connect(path, timeout=30, isolation_level=None, check_same_thread=False)
    connection.execute("pragma journal_mode = wal")
    connection.execute(f"pragma synchronous = {'full' if durable else 'off'}")
    connection.execute("pragma mmap_size = 1073741824")
    connection.execute("pragma cache_size = -16000")
    return connection


def create(connection: sqlite3.Connection, version: str) -> None:
    """Make the tables of a new index."""
    connection.executescript(f"begin; {SCHEMA} commit;")
    connection.execute("insert into meta values ('version', ?)", (version,))


def version(connection: sqlite3.Connection) -> str:
    """The version the index was made by; raises sqlite3.DatabaseError where there is none to read."""
    row = connection.execute("select value from meta where name = 'version'").fetchone()
    if row is None:
        raise sqlite3.DatabaseError("the index has no version")
    return str(row[0])


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """All of the changes inside, or none."""
    connection.execute("begin immediate")
    try:
        yield
    except BaseException:
        connection.execute("rollback")
        raise
    connection.execute("commit")


def size(connection: sqlite3.Connection) -> int:
    """How many documents the store holds."""
    return int(connection.execute("select count(*) from document").fetchone()[0])


def settle(connection: sqlite3.Connection) -> None:
    """After a rebuild: make everything that was written without care safe on the disk."""
    connection.execute("pragma synchronous = full")
    connection.execute("analyze")
    connection.execute("pragma wal_checkpoint(truncate)")


def put(connection: sqlite3.Connection, prepared: Sequence[Prepared]) -> list[tuple[int, Prepared]]:
    """Insert or replace documents and all that hangs on them, inside the caller's transaction; returns their
    ids."""
    documents: Counter[str] = Counter()
    titles: Counter[str] = Counter()
    spellings: dict[str, str] = {}
    placed: list[tuple[int, Prepared]] = []
    ids = ids_of(connection, [item.document.key for item in prepared])
    _take_away(connection, list(ids.values()), documents, titles)
    for item in prepared:
        held, in_title = item.terms
        documents.update(held)
        titles.update(in_title)
        spellings.update(item.spellings)
        placed.append((_put_row(connection, ids.get(item.document.key), item), item))
    change_counts(connection, documents, titles, spellings)
    _put_keys(connection, placed)
    _put_labels(connection, [item.document for item in prepared])
    return placed


def _put_row(connection: sqlite3.Connection, known: int | None, item: Prepared) -> int:
    held, in_title = item.terms
    row = (
        item.document.key,
        digest(item.data),
        item.title,
        item.body,
        item.document.state,
        item.published,
        _pack("\n".join([" ".join(sorted(in_title)), " ".join(sorted(held))]).encode()),
        _pack(item.data),
    )
    found = connection.execute(
        "insert into document (id, key, fingerprint, title, body, state, published, terms, data) "
        "values (?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict (key) do update set fingerprint = excluded.fingerprint, "
        "title = excluded.title, body = excluded.body, state = excluded.state, published = excluded.published, "
        "terms = excluded.terms, data = excluded.data returning id",
        (known, *row),
    ).fetchone()
    return int(found[0])


def _put_keys(connection: sqlite3.Connection, placed: Sequence[tuple[int, Prepared]]) -> None:
    connection.executemany(
        "insert or ignore into typed values (?, ?, ?, ?, ?)",
        (
            (item.document.locale, int(inside), key, ref, anchor or "")
            for ref, item in placed
            for key, inside, anchor in document_keys(item.document)
        ),
    )


def _put_labels(connection: sqlite3.Connection, documents: Iterable[SearchDocument]) -> None:
    labels = {}
    for document in documents:
        labels["issuer", document.issuer, document.locale] = document.issuer_name
        labels["section", document.section, document.locale] = document.section_title
    connection.executemany(
        "insert or replace into label values (?, ?, ?, ?)",
        [(*place, words) for place, words in labels.items() if place[1] and words],
    )


def drop(connection: sqlite3.Connection, keys: Sequence[str]) -> list[int]:
    """Delete documents inside the caller's transaction; returns the ids of those there were."""
    ids = list(ids_of(connection, keys).values())
    documents: Counter[str] = Counter()
    titles: Counter[str] = Counter()
    _take_away(connection, ids, documents, titles)
    connection.executemany("delete from document where id = ?", [(ref,) for ref in ids])
    change_counts(connection, documents, titles, {})
    return ids


def _take_away(
    connection: sqlite3.Connection, ids: Sequence[int], documents: Counter[str], titles: Counter[str]
) -> None:
    """Count the terms of stored documents off, from what was stored and not from a new analysis of the
    text."""
    for (packed,) in each(connection, "select terms from document where id in", ids):
        in_title, held = zlib.decompress(packed).decode().split("\n")
        documents.subtract(held.split())
        titles.subtract(in_title.split())
    connection.executemany("delete from typed where id = ?", [(ref,) for ref in ids])


def ids_of(connection: sqlite3.Connection, keys: Sequence[str]) -> dict[str, int]:
    """The ids of those keys that are held."""
    return dict(each(connection, "select key, id from document where key in", list(keys)))


def mark_pending(connection: sqlite3.Connection, ids: Iterable[int]) -> None:
    """Note that the postings lack the newest state of these documents."""
    connection.executemany("insert or ignore into pending values (?)", [(ref,) for ref in ids])


def clear_pending(connection: sqlite3.Connection) -> None:
    """Note that the postings have everything."""
    connection.execute("delete from pending")


def pending(connection: sqlite3.Connection) -> list[int]:
    """The documents whose newest state the postings lack, deleted ones included."""
    return [row[0] for row in connection.execute("select id from pending")]


def ids(connection: sqlite3.Connection) -> set[int]:
    """The ids of all documents."""
    return {row[0] for row in connection.execute("select id from document")}


def documents(connection: sqlite3.Connection, ids: Sequence[Ref]) -> dict[int, SearchDocument]:
    """The documents with these ids, as they were written."""
    rows = each(connection, "select id, data from document where id in", list(ids))
    return {ref: _document(data) for ref, data in rows}


def by_keys(connection: sqlite3.Connection, keys: Sequence[str]) -> dict[str, SearchDocument]:
    """The documents with these keys."""
    return {
        key: _document(data)
        for key, data in each(connection, "select key, data from document where key in", keys)
    }


def texts(connection: sqlite3.Connection, ids: Sequence[int]) -> dict[int, tuple[str, str, str, int]]:
    """Plain title, plain body, state and moment of publication of each of these documents."""
    rows = each(connection, "select id, title, body, state, published from document where id in", ids)
    return {row[0]: row[1:] for row in rows}


def typed(connection: sqlite3.Connection, prefix: str, locale: str | None, limit: int) -> list[TypedLine]:
    """Lines with a key that starts like this: those that begin with it, then those that hold it further
    in."""
    where = [locale]
    if locale is None:
        where = [row[0] for row in connection.execute("select distinct locale from typed")]
    lines: dict[tuple[str, str], TypedLine] = {}
    for inside in (0, 1):
        for key, part in _typed_rows(connection, prefix, where, inside):
            lines.setdefault((key, part), TypedLine(key, part or None, bool(inside)))
        if len(lines) >= limit:
            break
    return list(lines.values())[:limit]


def _typed_rows(
    connection: sqlite3.Connection, prefix: str, locales: Sequence[str | None], inside: int
) -> list[tuple[str, str]]:
    rows: list[TypedRow] = []
    for locale in locales:
        rows += connection.execute(
            "select document.key, part, document.published, typed from (select id, part, typed from typed "
            "where locale = ? and inside = ? and typed >= ? and typed < ? limit ?) join document using (id)",
            (locale, inside, prefix, prefix + _LAST, _MOST_TYPED),
        )
    return best_lines(rows, prefix)


def labels(
    connection: sqlite3.Connection, name: str, values: Sequence[str], locale: str | None
) -> dict[str, str]:
    """The words shown for facet values, in this locale where known."""
    rows = each(
        connection, "select value, locale, words from label where name = ? and value in", values, (name,)
    )
    ordered = sorted(rows, key=lambda row: (row[1] == locale, row[1] == "zh-hans"))
    return {value: words for value, _, words in ordered}


def fingerprints(connection: sqlite3.Connection) -> list[tuple[int, str, str]]:
    """Id, key and fingerprint of every document whose newest state the postings have been given."""
    return connection.execute(
        "select id, key, fingerprint from document where id not in (select id from pending)"
    ).fetchall()


def _document(data: bytes) -> SearchDocument:
    return unpacked(zlib.decompress(data))


def _pack(data: bytes) -> bytes:
    return zlib.compress(data, 3)
