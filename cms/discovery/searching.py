"""This process's way into the index, and from a request's parameters to a question."""

from datetime import date
from functools import cache

from django.conf import settings
from django.http import QueryDict

from cms.core.languages import language_of
from cms.discovery import lexicon
from cms.discovery.sections import typed_sections
from cms.publishing.indexing import spare_location
from search.api import Index, open_index
from search.documents import Answer, Query, Sort, Suggestion

FILTERS = ("type", "year", "issuer", "topic", "state", "section")
DATES = ("date_from", "date_to")
SORTS: tuple[Sort, ...] = ("relevance", "newest", "oldest")
LONGEST = 300
"""Characters of a question that search reads; the page shows no more of it, and every link of the page repeats it."""


@cache
def index() -> Index:
    """This process's reader of the search index."""
    return open_index(settings.SEARCH_URL, lexicon.recent)


@cache
def spare() -> Index | None:
    """This process's reader of the index that is kept beside a cluster, if one is."""
    location = spare_location()
    return open_index(location, lexicon.recent) if location else None


def ask(query: Query) -> Answer:
    """The answer of the index, or of the spare one while that is away."""
    answer = index().search(query)
    second = None if answer.available else spare()
    return second.search(query) if second else answer


def suggest(text: str, locale: str | None, limit: int) -> list[Suggestion]:
    """What the typed text may become: sections, then titles and tasks, from the spare index while the other is
    away."""
    lines = index().suggest(text, locale, limit)
    second = None if index().usable() else spare()
    found = [*typed_sections(text, locale), *(second.suggest(text, locale, limit) if second else lines)]
    return found[:limit]


def locale_of(name: str | None) -> str | None:
    """ "zh", "zh-hans" or "en" as a locale; None for anything else."""
    try:
        return language_of(name or "").locale
    except KeyError:
        return None


def clean(text: str) -> str:
    """The beginning of what was typed, without what can't be shown or sent."""
    return text[:LONGEST].encode("utf-8", "ignore").decode().strip()


def question(parameters: QueryDict, locale: str | None, page_size: int = 10) -> Query:
    """The question that a search address asks, in a page's language unless it names others. Values that make no
    sense are left out."""
    text = clean(parameters.get("q", ""))
    filters: dict[str, tuple[str, ...]] = {
        name: tuple(value[:100] for value in parameters.getlist(name)[:20] if value) for name in FILTERS
    }
    filters |= {
        name: (_iso_date(parameters.get(name, "")),) for name in DATES if _iso_date(parameters.get(name, ""))
    }
    wanted = filter(None, map(locale_of, parameters.getlist("locale")[:20]))
    filters["locale"] = tuple(dict.fromkeys(wanted)) or ((locale,) if locale else ())
    sort = parameters.get("sort", "relevance")
    return Query(
        text=text,
        filters={name: values for name, values in filters.items() if values},
        sort=next((known for known in SORTS if known == sort), "relevance"),
        page=_number(parameters.get("page", "1")),
        page_size=page_size,
    )


def _number(value: str) -> int:
    return (
        min(int(value), 10**6)
        if value.isascii() and value.isdigit() and len(value) < 12 and int(value)
        else 1
    )


def _iso_date(value: str) -> str:
    try:
        return date.fromisoformat(value[:10]).isoformat() if value else ""
    except ValueError:
        return ""
