"""Queries with known right answers, made from a corpus: what residents type, in the ways in which they get it
wrong."""

from __future__ import annotations

import random
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import opencc
import rjieba
from pypinyin import lazy_pinyin

from search.analysis.folding import fold, is_han, runs
from search.analysis.stop_words import SMALL, STOP
from search.documents import SearchDocument

TRADITIONAL = opencc.OpenCC("s2t")
SIMPLIFIED = opencc.OpenCC("t2s")


@dataclass(frozen=True)
class Task:
    """One query; any of the keys `right` is a right answer. `typing` tasks go to search-as-you-type."""

    kind: str
    query: str
    right: frozenset[str]
    typing: bool = False


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
    def folded_titles(self) -> dict[str, str]:
        return {document.key: fold(document.title) for document in self.documents}

    def holding(self, *words: str) -> frozenset[str]:
        """The documents with all of these words: each answers a query of them equally well."""
        return frozenset(key for key, text in self.texts.items() if all(word in text for word in words))

    def titled_with(self, words: Iterable[str]) -> frozenset[str]:
        said = [fold(word) for word in words]
        return frozenset(
            key for key, title in self.folded_titles.items() if all(word in title for word in said)
        )


def _words(text: str) -> Iterator[str]:
    for run in runs(text):
        for word in rjieba.cut(run) if is_han(run) else [run]:
            if (is_han(word) and len(word) >= 2 and not set(word) & SMALL) or (
                word.isascii() and word.isalpha() and len(word) > 3 and word not in STOP
            ):
                yield word


def make_tasks(corpus: Corpus, count: int, seed: int) -> Iterator[Task]:
    """`count` tasks of every kind that the corpus allows."""
    for kind, make in KINDS.items():
        chance = random.Random(f"{seed}{kind}")
        documents = list(corpus.documents)
        chance.shuffle(documents)
        made = (task for document in _cycle(documents, 3) if (task := make(corpus, document, chance)))
        for _, task in zip(range(count), made, strict=False):
            query, right = task
            yield Task(kind, query, right, kind in ("prefix", "initials"))


def _cycle(documents: Sequence[SearchDocument], times: int) -> Iterator[SearchDocument]:
    for _ in range(times):
        yield from documents


Made = tuple[str, frozenset[str]] | None


def question(corpus: Corpus, document: SearchDocument, chance: random.Random) -> Made:
    asked = corpus.questions.get(document.key)
    return (chance.choice(asked), frozenset([document.key])) if asked and document.locale != "en" else None


def keywords(corpus: Corpus, document: SearchDocument, chance: random.Random) -> Made:
    if document.locale == "en":
        return None
    rare = _rare(corpus, document, chance, 0.03, is_han)
    return (" ".join(rare[:3]), corpus.holding(*rare[:3])) if len(rare) >= 3 else None


def other_script(corpus: Corpus, document: SearchDocument, chance: random.Random) -> Made:
    made = (question if chance.random() < 0.5 else keywords)(corpus, document, chance)
    if made is None:
        return None
    simplified = SIMPLIFIED.convert(document.text) == document.text
    query = (TRADITIONAL if simplified else SIMPLIFIED).convert(made[0])
    return (query, made[1]) if query != made[0] else None


def two_characters(corpus: Corpus, document: SearchDocument, chance: random.Random) -> Made:
    once = [word for word in set(corpus.words[document.key]) if is_han(word) and len(word) == 2]
    for word in sorted(once, key=lambda word: (corpus.frequency[word], word))[:3]:
        right = corpus.holding(word)
        if len(right) <= 2:
            return word, right
    return None


def pinyin(corpus: Corpus, document: SearchDocument, chance: random.Random) -> Made:
    word = _telling_word(corpus, document, chance)
    return ("".join(lazy_pinyin(word)), corpus.holding(word)) if word else None


def homophone(corpus: Corpus, document: SearchDocument, chance: random.Random) -> Made:
    word = _telling_word(corpus, document, chance)
    if not word:
        return None
    at = chance.randrange(len(word))
    same = [c for c in _same_sound().get(lazy_pinyin(word)[at], "") if c != word[at]]
    for _ in range(5):
        if same:
            typed = word[:at] + chance.choice(same) + word[at + 1 :]
            if not corpus.holding(fold(typed)) and lazy_pinyin(typed) == lazy_pinyin(word):
                return typed, corpus.holding(word)
    return None


def prefix(corpus: Corpus, document: SearchDocument, chance: random.Random) -> Made:
    title = fold(document.title)
    typed = title[: max(3, len(title) // 2 + 1)]
    right = frozenset(key for other, keys in corpus.titled.items() if other.startswith(typed) for key in keys)
    return (typed, right) if 0 < len(right) <= 5 else None


def initials(corpus: Corpus, document: SearchDocument, chance: random.Random) -> Made:
    title = fold(document.title)
    if len(title) < 4 or not all(map(is_han, title)):
        return None
    return "".join(said[0] for said in lazy_pinyin(title))[:12], corpus.titled[title]


def english(corpus: Corpus, document: SearchDocument, chance: random.Random) -> Made:
    if document.locale != "en":
        return None
    rare = _rare(corpus, document, chance, 0.05, str.isascii)
    return (" ".join(rare[:4]), corpus.holding(*rare[:4])) if len(rare) >= 4 else None


def english_error(corpus: Corpus, document: SearchDocument, chance: random.Random) -> Made:
    made = english(corpus, document, chance)
    if made is None:
        return None
    words = made[0].split()
    longest = max(words, key=len)
    if len(longest) < 6:
        return None
    at = chance.randrange(1, len(longest) - 1)
    wrong = chance.choice(
        [
            longest[:at] + longest[at + 1 :],
            longest[:at] + chance.choice("aeinorst") + longest[at:],
            longest[:at] + longest[at + 1] + longest[at] + longest[at + 2 :],
            longest[:at] + chance.choice("aeinorst") + longest[at + 1 :],
        ]
    )
    return made[0].replace(longest, wrong), made[1]


def policy_title(corpus: Corpus, document: SearchDocument, chance: random.Random) -> Made:
    if document.type != "policy":
        return None
    words = rjieba.cut(document.title)
    kept = [word for word in words if chance.random() < 0.8] if len(words) > 4 else words
    return ("".join(kept), corpus.titled_with(kept)) if kept else None


def clause(corpus: Corpus, document: SearchDocument, chance: random.Random) -> Made:
    if document.type != "policy":
        return None
    sentences = [s for s in re.split(r"[。；\n]", document.text) if 20 <= len(s) <= 120]
    if not sentences:
        return None
    words = rjieba.cut(chance.choice(sentences))
    kept = [word for word in words if chance.random() < 0.75][:14]
    if sum(0 < corpus.frequency[fold(word)] <= 0.02 * len(corpus.documents) for word in kept) < 2:
        return None  # a sentence that stands in many documents has no right answer
    return "".join(kept), frozenset([document.key])


def wrong_inside(corpus: Corpus, document: SearchDocument, chance: random.Random) -> Made:
    """A longer Chinese query in which one word is written with a homophone."""
    made = keywords(corpus, document, chance)
    if made is None:
        return None
    words = made[0].split()
    said = lazy_pinyin(words[1])
    at = chance.randrange(len(words[1]))
    same = [c for c in _same_sound().get(said[at], "") if c != words[1][at]]
    if not same:
        return None
    typed = words[1][:at] + chance.choice(same) + words[1][at + 1 :]
    return "".join([words[0], typed, words[2]]), made[1]


KINDS: dict[str, Callable[[Corpus, SearchDocument, random.Random], Made]] = {
    "question": question,
    "keywords": keywords,
    "other script": other_script,
    "two characters": two_characters,
    "pinyin": pinyin,
    "homophone": homophone,
    "prefix": prefix,
    "initials": initials,
    "English": english,
    "English, error": english_error,
    "policy title": policy_title,
    "clause": clause,
    "error inside": wrong_inside,
}


def _rare(
    corpus: Corpus,
    document: SearchDocument,
    chance: random.Random,
    share: float,
    wanted: Callable[[str], bool],
) -> list[str]:
    limit = max(3, share * len(corpus.documents))
    rare = sorted(
        {word for word in corpus.words[document.key] if wanted(word) and corpus.frequency[word] <= limit}
    )
    chance.shuffle(rare)
    return rare


def _telling_word(corpus: Corpus, document: SearchDocument, chance: random.Random) -> str:
    words = sorted(
        word
        for word in set(corpus.words[document.key])
        if is_han(word)
        and 2 <= len(word) <= 4
        and 2 <= corpus.frequency[word] <= 40
        and len(rjieba.cut(word, False)) == 1
    )
    return chance.choice(words) if words else ""


_SAME_SOUND: dict[str, str] = {}


def _same_sound() -> dict[str, str]:
    """Common characters by their toneless sound."""
    if not _SAME_SOUND:
        for code in range(0x4E00, 0x9FA6):
            character = chr(code)
            try:
                character.encode("gb2312")
            except UnicodeEncodeError:
                continue
            for said in lazy_pinyin(character):
                _SAME_SOUND[said] = _SAME_SOUND.get(said, "") + character
    return _SAME_SOUND


def half(tasks: Iterable[Task], which: str) -> Iterator[Task]:
    """The tasks of one half: settings are chosen on `tune` and reported on `test`."""
    for number, task in enumerate(tasks):
        if which == "all" or (number % 2 == 1) == (which == "test"):
            yield task
