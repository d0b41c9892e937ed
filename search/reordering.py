"""The engine's best, put in a better order: by how much of the query the title holds and how much of it
stands close together in the text. Measured to be the largest single gain over BM25 (see
bench/search_quality.py)."""

from __future__ import annotations

import heapq
from collections.abc import Sequence
from dataclasses import dataclass

from search.documents import REPEALED
from search.engines.base import Candidate
from search.meanings import spread
from search.planning import Plan
from search.windows import best_window, held, places

DEPTH = 100
"""How many of the engine's best are reordered; deeper pages follow in the engine's order."""

WINDOWS = (400, 120, 40)
"""Characters within which typed words stand close together: about a section, a paragraph, a sentence."""

COVERAGE, CLOSENESS, TITLE, TITLE_FIT, EXACT = 4.0, 3.0, 0.8, 0.2, 0.3
EXACT_IN_TEXT = 0.7 * EXACT

MEANINGS, AGAIN = 16.0, 0.3
"""Where a query is all guessed: the worth of a hit that holds every word that may be meant, and what is left of the
worth of a word after each hit that holds it, so that the first page has all that may be meant."""

SPREAD_TO = 20
"""Hits that are chosen by what they may mean."""

REPEALED_LESS = 0.15
"""What a repealed document is behind one in force: enough where the two are about equal, too little
otherwise."""

EQUAL = 0.01
"""Scores closer than this count as equal, and the newer document comes first."""


@dataclass(frozen=True, slots=True)
class Scored:
    """A candidate with its final score."""

    candidate: Candidate
    score: float


class _Scorer:
    """Scores candidates against one plan."""

    def __init__(self, plan: Plan, best: float) -> None:
        self.worth = plan.worth()
        groups = {group for group, _ in self.worth.values()}
        self.total = sum(plan.value.get(group, 0.0) for group in groups) or 1.0
        self.guessed = plan.only_guessed
        self.typed = plan.text.replace(" ", "")
        self.best = best or 1.0

    def coverage(self, candidate: Candidate) -> tuple[float, float, float]:
        """The share of the query's worth that a document holds: in its title, in its text, in both together."""
        title, body = held(candidate.title, self.worth), held(candidate.body, self.worth)
        both = sum(max(title.get(group, 0.0), body.get(group, 0.0)) for group in title.keys() | body.keys())
        return sum(title.values()) / self.total, sum(body.values()) / self.total, both / self.total

    def without_closeness(self, candidate: Candidate, in_title: float, covered: float) -> float:
        score = candidate.score / self.best + COVERAGE * covered + TITLE * in_title
        title = candidate.title.replace(" ", "")
        score += TITLE_FIT * in_title * min(1.0, len(self.typed) / (len(title) or 1))
        if len(self.typed) > 1:
            if self.typed in title:
                score += EXACT
            if self.typed in candidate.body.replace(" ", ""):
                score += EXACT_IN_TEXT
        return score - (REPEALED_LESS if candidate.state == REPEALED else 0.0)

    def closeness(self, body: str, in_text: float, needed: float) -> float:
        """The worth of the typed words that stand within one window, averaged over the windows, as a share of all.

        Where it can't be more than `needed`, only something that it can't be more than.
        """
        found = places(body, self.worth)
        if len({self.worth[term][0] for _, term in found}) < 2:
            return in_text
        together = 0.0
        for number, width in enumerate(WINDOWS):
            inside = best_window(found, self.worth, width)[0] / self.total
            together += inside
            most = (together + inside * (len(WINDOWS) - number - 1)) / len(WINDOWS)
            if most <= needed:
                break
        return most


def reorder(candidates: Sequence[Candidate], plan: Plan, want: int) -> list[Scored]:
    """The candidates, best first. The first `want` are exact; one that can't be among them is not read
    closely."""
    if plan.meanings:
        return [Scored(candidate, share) for candidate, share in spread(candidates, plan.meanings, want)]
    scorer = _Scorer(plan, max((candidate.score for candidate in candidates), default=1.0))
    scored: list[Scored] = []
    least: list[float] = []
    for candidate in candidates:
        in_title, in_text, covered = scorer.coverage(candidate)
        score = scorer.without_closeness(candidate, in_title, covered)
        needed = (least[0] - score) / CLOSENESS if len(least) == want and not scorer.guessed else 0.0
        if max(in_title, in_text) <= needed:
            scored.append(Scored(candidate, score))
            continue
        near = scorer.closeness(candidate.body, in_text, needed) if in_text > in_title else 0.0
        score += CLOSENESS * max(near, in_title)
        scored.append(Scored(candidate, score))
        (heapq.heappush if len(least) < want else heapq.heappushpop)(least, score)
    ordered = _newer_first(scored)
    return _spread(ordered, scorer) if scorer.guessed else ordered


def _spread(ordered: Sequence[Scored], scorer: _Scorer) -> list[Scored]:
    """Hits of a query that is all guessed, so that those come first which hold the most that may be meant, and then
    those with what the ones before them lack."""
    trust = {term: scorer.worth[term][1] for term in scorer.guessed if term in scorer.worth}
    every = sum(trust.values()) or 1.0
    left = {term: MEANINGS * value / every for term, value in trust.items()}
    waiting = {
        at: [term for term in left if term in hit.candidate.title or term in hit.candidate.body]
        for at, hit in enumerate(ordered)
    }
    chosen: list[Scored] = []
    while waiting and len(chosen) < SPREAD_TO:
        best = max(waiting, key=lambda at: ordered[at].score + sum(left[term] for term in waiting[at]))
        for term in waiting.pop(best):
            left[term] *= AGAIN
        chosen.append(ordered[best])
    return chosen + [ordered[at] for at in waiting]


def _newer_first(scored: list[Scored]) -> list[Scored]:
    return sorted(scored, key=lambda hit: (-round(hit.score / EQUAL), -hit.candidate.published))
