"""Words in Latin letters: stems, and the spellings one typing error away."""

from __future__ import annotations

from functools import lru_cache
from string import ascii_lowercase

import Stemmer

_ENGLISH = Stemmer.Stemmer("english")
LONGEST_CORRECTED = 32
"""Letters beyond which a word is not corrected: the spellings to try grow with its length."""


@lru_cache(100_000)
def stem(word: str) -> str:
    """The English stem of a folded word; numbers and other scripts stay as they are."""
    return _ENGLISH.stemWord(word)


def beginnings(term: str) -> tuple[str, ...]:
    """How the words of a stem may begin: communiti → communiti(es), community; vote → vote(s), voting."""
    if len(term) > 2 and term.isascii():
        if term.endswith("i"):
            return term, f"{term[:-1]}y"
        if term.endswith("e"):
            return term, f"{term[:-1]}ing"
    return (term,)


def neighbours(word: str) -> set[str]:
    """All terms one edit from a word: a letter replaced, dropped, added, or two swapped; and their stems."""
    if not 2 < len(word) <= LONGEST_CORRECTED:
        return set()
    cuts = [(word[:at], word[at:]) for at in range(len(word) + 1)]
    edits = {head + tail[1:] for head, tail in cuts if tail}
    edits |= {head + tail[1] + tail[0] + tail[2:] for head, tail in cuts if len(tail) > 1}
    for letter in ascii_lowercase:
        edits |= {head + letter + tail for head, tail in cuts}
        edits |= {head + letter + tail[1:] for head, tail in cuts if tail}
    edits = {edit for edit in edits if len(edit) > 2}
    return (edits | set(map(stem, edits))) - {word}
