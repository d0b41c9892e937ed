"""What is meant by words that the index does not hold: homophones, typed pinyin, and one typing error."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from search.analysis import latin, pinyin
from search.analysis.folding import is_han
from search.analysis.segmentation import is_word, pairs
from search.engines.base import Vocabulary

WAYS = 3
"""Ways of reading Latin letters as syllables that are tried."""

MOST_MEANT = 12
"""Terms that one typed thing may stand for."""

RARE_READING = 0.5
"""Trust in a sound that the characters have only in other words."""


@dataclass(frozen=True, slots=True)
class Guess:
    """Terms, each with a trust of at most 1, that something typed may stand for; the likeliest first.

    `replaces` is the text that the best of them would replace ("did you mean"), or "" where nothing is sure enough.
    """

    typed: str
    terms: Mapping[str, float]
    replaces: str = ""


def guesses(
    runs: Sequence[str],
    typed: Mapping[str, Sequence[str]],
    counts: Mapping[str, tuple[int, int]],
    vocabulary: Vocabulary,
) -> Iterator[Guess]:
    """For each run of a query that is unknown, or that may be pinyin, what it may stand for."""
    for run in dict.fromkeys(runs):
        known = any(term in counts for term in typed[run])
        if is_han(run):
            if not known and len(run) > 1:
                yield from _homophones(run, vocabulary)
            continue
        heard = list(_as_pinyin(run, known, len(runs) == 1, vocabulary))
        yield from heard
        sure = any(trust > 0.9 for guess in heard for trust in guess.terms.values())
        if not known and not sure:
            yield from _one_letter_off(run, vocabulary)


def _homophones(run: str, vocabulary: Vocabulary) -> Iterator[Guess]:
    for pair in dict.fromkeys(pairs(run)):
        sounds = {pinyin.sound(pair): 1.0} | dict.fromkeys(pinyin.other_sounds(pair), RARE_READING)
        found = [
            (term, count, sounds[sound])
            for sound, terms in vocabulary.sounding(sounds).items()
            for term, count in terms
            if len(term) == 2
        ]
        if found:
            yield Guess(pair, likely(found, pair), pair)


def _as_pinyin(run: str, known: bool, alone: bool, vocabulary: Vocabulary) -> Iterator[Guess]:
    if not (run.isascii() and run.isalpha()) or (known and not alone):
        return
    halved = 0.5 if known else 1.0
    for way in pinyin.syllables(run)[:WAYS]:
        if len(way) < 2:
            continue
        whole = [
            (term, n, 1.0) for term, n in vocabulary.sounding([run]).get(run, []) if len(term) == len(way)
        ]
        if whole:
            yield Guess(
                run, {term: trust * halved for term, trust in likely(whole).items()}, "" if known else run
            )
            continue
        sounds = ["".join(way[at : at + 2]) for at in range(len(way) - 1)]
        heard = vocabulary.sounding(sounds)
        for sound in dict.fromkeys(sounds):
            found = [(term, n, 1.0) for term, n in heard.get(sound, []) if len(term) == 2]
            if found:
                yield Guess(sound, {term: 0.6 * trust * halved for term, trust in likely(found).items()})


def _one_letter_off(run: str, vocabulary: Vocabulary) -> Iterator[Guess]:
    if len(run) < 4:
        return
    counts = vocabulary.counts(latin.neighbours(run))
    near = sorted(counts, key=lambda term: (-counts[term][0], term))[:5]
    if near:
        yield Guess(run, {term: 0.9 ** (rank + 1) for rank, term in enumerate(near)}, run)


def likely(found: Sequence[tuple[str, int, float]], like: str = "") -> dict[str, float]:
    """Weigh terms of one sound, given as (term, documents, trust): dictionary words, common ones, and those that share
    a typed character count more. Returns the best, the first with weight 1."""
    weights: dict[str, float] = {}
    for term, documents, trust in found:
        weight = trust * (1 if is_word(term) else 0.25) * (1 + 0.1 * math.log1p(documents))
        if like and not any(a == b for a, b in zip(term, like, strict=False)):
            weight *= 0.15
        weights[term] = max(weights.get(term, 0.0), weight)
    best = sorted(weights.items(), key=lambda item: (-item[1], item[0]))[:MOST_MEANT]
    return {term: weight / best[0][1] for term, weight in best if weight > best[0][1] * 0.05}
