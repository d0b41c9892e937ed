"""Queries with known right answers, made from a corpus: what residents type, in the ways in which they get it
wrong."""

from __future__ import annotations

import math
import random
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

import opencc
import rjieba
from pypinyin import lazy_pinyin

from bench._search_texts import Corpus
from search.analysis.folding import fold, is_han
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


def particular(corpus: Corpus, document: SearchDocument, chance: random.Random) -> Made:
    """The three words that are most particular to a document."""
    held = Counter(word for word in corpus.words[document.key] if is_han(word))
    size = len(corpus.documents)
    worth = {word: count * math.log(size / corpus.frequency[word]) for word, count in held.items()}
    best = sorted(worth, key=lambda word: (-worth[word], word))[:3]
    return (" ".join(best), corpus.holding(*best)) if len(best) == 3 else None


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
    """The pinyin of a word that a title is about."""
    return _said(corpus, _telling_word(corpus, document, chance, in_title=True))


def pinyin_rare(corpus: Corpus, document: SearchDocument, chance: random.Random) -> Made:
    """The pinyin of any rare word of a text."""
    return _said(corpus, _telling_word(corpus, document, chance))


def _said(corpus: Corpus, word: str) -> Made:
    return ("".join(lazy_pinyin(word)), corpus.holding(word)) if word else None


def homophone(corpus: Corpus, document: SearchDocument, chance: random.Random) -> Made:
    """A word that a title is about, with one character of the same sound for another."""
    return _miswritten(corpus, _telling_word(corpus, document, chance, in_title=True), chance)


def homophone_rare(corpus: Corpus, document: SearchDocument, chance: random.Random) -> Made:
    return _miswritten(corpus, _telling_word(corpus, document, chance), chance)


def _miswritten(corpus: Corpus, word: str, chance: random.Random) -> Made:
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


def said_word(corpus: Corpus, document: SearchDocument, chance: random.Random) -> Made:
    """The pinyin of a word as frequent as words are in texts."""
    words = [word for word in corpus.words[document.key] if is_han(word) and 2 <= len(word) <= 4]
    return _said(corpus, chance.choice(words) if words else "")


def prefix(corpus: Corpus, document: SearchDocument, chance: random.Random) -> Made:
    title = fold(document.title)
    typed = title[: max(3, len(title) // 2 + 1)]
    right = frozenset(key for other, keys in corpus.titled.items() if other.startswith(typed) for key in keys)
    return (typed, right) if 0 < len(right) <= 5 else None


def initials(corpus: Corpus, document: SearchDocument, chance: random.Random) -> Made:
    typed = corpus.initials.get(document.key, "")[:12]
    right = frozenset(key for key, letters in corpus.initials.items() if letters.startswith(typed))
    return (typed, right) if len(typed) >= 4 and len(right) <= 5 else None


def english_question(corpus: Corpus, document: SearchDocument, chance: random.Random) -> Made:
    asked = corpus.questions.get(document.key)
    return (chance.choice(asked), frozenset([document.key])) if asked and document.locale == "en" else None


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
    words = [word for word in rjieba.cut(document.title) if word.strip()]
    kept = [word for word in words if chance.random() < 0.8] if len(words) > 4 else words
    return ("".join(kept), corpus.titled_with(kept)) if kept else None


def clause(corpus: Corpus, document: SearchDocument, chance: random.Random) -> Made:
    if document.type != "policy":
        return None
    sentences = [s for s in re.split(r"[。；\n]", document.text) if 20 <= len(s) <= 120]
    if not sentences:
        return None
    sentence = chance.choice(sentences)
    words = rjieba.cut(sentence)
    kept = [word for word in words if chance.random() < 0.75][:14]
    if sum(0 < corpus.frequency[fold(word)] <= 0.02 * len(corpus.documents) for word in kept) < 2:
        return None  # a sentence that stands in many documents has no right answer
    return "".join(kept), corpus.holding(fold(sentence))


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
    "keywords, particular": particular,
    "other script": other_script,
    "two characters": two_characters,
    "pinyin": pinyin,
    "pinyin, rare word": pinyin_rare,
    "pinyin, any word": said_word,
    "homophone": homophone,
    "homophone, rare word": homophone_rare,
    "prefix": prefix,
    "initials": initials,
    "English question": english_question,
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


def _telling_word(
    corpus: Corpus, document: SearchDocument, chance: random.Random, *, in_title: bool = False
) -> str:
    """A word of the dictionary that a few documents hold; "" where there is none."""
    title = corpus.folded_titles[document.key]
    words = sorted(
        word
        for word in set(corpus.words[document.key])
        if is_han(word)
        and (word in title or not in_title)
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
