"""Documents about the same thing, for "recommended article"."""

from __future__ import annotations

import math
from collections import Counter

from search.engines.base import Clause, Engine, Filters, Request
from search.texts import prepare

TITLE_TIMES = 3
"""How often a term of the title counts."""

TELLING = 25
"""Terms by which a document is compared with others."""


def related(engine: Engine, key: str, limit: int) -> list[str]:
    """Keys of the documents of the same language that share most of what is particular to this one; never its
    own."""
    document = engine.by_keys([key]).get(key)
    if document is None or limit < 1:
        return []
    prepared = prepare(document)
    held = Counter(prepared.body_terms)
    held.update(TITLE_TIMES * prepared.title_terms)
    counts = engine.vocabulary.counts([term for term in held if len(term) > 1])
    size = engine.vocabulary.size()
    weights = {
        term: math.log1p(held[term]) * math.log(1 + size / documents)
        for term, (documents, _) in counts.items()
        if 1 < documents <= max(0.3 * size, 5)
    }
    best = sorted(weights, key=lambda term: (-weights[term], term))[:TELLING]
    if not best:
        return []
    own = engine.refs([key])
    request = Request(
        clauses=tuple(Clause(term, weights[term] / weights[best[0]]) for term in best),
        filters=Filters(values={"locale": (document.locale,)}),
        excluded=frozenset(own.values()),
        limit=min(limit, 50),
    )
    refs = [candidate.ref for candidate in engine.find(request, texts=False).candidates]
    documents = engine.documents(refs)
    return [documents[ref].key for ref in refs if ref in documents]
