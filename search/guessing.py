"""What is meant by words that the index does not hold: homophones, typed pinyin, and one typing error."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from search.analysis import latin, pinyin
from search.analysis.folding import is_han
from search.analysis.segmentation import is_word, pairs
from search.analysis.stop_words import SMALL
from search.engines.base import Vocabulary

WAYS = 3
"""Ways of reading Latin letters as syllables that are tried."""

MOST_MEANT = 20
"""Terms that one typed thing may stand for."""

FREQUENT = 0.2
"""How much likelier a word is meant for each time that e times as many documents hold it, against a word of one."""

RARE_READING = 0.5
"""Trust in a sound that the characters have only in other words."""

PIECES = 0.6
"""Trust in guesses for pieces of something typed, against guesses for the whole."""

SURE = 0.9

NO_WORD = 0.1
"""Trust in characters that only happen to stand side by side, against a word of the dictionary."""

Counts = Mapping[str, tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Known:
    """What is known when something is guessed: counts of the typed terms, all terms, and the office's own names; and
    the counts of those terms that were `met` meanwhile, which nobody need ask for again."""

    counts: Counts
    vocabulary: Vocabulary
    names: frozenset[str] = frozenset()
    met: dict[str, tuple[int, int]] = field(default_factory=dict)

    def is_word(self, term: str) -> bool:
        return term in self.names or is_word(term)

    def sounding(self, sounds: Iterable[str]) -> dict[str, dict[str, tuple[int, int]]]:
        heard = self.vocabulary.sounding(sounds)
        for counts in heard.values():
            self.met.update(counts)
        return heard

    def near(self, run: str) -> dict[str, tuple[int, int]]:
        """The terms one edit away from a Latin word."""
        near = self.vocabulary.counts(latin.neighbours(run))
        self.met.update(near)
        return near


@dataclass(frozen=True, slots=True)
class Guess:
    """Terms, each with a trust of at most 1, that something typed may stand for; the likeliest first.

    `need` is the typed run or word that a match answers with any of them. `replaces` is the text that the
    likeliest would replace in the query ("did you mean"), or "" where it is not sure enough.
    """

    typed: str
    terms: Mapping[str, float]
    need: str
    replaces: str = ""


def guesses(
    runs: Sequence[str],
    cut: Mapping[str, Sequence[str]],
    known: Known,
    *,
    sentence: bool,
) -> Iterator[Guess]:
    """For each run of a query with something unknown in it, or that may be pinyin, what it may stand for.

    In a sentence, Chinese with anything known in it is taken as it is.
    """
    for run in dict.fromkeys(runs):
        if is_han(run):
            doubtful = _doubtful(cut[run], known.counts)
            if len(run) > 1 and not (sentence and len(doubtful) < len(run)):
                yield from _homophones(run, cut[run], doubtful, known)
            continue
        held = any(term in known.counts for term in cut[run])
        heard = _as_pinyin(run, known) if not held or len(runs) == 1 else []
        yield from (_halved(guess) for guess in heard) if held else heard
        if not held and not any(trust > SURE for guess in heard for trust in guess.terms.values()):
            yield from _one_letter_off(run, known)


def _homophones(run: str, words: Sequence[str], doubtful: set[int], known: Known) -> Iterator[Guess]:
    """Doubtful pieces replaced by words of the same sound: the longest first, each character once.

    A piece of three or four characters is doubtful too where no document holds two of its neighbours together.
    """
    apart = _apart(run, known.counts)
    pieces = [
        (at, run[at : at + length])
        for length in (4, 3, 2)
        for at in range(len(run) - length + 1)
        if run[at : at + length] not in known.counts
        and (
            doubtful & set(range(at, at + length)) or (length > 2 and apart & set(range(at, at + length - 1)))
        )
    ]
    heard = _same_sound([piece for _, piece in pieces], known) if pieces else {}
    some_known = len(doubtful) < len(run)
    if some_known:
        # Beside known words an unknown piece is an error only where a word is left of it when one character changes.
        heard = {piece: close for piece, meant in heard.items() if (close := _close(meant, piece, known))}
    used: set[int] = set()
    settled: set[int] = set()
    for at, piece in pieces:
        place = set(range(at, at + len(piece)))
        if piece not in heard or place <= settled or (len(piece) > 2 and place & used):
            continue
        trust = 1.0 if not some_known else SURE if len(piece) > 2 else PIECES
        sure = len(piece) > 2 or not place & used
        meant = {term: trust * weight for term, weight in heard[piece].items()}
        need = piece if len(piece) > 2 else _need(at, piece, words)
        yield Guess(piece, meant, need, piece if sure else "")
        used |= place
        if len(piece) > 2 and _close(heard[piece], piece, known):
            settled |= place


def _apart(run: str, counts: Counts) -> set[int]:
    """The places of neighbours that no document holds together; those that are no term by themselves don't tell."""
    return {
        at
        for at, pair in enumerate(pairs(run))
        if pair not in counts and not (pair[0] in SMALL or pair[1] in SMALL)
    }


def _close(meant: Mapping[str, float], piece: str, known: Known) -> dict[str, float]:
    return {
        term: trust
        for term, trust in meant.items()
        if known.is_word(term) and shared(term, piece) >= len(piece) - 1
    }


def _doubtful(words: Sequence[str], counts: Counts) -> set[int]:
    """The places of characters in no word that any document holds. One that stands alone between words tells nothing:
    it is no term. Where nothing is held, all is doubtful."""
    places: set[int] = set()
    at, something = 0, False
    for word in words:
        held = word in counts or any(pair in counts for pair in pairs(word))
        something = something or held
        if len(word) > 1 and not held:
            places |= set(range(at, at + len(word)))
        at += len(word)
    return places if something else set(range(at))


def _need(at: int, piece: str, words: Sequence[str]) -> str:
    """The first of the typed words that the piece stands in."""
    end = 0
    for word in words:
        end += len(word)
        if at < end:
            return word
    return piece


def _same_sound(pieces: Sequence[str], known: Known) -> dict[str, dict[str, float]]:
    """For each piece the words of its sound; of a piece of three or four characters those that share half
    with it."""
    sounds = {piece: {pinyin.sound(piece): 1.0} for piece in pieces}
    for piece in pieces:
        if len(piece) == 2:
            sounds[piece] |= dict.fromkeys(pinyin.other_sounds(piece), RARE_READING)
    heard = known.sounding({sound for found in sounds.values() for sound in found})
    meant = {}
    for piece, found in sounds.items():
        same = [
            (term, documents, trust)
            for sound, trust in found.items()
            for term, (documents, _) in heard.get(sound, {}).items()
            if len(term) == len(piece) and (len(piece) == 2 or 2 * shared(term, piece) >= len(piece))
        ]
        if same:
            meant[piece] = likely(same, known, piece)
    return meant


def _as_pinyin(run: str, known: Known) -> list[Guess]:
    if not (run.isascii() and run.isalpha()):
        return []
    spelt = {said: RARE_READING ** (at > 0) for at, said in enumerate(pinyin.spellings(run))}
    ways = [way for said in spelt for way in pinyin.syllables(said)[:WAYS] if len(way) > 1]
    lengths = {len(way) for way in ways}
    heard = known.sounding(spelt) if ways else {}
    whole = [
        (term, documents, spelt[said])
        for said, found in heard.items()
        for term, (documents, _) in found.items()
        if len(term) in lengths
    ]
    if whole:
        return [Guess(run, likely(whole, known), run, run)]
    sounds = dict.fromkeys("".join(way[at : at + 2]) for way in ways for at in range(len(way) - 1))
    heard = known.sounding(sounds)
    guesses = []
    for sound in sounds:
        found = [(term, n, 1.0) for term, (n, _) in heard.get(sound, {}).items() if len(term) == 2]
        if found:
            meant = {term: PIECES * trust for term, trust in likely(found, known).items()}
            guesses.append(Guess(sound, meant, run))
    return guesses


def _halved(guess: Guess) -> Guess:
    """A guess for something that is also a known word."""
    return Guess(guess.typed, {term: trust / 2 for term, trust in guess.terms.items()}, guess.need)


def _one_letter_off(run: str, known: Known) -> Iterator[Guess]:
    if len(run) < 4:
        return
    counts = known.near(run)
    near = sorted(counts, key=lambda term: (-counts[term][0], term))[:5]
    if near:
        yield Guess(run, {term: SURE ** (rank + 1) for rank, term in enumerate(near)}, run, run)


def shared(one: str, other: str) -> int:
    """How many characters two texts have in common at the same place."""
    return sum(a == b for a, b in zip(one, other, strict=False))


def likely(found: Sequence[tuple[str, int, float]], known: Known, like: str = "") -> dict[str, float]:
    """Weigh terms of one sound, given as (term, documents, trust): dictionary words, common ones, and those
    that share a typed character count more. Returns the best, the first with weight 1."""
    weights: dict[str, float] = {}
    for term, documents, trust in found:
        weight = trust * (1 if known.is_word(term) else NO_WORD) * (1 + FREQUENT * math.log1p(documents))
        if like and not shared(term, like):
            weight *= 0.15
        weights[term] = max(weights.get(term, 0.0), weight)
    best = sorted(weights.items(), key=lambda item: (-item[1], item[0]))[:MOST_MEANT]
    return {term: weight / best[0][1] for term, weight in best if weight > best[0][1] * 0.05}
