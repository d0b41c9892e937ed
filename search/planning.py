"""From a query to a plan: which terms to look for, what each is worth, and which a match has to hold."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass, field

from search.analysis.folding import is_han
from search.analysis.latin import beginnings
from search.analysis.segmentation import run_terms, words
from search.analysis.stop_words import ASKING, SMALL, STOP, asks
from search.engines.base import Clause, Vocabulary
from search.guessing import Guess, Known, guesses
from search.lexicon import EMPTY, Lexicon
from search.parsing import ParsedQuery
from search.wording import Wording, rarest, read_wording, run_words

COMMON = 0.2
"""Terms in a larger share of the documents are looked for in titles only."""

POSTINGS = 60_000
"""Entries of the index that one query may read, the rarest terms first."""

ALWAYS_READ = 3
"""The rarest terms that are read however common they are."""

CROSS = 0.4
"""The worth of a pair that lies across two words, against one that is a word."""

MOST_TERMS = 160

SENTENCE = 16
"""Characters beyond which a query is a sentence: enough of it is known, and an unknown piece is no typing
error."""

MOST_NEEDED = 4
"""Typed words up to which a match is asked to hold all of them, or HALF where nothing does; more are a
sentence."""

HALF = 0.5

TELLING = 0.3
"""Where a match need not hold all words: how rare, against the rarest, the one has to be that it does
hold."""

SYNONYM = 0.8
"""Trust in a word that staff say means the same, against the typed one."""

Counts = dict[str, tuple[int, int]]


@dataclass(slots=True)
class Plan:
    """`body`, `titles` and `rest` hold terms with weights: those sought everywhere, those too common for it
    and sought in titles, and those too common even there, which only the reordering counts.

    Terms of one `group` stand for the same typed thing, of which the reordering counts the best; `value` is
    the worth of a group and `rarity` that of a term. `need` names, for terms that answer to a typed word,
    that word.
    """

    text: str
    body: dict[str, float] = field(default_factory=dict)
    titles: dict[str, float] = field(default_factory=dict)
    rest: dict[str, float] = field(default_factory=dict)
    group: dict[str, str] = field(default_factory=dict)
    need: dict[str, str] = field(default_factory=dict)
    value: dict[str, float] = field(default_factory=dict)
    rarity: dict[str, float] = field(default_factory=dict)
    guesses: tuple[Guess, ...] = ()
    asks: bool = False

    @property
    def clauses(self) -> tuple[Clause, ...]:
        """What the engine is asked to look for."""
        enough = TELLING * max((self.rarity[term] for term in self.body), default=0.0)
        body = [
            Clause(term, weight, need=self.need.get(term, ""), telling=self.rarity[term] >= enough)
            for term, weight in self.body.items()
        ]
        return tuple(body + [Clause(term, weight, titles_only=True) for term, weight in self.titles.items()])

    @property
    def minimums(self) -> tuple[int, ...]:
        """How many of the needs a match holds: the first of these numbers with which anything is found
        counts. With 0 it holds a telling term, which is all that can be asked of the answer to a question."""
        needs = len({self.need[term] for term in self.body if term in self.need})
        if self.asks or not 0 < needs <= MOST_NEEDED:
            return (0,)
        return tuple(dict.fromkeys((needs, math.ceil(HALF * needs), 0)))

    @property
    def only_guessed(self) -> frozenset[str]:
        """The guessed terms of a query of which nothing is known: any one of them may be meant."""
        terms = frozenset(term for guess in self.guesses for term in guess.terms)
        return terms if terms.issuperset(self.group) else frozenset()

    @property
    def meanings(self) -> dict[str, float]:
        """The words, with trust, of which the one thing that was typed may be any; empty where more was typed."""
        if not self.only_guessed or len(set(self.need.values())) != 1:
            return {}
        return {**self.rest, **self.titles, **self.body}

    def worth(self) -> dict[str, tuple[str, float]]:
        """For each term, as it stands in a text, its group and what holding it adds, the greatest first; a part of a
        word is worth its share of the word."""
        worth: dict[str, tuple[str, float]] = {}
        for term, weight in {**self.rest, **self.titles, **self.body}.items():
            group = self.group[term]
            share = len(term) / len(group) if term in group else 1.0
            for written in beginnings(term):
                worth[written] = group, weight * self.value.get(group, 0.0) * share
        return dict(sorted(worth.items(), key=lambda item: -item[1][1]))


def make_plan(query: ParsedQuery, vocabulary: Vocabulary, lexicon: Lexicon = EMPTY) -> Plan:
    """Plan a query against the terms that the index holds and the office's own words."""
    runs = query.words.split()
    typed = {run: run_words(run, lexicon) for run in dict.fromkeys(runs)}
    counts = vocabulary.counts({term for found in typed.values() for term in found})
    wording, added = read_wording(runs, counts, vocabulary, lexicon)
    cut = {run: typed_words(run, wording.names, lexicon) for run in typed}
    plan = Plan(query.words, asks=query.asks or any(asks(word) for found in cut.values() for word in found))
    weight: dict[str, float] = {}
    for run, found in typed.items():
        part = _parts(cut[run])
        for term in found:
            if term in counts:
                word = part.get(term, "")
                # A piece of a name is worth something, and is not the name.
                _use(
                    plan,
                    weight,
                    term,
                    1.0,
                    word or term,
                    "" if word in wording.names and term != word else word,
                )
    _put_synonyms(plan, weight, wording, counts)
    said = Known(counts | added | dict.fromkeys(wording.instead, (1, 1)), vocabulary, lexicon.names)
    sentence = plan.asks or len(query.words) > SENTENCE
    plan.guesses = tuple(guesses(runs, cut, said, sentence=sentence))
    for guess in plan.guesses:
        for term, trust in guess.terms.items():
            _use(plan, weight, term, trust, guess.typed, guess.need)
        _put_pieces(plan, guess)
    known = said.met | counts | added
    if unknown := [term for term in weight if term not in known]:
        known |= vocabulary.counts(unknown)
    whole = {word for found in cut.values() for word in found}
    size = vocabulary.size()
    _set_values(plan, weight, known, whole, size)
    _share_out(plan, weight, known, whole.union(*(guess.terms for guess in plan.guesses)), size)
    for key, stand_ins in wording.instead.items():
        for each in stand_ins:
            if each.text not in plan.group:
                plan.rest[each.text], plan.group[each.text] = SYNONYM, key
    return plan


def _put_pieces(plan: Plan, guess: Guess) -> None:
    """What was typed within something guessed as a whole is a piece of that, and no need of its own."""
    for term in plan.group:
        if term not in guess.terms and term != guess.typed and term in guess.typed and is_han(term):
            plan.group[term] = guess.typed
            if term in plan.need:
                plan.need[term] = guess.need


def _put_synonyms(plan: Plan, weight: dict[str, float], wording: Wording, counts: Counts) -> None:
    """A match answers to a word with any word that means the same; several words that mean one are one need."""
    for key, stand_ins in wording.instead.items():
        if " " in key:
            pieces = [term for term in plan.group if term in key]
            for term in pieces:
                plan.group[term] = key
                plan.need.pop(term, None)
            if pieces:
                plan.need[rarest(pieces, counts)] = key
        for each in stand_ins:
            _use(plan, weight, each.term, SYNONYM, key, key)


def typed_words(run: str, names: frozenset[str] = frozenset(), lexicon: Lexicon = EMPTY) -> list[str]:
    """The words of a run, these names whole; characters that the dictionary leaves single, side by side, are
    taken for one name."""
    if not is_han(run):
        return list(run_terms(run))
    found: list[str] = []
    start = at = 0
    while at < len(run):
        name = next((name for name in lexicon.names_at(run, at) if name in names), "") if names else ""
        if name:
            found += [*_joined(run[start:at]), name]
            start = at = at + len(name)
        else:
            at += 1
    return found + _joined(run[start:])


def _joined(run: str) -> list[str]:
    found: list[str] = []
    open_name = False
    for word in words(run) if run else ():
        single = len(word) == 1 and word not in SMALL
        if single and open_name:
            found[-1] += word
        else:
            found.append(word)
        open_name = single
    return found


def _parts(found: Iterable[str]) -> dict[str, str]:
    """Each of the words, and each piece of two characters or more within it, with that word."""
    part: dict[str, str] = {}
    for word in found:
        part[word] = word
        if is_han(word):
            for start in range(len(word) - 1):
                for end in range(start + 2, len(word) + 1):
                    part.setdefault(word[start:end], word)
    return part


def _use(plan: Plan, weight: dict[str, float], term: str, trust: float, group: str, need: str) -> None:
    if trust > weight.get(term, 0.0) and (term in weight or len(weight) < MOST_TERMS):
        weight[term], plan.group[term] = trust, group
        if need:
            plan.need[term] = need


def _set_values(plan: Plan, weight: dict[str, float], counts: Counts, whole: set[str], size: int) -> None:
    """A group is worth the rarity of its word; where the word itself is unknown, that of its rarest part; and of
    something guessed that of the rarest guess, if one stands for it."""
    meant = {guess.typed: guess.terms for guess in plan.guesses}
    parts: dict[str, float] = {}
    for term in weight:
        group = plan.group[term]
        plan.rarity[term] = rarity = math.log(1 + size / (counts.get(term, (0, 0))[0] + 0.5))
        if group == term or group not in weight:
            guessed = group not in whole and group != term
            if is_han(term) and not guessed and group not in whole:
                rarity *= CROSS
            values = plan.value if term in meant.get(group, (term,)) else parts
            values[group] = max(values.get(group, 0.0), rarity)
    plan.value = parts | plan.value


def _share_out(plan: Plan, weight: dict[str, float], counts: Counts, whole: set[str], size: int) -> None:
    """Send each term to the text, to titles only, or to the reordering only, so that reading stays
    bounded."""
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
    if term in STOP or term in ASKING:
        return True
    return len(term) < 3 and bool(set(term) & SMALL) and (term not in whole or set(term) <= SMALL)
