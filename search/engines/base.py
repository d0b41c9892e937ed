"""What an engine must offer. Everything that makes an answer good (plan, order, snippets) is above it and
shared."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, Protocol

from search.documents import SearchDocument, Sort

Ref = int | str
"""How an engine names a document inside itself; opaque to everybody else."""

Progress = Callable[[int], None]
"""Called with the number of documents written so far."""

TITLE_WEIGHT = 3.0
"""How much more a term counts in the title than in the text."""


@dataclass(frozen=True, slots=True)
class Clause:
    """A term to look for and its weight.

    `need` names the typed word that the term answers, if any; `telling` terms are rare enough to make a match
    by themselves where no number of needs is asked for; `titles_only` terms are not looked for in the text
    and make no match where there are others.
    """

    term: str
    weight: float = 1.0
    need: str = ""
    telling: bool = True
    titles_only: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """The documents that count: one of the values in each named field, and a publication day within both
    bounds.

    Days are whole numbers as in 20260302.
    """

    values: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    day_from: int | None = None
    day_to: int | None = None

    def without(self, name: str) -> Filters:
        """The same filters but for one field."""
        rest = {key: values for key, values in self.values.items() if key != name}
        return Filters(values=rest, day_from=self.day_from, day_to=self.day_to)


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What an engine is asked.

    A document matches when it answers at least `minimum` of the needs that clauses name (with 0: holds any
    telling term), passes `filters`, is in `only` (unless that is None) and not in `excluded`. Without clauses
    everything that passes matches. Scores are BM25, summed over all clauses, titles counting TITLE_WEIGHT
    times.
    """

    clauses: tuple[Clause, ...] = ()
    minimum: int = 0
    filters: Filters = Filters()
    only: frozenset[Ref] | None = None
    excluded: frozenset[Ref] = frozenset()
    sort: Sort = "relevance"
    offset: int = 0
    limit: int = 10


@dataclass(frozen=True, slots=True)
class Candidate:
    """A matching document: its BM25 score, and what the reordering compares (`plain` forms of title and
    text)."""

    ref: Ref
    score: float
    title: str = ""
    body: str = ""
    state: str = ""
    published: int = 0


Counts = dict[str, list[tuple[str, int]]]
"""For each facet its values among the matches and how many have them, the most frequent first."""


@dataclass(frozen=True, slots=True)
class Found:
    """The number of all matches, the best of them, and the values of the facets that were asked for."""

    total: int = 0
    candidates: list[Candidate] = field(default_factory=list)
    counts: Counts = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class TypedLine:
    """A title or part title found while typing; `inside` when the typed text starts at a later word of it."""

    key: str
    part: str | None
    inside: bool


@dataclass(frozen=True, slots=True)
class Health:
    """`ready`, `empty` (nothing was ever indexed), `outdated`, `damaged` or `unavailable`; the last three
    with a reason."""

    state: Literal["ready", "empty", "outdated", "damaged", "unavailable"]
    documents: int = 0
    reason: str = ""


class Vocabulary(Protocol):
    """The terms of an index."""

    def size(self) -> int:
        """How many documents there are."""
        ...

    def counts(self, terms: Iterable[str]) -> dict[str, tuple[int, int]]:
        """For each known term the number of documents and of titles that hold it; unknown terms are left
        out."""
        ...

    def sounding(self, sounds: Iterable[str]) -> dict[str, dict[str, tuple[int, int]]]:
        """For each toneless sound the Chinese terms of two to four characters with it, and their counts."""
        ...

    def spelling(self, term: str) -> str:
        """How a Latin term (a stem) is written in the documents."""
        ...


class Engine(Protocol):
    """A place that holds documents. Reading methods answer as an empty index does when there is none to
    read."""

    @property
    def vocabulary(self) -> Vocabulary:
        """The terms of the index."""
        ...

    def health(self, *, thorough: bool = False) -> Health:
        """Whether the index can be used; `thorough` reads all of it to be sure."""
        ...

    def usable(self) -> bool:
        """Whether what reading gives is the whole truth: as `health`, but at no cost."""
        ...

    def write(self, documents: Sequence[SearchDocument]) -> None:
        """Insert or replace by key; visible to all readers when it returns.

        Raises RebuildNeededError, IndexBusyError or EngineUnavailableError, and then has changed nothing that
        readers see.
        """
        ...

    def remove(self, keys: Sequence[str]) -> int:
        """Delete by key; returns how many there were. Raises as `write` does."""
        ...

    def rebuild(self, documents: Iterable[SearchDocument], progress: Progress) -> int:
        """Make the index anew from these documents alone while the old one goes on answering; returns their
        number."""
        ...

    def find(self, request: Request, *, texts: bool, facets: Sequence[str] = ()) -> Found:
        """The best matches; with what the reordering compares where `texts`; with counts of these facets."""
        ...

    def find_each(self, requests: Sequence[Request]) -> list[Found]:
        """The best matches of each request, with what the reordering compares."""
        ...

    def count_each(self, requests: Mapping[str, Request]) -> Counts:
        """For each facet its values among the matches of a request of its own."""
        ...

    def labels(self, name: str, values: Sequence[str], locale: str | None) -> dict[str, str]:
        """The words shown for values of a facet, in the given locale where known."""
        ...

    def documents(self, refs: Sequence[Ref]) -> dict[Ref, SearchDocument]:
        """The documents as they were written; those removed meanwhile are left out."""
        ...

    def by_keys(self, keys: Sequence[str]) -> dict[str, SearchDocument]:
        """The documents with these keys."""
        ...

    def refs(self, keys: Sequence[str]) -> dict[str, Ref]:
        """The engine's own names for keys."""
        ...

    def typed(self, prefix: str, locale: str | None, limit: int) -> list[TypedLine]:
        """Lines with a type-ahead key that starts like this: those that begin so first, then newer ones
        first."""
        ...

    def fingerprints(self) -> dict[str, str]:
        """For each searchable key the `fingerprint` of the document that is held."""
        ...

    def close(self) -> None:
        """Let go of files and connections."""
        ...
