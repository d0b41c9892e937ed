"""What a batch of files looks up in the database: about ten statements, however many files there are.

A page's neighbours, related documents, translations and the like are read ahead for the whole batch; what nobody
foresaw is read when it is asked for, and once.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from typing import Any, NamedTuple

import orjson
from django.db.models import OuterRef, Q, QuerySet, Subquery, TextField, Value
from django.db.models.functions import Cast

from cms.core.documents import Data
from cms.publishing import filing
from cms.publishing.cards import Cards
from cms.publishing.media import papers
from cms.publishing.models import RelatedDocuments, Relation, StoredDocument
from cms.publishing.statements import Queries, Utf8, months_of, sections_by_month, together

LINKED = re.compile(rb"linli:page:(\d+)")
RELATED = re.compile(rb'"kind":"\w+","key":"(page:\d+)"')
ABOVE = re.compile(rb'"breadcrumb":\[([^\]]*)')
KEY = re.compile(rb'"key":"([^"]+)"')
KINDS = ("notice", "policy", "work_plan", "brand", "recruitment", "campaign")
SOON = ("open", "running", "upcoming")
LATEST = 30  # as many as any list of a type shows
ISSUED = 5  # as many of each type as the page of an organisation shows
CHILDREN = 60  # as many as any section's first page shows
Beside = tuple[str | None, str | None]
Translated = dict[str, list[tuple[str, str]]]  # {key: (locale, address) of every public version}


class Row(NamedTuple):
    """What making a page needs of its stored document."""

    key: str
    type: str
    locale: str
    translation_key: str
    url: str
    listed: bool
    card: bytes
    data: bytes

    @property
    def content(self) -> Data:
        """The document as templates read it."""
        content: Data = orjson.loads(self.data)
        return content


class Lookups:
    """Everything is as the database has it when it is first asked for: use one for a batch, not for longer."""

    def __init__(self, cards: Cards | None = None, translated: Translated | None = None) -> None:
        self._shared_cards = cards or Cards()
        self._translated = {} if translated is None else translated  # kept as cards are
        self._rows: dict[str, Row | None] = {}
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
        self._archived: dict[str, list[str]] | None = None

    def read_ahead(self, keys: Iterable[str]) -> None:
        """Fetch the documents of these keys and what their pages show of others."""
        keys = list(keys)
        rows = _rows(keys)
        self._rows.update({key: rows.get(key) for key in keys})
        if len(rows) < 2:
            return
        self._shared_cards.keep((key, row.card) for key, row in rows.items())
        self._papers |= dict.fromkeys(rows) | papers.sizes(
            key for key, row in rows.items() if row.type in papers.TYPES
        )
        self._related.update(_related(rows))
        self._relations.update(_relations(rows))
        self._translations.update(_translations({row.translation_key for row in rows.values()}))
        self._neighbours.update(_neighbours([row.key for row in rows.values() if row.listed]))
        self._read_cards(self._shown_by(rows))
        self._read_translated(_above(rows))

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

    def row(self, key: str) -> Row | None:
        """The stored document of a key, or None where it is not public."""
        if key not in self._rows:
            self._rows[key] = _rows([key]).get(key)
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

    def translated(self, key: str) -> list[tuple[str, str]]:
        """(locale, address) of every public version of the document of a key, in the order of locales."""
        self._read_translated([key])
        return self._translated[key]

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

    def issued(self, issuer: str, kind: str, locale: str) -> list[Data]:
        """The newest of a type that an organisation has published in a language."""
        return self._list(f"issued:{kind}", f"{issuer}:{locale}", self._issued)

    def organisations(self, locale: str) -> list[Data]:
        """The cards of all organisations, those below another behind it."""
        return self._list("organisations", locale, self._directory)

    def archived(self) -> dict[str, list[str]]:
        """{section: its months, newest first} of all sections that list anything."""
        if self._archived is None:
            found = sections_by_month()
            self._shared_cards.keep((key, card) for key, card, _months in found)
            self._archived = {key: months for key, _card, months in found}
        return self._archived

    def archive(self, key: str, month: str) -> list[Data]:
        """Everything that a section has of one month, newest first."""
        if (key, month) not in self._archives:
            self.read_archives([(key, month)])
        return self._archives[key, month]

    def months(self, key: str) -> list[str]:
        """The months that a section has something of, newest first."""
        if key not in self._months:
            self._months[key] = (self._archived or {}).get(key) or months_of(key)
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

    def _shown_by(self, rows: dict[str, Row]) -> Iterator[str]:
        for key, row in rows.items():
            yield from self._related[key]
            yield from filter(None, self._neighbours.get(key, ()))
            yield from (source for sources in self._relations[key].values() for source in sources)
            yield from (key.decode() for key in RELATED.findall(row.data))
            yield from (f"page:{int(pk)}" for pk in LINKED.findall(row.data))

    def _read_cards(self, keys: Iterable[str]) -> None:
        if unknown := {key for key in keys if key not in self._cards}:
            self._cards.update(self._shared_cards.read(unknown))

    def _read_translated(self, keys: Iterable[str]) -> None:
        if unknown := {key for key in keys if key not in self._translated}:
            groups = StoredDocument.objects.filter(key__among=unknown).values("translation_key")
            rows = StoredDocument.objects.filter(translation_key__in=groups).order_by("locale")
            found = list(rows.values_list("key", "translation_key", "locale", "url"))
            group_of = {key: group for key, group, _locale, _url in found}
            versions: dict[str, list[tuple[str, str]]] = {}
            for _key, group, locale, url in found:
                versions.setdefault(group, []).append((locale, url))
            self._translated |= {key: versions.get(group_of.get(key, ""), []) for key in unknown}

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

    def _issued(self, of: str) -> Queries:
        issuer, _colon, locale = of.partition(":")
        listed = StoredDocument.objects.filter(issuer=issuer, locale=locale, listed=True)
        newest = listed.order_by("-published_at", "-key")
        return {f"issued:{kind}": newest.filter(type=kind)[:ISSUED] for kind in KINDS}

    def _directory(self, locale: str) -> Queries:
        documents = StoredDocument.objects.filter(type="organisation", locale=locale)
        return {"organisations": documents.order_by("position")}

    def _section(self, key: str) -> Queries:
        below = StoredDocument.objects.filter(parent=key)
        return {
            "children": StoredDocument.objects.listed_in(key)[:CHILDREN],
            "sections": below.filter(type="section").order_by("position"),
            "pages": below.filter(type="page").order_by("position"),
        }


def _rows(keys: Iterable[str]) -> dict[str, Row]:
    columns = (*Row._fields[:-2], Utf8("card"), Utf8("data"))
    found = StoredDocument.objects.filter(key__among=keys).values_list(*columns)
    return {row.key: row for row in map(Row._make, found)}


def _above(rows: dict[str, Row]) -> set[str]:
    """The keys of all that these documents lie below."""
    lines = (found[1] for row in rows.values() if (found := ABOVE.search(row.data)))
    return {key.decode() for line in lines for key in KEY.findall(line)}


def beside(parent: str, published_at: datetime, key: str) -> Beside:
    """The keys of the listed documents just before and just after a place in a section's order of time."""
    place = (Value(parent), Value(published_at), Value(key))
    found = together(["key"], {"earlier": _earlier(*place), "later": _later(*place)})
    return next((key for (key,) in found["earlier"]), None), next((key for (key,) in found["later"]), None)


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
    found = StoredDocument.objects.filter(key__among=keys).annotate(
        earlier=Subquery(_earlier(*place)), later=Subquery(_later(*place))
    )
    return {key: (earlier, later) for key, earlier, later in found.values_list("key", "earlier", "later")}


def _related(keys: Iterable[str]) -> dict[str, list[str]]:
    found = RelatedDocuments.objects.filter(key__among=keys)
    rows = found.values_list("key", Utf8(Cast("keys", TextField())))
    return {key: [] for key in keys} | {key: orjson.loads(related) for key, related in rows}


def _relations(keys: Iterable[str]) -> dict[str, dict[str, list[str]]]:
    found: dict[str, dict[str, list[str]]] = {key: {} for key in keys}
    rows = Relation.objects.filter(target__among=found).order_by("-source__published_at", "-source")
    for target, kind, source in rows.values_list("target", "kind", "source"):
        found[target].setdefault(kind, []).append(source)
    return found


def _translations(keys: Iterable[str]) -> dict[str, list[tuple[str, str]]]:
    found: dict[str, list[tuple[str, str]]] = {key: [] for key in keys}
    rows = StoredDocument.objects.filter(translation_key__among=found).order_by("locale")
    for key, locale, url in rows.values_list("translation_key", "locale", "url"):
        found[key].append((locale, url))
    return found
