"""What goes into search and what comes out: plain, frozen data that every engine shares."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any, Literal

Sort = Literal["relevance", "newest", "oldest"]

FACETS = ("type", "year", "issuer", "topic", "state", "section", "locale")
"""The names under which an answer counts its hits, and the filters that take several values."""

DATES = ("date_from", "date_to")
"""Filters with one ISO date each, both inclusive."""

REPEALED = "repealed"
"""The state of a document that no longer holds; such documents come after the others."""


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a document with an address of its own, such as one task of a work plan; or, with no anchor, a
    text that belongs to it, such as that of an attached file."""

    anchor: str
    title: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchDocument:
    """One published page as search knows it.

    `text` is everything the page says, its parts included; `parts` are the places a hit can point at.
    `issuer`, `section` and `topics` are slugs or keys, `issuer_name` and `section_title` the words shown for
    them. `published_at` is an ISO 8601 moment or date, or None.
    """

    key: str
    type: str
    locale: str
    url: str
    title: str
    summary: str = ""
    text: str = ""
    parts: tuple[Part, ...] = ()
    issuer: str = ""
    issuer_name: str = ""
    section: str = ""
    section_title: str = ""
    topics: tuple[str, ...] = ()
    year: int | None = None
    published_at: str | None = None
    state: str = ""

    def to_dict(self) -> dict[str, Any]:
        """The document as JSON-ready data, without loss."""
        data = {name: getattr(self, name) for name in _FIELDS}
        data["parts"] = [
            {"anchor": part.anchor, "title": part.title, "text": part.text} for part in self.parts
        ]
        data["topics"] = list(self.topics)
        return data

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> SearchDocument:
        """The document that `to_dict` gave; unknown names are ignored, so an older reader survives a newer
        writer."""
        known = {name: data[name] for name in _FIELDS if name in data}
        known["parts"] = tuple(Part(p["anchor"], p["title"], p["text"]) for p in known.get("parts", ()))
        known["topics"] = tuple(known.get("topics", ()))
        return cls(**known)


_FIELDS = tuple(each.name for each in fields(SearchDocument))


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """What a reader asks.

    `filters` maps a name of FACETS to the accepted values, and a name of DATES to one ISO date. A name or
    value that means nothing finds nothing or is ignored; it never raises. An empty `text` browses, newest
    first.
    """

    text: str = ""
    locale: str | None = None
    filters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    sort: Sort = "relevance"
    page: int = 1
    page_size: int = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """One found document. `title_html`, `part_html` (the part's title) and `snippet` are safe HTML: escaped, with
    nothing added but <mark>."""

    key: str
    type: str
    locale: str
    url: str
    title: str
    title_html: str
    snippet: str
    part: str | None
    part_title: str
    part_html: str
    published_at: str | None
    issuer_name: str
    section_title: str
    state: str
    score: float


@dataclass(frozen=True, slots=True)
class FacetValue:
    """How many hits have this value; the label is the value itself where search knows no better word."""

    value: str
    label: str
    count: int


@dataclass(frozen=True, slots=True)
class Facet:
    """The values of one field among the hits, the most frequent first, counted without the field's own
    filter."""

    name: str
    values: tuple[FacetValue, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """One line of search-as-you-type: a title, or a part's title with the address of its document and anchor, and
    `within` that document's title."""

    text: str
    url: str
    type: str
    key: str
    locale: str
    part: str | None = None
    within: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One page of hits. `available` is False when there is no usable index and the answer is empty for that
    reason.

    `suggestion` is another query that is likelier meant ("did you mean"), `seconds` the time the answer took.
    """

    total: int = 0
    hits: tuple[Hit, ...] = ()
    facets: tuple[Facet, ...] = ()
    suggestion: str | None = None
    page: int = 1
    pages: int = 0
    seconds: float = 0.0
    available: bool = True
