"""How templates read other content: every read leaves a tag that names what was read.

The tags, and what makes each of them change (see changes.py):

    card:KEY                 the card of a document
    address:KEY              its address, or whether it is public at all
    children:KEY             the list of what is in a section       sections:KEY, pages:KEY, entries:KEY   likewise
    months:KEY               the months that a section has an archive for
    month_beside:KEY:MONTH   the archives before and after one
    archive:KEY:MONTH        one month of a section
    groups:KEY               the years and issuers that a section files by, and how many things under each
    filed:KEY:KIND:VALUE     what is filed under one         filed_beside:KEY:KIND:VALUE   those before and after it
    latest:TYPE:LOCALE       the list of a type
    issued:SLUG:TYPE:LOCALE  what an organisation has published of a type
    activities:LOCALE:MONTH  what takes place in a month     activities_beside:LOCALE:MONTH   the months beside it
    activity_months:LOCALE   the months that anything takes place in
    years:LOCALE             the years that have an archive        year:LOCALE:YEAR   the archives of one
    about:KEY                what is beside a document, like it, in a relation to it, and its other languages
    frame:LOCALE             what every page shows: menu and site settings
    paper:KEY                the PDF of a document
    redirect:PATH            what is at an address that a redirect begins or ends at
    redirection:ID           a redirect itself
"""

from collections.abc import Iterable

from cms.core.documents import Data
from cms.core.languages import LANGUAGES
from cms.publishing import filing
from cms.publishing.lists import SOON
from cms.publishing.lookups import Lookups
from cms.publishing.media import papers


class Catalogue:
    """What one file reads, in one language. `reads` collects the tags; `lookups` is shared by a batch of files."""

    def __init__(self, locale: str, lookups: Lookups | None = None):
        self.locale = locale
        self.reads: set[str] = {f"frame:{locale}"}
        self._lookups = lookups or Lookups()

    def menu(self) -> list[Data]:
        """Sections in the main menu, in the tree's order."""
        return self._lookups.menu(self.locale)

    def home(self) -> Data | None:
        """The card of this language's home page."""
        self.reads.add(f"latest:home:{self.locale}")
        return self._lookups.home(self.locale)

    def children(self, key: str, limit: int | None = None) -> list[Data]:
        """What a section lists, newest first, 60 at most."""
        self.reads.add(f"children:{key}")
        return self._lookups.below("children", key)[:limit]

    def pinned(self, key: str) -> list[Data]:
        """What stays at the top of a section's list, newest first, 10 at most."""
        self.reads.add(f"children:{key}")
        return self._lookups.below("pinned", key)

    def children_elsewhere(self, doc: Data, locale: str, limit: int | None = None) -> list[Data]:
        """What the same section lists in another language, newest first."""
        self.reads.add(f"about:{doc['key']}")
        key = self._lookups.version(doc["translation_key"], locale)
        return self.children(key, limit) if key else []

    def sections(self, key: str) -> list[Data]:
        """The sections right below, in the tree's order."""
        self.reads.add(f"sections:{key}")
        return self._lookups.below("sections", key)

    def pages(self, key: str) -> list[Data]:
        """The standard pages right below, in the tree's order."""
        self.reads.add(f"pages:{key}")
        return self._lookups.below("pages", key)

    def entries(self, key: str) -> list[Data]:
        """The entries of a campaign in the tree's order, 500 at most."""
        self.reads.add(f"entries:{key}")
        return self._lookups.entries(key)

    def months(self, key: str) -> list[dict[str, str]]:
        """The months that a section has an archive for, newest first, each with its address."""
        self.reads.add(f"months:{key}")
        return self._archives(key, self._lookups.months(key))

    def months_beside(self, key: str, month: str) -> dict[str, dict[str, str] | None]:
        """The archives just before and after a month's in a section."""
        self.reads.add(f"month_beside:{key}:{month}")
        months = self._lookups.months(key)
        earlier = next((each for each in months if each < month), None)
        later = next((each for each in reversed(months) if each > month), None)
        return {
            "previous": next(iter(self._archives(key, [earlier] if earlier else [])), None),
            "next": next(iter(self._archives(key, [later] if later else [])), None),
        }

    def archive(self, key: str, month: str) -> list[Data]:
        """Everything that a section has of one month ("2026-03"), newest first."""
        self.reads.add(f"archive:{key}:{month}")
        return self._lookups.archive(key, month)

    def groups(self, key: str) -> dict[str, list[Data]]:
        """What a section files by: {"year": [{"value", "label", "count", "url"}], "issuer": […]}."""
        self.reads |= {f"groups:{key}", f"address:{key}"}
        section = self._lookups.address(key) or ""
        return {
            kind: [group | {"url": filing.address(section, kind, group["value"])} for group in found]
            for kind, found in self._lookups.groups(key).items()
        }

    def filed(self, key: str, kind: str, value: str) -> list[Data]:
        """Everything that a section has of one year, or of one issuer, newest first."""
        self.reads.add(f"filed:{key}:{kind}:{value}")
        return filing.cards(key, kind, value)

    def filed_beside(self, key: str, kind: str, value: str) -> dict[str, Data | None]:
        """The filings just before and just after one: {"previous": {"value", "url"}, "next": …}."""
        self.reads |= {f"filed_beside:{key}:{kind}:{value}", f"address:{key}"}
        section, found = self._lookups.address(key) or "", filing.beside(key, kind, value)
        earlier, later = (
            {"value": one, "url": filing.address(section, kind, one)} if one else None for one in found
        )
        return {"previous": earlier, "next": later}

    def latest(self, kind: str, limit: int = 10, locale: str | None = None) -> list[Data]:
        """The newest of a type in this language or another, 30 at most."""
        locale = locale or self.locale
        self.reads.add(f"latest:{kind}:{locale}")
        return self._lookups.latest(kind, locale)[:limit]

    def issued(self, issuer: str, kind: str, locale: str | None = None) -> list[Data]:
        """The newest of a type that an organisation (its slug) has published in a language, 5 at most."""
        locale = locale or self.locale
        self.reads.add(f"issued:{issuer}:{kind}:{locale}")
        return self._lookups.issued(issuer, kind, locale)

    def organisations(self) -> list[Data]:
        """All organisations, those below another behind it."""
        self.reads.add(f"latest:organisation:{self.locale}")
        return self._lookups.organisations(self.locale)

    def activities(self, month: str) -> list[Data]:
        """What takes place in a month ("2026-03"), in the order of time; see cms.publishing.occasions."""
        self.reads.add(f"activities:{self.locale}:{month}")
        return self._lookups.almanac.in_month(self.locale, month)

    def activity_months(self) -> list[str]:
        """The months that anything takes place in, the latest first."""
        self.reads.add(f"activity_months:{self.locale}")
        return self._lookups.almanac.months(self.locale)

    def activities_beside(self, month: str) -> tuple[str | None, str | None]:
        """The months with anything just before and just after one."""
        self.reads.add(f"activities_beside:{self.locale}:{month}")
        return self._lookups.almanac.beside(self.locale, month)

    def years(self, locale: str | None = None) -> list[str]:
        """The years that anything was published in, in this language or another, newest first."""
        locale = locale or self.locale
        self.reads.add(f"years:{locale}")
        months = (month for _section, months in self._archived(locale) for month in months)
        return sorted({month[:4] for month in months}, reverse=True)

    def year(self, year: str) -> list[Data]:
        """The archives of one year: [{"section": card, "months": [{"month", "url"}]}]."""
        self.reads.add(f"year:{self.locale}:{year}")
        found: list[Data] = [
            {"section": section, "months": self._archives(section["key"], of_year)}
            for section, months in self._archived(self.locale)
            if (of_year := [month for month in months if month.startswith(f"{year}-")])
        ]
        self.reads.update(f"card:{one['section']['key']}" for one in found)
        return found

    def ordered(self, kind: str, limit: int = 10, locale: str | None = None) -> list[Data]:
        """What is running or to come of a type in this language or another, the soonest first."""
        locale = locale or self.locale
        self.reads.add(f"latest:{kind}:{locale}")
        return sorted(self._lookups.soon(kind, locale), key=_soonness)[:limit]

    def with_activities(self, limit: int = 10, locale: str | None = None) -> list[Data]:
        """The brands under whose name something takes place or is to come, the soonest first."""
        locale = locale or self.locale
        self.reads.add(f"latest:brand:{locale}")
        found = [
            (activity["starts_at"], card["key"], card)
            for card in self._lookups.latest("brand", locale)
            if (activity := card["extra"].get("next_activity"))
        ]
        return [card for _start, _key, card in sorted(found, key=lambda each: each[:2])][:limit]

    def neighbours(self, doc: Data) -> dict[str, Data | None]:
        """The documents before and after one in its section's list."""
        if not doc["breadcrumb"] or doc["published_at"] is None:
            return {"previous": None, "next": None}
        self.reads.add(f"about:{doc['key']}")
        parent = doc["breadcrumb"][-1]["key"]
        earlier, later = self._lookups.neighbours(doc["key"], parent, doc["published_at"])
        return {
            "previous": self.get(earlier) if earlier else None,
            "next": self.get(later) if later else None,
        }

    def related(self, key: str, limit: int = 5) -> list[Data]:
        """What is like a document, best first."""
        self.reads.add(f"about:{key}")
        return self.cards(self._lookups.related(key)[:limit])

    def by_relation(self, kind: str, key: str) -> list[Data]:
        """The documents of this language that stand in a relation to one, newest first."""
        self.reads.add(f"about:{key}")
        found = self._lookups.cards(self._lookups.sources(kind, key))
        return [card for card in found if card["locale"] == self.locale]

    def translations(self, doc: Data) -> list[dict[str, str]]:
        """The live versions in other languages."""
        self.reads.add(f"about:{doc['key']}")
        found = [
            (LANGUAGES[locale], url)
            for locale, url in self._lookups.translations(doc["translation_key"])
            if locale != doc["locale"]
        ]
        return [
            {"locale": language.locale, "lang": language.lang, "label": language.label, "url": url}
            for language, url in found
        ]

    def nearest(self, doc: Data, locale: str) -> str | None:
        """The address in another language of the nearest section above a document that has one."""
        for key in (step["key"] for step in doc["breadcrumb"][:0:-1]):
            self.reads.add(f"about:{key}")
            if url := dict(self._lookups.translated(key)).get(locale):
                return url
        return None

    def paper(self, key: str) -> Data | None:
        """The PDF of a document, {"url", "size"}, or None while there is none."""
        self.reads |= {f"paper:{key}", f"address:{key}"}
        url, size = self._lookups.address(key), self._lookups.paper(key)
        return {"url": papers.address(url), "size": size} if url and size else None

    def get(self, key: str) -> Data | None:
        """One card, or None where that document is not public."""
        return next(iter(self.cards([key])), None)

    def cards(self, keys: Iterable[str]) -> list[Data]:
        """The cards of those keys that are public, in the given order."""
        keys = list(keys)
        self.reads.update(f"card:{key}" for key in keys)
        return self._lookups.cards(keys)

    def address(self, key: str) -> str | None:
        """A document's address, or None where it is not public."""
        self.reads.add(f"address:{key}")
        return self._lookups.address(key)

    def _archived(self, locale: str) -> list[tuple[Data, list[str]]]:
        """The sections of a language that list anything, in the order of their titles, with their months."""
        archived = self._lookups.archived()
        sections = [card for card in self._lookups.cards(archived) if card["locale"] == locale]
        return [(card, archived[card["key"]]) for card in sorted(sections, key=lambda card: card["url"])]

    def _archives(self, key: str, months: Iterable[str]) -> list[dict[str, str]]:
        section = self._lookups.address(key)
        return [{"month": month, "url": f"{section}archive/{month}/"} for month in months] if section else []


def _soonness(card: Data) -> tuple[bool, str, str]:
    extra = card["extra"]
    return (
        SOON.index(card["state"]) == len(SOON) - 1,
        extra.get("next_shift") or extra.get("ends_at") or "9999",
        card["key"],
    )
