"""The engines' shared request in Elasticsearch's query language, as plain data."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from search.engines.base import TITLE_WEIGHT, Clause, Filters, Request

Json = dict[str, Any]

MOST_VALUES = 200
"""Values counted in one facet."""


def search_body(request: Request, *, texts: bool) -> Json:
    """The whole body of a search but for its facets."""
    body: Json = {
        "query": match(request),
        "from": request.offset,
        "size": request.limit,
        "track_total_hits": True,
        "_source": ["kept"] if texts else False,
    }
    if request.sort != "relevance":
        body["sort"] = [{"published": {"order": "desc" if request.sort == "newest" else "asc"}}]
    return body


def match(request: Request) -> Json:
    """The query: what has to match, what only narrows, and what adds to the score."""
    query: Json = {"filter": restrictions(request.filters)}
    if request.only is not None:
        query["filter"].append({"ids": {"values": sorted(map(str, request.only))}})
    if request.excluded:
        query["must_not"] = [{"ids": {"values": sorted(map(str, request.excluded))}}]
    if request.clauses:
        query |= _matching(request)
    return {"bool": query}


def _matching(request: Request) -> Json:
    needs: dict[str, list[Json]] = {}
    others: list[Json] = []
    alone = all(clause.titles_only for clause in request.clauses)
    for clause in request.clauses:
        need = (
            clause.need if request.minimum else "any" * (alone or (clause.telling and not clause.titles_only))
        )
        (needs.setdefault(need, []) if need else others).extend(_clause(clause))
    answers = [{"bool": {"should": found, "minimum_should_match": 1}} for found in needs.values()]
    enough = min(max(request.minimum, 1), len(needs))
    return {"must": [{"bool": {"should": answers, "minimum_should_match": enough}}], "should": others}


def _clause(clause: Clause) -> list[Json]:
    title = {"term": {"title": {"value": clause.term, "boost": clause.weight * TITLE_WEIGHT}}}
    if clause.titles_only:
        return [title]
    return [title, {"term": {"body": {"value": clause.term, "boost": clause.weight}}}]


def restrictions(filters: Filters) -> list[Json]:
    """What narrows the matches without adding to their scores."""
    found: list[Json] = [{"terms": {name: list(values)}} for name, values in filters.values.items()]
    if filters.day_from is not None or filters.day_to is not None:
        days = {"gte": 1 if filters.day_from is None else filters.day_from}
        found.append({"range": {"day": days | ({} if filters.day_to is None else {"lte": filters.day_to})}})
    return found


def typed_lines(prefix: str, locale: str | None, inside: bool, size: int) -> Json:
    """Documents with a type-ahead key that starts like this: those with just this key first, then newer ones."""
    name = "typed_inside" if inside else "typed_start"
    narrowed: list[Json] = [{"prefix": {name: prefix}}]
    if locale is not None:
        narrowed.append({"term": {"locale": locale}})
    whole = {"constant_score": {"filter": {"term": {name: prefix}}}}
    return {
        "query": {"bool": {"filter": narrowed, "should": [whole]}},
        "sort": [{"_score": "desc"}, {"published": "desc"}],
        "size": size,
        "_source": ["lines", "published"],
    }


def term_counts(terms: Sequence[str]) -> Json:
    """How many documents and how many titles hold each term, by the term's place in the list; and how many there
    are."""

    def filters(name: str) -> Json:
        return {"filters": {"filters": {str(at): {"term": {name: term}} for at, term in enumerate(terms)}}}

    return {"size": 0, "track_total_hits": True, "aggs": {"all": filters("all"), "title": filters("title")}}
