"""The engine's best, put in a better order: by how much of the query the title holds and how much of it
stands close together in the text. Measured to be the largest single gain over BM25 (see
bench/search_quality.py)."""

from __future__ import annotations

import heapq
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from search.documents import REPEALED
from search.engines.base import Candidate
from search.planning import Plan
from search.windows import best_window, held, places

DEPTH = 100
"""How many of the engine's best are reordered; deeper pages follow in the engine's order."""

WINDOWS = (400, 120, 40)
"""Characters within which typed words stand close together: about a section, a paragraph, a sentence."""

CLOSENESS, TITLE, TITLE_FIT, EXACT = 3.0, 0.8, 0.2, 0.3
EXACT_IN_TEXT = 0.7 * EXACT
REPEAT = 0.25
"""What is taken off for each better hit that rests on the same guess, so that no one guess takes the whole
page."""

REPEALED_LESS = 0.15
"""What a repealed document is behind one in force: enough where the two are about equal, too little
otherwise."""

EQUAL = 0.01
"""Scores closer than this count as equal, and the newer document comes first."""


@dataclass(frozen=True, slots=True)
class Scored:
    """A candidate with its final score; `guess` is the guessed term it rests on, if any."""

    candidate: Candidate
    score: float
    guess: str = ""


class _Scorer:
    """Scores candidates against one plan."""

    def __init__(self, plan: Plan, best: float) -> None:
        self.worth = plan.worth()
        groups = {group for group, _ in self.worth.values()}
        self.total = sum(plan.value.get(group, 0.0) for group in groups) or 1.0
        self.guessed = plan.only_guessed
        self.typed = plan.text.replace(" ", "")
        self.best = best or 1.0

    def coverage(self, text: str) -> float:
        """The share of the query's worth that a text holds anywhere."""
        return sum(held(text, self.worth).values()) / self.total

    def without_closeness(self, candidate: Candidate, in_title: float) -> float:
        score = candidate.score / self.best + TITLE * in_title
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

    def guess_in(self, text: str) -> str:
        """The likeliest guess that the text holds."""
        present = [term for term in self.guessed if term in self.worth and term in text]
        return max(present, key=lambda term: (self.worth[term][1], term), default="")


def reorder(candidates: Sequence[Candidate], plan: Plan, want: int) -> list[Scored]:
    """The candidates, best first. The first `want` are exact; one that can't be among them is not read
    closely."""
    scorer = _Scorer(plan, max((candidate.score for candidate in candidates), default=1.0))
    scored: list[Scored] = []
    least: list[float] = []
    for candidate in candidates:
        in_title, in_text = scorer.coverage(candidate.title), scorer.coverage(candidate.body)
        score = scorer.without_closeness(candidate, in_title)
        needed = (least[0] - score) / CLOSENESS if len(least) == want and not scorer.guessed else 0.0
        if max(in_title, in_text) <= needed:
            scored.append(Scored(candidate, score))
            continue
        near = scorer.closeness(candidate.body, in_text, needed) if in_text > in_title else 0.0
        score += CLOSENESS * max(near, in_title)
        scored.append(Scored(candidate, score, scorer.guess_in(candidate.body) if scorer.guessed else ""))
        (heapq.heappush if len(least) < want else heapq.heappushpop)(least, score)
    return _newer_first(_spread(scored) if scorer.guessed else scored)


def _spread(scored: list[Scored]) -> list[Scored]:
    used: Counter[str] = Counter()
    spread = []
    for hit in sorted(scored, key=lambda hit: -hit.score):
        behind = REPEAT * used[hit.guess] if hit.guess else 0.0
        spread.append(Scored(hit.candidate, hit.score - behind, hit.guess))
        used[hit.guess] += 1
    return spread


def _newer_first(scored: list[Scored]) -> list[Scored]:
    return sorted(scored, key=lambda hit: (-round(hit.score / EQUAL), -hit.candidate.published))
