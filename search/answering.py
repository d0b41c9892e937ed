"""One whole answer: plan, engine, order, page, snippets, facets, other spelling."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from search.documents import DATES, FACETS, Answer, Facet, FacetValue, Hit, Query, SearchDocument
from search.engines.base import Candidate, Engine, Filters, Found, Request
from search.exact import holding
from search.parsing import ParsedQuery, parse
from search.planning import Plan, make_plan
from search.reordering import DEPTH, Scored, reorder
from search.snippets import best_part, mark, snippet
from search.texts import as_day, searchable_text

DEEPEST = 10_000
"""Hits that can be paged to; nobody reads further, and reaching deeper costs in proportion."""

LARGEST_PAGE = 100


def answer(engine: Engine, query: Query) -> Answer:
    """Answer a query; calm and empty for a query that says nothing that can be found."""
    begun = time.perf_counter()
    page, size = max(1, query.page), max(1, min(query.page_size, LARGEST_PAGE))
    parsed = parse(query.text)
    plan = make_plan(parsed, engine.vocabulary)
    request = _request(engine, query, parsed, plan)
    if request is None:
        return Answer(page=page, seconds=time.perf_counter() - begun)
    request, found = _widening(engine, request, plan, (page - 1) * size, size)
    shown = _page(engine, request, found, plan, (page - 1) * size, size)
    return Answer(
        total=found.total,
        hits=_hits(engine, shown, plan),
        facets=facets(engine, request, query.locale) if found.total else (),
        suggestion=suggestion(plan, engine),
        page=page,
        pages=-(-min(found.total, DEEPEST) // size),
        seconds=time.perf_counter() - begun,
    )


def _request(engine: Engine, query: Query, parsed: ParsedQuery, plan: Plan) -> Request | None:
    """The engine's request, or None where nothing can be found."""
    if parsed.words and not plan.clauses:
        return None
    filters = make_filters(query)
    if filters is None:
        return None
    only = None
    for phrase in parsed.phrases:
        held = holding(engine, phrase)
        only = held if only is None else only & held
        if not only:
            return None
    excluded = frozenset[int | str]().union(*(holding(engine, word) for word in parsed.excluded))
    sort = query.sort if query.sort in ("newest", "oldest") or parsed.words else "newest"
    return Request(clauses=plan.clauses, filters=filters, only=only, excluded=excluded, sort=sort)


def make_filters(query: Query) -> Filters | None:
    """The query's filters in the engine's terms; None where they let nothing through."""
    values = {
        name: tuple(map(str, query.filters.get(name, ()))) for name in FACETS if query.filters.get(name)
    }
    if query.locale is not None:
        if "locale" in values and query.locale not in values["locale"]:
            return None
        values["locale"] = (query.locale,)
    days = [_day(query.filters, name) for name in DATES]
    return Filters(values=values, day_from=days[0], day_to=days[1])


def _day(filters: Mapping[str, tuple[str, ...]], name: str) -> int | None:
    given = filters.get(name) or ()
    try:
        return (
            as_day(date.fromisoformat((given if isinstance(given, str) else given[0])[:10]))
            if given
            else None
        )
    except (ValueError, TypeError):
        return None


def _widening(engine: Engine, request: Request, plan: Plan, offset: int, size: int) -> tuple[Request, Found]:
    """Ask as strictly as the plan says, then less so, until something is found."""
    if request.sort == "relevance":
        request = replace(request, limit=DEPTH)
    elif offset + size <= DEEPEST:
        request = replace(request, offset=offset, limit=size)
    else:
        request = replace(request, limit=1)
    for minimum in plan.minimums:
        request = replace(request, minimum=minimum)
        found = engine.find(request, texts=request.sort == "relevance")
        if found.total:
            break
    return request, found


def _page(engine: Engine, request: Request, found: Found, plan: Plan, offset: int, size: int) -> list[Scored]:
    if offset + size > DEEPEST:
        return []
    if request.sort != "relevance":
        return [Scored(candidate, candidate.score) for candidate in found.candidates]
    ordered = reorder(found.candidates, plan, offset + size)[offset : offset + size]
    if offset + size > DEPTH and found.total > DEPTH:
        start = max(offset, DEPTH)
        deeper = engine.find(replace(request, offset=start, limit=offset + size - start), texts=False)
        ordered += [Scored(candidate, 0.0) for candidate in deeper.candidates]
    return ordered


def _hits(engine: Engine, shown: Sequence[Scored], plan: Plan) -> tuple[Hit, ...]:
    documents = engine.documents([scored.candidate.ref for scored in shown])
    worth = {term: value for term, value in plan.worth().items() if value[1] > 0}
    return tuple(
        make_hit(documents[scored.candidate.ref], worth, scored.score)
        for scored in shown
        if scored.candidate.ref in documents
    )


def make_hit(document: SearchDocument, worth: Mapping[str, tuple[str, float]], score: float) -> Hit:
    """A document as a hit, pointing at the part that the query is about, if there is one."""
    part = best_part(document.parts, document.title, worth) if worth else None
    if part:
        text = part.text
    elif worth:
        text = searchable_text(document)
    else:
        text = document.summary or document.text
    return Hit(
        key=document.key,
        type=document.type,
        locale=document.locale,
        url=f"{document.url}#{part.anchor}" if part else document.url,
        title=document.title,
        title_html=mark(document.title, worth),
        snippet=snippet(text, worth),
        part=part.anchor if part else None,
        part_title=part.title if part else "",
        published_at=document.published_at,
        issuer_name=document.issuer_name,
        section_title=document.section_title,
        state=document.state,
        score=round(score, 4),
    )


def facets(engine: Engine, request: Request, locale: str | None) -> tuple[Facet, ...]:
    """Counts of every facet among all matches, each without its own filter."""
    filtered = [name for name in FACETS if name in request.filters.values]
    counts = engine.count(request, [name for name in FACETS if name not in filtered])
    for name in filtered:
        if name == "locale" and locale is not None:
            counts |= engine.count(request, [name])
        else:
            counts |= engine.count(replace(request, filters=request.filters.without(name)), [name])
    return tuple(Facet(name, _values(engine, name, counts.get(name, []), locale)) for name in FACETS)


def _values(
    engine: Engine, name: str, counts: Sequence[tuple[str, int]], locale: str | None
) -> tuple[FacetValue, ...]:
    labels = (
        engine.labels(name, [value for value, _ in counts], locale) if name in ("issuer", "section") else {}
    )
    return tuple(FacetValue(value, labels.get(value, value), count) for value, count in counts)


def suggestion(plan: Plan, engine: Engine) -> str | None:
    """The query with each surely guessed piece replaced by what was found for it, or None."""
    text = plan.text
    for guess in plan.guesses:
        if guess.replaces:
            best = max(guess.terms, key=lambda term: guess.terms[term])
            text = text.replace(guess.replaces, engine.vocabulary.spelling(best), 1)
    return text if text != plan.text else None


__all__ = ["Candidate", "answer", "facets", "make_filters", "make_hit", "suggestion"]
