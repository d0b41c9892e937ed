"""A query's filters in the engines' terms, and the counts that offer them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from search.documents import DATES, FACETS, Facet, FacetValue, Query
from search.engines.base import Engine, Filters, Found, Request
from search.texts import as_day, clean

MOST_VALUES = 50
"""Values of one filter that are read."""


def make_filters(query: Query) -> Filters | None:
    """The filters of a query; None where they let nothing through. A date that is none is ignored."""
    values = {}
    for name in FACETS:
        wanted = tuple(dict.fromkeys(clean(str(value)) for value in query.filters.get(name, ())))[
            :MOST_VALUES
        ]
        if wanted:
            values[name] = wanted
    if query.locale is not None:
        locale = clean(query.locale)
        if locale not in values.get("locale", (locale,)):
            return None
        values["locale"] = (locale,)
    day_from, day_to = (_day(query.filters, name) for name in DATES)
    return Filters(values=values, day_from=day_from, day_to=day_to)


def _day(filters: Mapping[str, tuple[str, ...]], name: str) -> int | None:
    for given in filters.get(name, ())[:1]:
        try:
            return as_day(date.fromisoformat(given[:10]))
        except ValueError:
            return None
    return None


def unfiltered(filters: Filters) -> list[str]:
    """The facets that can be counted together with finding the hits."""
    return [name for name in FACETS if name not in filters.values]


def make_facets(engine: Engine, request: Request, found: Found, locale: str | None) -> tuple[Facet, ...]:
    """Every facet with its values among the matches, each counted without its own filter."""
    without = {
        name: replace(request, filters=request.filters.without(name)) for name in request.filters.values
    }
    counts = dict(found.counts) | (engine.count_each(without) if without else {})
    return tuple(Facet(name, _values(engine, name, counts.get(name, []), locale)) for name in FACETS)


def _values(
    engine: Engine, name: str, counts: Sequence[tuple[str, int]], locale: str | None
) -> tuple[FacetValue, ...]:
    """Years are listed newest first, everything else by how much there is of it."""
    ordered = sorted(counts, reverse=True) if name == "year" else counts
    values = [value for value, _ in counts]
    labels = engine.labels(name, values, locale) if name in ("issuer", "section") and values else {}
    return tuple(FacetValue(value, labels.get(value, value), count) for value, count in ordered)
