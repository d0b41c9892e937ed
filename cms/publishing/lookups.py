"""What a batch of files looks up in the database: about ten statements, however many files there are.

A page's neighbours, related documents, translations and the like are read ahead for the whole batch; what nobody
foresaw is read when it is asked for, and once.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any

import orjson
from django.db import connection
from django.db.models import OuterRef, Q, QuerySet, Subquery, Value

from cms.core.documents import Data
from cms.publishing import filing, papers
from cms.publishing.models import RelatedDocuments, Relation, StoredDocument

LINKED = re.compile(r"linli:page:(\d+)")
RELATED = re.compile(r'"kind":"\w+","key":"(page:\d+)"')
KINDS = ("notice", "policy", "work_plan", "brand", "recruitment", "campaign")
SOON = ("open", "running", "upcoming")
LATEST = 30  # as many as any list of a type shows
CHILDREN = 60  # as many as any section's first page shows
WHOLE = 100_000
Beside = tuple[str | None, str | None]
Queries = Mapping[str, QuerySet]


class Lookups:
    """Everything is as the database has it when it is first asked for: use one for a batch, not for longer."""

    def __init__(self) -> None:
        self._rows: dict[str, StoredDocument | None] = {}
        self._cards: dict[str, Data | None] = {}
        self._neighbours: dict[str, Beside] = {}
        self._related: dict[str, list[str]] = {}
        self._relations: dict[str, dict[str, list[str]]] = {}
        self._translations: dict[str, list[tuple[str, str]]] = {}
        self._lists: dict[tuple[str, str], list[Data]] = {}
        self._months: dict[str, list[str]] = {}
        self._archives: dict[tuple[str, str], list[Data]] = {}
        self._papers: dict[str, int | None] = {}
        self._groups: dict[str, dict[str, list[Data]]] = {}

    def read_ahead(self, keys: Iterable[str]) -> None:
        """Fetch the documents of these keys and what their pages show of others."""
        keys = list(keys)
        rows = StoredDocument.objects.in_bulk(keys)
        self._rows.update({key: rows.get(key) for key in keys})
        if len(rows) < 2:
            return
        self._cards.update({key: orjson.loads(row.card) for key, row in rows.items()})
        self._papers |= dict.fromkeys(rows) | papers.sizes(rows)
        self._related.update(_related(rows))
        self._relations.update(_relations(rows))
        self._translations.update(_translations({row.translation_key for row in rows.values()}))
        self._neighbours.update(_neighbours([row.key for row in rows.values() if row.listed]))
        self._read_cards(self._shown_by(rows))

    def read_archives(self, archives: Iterable[tuple[str, str]]) -> None:
        """Fetch what these sections have of these months: [("page:5", "2026-03")]."""
        wanted: dict[str, list[str]] = {}
        for key, month in archives:
            wanted.setdefault(key, []).append(month)
            self._archives[key, month] = []
        for key, months in wanted.items():
            rows = StoredDocument.objects.listed_in(key).filter(month__in=months)
            for month, card in rows.values_list("month", "card"):
                self._archives[key, month].append(orjson.loads(card))

    def row(self, key: str) -> StoredDocument | None:
        """The stored document of a key, or None where it is not public."""
        if key not in self._rows:
            self._rows[key] = StoredDocument.objects.filter(pk=key).first()
        return self._rows[key]

    def cards(self, keys: Iterable[str]) -> list[Data]:
        """The cards of those keys that are public, in the given order."""
        keys = list(keys)
        self._read_cards(keys)
        return [card for key in keys if (card := self._cards[key])]

    def address(self, key: str) -> str | None:
        """A document's address, or None where it is not public."""
        found = self.cards([key])
        return found[0]["url"] if found else None

    def neighbours(self, key: str, parent: str, published_at: str) -> Beside:
        """The keys before and after a place in a section's order of time; a draft's place counts too."""
        if key not in self._neighbours:
            row = self.row(key)
            is_listed = row is None or row.listed
            moment = datetime.fromisoformat(published_at)
            self._neighbours[key] = beside(parent, moment, key) if is_listed else (None, None)
        return self._neighbours[key]

    def related(self, key: str) -> list[str]:
        """The keys of what is like a document, best first."""
        if key not in self._related:
            self._related.update(_related([key]))
        return self._related[key]

    def sources(self, kind: str, key: str) -> list[str]:
        """The keys of the documents that stand in a relation to one."""
        if key not in self._relations:
            self._relations.update(_relations([key]))
        return self._relations[key].get(kind, [])

    def translations(self, translation_key: str) -> list[tuple[str, str]]:
        """(locale, address) of every public version of a document, in the order of locales."""
        if translation_key not in self._translations:
            self._translations.update(_translations({translation_key}))
        return self._translations[translation_key]

    def menu(self, locale: str) -> list[Data]:
        return self._list("menu", locale, self._frame)

    def home(self, locale: str) -> Data | None:
        return next(iter(self._list("home", locale, self._frame)), None)

    def latest(self, kind: str, locale: str) -> list[Data]:
        """The newest of a type in a language."""
        return self._list(f"latest:{kind}", locale, self._front)

    def soon(self, kind: str, locale: str) -> list[Data]:
        """All of a type in a language that is running or to come, in no order."""
        return self._list(f"soon:{kind}", locale, self._front)

    def below(self, what: str, key: str) -> list[Data]:
        """What lies in a section: "children" newest first, "sections" and "pages" in the tree's order."""
        return self._list(what, key, self._section)

    def archive(self, key: str, month: str) -> list[Data]:
        """Everything that a section has of one month, newest first."""
        if (key, month) not in self._archives:
            self.read_archives([(key, month)])
        return self._archives[key, month]

    def months(self, key: str) -> list[str]:
        """The months that a section has something of, newest first."""
        if key not in self._months:
            self._months[key] = months_of(key)
        return self._months[key]

    def groups(self, key: str) -> dict[str, list[Data]]:
        """The years and issuers that a section files by, see `filing`."""
        if key not in self._groups:
            self._groups[key] = filing.groups(key)
        return self._groups[key]

    def paper(self, key: str) -> int | None:
        """The size of a document's PDF, where there is one."""
        if key not in self._papers:
            self._papers[key] = papers.sizes([key]).get(key)
        return self._papers[key]

    # --- Reading --------------------------------------------------------------------------------------

    def _shown_by(self, rows: dict[str, StoredDocument]) -> Iterator[str]:
        for key, row in rows.items():
            yield from self._related[key]
            yield from filter(None, self._neighbours.get(key, ()))
            yield from (source for sources in self._relations[key].values() for source in sources)
            yield from RELATED.findall(row.data)
            yield from (f"page:{pk}" for pk in LINKED.findall(row.data))

    def _read_cards(self, keys: Iterable[str]) -> None:
        unknown = {key for key in keys if key not in self._cards}
        if unknown:
            self._cards.update(dict.fromkeys(unknown))
            found = StoredDocument.objects.filter(key__in=unknown).values_list("key", "card")
            self._cards.update({key: orjson.loads(card) for key, card in found})

    def _list(self, name: str, of: str, queries: Callable[[str], Queries]) -> list[Data]:
        if (name, of) not in self._lists:
            for each, rows in together(("card", "translation_key", "updated_at"), queries(of)).items():
                self._lists[each, of] = [
                    orjson.loads(card) | {"translation_key": translation_key, "updated_at": updated_at}
                    for card, translation_key, updated_at in rows
                ]
        return self._lists[name, of]

    def _frame(self, locale: str) -> Queries:
        documents = StoredDocument.objects.filter(locale=locale)
        return {
            "menu": documents.filter(in_menu=True).order_by("position"),
            "home": documents.filter(type="home").order_by("position"),
        }

    def _front(self, locale: str) -> Queries:
        documents = StoredDocument.objects.filter(locale=locale)
        latest = {
            f"latest:{kind}": documents.filter(type=kind).order_by("-published_at", "-key")[:LATEST]
            for kind in KINDS
        }
        soon = {
            f"soon:{kind}": documents.filter(type=kind, state__in=SOON).order_by("key") for kind in KINDS[-2:]
        }
        return latest | soon

    def _section(self, key: str) -> Queries:
        below = StoredDocument.objects.filter(parent=key)
        return {
            "children": StoredDocument.objects.listed_in(key)[:CHILDREN],
            "sections": below.filter(type="section").order_by("position"),
            "pages": below.filter(type="page").order_by("position"),
        }


def together(columns: Iterable[str], queries: Queries) -> dict[str, list[tuple]]:
    """Some columns of several queries, in one statement: {name: rows in the query's order}.

    The ORM's own union refuses parts that are ordered and cut on SQLite.
    """
    parts: list[str] = []
    parameters: list[Any] = []
    for number, query in enumerate(queries.values()):
        cut = (
            query if query.query.is_sliced else query[:WHOLE]
        )  # without a limit, SQLite drops a part's order
        sql, values = cut.values_list(*columns).query.sql_with_params()
        parts.append(f"SELECT {number}, part.* FROM ({sql}) part")  # noqa: S608 - SQL that the ORM made
        parameters += values
    found: list[list[tuple]] = [[] for _query in queries]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(parts), parameters)
        for number, *row in cursor:
            found[number].append(tuple(row))
    return dict(zip(queries, found, strict=True))


def beside(parent: str, published_at: datetime, key: str) -> Beside:
    """The keys of the listed documents just before and just after a place in a section's order of time."""
    place = (Value(parent), Value(published_at), Value(key))
    found = together(["key"], {"earlier": _earlier(*place), "later": _later(*place)})
    return next((key for (key,) in found["earlier"]), None), next((key for (key,) in found["later"]), None)


def months_of(parent: str) -> list[str]:
    """The months of what a section lists, newest first."""
    return steps("month", "parent = %s AND listed", [parent])


def steps(column: str, which: str = "1 = 1", parameters: Iterable[Any] = ()) -> list[Any]:
    """The different values of an indexed column of the documents, the greatest first.

    Each is one step down an index; DISTINCT would read every document.
    """
    table = connection.ops.quote_name(StoredDocument._meta.db_table)
    with connection.cursor() as cursor:
        cursor.execute(
            f"""WITH RECURSIVE step(value) AS (
                SELECT MAX({column}) FROM {table} WHERE {which}
                UNION ALL
                SELECT (SELECT MAX({column}) FROM {table} WHERE {which} AND {column} < step.value)
                FROM step WHERE step.value IS NOT NULL
            ) SELECT value FROM step WHERE value IS NOT NULL""",  # noqa: S608 - no value is in it
            [*parameters, *parameters],
        )
        return [value for (value,) in cursor]


def _earlier(parent: Any, published_at: Any, key: Any) -> QuerySet:
    # The first condition is what an index can seek by; the second tells those of one moment apart.
    before = Q(published_at__lt=published_at) | Q(key__lt=key)
    listed = StoredDocument.objects.filter(before, parent=parent, listed=True, published_at__lte=published_at)
    return listed.order_by("-published_at", "-key").values("key")[:1]


def _later(parent: Any, published_at: Any, key: Any) -> QuerySet:
    after = Q(published_at__gt=published_at) | Q(key__gt=key)
    listed = StoredDocument.objects.filter(after, parent=parent, listed=True, published_at__gte=published_at)
    return listed.order_by("published_at", "key").values("key")[:1]


def _neighbours(keys: Iterable[str]) -> dict[str, Beside]:
    place = (OuterRef("parent"), OuterRef("published_at"), OuterRef("key"))
    found = StoredDocument.objects.filter(key__in=keys).annotate(
        earlier=Subquery(_earlier(*place)), later=Subquery(_later(*place))
    )
    return {key: (earlier, later) for key, earlier, later in found.values_list("key", "earlier", "later")}


def _related(keys: Iterable[str]) -> dict[str, list[str]]:
    found = RelatedDocuments.objects.filter(key__in=keys).values_list("key", "keys")
    return {key: [] for key in keys} | dict(found)


def _relations(keys: Iterable[str]) -> dict[str, dict[str, list[str]]]:
    found: dict[str, dict[str, list[str]]] = {key: {} for key in keys}
    rows = Relation.objects.filter(target__in=found).order_by("-source__published_at", "-source")
    for target, kind, source in rows.values_list("target", "kind", "source"):
        found[target].setdefault(kind, []).append(source)
    return found


def _translations(keys: Iterable[str]) -> dict[str, list[tuple[str, str]]]:
    found: dict[str, list[tuple[str, str]]] = {key: [] for key in keys}
    rows = StoredDocument.objects.filter(translation_key__in=found).order_by("locale")
    for key, locale, url in rows.values_list("translation_key", "locale", "url"):
        found[key].append((locale, url))
    return found
