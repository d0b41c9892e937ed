"""One whole answer: plan, engine, order, page, snippets, facets, other spelling."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import replace

from search.documents import Answer, Hit, Query, SearchDocument
from search.engines.base import Engine, Found, Ref, Request
from search.exact import holding
from search.filtering import make_facets, make_filters, unfiltered
from search.lexicon import EMPTY, Lexicon
from search.meanings import missed
from search.parsing import ParsedQuery, joined, parse
from search.planning import Plan, make_plan
from search.reordering import DEPTH, Scored, reorder
from search.snippets import best_part, mark, snippet
from search.texts import searchable_text
from search.windows import Worth

DEEPEST = 10_000
"""Hits that can be paged to; nobody reads further, and reaching deeper costs in proportion."""

LARGEST_PAGE = 100
MOST_GUESSED = 8  # pieces of a query that a better one replaces


def answer(engine: Engine, query: Query, lexicon: Lexicon = EMPTY) -> Answer:
    """Answer a query; calm and empty for a query that says nothing that can be found, such as a smile."""
    begun = time.perf_counter()
    page, size = max(1, query.page), max(1, min(query.page_size, LARGEST_PAGE))
    parsed = parse(query.text)
    plan = make_plan(parsed, engine.vocabulary, lexicon)
    request = _request(engine, query, parsed, plan)
    if request is None:
        return Answer(page=page, seconds=time.perf_counter() - begun)
    request, found = _widening(engine, request, plan, (page - 1) * size, size)
    shown = _page(engine, request, found, plan, (page - 1) * size, size)
    return Answer(
        total=found.total,
        hits=_hits(engine, shown, plan),
        facets=make_facets(engine, request, found, query.locale),
        suggestion=None if parsed.phrases or parsed.excluded else suggestion(plan, engine),
        page=page,
        pages=-(-min(found.total, DEEPEST) // size),
        seconds=time.perf_counter() - begun,
    )


def _request(engine: Engine, query: Query, parsed: ParsedQuery, plan: Plan) -> Request | None:
    """The engine's request, or None where nothing can be found."""
    filters = make_filters(query)
    is_mute = bool(query.text.strip()) and not (parsed.words or parsed.phrases or parsed.excluded)
    if filters is None or is_mute or (parsed.words and not plan.clauses):
        return None
    only: frozenset[Ref] | None = None
    for phrase in parsed.phrases:
        held = holding(engine, phrase)
        only = held if only is None else only & held
        if not only:
            return None
    excluded: frozenset[Ref] = frozenset()
    for text in parsed.excluded:
        excluded |= holding(engine, text)
    sort = query.sort
    if sort not in ("newest", "oldest"):
        sort = "relevance" if parsed.words else "newest"
    return Request(clauses=plan.clauses, filters=filters, only=only, excluded=excluded, sort=sort)


def _widening(engine: Engine, request: Request, plan: Plan, offset: int, size: int) -> tuple[Request, Found]:
    """Ask as strictly as the plan says, then less so, until something is found."""
    if request.sort == "relevance":
        request = replace(request, limit=DEPTH)
    elif offset + size <= DEEPEST:
        request = replace(request, offset=offset, limit=size)
    else:
        request = replace(request, limit=1)
    found = Found()
    for minimum in plan.minimums:
        request = replace(request, minimum=minimum)
        found = engine.find(request, texts=request.sort == "relevance", facets=unfiltered(request.filters))
        if found.total:
            break
    return request, found


def _page(engine: Engine, request: Request, found: Found, plan: Plan, offset: int, size: int) -> list[Scored]:
    """The hits of one page: the first DEPTH in the better order, those after them in the engine's."""
    if offset + size > DEEPEST:
        return []
    if request.sort != "relevance":
        return [Scored(candidate, candidate.score) for candidate in found.candidates]
    more = missed(engine, request, found) if plan.meanings else []
    ordered = reorder([*found.candidates, *more], plan, offset + size)
    shown = ordered[offset : offset + size]
    if offset + size > len(ordered) and found.total > len(ordered):
        start = max(offset, len(ordered))
        request = replace(request, excluded=request.excluded.union(candidate.ref for candidate in more))
        request = replace(request, offset=start - len(more), limit=offset + size - start)
        shown += [Scored(candidate, 0.0) for candidate in engine.find(request, texts=False).candidates]
    return shown


def _hits(engine: Engine, shown: Sequence[Scored], plan: Plan) -> tuple[Hit, ...]:
    documents = engine.documents([scored.candidate.ref for scored in shown])
    worth = {term: value for term, value in plan.worth().items() if value[1] > 0}
    return tuple(
        make_hit(documents[scored.candidate.ref], worth, scored.score)
        for scored in shown
        if scored.candidate.ref in documents
    )


def make_hit(document: SearchDocument, worth: Worth, score: float) -> Hit:
    """A document as a hit, pointing at the part that the query is about, if there is one."""
    part = best_part(document, worth) if worth else None
    if part:
        text = part.text or part.title
    elif worth:
        text = searchable_text(document)
    else:
        text = document.summary or document.text
    return Hit(
        key=document.key,
        type=document.type,
        locale=document.locale,
        url=f"{document.url}#{part.anchor}" if part and part.anchor else document.url,
        title=document.title,
        title_html=mark(document.title, worth),
        snippet=snippet(text, worth),
        part=(part.anchor or None) if part else None,
        part_title=part.title if part else "",
        part_html=mark(part.title, worth) if part else "",
        published_at=document.published_at,
        issuer_name=document.issuer_name,
        section_title=document.section_title,
        state=document.state,
        score=round(score, 4),
    )


def suggestion(plan: Plan, engine: Engine) -> str | None:
    """The query with each surely guessed piece replaced by the likeliest of what was found for it, or
    None: also where so many are guessed that nobody can have meant them all."""
    text, guesses = plan.text, [guess for guess in plan.guesses if guess.replaces]
    if len(guesses) > MOST_GUESSED:
        return None
    for guess in guesses:
        likeliest = max(guess.terms, key=lambda term: guess.terms[term])
        text = text.replace(guess.replaces, engine.vocabulary.spelling(likeliest), 1)
    return joined(text) if text != plan.text else None
