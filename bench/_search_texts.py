"""Documents and what is known of them by counting, which tells which answers are right."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import repeat

import rjieba
from pypinyin import lazy_pinyin

from search.analysis.folding import fold, is_han, runs
from search.analysis.stop_words import SMALL, STOP
from search.documents import SearchDocument


@dataclass
class Corpus:
    """Documents and, for some, questions that they answer."""

    documents: list[SearchDocument]
    questions: dict[str, list[str]]

    @cached_property
    def texts(self) -> dict[str, str]:
        return {document.key: fold(f"{document.title}\n{document.text}") for document in self.documents}

    @cached_property
    def words(self) -> dict[str, list[str]]:
        """The Chinese words and Latin words of each document, without those that say little."""
        return {key: list(_words(text)) for key, text in self.texts.items()}

    @cached_property
    def frequency(self) -> Counter[str]:
        counts: Counter[str] = Counter()
        for words in self.words.values():
            counts.update(set(words))
        return counts

    @cached_property
    def titled(self) -> dict[str, frozenset[str]]:
        found: dict[str, set[str]] = defaultdict(set)
        for document in self.documents:
            found[fold(document.title)].add(document.key)
        return {title: frozenset(keys) for title, keys in found.items()}

    @cached_property
    def initials(self) -> dict[str, str]:
        """The initials of each title that is all Chinese."""
        return {
            key: "".join(said[0] for said in lazy_pinyin(title))
            for key, title in self.folded_titles.items()
            if all(map(is_han, title))
        }

    @cached_property
    def folded_titles(self) -> dict[str, str]:
        return {document.key: fold(document.title) for document in self.documents}

    def holding(self, *words: str) -> frozenset[str]:
        """The documents with all of these words: each answers a query of them equally well."""
        rarest = min(map(self.by_character.get, "".join(words), repeat([])), key=len)
        return frozenset(key for key in rarest if all(word in self.texts[key] for word in words))

    @cached_property
    def by_character(self) -> dict[str, list[str]]:
        """The documents with each character."""
        found: dict[str, list[str]] = defaultdict(list)
        for key, text in self.texts.items():
            for character in set(text):
                found[character].append(key)
        return dict(found)

    def titled_with(self, words: Iterable[str]) -> frozenset[str]:
        said = [fold(word) for word in words]
        return frozenset(
            key for key, title in self.folded_titles.items() if all(word in title for word in said)
        )


def _words(text: str) -> Iterator[str]:
    for run in runs(text):
        for word in rjieba.cut(run) if is_han(run) else [run]:
            if (is_han(word) and len(word) >= 2 and not set(word) <= SMALL) or (
                word.isascii() and word.isalpha() and len(word) > 3 and word not in STOP
            ):
                yield word
