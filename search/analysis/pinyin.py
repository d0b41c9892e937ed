"""How Chinese sounds, without tones: for homophones and for queries typed in Latin letters."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import product

from search.analysis.dictionaries import characters, phrases
from search.analysis.folding import is_han

LONGEST_TYPED = 40
"""Letters beyond which a Latin run is not read as pinyin."""

LONGEST_SOUNDED = 4
"""Chinese terms of two to this many characters are found by their sound."""

_LONGEST_SYLLABLE = 6
_WAYS = 8


_TONES = str.maketrans("āáǎàēéěèōóǒòīíǐìūúǔùüǖǘǚǜńňǹḿ", "aaaaeeeeooooiiiiuuuuvvvvvnnnm")
_LONGEST_PHRASE = 4


@lru_cache(20_000)
def _readings(character: str) -> tuple[str, ...]:
    """All toneless readings of a character, the usual one first; what has none reads as itself."""
    said = characters().get(ord(character), "").translate(_TONES)
    return tuple(dict.fromkeys(said.split(","))) if said else (character,)


def spoken(text: str) -> list[str]:
    """The syllables of a text, by the longest phrases that the pinyin dictionary knows."""
    said: list[str] = []
    known, at = phrases(), 0
    while at < len(text):
        for length in range(min(_LONGEST_PHRASE, len(text) - at), 1, -1):
            phrase = known.get(text[at : at + length])
            if phrase:
                said += [readings[0].translate(_TONES) for readings in phrase]
                at += length
                break
        else:
            said.append(_readings(text[at])[0])
            at += 1
    return said


def sound(word: str) -> str:
    """The likeliest toneless reading of a word, as one string: 社区 → shequ."""
    if len(word) == 2 and word not in phrases():
        return _readings(word[0])[0] + _readings(word[1])[0]
    return "".join(spoken(word))


def term_sound(term: str) -> str | None:
    """The sound under which an index term is found; None for one that is not found by sound."""
    return sound(term) if 2 <= len(term) <= LONGEST_SOUNDED and is_han(term) else None


@lru_cache(20_000)
def other_sounds(word: str) -> frozenset[str]:
    """The readings of a short word that its characters also allow, beside the likeliest."""
    return frozenset(map("".join, product(*map(_readings, word)))) - {sound(word)}


@lru_cache(1)
def _syllables() -> frozenset[str]:
    common = (chr(code) for code in range(0x4E00, 0x9FA6))
    return frozenset(said for said in map(sound, common) if said.isascii() and said.isalpha())


@lru_cache(10_000)
def syllables(typed: str) -> tuple[tuple[str, ...], ...]:
    """The ways to read Latin letters as whole pinyin syllables, fewest syllables first: xian → (xian), (xi,
    an)."""
    if len(typed) > LONGEST_TYPED:
        return ()
    known = _syllables()
    ways: list[list[tuple[str, ...]]] = [[()]]
    for end in range(1, len(typed) + 1):
        starts = range(max(0, end - _LONGEST_SYLLABLE), end)
        found = [(*way, typed[at:end]) for at in starts if typed[at:end] in known for way in ways[at]]
        ways.append(sorted(found, key=len)[:_WAYS])
    return tuple(ways[-1])


_UE = re.compile("(?<=[ln])ue")
_U = re.compile("(?<=[ln])u(?![aeion])")


def spellings(typed: str) -> tuple[str, ...]:
    """Typed pinyin as it is, and with ü where it was typed as u: zhanlue is 战略, and luyou may be 旅游."""
    plain = _UE.sub("ve", typed)
    return tuple(dict.fromkeys((typed, plain, _U.sub("v", plain))))


def keys(text: str, longest: int) -> tuple[str, str]:
    """A text as typed in full pinyin and in initials, each cut at `longest`: 社区 → shequ, sq."""
    said = spoken(text[:longest])
    return "".join(said)[:longest], "".join(syllable[0] for syllable in said)
