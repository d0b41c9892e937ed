"""The lists that pages show of other documents: several in one statement, which is composed once for each language or
place. The ORM takes longer to say these statements than the database to answer them.
"""

from collections.abc import Callable
from functools import lru_cache

import orjson
from django.db.models import QuerySet

from cms.core.documents import Data
from cms.core.languages import LANGUAGES
from cms.publishing.models import StoredDocument
from cms.publishing.statements import Queries, Together

KINDS = ("notice", "policy", "work_plan", "brand", "recruitment", "campaign", "election")
TIMED = KINDS[-3:]  # what is running or to come
SOON = ("open", "running", "voting", "upcoming")
LATEST = 30  # as many as any list of a type shows
ISSUED = 5  # as many of each type as the page of an organisation shows
PINNED = 10  # as many as stay at the top of a list
ENTRIES = 500  # as many as a campaign shows
CHILDREN = 60  # as many as any section's first page shows

# {name: a list} of one place: a language, a section, an issuer in a language.
Lists = Callable[[str], Queries]


def read(lists: Lists, of: str) -> dict[str, list[Data]]:
    """{name: the cards of a list, with `translation_key` and `updated_at`}."""
    return {
        name: [
            orjson.loads(card) | {"translation_key": translation_key, "updated_at": updated_at}
            for card, translation_key, updated_at in rows
        ]
        for name, rows in _composed(lists, of).rows().items()
    }


@lru_cache(2000)
def _composed(lists: Lists, of: str) -> Together:
    return Together(("card", "translation_key", "updated_at"), lists(of))


def of_frames(_everywhere: str) -> Queries:
    """What all pages show, of every language at once: a change often concerns more than one."""
    found: dict[str, QuerySet] = {}
    for locale in LANGUAGES:
        documents = StoredDocument.objects.filter(locale=locale)
        found[f"menu:{locale}"] = documents.filter(in_menu=True).order_by("position")
        found[f"home:{locale}"] = documents.filter(type="home").order_by("position")
    return found


def of_fronts(_everywhere: str) -> Queries:
    """What home pages show, of every language: one that has nothing yet shows what the other has."""
    found: dict[str, QuerySet] = {}
    for locale in LANGUAGES:
        documents = StoredDocument.objects.filter(locale=locale)
        for kind in KINDS:
            newest = documents.filter(type=kind).order_by("-published_at", "-key")
            found[f"latest:{kind}:{locale}"] = newest[:LATEST]
        for kind in TIMED:
            found[f"soon:{kind}:{locale}"] = documents.filter(type=kind, state__in=SOON).order_by("key")
    return found


def of_issuer(of: str) -> Queries:
    """`of` is "SLUG:LOCALE"."""
    issuer, _colon, locale = of.partition(":")
    listed = StoredDocument.objects.filter(issuer=issuer, locale=locale, listed=True)
    newest = listed.order_by("-published_at", "-key")
    return {f"issued:{kind}": newest.filter(type=kind)[:ISSUED] for kind in KINDS}


def of_directory(locale: str) -> Queries:
    documents = StoredDocument.objects.filter(type="organisation", locale=locale)
    return {"organisations": documents.order_by("position")}


def of_section(key: str) -> Queries:
    below = StoredDocument.objects.filter(parent=key)
    return {
        "children": StoredDocument.objects.listed_in(key)[:CHILDREN],
        "pinned": below.filter(pinned=True).order_by("-published_at", "-key")[:PINNED],
        "sections": below.filter(type="section").order_by("position"),
        "pages": below.filter(type="page").order_by("position"),
    }


def of_campaign(key: str) -> Queries:
    entries = StoredDocument.objects.filter(parent=key, type="entry")
    return {"entries": entries.order_by("position")[:ENTRIES]}
