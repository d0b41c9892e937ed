"""One form for everything that readers take for the same: width, case, script and accents."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

import opencc

HAN = "\u3007\u3400-\u9fff\U00020000-\U0003134f"
"""Character ranges of Chinese writing, for use inside a regular expression's class; 〇 counts as a
numeral."""

RUN = re.compile(rf"[{HAN}]+|[^\W_{HAN}]+")
_ACCENTED = re.compile(r"[à-ɏḀ-ỿ]")
_TO_SIMPLIFIED = opencc.OpenCC("t2s")

_PUNCTUATION = (
    "\u2010-\u2027\u2030-\u205e\u3001-\u3006\u3008-\u3020\uff01-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65"
)
_UNUSUAL = re.compile(rf"[^\t\n\r\x20-\x7e\u4e00-\u9fff{_PUNCTUATION}]")
"""Characters that need a look each. Punctuation never reaches a term, so it may stay as it is."""


class _Characters(dict[str, str]):
    """Each character's folded form, worked out when it is first met."""

    def __missing__(self, character: str) -> str:
        self[character] = folded = _fold_character(character)
        return folded


def _fold_character(character: str) -> str:
    category = unicodedata.category(character)
    if category in ("Cc", "Cs"):
        return " "
    if category in ("Cf", "Mn", "Me"):
        return ""
    folded = unicodedata.normalize("NFKC", character).lower()
    if _ACCENTED.search(folded):
        folded = unicodedata.normalize("NFD", folded)
    return "".join(c for c in folded if unicodedata.category(c) not in ("Mn", "Me"))


_CHARACTERS = _Characters()


def fold(text: str) -> str:
    """The text in half width, lower case, simplified script, without Latin accents or invisible characters."""
    text = _UNUSUAL.sub(lambda found: _CHARACTERS[found[0]], text).lower()
    if text.isascii():
        return text
    simplified = _TO_SIMPLIFIED.convert(text)
    # Marks are placed by position, so the conversion may replace characters but never add or drop one.
    return simplified if len(simplified) == len(text) else "".join(map(_simplify_character, text))


def _simplify_character(character: str) -> str:
    simplified = _TO_SIMPLIFIED.convert(character)
    return simplified if len(simplified) == 1 else character


def fold_with_positions(text: str) -> tuple[str, Sequence[int]]:
    """The folded text, and for each of its characters the position in `text` that it came from."""
    lengths = {found.start(): len(_CHARACTERS[found[0]]) for found in _UNUSUAL.finditer(text)}
    if all(length == 1 for length in lengths.values()):
        return fold(text), range(len(text))
    return fold(text), [at for at in range(len(text)) for _ in range(lengths.get(at, 1))]


def is_han(run: str) -> bool:
    """Whether a run (of `runs`) is Chinese rather than letters or digits."""
    return "\u3400" <= run[0] <= "\u9fff" or run[0] == "\u3007" or "\U00020000" <= run[0] <= "\U0003134f"


def runs(folded: str) -> list[str]:
    """The stretches of Chinese and the Latin words and numbers of a folded text, in order."""
    return RUN.findall(folded)


def plain(folded: str) -> str:
    """The runs with one space between: what is compared, so that brackets and spacing make no difference."""
    return " ".join(RUN.findall(folded))
