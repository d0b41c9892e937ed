"""How templates read other content: every read leaves a tag that names what was read.

The tags, and what makes each of them change (see changes.py):

    card:KEY                 the card of a document
    address:KEY              its address, or whether it is public at all
    children:KEY             the list of what is in a section       sections:KEY, pages:KEY   likewise
    months:KEY               the months that a section has an archive for
    archive:KEY:MONTH        one month of a section
    latest:TYPE:LOCALE       the list of a type
    beside:KEY               the documents before and after one
    related:KEY              what is like it
    relation:KIND:KEY        the documents that stand in a relation to it
    translations:UUID        its other languages
    menu:LOCALE, site        what every page shows
"""

from collections.abc import Iterable
from typing import Any

import orjson
from django.db.models import Q

from cms.core.languages import LANGUAGES
from cms.publishing.models import RelatedDocuments, Relation, StoredDocument

Card = dict[str, Any]
SOON = ("open", "running", "upcoming")


class Catalogue:
    """What one file reads, in one language. `reads` collects the tags; `shared` keeps site-wide reads for a
    batch.
    """

    def __init__(self, locale: str, shared: dict[str, Any] | None = None):
        self.locale = locale
        self.reads: set[str] = {"site"}
        self._shared = {} if shared is None else shared
        self._all = StoredDocument.objects

    def menu(self) -> list[Card]:
        """Sections in the main menu, in the tree's order."""
        tag = f"menu:{self.locale}"
        self.reads.add(tag)
        if tag not in self._shared:
            self._shared[tag] = (
                self._all.filter(locale=self.locale, in_menu=True).order_by("position").cards()
            )
        return self._shared[tag]

    def home(self) -> Card | None:
        """The card of this language's home page."""
        tag = f"home:{self.locale}"
        self.reads.add(f"latest:home:{self.locale}")
        if tag not in self._shared:
            self._shared[tag] = next(iter(self._all.filter(type="home", locale=self.locale).cards()), None)
        return self._shared[tag]

    def children(self, key: str, limit: int | None = None) -> list[Card]:
        """What a section lists, newest first."""
        self.reads.add(f"children:{key}")
        return self._all.listed_in(key)[:limit].cards()

    def sections(self, key: str) -> list[Card]:
        """The sections right below, in the tree's order."""
        self.reads.add(f"sections:{key}")
        return self._all.filter(parent=key, type="section").order_by("position").cards()

    def pages(self, key: str) -> list[Card]:
        """The standard pages right below, in the tree's order."""
        self.reads.add(f"pages:{key}")
        return self._all.filter(parent=key, type="page").order_by("position").cards()

    def months(self, key: str) -> list[dict[str, str]]:
        """The months that a section has something of, newest first, with the address of each month's
        archive.
        """
        self.reads.add(f"months:{key}")
        months = (
            self._all.filter(parent=key, listed=True)
            .values_list("month", flat=True)
            .distinct()
            .order_by("-month")
        )
        section = self._all.filter(key=key).values_list("url", flat=True).first()
        return [{"month": month, "url": f"{section}archive/{month}/"} for month in months] if section else []

    def archive(self, key: str, month: str) -> list[Card]:
        """Everything that a section has of one month ("2026-03"), newest first."""
        self.reads.add(f"archive:{key}:{month}")
        return self._all.listed_in(key).filter(month=month).cards()

    def latest(self, kind: str, limit: int = 10) -> list[Card]:
        """The newest of a type in this language."""
        self.reads.add(f"latest:{kind}:{self.locale}")
        return (
            self._all.filter(type=kind, locale=self.locale).order_by("-published_at", "-key")[:limit].cards()
        )

    def ordered(self, kind: str, limit: int = 10) -> list[Card]:
        """What is running or to come of a type, the soonest first."""
        self.reads.add(f"latest:{kind}:{self.locale}")
        cards = self._all.filter(type=kind, locale=self.locale, state__in=SOON).cards()
        return sorted(cards, key=_soonness)[:limit]

    def neighbours(self, doc: Card) -> dict[str, Card | None]:
        """The documents before and after one in its section's list."""
        if not doc["breadcrumb"] or doc["published_at"] is None:
            return {"previous": None, "next": None}
        self.reads.add(f"beside:{doc['key']}")
        earlier, later = beside(doc["breadcrumb"][-1]["key"], doc["published_at"], doc["key"])
        return {
            "previous": self.get(earlier) if earlier else None,
            "next": self.get(later) if later else None,
        }

    def related(self, key: str, limit: int = 5) -> list[Card]:
        """What is like a document, best first."""
        self.reads.add(f"related:{key}")
        row = RelatedDocuments.objects.filter(key=key).first()
        return self.cards(row.keys[:limit]) if row else []

    def by_relation(self, kind: str, key: str) -> list[Card]:
        """The documents of this language that stand in a relation to one, newest first."""
        self.reads.add(f"relation:{kind}:{key}")
        sources = Relation.objects.filter(kind=kind, target=key).values("source")
        return self._all.filter(key__in=sources, locale=self.locale).order_by("-published_at", "-key").cards()

    def translations(self, doc: Card) -> list[dict[str, str]]:
        """The live versions in other languages."""
        self.reads.add(f"translations:{doc['translation_key']}")
        others = self._all.filter(translation_key=doc["translation_key"]).exclude(locale=doc["locale"])
        found = [
            (LANGUAGES[locale], url) for locale, url in others.order_by("locale").values_list("locale", "url")
        ]
        return [
            {"locale": language.locale, "lang": language.lang, "label": language.label, "url": url}
            for language, url in found
        ]

    def get(self, key: str) -> Card | None:
        """One card, or None where that document is not public."""
        return next(iter(self.cards([key])), None)

    def cards(self, keys: Iterable[str]) -> list[Card]:
        """The cards of those keys that are public, in the given order."""
        keys = list(keys)
        self.reads.update(f"card:{key}" for key in keys)
        found = dict(self._all.filter(key__in=keys).values_list("key", "card"))
        return [orjson.loads(found[key]) for key in keys if key in found]

    def address(self, key: str) -> str | None:
        """A document's address, or None where it is not public."""
        self.reads.add(f"address:{key}")
        return self._all.filter(key=key).values_list("url", flat=True).first()


def beside(parent: str, published_at: Any, key: str) -> tuple[str | None, str | None]:
    """The keys of the listed documents just before and just after a place in a section's order of time."""
    listed = StoredDocument.objects.filter(parent=parent, listed=True)
    before = Q(published_at__lt=published_at) | Q(published_at=published_at, key__lt=key)
    after = Q(published_at__gt=published_at) | Q(published_at=published_at, key__gt=key)
    earlier = listed.filter(before).order_by("-published_at", "-key").values_list("key", flat=True).first()
    later = listed.filter(after).order_by("published_at", "key").values_list("key", flat=True).first()
    return earlier, later


def _soonness(card: Card) -> tuple[int, str, str]:
    extra = card["extra"]
    return (
        SOON.index(card["state"]) // 2,
        extra.get("next_shift") or extra.get("ends_at") or "9999",
        card["key"],
    )
