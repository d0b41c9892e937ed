"""What a batch of files looks up in the database: about ten statements, however many files there are.

A page's neighbours, related documents, translations and the like are read ahead for the whole batch; what nobody
foresaw is read when it is asked for, and once.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import datetime

import orjson

from cms.core.documents import Data
from cms.publishing import filing, lists, queries
from cms.publishing.almanac import Almanac
from cms.publishing.cards import Cards
from cms.publishing.lists import Lists
from cms.publishing.media import papers
from cms.publishing.models import StoredDocument
from cms.publishing.queries import Beside, Row, Versions
from cms.publishing.statements import months_of, sections_by_month

LINKED = re.compile(rb"linli:page:(\d+)")
RELATED = re.compile(rb'"kind":"\w+","key":"(page:\d+)"')
IN_LINKED, IN_RELATED = b"linli:page:", b'","key":"page:'  # without which there is none of them


class Lookups:
    """Everything is as the database has it when it is first asked for: use one for a batch, not for longer."""

    def __init__(self, cards: Cards | None = None, translated: dict[str, Versions] | None = None) -> None:
        self._shared_cards = cards or Cards()
        self._translated = {} if translated is None else translated  # kept as cards are
        self._rows: dict[str, Row | None] = {}
        self._cards: dict[str, Data | None] = {}
        self._neighbours: dict[str, Beside] = {}
        self._related: dict[str, list[str]] = {}
        self._relations: dict[str, dict[str, list[str]]] = {}
        self._translations: dict[str, Versions] = {}
        self._lists: dict[tuple[str, str], list[Data]] = {}
        self._months: dict[str, list[str]] = {}
        self._archives: dict[tuple[str, str], list[Data]] = {}
        self._papers: dict[str, int | None] = {}
        self._groups: dict[str, dict[str, list[Data]]] = {}
        self._archived: dict[str, list[str]] | None = None
        self.almanac = Almanac()

    def read_ahead(self, keys: Iterable[str]) -> None:
        """Fetch the documents of these keys and what their pages show of others."""
        keys = list(keys)
        rows = queries.rows(keys)
        self._rows.update({key: rows.get(key) for key in keys})
        if len(rows) < 2:
            return
        self._shared_cards.keep((key, row.card) for key, row in rows.items())
        self._papers |= dict.fromkeys(rows) | papers.sizes(
            key for key, row in rows.items() if row.type in papers.TYPES
        )
        self._related.update(queries.related(rows))
        self._relations.update(queries.relations(rows))
        self._translations.update(queries.translations({row.translation_key for row in rows.values()}))
        self._neighbours.update(queries.neighbours([row.key for row in rows.values() if row.listed]))
        self._read_cards(self._shown_by(rows))
        self._read_translated(queries.above(rows))

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
            self._rows[key] = queries.rows([key]).get(key)
        return self._rows[key]

    def cards(self, keys: Iterable[str]) -> list[Data]:
        """The cards of those keys that are public, in the given order."""
        keys, known = list(keys), self._cards
        try:
            return [card for key in keys if (card := known[key])]
        except KeyError:  # nobody foresaw that it would be shown
            self._read_cards(keys)
            return [card for key in keys if (card := known[key])]

    def address(self, key: str) -> str | None:
        """A document's address, or None where it is not public."""
        card = self._cards[key] if key in self._cards else next(iter(self.cards([key])), None)
        return card["url"] if card else None

    def neighbours(self, key: str, parent: str, published_at: str) -> Beside:
        """The keys before and after a place in a section's order of time; a draft's place counts too."""
        if key not in self._neighbours:
            row = self.row(key)
            is_listed = row is None or row.listed
            moment = datetime.fromisoformat(published_at)
            self._neighbours[key] = queries.beside(parent, moment, key) if is_listed else (None, None)
        return self._neighbours[key]

    def related(self, key: str) -> list[str]:
        """The keys of what is like a document, best first."""
        if key not in self._related:
            self._related.update(queries.related([key]))
        return self._related[key]

    def sources(self, kind: str, key: str) -> list[str]:
        """The keys of the documents that stand in a relation to one."""
        if key not in self._relations:
            self._relations.update(queries.relations([key]))
        return self._relations[key].get(kind, [])

    def translations(self, translation_key: str) -> Versions:
        """(locale, address) of every public version of a document, in the order of locales."""
        if translation_key not in self._translations:
            self._translations.update(queries.translations({translation_key}))
        return self._translations[translation_key]

    def version(self, translation_key: str, locale: str) -> str | None:
        """The key of the public version of a document in a language. Read when it is asked for: by empty sections."""
        found = StoredDocument.objects.filter(translation_key=translation_key, locale=locale)
        return found.values_list("key", flat=True).first()

    def translated(self, key: str) -> Versions:
        """(locale, address) of every public version of the document of a key, in the order of locales."""
        self._read_translated([key])
        return self._translated[key]

    def menu(self, locale: str) -> list[Data]:
        return self._list(f"menu:{locale}", "", lists.of_frames)

    def home(self, locale: str) -> Data | None:
        return next(iter(self._list(f"home:{locale}", "", lists.of_frames)), None)

    def latest(self, kind: str, locale: str) -> list[Data]:
        """The newest of a type in a language."""
        return self._list(f"latest:{kind}:{locale}", "", lists.of_fronts)

    def soon(self, kind: str, locale: str) -> list[Data]:
        """All of a type in a language that is running or to come, in no order."""
        return self._list(f"soon:{kind}:{locale}", "", lists.of_fronts)

    def below(self, what: str, key: str) -> list[Data]:
        """What lies in a section: "children" and "pinned" newest first, "sections" and "pages" in the tree's order."""
        return self._list(what, key, lists.of_section)

    def entries(self, key: str) -> list[Data]:
        """The entries of a campaign in the tree's order."""
        return self._list("entries", key, lists.of_campaign)

    def issued(self, issuer: str, kind: str, locale: str) -> list[Data]:
        """The newest of a type that an organisation has published in a language."""
        return self._list(f"issued:{kind}", f"{issuer}:{locale}", lists.of_issuer)

    def organisations(self, locale: str) -> list[Data]:
        """The cards of all organisations, those below another behind it."""
        return self._list("organisations", locale, lists.of_directory)

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
            if (
                IN_RELATED in row.data
            ):  # a search for a fixed piece of text is many times as fast as for a pattern
                yield from (key.decode() for key in RELATED.findall(row.data))
            if IN_LINKED in row.data:
                yield from (f"page:{int(pk)}" for pk in LINKED.findall(row.data))

    def _read_cards(self, keys: Iterable[str]) -> None:
        if unknown := {key for key in keys if key not in self._cards}:
            self._cards.update(self._shared_cards.read(unknown))

    def _read_translated(self, keys: Iterable[str]) -> None:
        if unknown := {key for key in keys if key not in self._translated}:
            self._translated |= queries.versions(unknown)

    def _list(self, name: str, of: str, read: Lists) -> list[Data]:
        if (name, of) not in self._lists:
            self._lists |= {(each, of): cards for each, cards in lists.read(read, of).items()}
        return self._lists[name, of]
