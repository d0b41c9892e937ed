"""One thing was typed that may mean several words: hits for each, those first that answer the most of what may be
meant."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace

from search.documents import REPEALED
from search.engines.base import Candidate, Engine, Found, Request

BEST_OF_EACH = 3
"""Hits that each word that may be meant has among the candidates."""

AGAIN = 0.1
"""What is left of the worth of a word after each hit that holds it, so that the first page has all that may be
meant."""

IN_TITLE, OFTEN = 0.3, 0.3
"""How much more a document is about a word that its title holds, and for each time that it says it e times as often."""

REPEALED_LESS = 0.15
"""The share by which a repealed document is behind one in force."""

SPREAD_TO = 20
"""Hits that are chosen by what those before them lack; the others follow by what they hold."""

EQUAL = 0.002
"""Shares closer than this count as equal: the engine's score decides."""


def missed(engine: Engine, request: Request, found: Found) -> list[Candidate]:
    """Of what matches, the best documents of each word that may be meant which are not among the candidates found."""
    if found.total <= len(found.candidates):
        return []
    sought = [clause for clause in request.clauses if not clause.titles_only] or request.clauses
    requests = [
        replace(request, clauses=(replace(clause, telling=True),), minimum=0, limit=BEST_OF_EACH)
        for clause in sought
    ]
    seen = {candidate.ref for candidate in found.candidates}
    more = [candidate for each in engine.find_each(requests) for candidate in each.candidates]
    # Their scores are of one word each: no match for those of all words together.
    return [
        replace(candidate, score=0.0)
        for ref, candidate in {candidate.ref: candidate for candidate in more}.items()
        if ref not in seen
    ]


def spread(
    candidates: Sequence[Candidate], meanings: Mapping[str, float], want: int
) -> list[tuple[Candidate, float]]:
    """The candidates, each with its share of what may be meant: of the first `want` each is the one that adds the most
    to those before it."""
    every = sum(meanings.values()) or 1.0
    left = {term: trust / every for term, trust in meanings.items()}
    # Where shares are equal the engine's score decides, so that is the order to start from.
    ordered = sorted(candidates, key=lambda candidate: (-candidate.score, -candidate.published))
    about = [_about(candidate, meanings) for candidate in ordered]
    shares = {at: _share(held, left) for at, held in enumerate(about)}
    alone = dict(shares)
    chosen: list[int] = []
    while shares and len(chosen) < min(want, SPREAD_TO):
        best = max(shares, key=shares.__getitem__)
        chosen.append(best)
        del shares[best]
        for term in about[best]:
            left[term] *= AGAIN
        for at in shares:
            if not about[at].keys().isdisjoint(about[best]):
                shares[at] = _share(about[at], left)
    chosen += sorted(shares, key=lambda at: -alone[at])
    return [(ordered[at], alone[at]) for at in chosen]


def _share(held: Mapping[str, float], left: Mapping[str, float]) -> float:
    return round(sum(left[term] * about for term, about in held.items()) / EQUAL) * EQUAL


def _about(candidate: Candidate, meanings: Mapping[str, float]) -> dict[str, float]:
    """For each word that a document holds how much it is about that."""
    still = 1 - (REPEALED_LESS if candidate.state == REPEALED else 0.0)
    found = {}
    for term in meanings:
        in_title, in_text = candidate.title.count(term), candidate.body.count(term)
        if in_title or in_text:
            found[term] = still * (1 + IN_TITLE * bool(in_title) + OFTEN * math.log(in_title + in_text))
    return found
