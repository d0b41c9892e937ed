"""Index terms of a text: dictionary words and character pairs of Chinese, stems of Latin words."""

from __future__ import annotations

from collections.abc import Iterable

from search.analysis.dictionaries import segmenter
from search.analysis.folding import fold, is_han, runs
from search.analysis.latin import stem
from search.analysis.stop_words import SMALL

LONGEST_TERM = 64
"""Longer Latin runs (encoded data, addresses) are cut: no one types them."""


def terms(folded: str) -> list[str]:
    """Every term under which a folded text is found, in order, with repeats."""
    found: list[str] = []
    for run in runs(folded):
        found += run_terms(run)
    return found


def text_terms(text: str) -> list[str]:
    """Every term of a text as it is written."""
    return terms(fold(text))


def run_terms(run: str) -> Iterable[str]:
    """The terms of one run: of a Chinese one its words, then its pairs; of a Latin one its stem."""
    if not is_han(run):
        return (stem(run[:LONGEST_TERM]),)
    if len(run) == 1:
        return (run,)
    words = segmenter().cut_for_search(run)
    known = set(words)
    # A run of two characters is its own pair, and counts once.
    return [word for word in words if len(word) != 2 or len(run) > 2] + [
        pair for pair in pairs(run) if pair in known or not (pair[0] in SMALL or pair[1] in SMALL)
    ]


def pairs(run: str) -> list[str]:
    """The overlapping two-character pieces of a run."""
    return [run[at : at + 2] for at in range(len(run) - 1)]


def words(run: str) -> list[str]:
    """A Chinese run cut into words, none overlapping."""
    return segmenter().cut(run)


def is_word(text: str) -> bool:
    """Whether the dictionary has this word."""
    return segmenter().has_word(text)
