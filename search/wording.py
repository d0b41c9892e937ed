"""What of a query is the office's own: names that count as one word, and words that mean the same as others."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from search.analysis.folding import is_han
from search.analysis.latin import stem
from search.analysis.segmentation import run_terms
from search.engines.base import Vocabulary
from search.lexicon import Lexicon

Counts = dict[str, tuple[int, int]]


@dataclass(frozen=True, slots=True)
class StandIn:
    """A word that means the same: the term by which documents with it are found, and the whole word."""

    term: str
    text: str


@dataclass(frozen=True, slots=True)
class Wording:
    """`names` are kept whole. `instead` has for a word of the query, or several, what may be put for it; only what
    the documents hold is in either."""

    names: frozenset[str] = frozenset()
    instead: Mapping[str, tuple[StandIn, ...]] = field(default_factory=dict)


def run_words(run: str, lexicon: Lexicon) -> list[str]:
    """The terms of one run of a query, its names included; single characters only where nothing else is there."""
    found = [term for term in run_terms(run) if len(term) > 1 or len(run) == 1]
    return found + [name for name in dict.fromkeys(lexicon.names_in(run)) if name not in found]


def read_wording(
    runs: Sequence[str], counts: Counts, vocabulary: Vocabulary, lexicon: Lexicon
) -> tuple[Wording, Counts]:
    """The wording of a query whose terms have these counts, and the counts of the terms that it adds."""
    named = [name for run in runs for name in lexicon.names_in(run)]
    line = [run if is_han(run) else stem(run) for run in runs]
    meant = lexicon.meant_by(line, named)
    terms = {other: _terms(other, lexicon) for others in meant.values() for other in others}
    added = (
        vocabulary.counts({term for found in terms.values() for term in found if term not in counts})
        if terms
        else {}
    )
    known = counts | added
    instead = {}
    for key, others in meant.items():
        found = (StandIn(rarest(terms[other], known), other) for other in others)
        if held := tuple(each for each in found if each.term):
            instead[key] = held
    return Wording(frozenset(name for name in named if name in counts or name in instead), instead), added


def _terms(text: str, lexicon: Lexicon) -> list[str]:
    """The whole text where it is one term, else the terms that it consists of."""
    return [term for run in text.split(" ") for term in run_words(run, lexicon)]


def rarest(terms: Iterable[str], counts: Mapping[str, tuple[int, int]]) -> str:
    """The term that fewest documents hold, of several the longest; "" where none holds any."""
    held = [term for term in terms if term in counts]
    return min(held, key=lambda term: (counts[term][0], -len(term), term), default="")
