"""This process's way into the index, and from a request's parameters to a question."""

import re
from collections.abc import Mapping
from dataclasses import replace
from functools import cache

from django.conf import settings
from django.http import QueryDict

from cms.core.languages import LANGUAGES, language_of
from cms.discovery import lexicon
from cms.discovery.days import iso_day
from cms.discovery.sections import typed_sections
from cms.publishing.indexing import spare_location
from search.api import Index, open_index
from search.documents import DATES, Answer, Query, Sort, Suggestion

FILTERS = ("type", "year", "issuer", "topic", "state", "section")
LATIN = re.compile("[A-Za-z]")
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


def ask_elsewhere(query: Query, locale: str) -> tuple[Query, Answer] | None:
    """The question put to the other languages than the page's, and their answer; None where they have none either, or
    where the reader has chosen a language."""
    if query.filters.get("locale") != (locale,) or not _may_mean_another(query.text, locale):
        return None
    others = tuple(other for other in LANGUAGES if other != locale)
    asked = replace(query, filters={**query.filters, "locale": others}, page=1)
    answer = ask(asked)
    return (asked, answer) if answer.total else None


def total_unfiltered(query: Query, locale: str) -> int:
    """How much the words alone would find in the page's language; 0 where nothing else narrows them."""
    if not query.text or not is_narrowed(query, locale):
        return 0
    return ask(replace(query, filters={"locale": (locale,)}, page=1, page_size=1)).total


def is_narrowed(query: Query, locale: str) -> bool:
    """Whether anything but words and the page's language says what is looked for."""
    return any(name != "locale" or values != (locale,) for name, values in query.filters.items())


def suggest(text: str, locale: str | None, limit: int) -> list[Suggestion]:
    """What the typed text may become in a language, or in any where that one has nothing."""
    found = _suggest(text, locale, limit)
    return found or (_suggest(text, None, limit) if locale and _may_mean_another(text, locale) else [])


def _may_mean_another(text: str, locale: str) -> bool:
    """Whether another language is worth a look. Letters typed on an English page are no pinyin: "dance" is no word of
    Chinese there."""
    return not LATIN.search(text) or not text.isascii() or LANGUAGES[locale].segment == "zh"


def _suggest(text: str, locale: str | None, limit: int) -> list[Suggestion]:
    """Sections, then titles and tasks, from the spare index while the other is away."""
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
    filters |= {name: (day,) for name, day in days(parameters).items()}
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


def days(parameters: Mapping[str, str]) -> dict[str, str]:
    """The days between which is looked, as far as they can be read."""
    read = {name: iso_day(parameters.get(name, "")[:40], last=name == DATES[1]) for name in DATES}
    return {name: day for name, day in read.items() if day}


def unread_days(parameters: Mapping[str, str]) -> dict[str, str]:
    """What was typed for a day and is none."""
    read = days(parameters)
    typed = {name: clean(parameters.get(name, "")[:40]) for name in DATES}
    return {name: text for name, text in typed.items() if text and name not in read}


def _number(value: str) -> int:
    return (
        min(int(value), 10**6)
        if value.isascii() and value.isdigit() and len(value) < 12 and int(value)
        else 1
    )
