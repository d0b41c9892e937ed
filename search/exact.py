"""Documents that hold a text word for word, for quoted phrases and words to leave out."""

from __future__ import annotations

from search.analysis.folding import is_han
from search.analysis.segmentation import run_terms
from search.engines.base import Clause, Engine, Ref, Request
from search.parsing import joined

MOST_READ = 2_000
"""Documents that are read to see whether they really hold the text; beyond it the rarest terms have to be enough."""


def holding(engine: Engine, text: str) -> frozenset[Ref]:
    """The documents with this plain text in their title or text, whatever brackets and spaces stand inside it."""
    groups = [
        term for run in text.split(" ") for term in run_terms(run) if len(term) == len(run) or len(term) == 2
    ]
    known = engine.vocabulary.counts(groups)
    needed = [term for term in dict.fromkeys(groups) if term in known]
    if not needed:
        return frozenset()
    request = Request(
        clauses=tuple(Clause(term, need=term) for term in needed),
        minimum=len(needed),
        limit=MOST_READ,
    )
    sought = joined(text)
    found = engine.find(request, texts=True)
    return frozenset(
        candidate.ref
        for candidate in found.candidates
        if _holds(candidate.title, sought) or _holds(candidate.body, sought)
    )


def _holds(text: str, sought: str) -> bool:
    text = joined(text)
    at = text.find(sought)
    while at >= 0:
        end = at + len(sought)
        if not (_inside_word(text, at) or _inside_word(text, end)):
            return True
        at = text.find(sought, at + 1)
    return False


def _inside_word(text: str, at: int) -> bool:
    """Whether a Latin word or number goes on across this position."""
    if not 0 < at < len(text):
        return False
    return all(character.isalnum() and not is_han(character) for character in text[at - 1 : at + 1])
