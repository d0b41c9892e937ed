"""From the index's answer to what the search page shows and what the API gives."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from cms.core.languages import LANGUAGES
from cms.core.models import Organisation, Topic
from cms.discovery.kept import Kept
from cms.discovery.links import Links
from cms.discovery.sections import section_titles
from search.documents import DATES, Answer, Facet, Hit

SHOWN = ("type", "topic", "year", "issuer", "state", "locale")
CHOSEN = (*SHOWN, "section", *DATES)
VALUES = 40
"""Values of a facet that are shown, most of them folded."""

LANGUAGE_NAMES = {locale: language.label for locale, language in LANGUAGES.items()}


@dataclass(frozen=True)
class Labels:
    """The words for facet values in one language."""

    issuers: Mapping[str, str]
    topics: Mapping[str, str]
    sections: Mapping[str, str]

    def label(self, name: str, value: str, known: str = "") -> str:
        """A value's label; types, states and days get theirs from the template."""
        names = {
            "issuer": self.issuers,
            "topic": self.topics,
            "section": self.sections,
            "locale": LANGUAGE_NAMES,
        }
        return names.get(name, {}).get(value, known or value)


@Kept
def labels_in(locale: str) -> Labels:
    """The names of organisations and topics."""
    return Labels(
        {each.slug: each.said("name", locale) for each in Organisation.objects.all()},
        {each.slug: each.said("name", locale) for each in Topic.objects.all()},
        section_titles(),
    )


def shown_filters(link: Links) -> list[dict[str, str]]:
    """What narrows an answer, each with the address without it, whether or not anything is found by it."""
    labels = labels_in(link.locale)
    return [
        {
            "name": name,
            "value": value,
            "label": labels.label(name, value),
            "href": link.toggling(name, value),
        }
        for name in CHOSEN
        for value in link.filters.get(name, ())
    ]


def shown_answer(answer: Answer, link: Links) -> dict[str, Any]:
    """The answer as pages/search.html knows it: facets, orders and pages are plain links.

    A page speaks of its own language only where there are hits in another, and searches in it unless told otherwise.
    """
    labels = labels_in(link.locale)
    facets = {facet.name: facet for facet in answer.facets}
    return {
        "total": answer.total,
        "page": answer.page,
        "pages": answer.pages,
        "available": answer.available,
        "hits": [_shown_hit(hit) for hit in answer.hits],
        "facets": [
            {"name": name, "values": _shown_values(facets[name], link, labels)}
            for name in SHOWN
            if name in facets and (name != "locale" or link.other_language or len(facets[name].values) > 1)
        ],
        "sorts": {sort: link.sorted_by(sort) for sort in ("relevance", "newest", "oldest")},
        "suggestion": {"text": answer.suggestion, "href": link.asking(answer.suggestion)}
        if answer.suggestion
        else None,
        "previous": link.to_page(answer.page - 1) if answer.page > 1 else None,
        "next": link.to_page(answer.page + 1) if answer.page < answer.pages else None,
    }


def _shown_values(facet: Facet, link: Links, labels: Labels) -> list[dict[str, Any]]:
    held = link.query.filters.get(facet.name, ())
    return [
        {
            "value": value.value,
            "label": labels.label(facet.name, value.value, value.label),
            "count": value.count,
            "selected": value.value in held,
            "href": link.toggling(facet.name, value.value),
        }
        for value in facet.values[:VALUES]
        if value.value
    ]


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


def _shown_hit(hit: Hit) -> dict[str, Any]:
    return {
        "key": hit.key,
        "url": hit.url,
        "title": hit.title,
        "title_html": hit.title_html,
        # What the line above says is not said again.
        "snippet": "" if hit.part_html.endswith(hit.snippet) else hit.snippet,
        "type": hit.type,
        "locale": hit.locale,
        "lang": LANGUAGES[hit.locale].lang,
        "date": (hit.published_at or "")[:10],
        "issuer": hit.issuer_name,
        "section": hit.section_title,
        "state": hit.state,
        "part": hit.part,
        "part_html": hit.part_html,
    }
