"""Documents that hold a text word for word, for quoted phrases and words to leave out."""

from __future__ import annotations

from search.analysis.folding import fold, is_han, runs
from search.analysis.latin import stem
from search.analysis.segmentation import run_terms
from search.engines.base import Clause, Engine, Ref, Request
from search.parsing import MOST_RUNS, joined

MOST_READ = 2_000
"""Documents that are read to see whether they really hold the text."""

MOST_TYPED = 40
"""Terms of a typed text that are compared."""

MOST_HELD = 50_000
"""Documents that are taken where one term says it all and none has to be read."""


def holding(engine: Engine, text: str) -> frozenset[Ref]:
    """The documents with this plain text in their title or text, whatever brackets and spaces stand inside
    it."""
    needed = _needed(text)
    known = engine.vocabulary.counts(needed)
    needed = [term for term in needed if term in known]
    if not needed:
        return frozenset()
    enough = needed == [text] and is_han(text)
    request = Request(
        clauses=tuple(Clause(term, need=term) for term in needed),
        minimum=len(needed),
        limit=MOST_HELD if enough else MOST_READ,
    )
    found = engine.find(request, texts=not enough).candidates
    sought = joined(text)
    return frozenset(c.ref for c in found if enough or _holds(c.title, sought) or _holds(c.body, sought))


def _needed(text: str) -> list[str]:
    """Terms that every document with this text has, however its words are cut there: pairs and Latin
    stems."""
    found: dict[str, None] = {}
    for run in runs(text):
        found |= dict.fromkeys(term for term in run_terms(run) if len(term) == 2 or not is_han(run))
    return list(found)


def _holds(text: str, sought: str) -> bool:
    text = joined(text)
    at = text.find(sought)
    while at >= 0:
        if not (_inside_word(text, at) or _inside_word(text, at + len(sought))):
            return True
        at = text.find(sought, at + 1)
    return False


def _inside_word(text: str, at: int) -> bool:
    """Whether a Latin word or number goes on across this position."""
    if not 0 < at < len(text):
        return False
    return all(character.isalnum() and not is_han(character) for character in text[at - 1 : at + 1])


def typed_terms(text: str, *, unfinished: bool = False) -> list[str]:
    """The terms that whatever holds this text has, in order: for a database that knows nothing of Chinese.

    `unfinished`: the last Latin word is still being typed, and stays as it is.
    """
    all_runs = runs(fold(text))[:MOST_RUNS]
    found: dict[str, None] = {}
    for number, run in enumerate(all_runs):
        last = number == len(all_runs) - 1
        if not is_han(run):
            found[run if last and unfinished else stem(run)] = None
        elif len(run) > 1:
            found |= dict.fromkeys(_needed(run) or run_terms(run))
        elif last:
            found[run] = None
    return list(found)[:MOST_TYPED]
