"""From a query to a plan: which terms to look for, how much each is worth, and which are too common to be read."""

from __future__ import annotations

import math
from dataclasses import dataclass, field

from search.analysis.folding import is_han
from search.analysis.segmentation import run_terms, words
from search.analysis.stop_words import SMALL, STOP
from search.engines.base import Clause, Vocabulary
from search.guessing import Guess, guesses
from search.parsing import ParsedQuery

COMMON = 0.2
"""Terms in a larger share of the documents are looked for in titles only."""

POSTINGS = 60_000
"""Entries of the index that one query may read, the rarest terms first."""

ALWAYS_READ = 3
"""The rarest terms that are read however common they are."""

CROSS = 0.4
"""The worth of a pair that lies across two words, against one that is a word."""

MOST_TERMS = 160


@dataclass(slots=True)
class Plan:
    """`body`, `titles` and `rest` hold terms with weights: those sought everywhere, those too common for it and sought
    in titles, and those too common even there, which only the reordering counts. Terms of one `group` stand for the
    same typed thing, of which the reordering counts the best; `value` is the worth of a group, and `words` are the
    groups that are whole typed words."""

    text: str
    body: dict[str, float] = field(default_factory=dict)
    titles: dict[str, float] = field(default_factory=dict)
    rest: dict[str, float] = field(default_factory=dict)
    group: dict[str, str] = field(default_factory=dict)
    value: dict[str, float] = field(default_factory=dict)
    words: frozenset[str] = frozenset()
    guesses: tuple[Guess, ...] = ()

    @property
    def weights(self) -> dict[str, float]:
        """All terms and their weights."""
        return {**self.rest, **self.titles, **self.body}

    @property
    def clauses(self) -> tuple[Clause, ...]:
        """What the engine is asked to look for."""
        everywhere = [Clause(term, weight, False, self.group[term]) for term, weight in self.body.items()]
        return tuple(
            everywhere
            + [Clause(term, weight, True, self.group[term]) for term, weight in self.titles.items()]
        )

    @property
    def required(self) -> frozenset[str]:
        """The typed words that are sought in the whole text, so that a match can be asked to hold them."""
        return frozenset(self.group[term] for term in self.body) & self.words

    def worth(self) -> dict[str, tuple[str, float]]:
        """For each term its group and what holding it adds; a part of a word is worth its share of the word."""
        worth = {}
        for term, weight in self.weights.items():
            group = self.group[term]
            share = len(term) / len(group) if term in group else 1.0
            worth[term] = group, weight * self.value.get(group, 0.0) * share
        return worth


def make_plan(query: ParsedQuery, vocabulary: Vocabulary) -> Plan:
    """Plan a query against the terms that the index holds."""
    runs = query.words.split()
    plan = Plan(query.words)
    typed = {run: [term for term in run_terms(run) if len(term) > 1 or len(run) == 1] for run in runs}
    whole, part = _cut(runs)
    counts = vocabulary.counts({term for found in typed.values() for term in found})
    weight: dict[str, float] = {}
    for run in runs:
        for term in typed[run]:
            if term in counts:
                _use(plan, weight, term, 1.0, part.get(term, term))
    plan.guesses = tuple(guesses(runs, typed, counts, vocabulary))
    for guess in plan.guesses:
        for term, trust in guess.terms.items():
            _use(plan, weight, term, trust, plan.group.get(term, guess.typed))
    counts |= vocabulary.counts(term for term in weight if term not in counts)
    size = vocabulary.size()
    _set_values(plan, weight, counts, whole, size)
    plan.words = frozenset(whole) | frozenset(guess.typed for guess in plan.guesses)
    _share_out(plan, weight, counts, whole, size)
    return plan


def _cut(runs: list[str]) -> tuple[set[str], dict[str, str]]:
    """The words of the query, and for each piece of two characters or more within a word that word."""
    whole: set[str] = set()
    part: dict[str, str] = {}
    for run in runs:
        if not is_han(run):
            whole.update(run_terms(run))
            continue
        for word in words(run):
            whole.add(word)
            for start in range(len(word) - 1):
                for end in range(start + 2, len(word) + 1):
                    part.setdefault(word[start:end], word)
    return whole, part


def _use(plan: Plan, weight: dict[str, float], term: str, trust: float, group: str) -> None:
    if trust > weight.get(term, 0.0) and (term in weight or len(weight) < MOST_TERMS):
        weight[term], plan.group[term] = trust, group


def _set_values(
    plan: Plan, weight: dict[str, float], counts: dict[str, tuple[int, int]], whole: set[str], size: int
) -> None:
    for term in weight:
        group = plan.group[term]
        if group == term or group not in weight:
            rarity = math.log(1 + size / (counts.get(term, (0, 0))[0] + 0.5))
            if is_han(term) and term not in whole and group == term:
                rarity *= CROSS
            plan.value[group] = max(plan.value.get(group, 0.0), rarity)


def _share_out(
    plan: Plan, weight: dict[str, float], counts: dict[str, tuple[int, int]], whole: set[str], size: int
) -> None:
    """Send each term to the text, to titles only, or to the reordering only, so that reading stays bounded."""
    telling = [term for term in weight if not _says_little(term, whole)] or list(weight)
    limit, spent = max(COMMON * size, 20), 0
    for term in sorted(telling, key=lambda term: counts.get(term, (0, 0))[0]):
        documents = counts.get(term, (0, 0))[0]
        spent += documents
        read = len(plan.body) < ALWAYS_READ or (documents <= limit and spent <= POSTINGS)
        (plan.body if read else plan.titles)[term] = weight[term]
    spent = 0
    for term in sorted(plan.titles, key=lambda term: counts.get(term, (0, 0))[1]):
        spent += counts.get(term, (0, 0))[1]
        if spent > POSTINGS:
            plan.rest[term] = plan.titles.pop(term)


def _says_little(term: str, whole: set[str]) -> bool:
    if term in STOP:
        return True
    return len(term) < 3 and bool(set(term) & SMALL) and (term not in whole or set(term) <= SMALL)
