"""What a reader typed: words, quoted phrases, and words to leave out. Everything else is text, never
syntax."""

from __future__ import annotations

import re
from dataclasses import dataclass

from search.analysis.folding import fold, is_han, plain, runs

LONGEST_QUERY = 300
"""Characters of a query that are read; what follows is ignored, so that every query takes a bounded time."""

MOST_RUNS = 40
"""Words and stretches of Chinese of a query that are read."""

_QUOTED = re.compile(
    r"""(?P<minus>(?<!\S)[-－−])?(?:"([^"]*)"|“([^”]*)”|＂([^＂]*)＂|「([^」]*)」|『([^』]*)』)"""
)
_MINUS = re.compile(r"(?<!\S)[-－−]([^\s\-－−]\S*)")

_QUESTION = re.compile(r"[?？]$")
_ASKING_ENDS = ("是", "吗", "呢")
"""How a question ends where it has no word that asks: 获胜的一方是."""


@dataclass(frozen=True, slots=True)
class ParsedQuery:
    """`words` is what to rank by (the phrases included), in plain form; `phrases` must and `excluded` must
    not stand in a document, each in plain form. `asks` where it ends as a question does."""

    words: str
    phrases: tuple[str, ...] = ()
    excluded: tuple[str, ...] = ()
    asks: bool = False


def parse(text: str) -> ParsedQuery:
    """Read a query. Unbalanced quotes and lone minus signs are ignored."""
    phrases: list[str] = []
    excluded: list[str] = []

    def quoted(match: re.Match[str]) -> str:
        phrase = plain(fold("".join(group for group in match.groups()[1:] if group)))
        if len(phrase) > 1:  # one character can't be looked up, and in a sentence is only named
            (excluded if match["minus"] else phrases).append(phrase)
        return " " if match["minus"] else f" {phrase} "

    def left_out(match: re.Match[str]) -> str:
        word = plain(fold(match[1]))
        if word:
            excluded.append(word)
        return " "

    rest = _MINUS.sub(left_out, _QUOTED.sub(quoted, text[:LONGEST_QUERY]))
    words = " ".join(runs(fold(rest))[:MOST_RUNS])
    asks = bool(_QUESTION.search(rest.rstrip()) or words.endswith(_ASKING_ENDS))
    return ParsedQuery(words, tuple(phrases[:8]), tuple(excluded[:8]), asks)


def plain_query(text: str) -> str:
    """A query without what makes no difference between two that ask the same: case, script, width, signs."""
    return plain(fold(text[:LONGEST_QUERY]))


def joined(text: str) -> str:
    """A plain text with no space beside Chinese: for exact comparison, where brackets and spacing make no
    difference."""
    pieces: list[str] = []
    for run in text.split(" "):
        if pieces and not (is_han(run) or is_han(pieces[-1])):
            pieces.append(" ")
        pieces.append(run)
    return "".join(pieces)
