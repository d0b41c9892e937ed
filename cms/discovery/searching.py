"""From a request's parameters to a question, and from the index's answer to what the search page shows."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import QueryDict

from cms.core.languages import LANGUAGES, language_of
from cms.core.models import Organisation, Topic
from search.api import Index, open_index
from search.documents import Answer, Hit, Query, Sort

FILTERS = ("type", "year", "issuer", "topic", "state", "section")
DATES = ("date_from", "date_to")
SHOWN = ("type", "year", "issuer", "state")
SORTS: tuple[Sort, ...] = ("relevance", "newest", "oldest")
LONGEST = 1000
VALUES = 12


@cache
def index() -> Index:
    """This process's reader of the search index."""
    return open_index(settings.SEARCH_URL)


def locale_of(name: str | None) -> str | None:
    """ "zh", "zh-hans" or "en" as a locale; None for anything else."""
    try:
        return language_of(name or "").locale
    except KeyError:
        return None


def question(parameters: QueryDict, locale: str | None, page_size: int = 10) -> Query:
    """The question that a search address asks. Values that make no sense are left out."""
    text = parameters.get("q", "")[:LONGEST].encode("utf-8", "ignore").decode().strip()
    filters: dict[str, tuple[str, ...]] = {
        name: tuple(value[:100] for value in parameters.getlist(name)[:20] if value) for name in FILTERS
    }
    filters |= {
        name: (_iso_date(parameters.get(name, "")),) for name in DATES if _iso_date(parameters.get(name, ""))
    }
    sort = parameters.get("sort", "relevance")
    return Query(
        text=text,
        locale=locale,
        filters={name: values for name, values in filters.items() if values},
        sort=next((known for known in SORTS if known == sort), "relevance"),
        page=_number(parameters.get("page", "1")),
        page_size=page_size,
    )


@dataclass(frozen=True)
class Labels:
    """The words for facet values in one language."""

    issuers: Mapping[str, str]
    topics: Mapping[str, str]

    @classmethod
    def of(cls, locale: str) -> "Labels":
        return cls(
            {
                organisation.slug: organisation.said("name", locale)
                for organisation in Organisation.objects.all()
            },
            {topic.slug: topic.said("name", locale) for topic in Topic.objects.all()},
        )

    def label(self, name: str, value: str, known: str) -> str:
        """A value's label; types and states get theirs from the template."""
        names = {"issuer": self.issuers, "topic": self.topics}.get(name, {})
        return names.get(value, known)


def shown_answer(answer: Answer, query: Query, path: str, locale: str) -> dict[str, Any]:
    """The answer as pages/search.html knows it: facets and pages are plain links."""
    labels = Labels.of(locale)
    return {
        "total": answer.total,
        "page": answer.page,
        "pages": answer.pages,
        "available": answer.available,
        "hits": [_shown_hit(hit) for hit in answer.hits],
        "facets": [
            {
                "name": facet.name,
                "values": [
                    {
                        "value": value.value,
                        "label": labels.label(facet.name, value.value, value.label),
                        "count": value.count,
                        "selected": value.value in query.filters.get(facet.name, ()),
                        "href": address(path, _toggled(query, facet.name, value.value)),
                    }
                    for value in facet.values[:VALUES]
                    if value.value
                ],
            }
            for name in SHOWN
            for facet in answer.facets
            if facet.name == name
        ],
        "suggestion": {"text": answer.suggestion, "href": address(path, {"q": answer.suggestion})}
        if answer.suggestion
        else None,
        "previous": address(path, _parameters(query) | {"page": answer.page - 1})
        if answer.page > 1
        else None,
        "next": address(path, _parameters(query) | {"page": answer.page + 1})
        if answer.page < answer.pages
        else None,
    }


def answer_data(answer: Answer) -> dict[str, Any]:
    """An answer as the command contract writes it."""
    return {
        "total": answer.total,
        "hits": [
            {
                "key": hit.key,
                "url": hit.url,
                "title": hit.title,
                "snippet": hit.snippet,
                "type": hit.type,
                "task": hit.part,
                "task_title": hit.part_title,
                "date": (hit.published_at or "")[:10],
                "issuer": hit.issuer_name,
                "locale": hit.locale,
                "state": hit.state,
            }
            for hit in answer.hits
        ],
        "facets": {
            facet.name: [
                {"value": value.value, "label": value.label, "count": value.count} for value in facet.values
            ]
            for facet in answer.facets
        },
        "suggestion": answer.suggestion,
        "page": answer.page,
        "pages": answer.pages,
        "available": answer.available,
    }


def address(path: str, parameters: Mapping[str, Any]) -> str:
    """A search address with these parameters; empty ones are left out."""
    return f"{path}?{urlencode({name: value for name, value in parameters.items() if value}, doseq=True)}"


def _shown_hit(hit: Hit) -> dict[str, Any]:
    return {
        "key": hit.key,
        "url": hit.url,
        "title": hit.title,
        "title_html": hit.title_html,
        "snippet": hit.snippet,
        "type": hit.type,
        "locale": hit.locale,
        "lang": LANGUAGES[hit.locale].lang,
        "date": (hit.published_at or "")[:10],
        "issuer": hit.issuer_name,
        "section": hit.section_title,
        "state": hit.state,
        "part": hit.part,
        "part_title": hit.part_title,
    }


def _parameters(query: Query) -> dict[str, Any]:
    sort = query.sort if query.sort != "relevance" else ""
    return {"q": query.text, "sort": sort, **{name: list(values) for name, values in query.filters.items()}}


def _toggled(query: Query, name: str, value: str) -> dict[str, Any]:
    held = query.filters.get(name, ())
    kept = [other for other in held if other != value] if value in held else [*held, value]
    return _parameters(query) | {name: kept}


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
