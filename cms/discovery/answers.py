"""From the index's answer to what the search page shows and what the API gives."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from cms.core.languages import LANGUAGES
from cms.core.models import Organisation, Topic
from cms.discovery.kept import Kept
from search.documents import Answer, Hit, Query

SHOWN = ("type", "topic", "year", "issuer", "state", "locale")
VALUES = 12
LANGUAGE_NAMES = {locale: language.label for locale, language in LANGUAGES.items()}


@dataclass(frozen=True)
class Labels:
    """The words for facet values in one language."""

    issuers: Mapping[str, str]
    topics: Mapping[str, str]

    def label(self, name: str, value: str, known: str) -> str:
        """A value's label; types and states get theirs from the template."""
        names = {"issuer": self.issuers, "topic": self.topics, "locale": LANGUAGE_NAMES}.get(name, {})
        return names.get(value, known)


@Kept
def labels_in(locale: str) -> Labels:
    """The names of organisations and topics."""
    return Labels(
        {each.slug: each.said("name", locale) for each in Organisation.objects.all()},
        {each.slug: each.said("name", locale) for each in Topic.objects.all()},
    )


def shown_answer(answer: Answer, query: Query, path: str, locale: str) -> dict[str, Any]:
    """The answer as pages/search.html knows it: facets and pages are plain links.

    A page speaks of its own language only where there are hits in another, and searches in it unless told otherwise.
    """
    labels = labels_in(locale)
    link = Links(query, path, locale)
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
                        "href": link.toggling(facet.name, value.value),
                    }
                    for value in facet.values[:VALUES]
                    if value.value
                ],
            }
            for name in SHOWN
            for facet in answer.facets
            if facet.name == name and (name != "locale" or link.other_language or len(facet.values) > 1)
        ],
        "suggestion": {"text": answer.suggestion, "href": address(path, {"q": answer.suggestion})}
        if answer.suggestion
        else None,
        "previous": link.to_page(answer.page - 1) if answer.page > 1 else None,
        "next": link.to_page(answer.page + 1) if answer.page < answer.pages else None,
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


@dataclass(frozen=True)
class Links:
    """Addresses of other answers than the shown one; what is so by itself is not said."""

    query: Query
    path: str
    locale: str

    @property
    def other_language(self) -> bool:
        """Whether another language than the page's is searched."""
        return self.query.filters.get("locale", ()) != (self.locale,)

    def parameters(self, filters: Mapping[str, tuple[str, ...]]) -> dict[str, Any]:
        """The parameters of the query with these filters."""
        said = {name: list(values) for name, values in filters.items()}
        if said.get("locale") == [self.locale]:
            del said["locale"]
        sort = self.query.sort if self.query.sort != "relevance" else ""
        return {"q": self.query.text, "sort": sort, **said}

    def toggling(self, name: str, value: str) -> str:
        """The answer with one value of a filter more, or less."""
        held = self.query.filters.get(name, ())
        kept = tuple(other for other in held if other != value) if value in held else (*held, value)
        return address(self.path, self.parameters({**self.query.filters, name: kept}))

    def to_page(self, number: int) -> str:
        """Another page of the answer."""
        return address(self.path, self.parameters(self.query.filters) | {"page": number})
