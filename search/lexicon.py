"""Words of an office's own: names that no dictionary has, and words that mean the same."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from search.analysis.folding import fold, is_han, plain, runs
from search.analysis.latin import stem

SHORTEST_NAME, LONGEST_NAME = 2, 24
"""Chinese characters of a name."""


@dataclass(frozen=True, slots=True)
class Lexicon:
    """`names` are folded runs of Chinese; `synonyms` gives for a text, by its key, the others of its groups.

    A name is a term of the documents that hold it, so those have to be indexed again when names change. Synonyms
    are looked at when a query is asked and touch no index.
    """

    names: frozenset[str] = frozenset()
    synonyms: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    _lengths: Mapping[str, tuple[int, ...]] = field(default_factory=dict, repr=False)

    def names_at(self, run: str, at: int) -> Iterator[str]:
        """The names that begin at this place of a run, longest first."""
        for length in self._lengths.get(run[at : at + SHORTEST_NAME], ()):
            name = run[at : at + length]
            if name in self.names:
                yield name

    def names_in(self, run: str) -> list[str]:
        """Every name that stands in a run, with repeats."""
        if not self.names or not is_han(run):
            return []
        return [name for at in range(len(run) - 1) for name in self.names_at(run, at)]

    def names_of(self, folded: str) -> list[str]:
        """Every name that stands in a folded text, with repeats."""
        return [name for run in runs(folded) for name in self.names_in(run)] if self.names else []

    def meant_by(self, line: Sequence[str], names: Iterable[str]) -> dict[str, tuple[str, ...]]:
        """For each word of a query that has synonyms the others of its groups. `line` are the query's runs, Latin
        ones as stems, and `names` the names in them."""
        found = {word: self.synonyms[word] for word in [*names, *line] if word in self.synonyms}
        said = f" {' '.join(line)} "
        found |= {key: others for key, others in self.synonyms.items() if " " in key and f" {key} " in said}
        return found


EMPTY = Lexicon()


def make_lexicon(names: Iterable[str], synonyms: Iterable[Iterable[str]] = ()) -> Lexicon:
    """The lexicon of these names and groups of words; what can be neither is left out.

    Chinese words of the groups are names as well: so they are found whole, however the dictionary cuts them.
    """
    groups = [list(dict.fromkeys(filter(None, map(key_of, group)))) for group in synonyms]
    others: dict[str, dict[str, None]] = {}
    for group in groups:
        for key in group:
            others.setdefault(key, {}).update(dict.fromkeys(other for other in group if other != key))
    every = {plain(fold(name)) for name in names} | {key for group in groups for key in group}
    kept = frozenset(filter(is_name, every))
    lengths: dict[str, set[int]] = {}
    for name in kept:
        lengths.setdefault(name[:SHORTEST_NAME], set()).add(len(name))
    return Lexicon(
        kept,
        {key: tuple(found) for key, found in others.items() if found},
        {start: tuple(sorted(found, reverse=True)) for start, found in lengths.items()},
    )


def key_of(text: str) -> str:
    """What makes two ways of writing a word the same: folded, Latin words as stems, one space between runs."""
    return " ".join(run if is_han(run) else stem(run) for run in runs(fold(text)))


def is_name(folded: str) -> bool:
    """Whether a folded text is one run of Chinese of a name's length."""
    return (
        SHORTEST_NAME <= len(folded) <= LONGEST_NAME and " " not in folded and all(is_han(c) for c in folded)
    )
