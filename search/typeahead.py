"""Search as you type: the keys of each title and part title, and the lines for what has been typed so far."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from search.analysis import pinyin
from search.analysis.folding import fold, is_han, runs
from search.analysis.segmentation import words
from search.documents import SearchDocument, Suggestion
from search.engines.base import Engine, TypedLine

LONGEST_KEY = 24
"""Characters of a title from a word on that can be typed before the line is lost."""

LAST_START = 40
"""Words that start further into a title have no key of their own."""

LONGEST_LINE = 120
"""Part titles beyond this are sentences, not names, and are not suggested."""


def typed_key(text: str) -> str:
    """What is compared while typing: folded, without spaces and punctuation."""
    return "".join(runs(fold(text[:200])))[:LONGEST_KEY]


def document_keys(document: SearchDocument) -> Iterator[tuple[str, bool, str | None]]:
    """(key, inside, anchor) of the title and of each named part."""
    for key, inside in line_keys(document.title):
        yield key, inside, None
    for part in document.parts:
        if part.anchor and part.title and len(part.title) <= LONGEST_LINE:
            for key, inside in line_keys(part.title):
                yield key, inside, part.anchor


def line_keys(line: str) -> Iterator[tuple[str, bool]]:
    """From the start and from each word: the text itself, its pinyin and its initials."""
    said: set[str] = set()
    at, joined = 0, "".join(runs(fold(line)))
    for run in runs(fold(line)):
        for word in words(run) if is_han(run) else [run]:
            if at >= LAST_START:
                return
            rest = joined[at : at + LONGEST_KEY]
            full, initials = pinyin.keys(rest, LONGEST_KEY)
            for key in (rest, full, initials):
                if key not in said:
                    said.add(key)
                    yield key, at > 0
            at += len(word)


TypedRow = tuple[str, str, int, str]
"""A document's key, the anchor of its part or "", its moment of publication, and the key that was found."""


def best_lines(rows: Iterable[TypedRow], prefix: str) -> list[tuple[str, str]]:
    """Keys and anchors, in order: typed whole before begun, titles before parts, then newer, then shorter."""
    ordered = sorted(
        rows, key=lambda row: (row[3] != prefix, row[1] != "", -row[2], len(row[3]), row[0], row[1])
    )
    return [(key, part) for key, part, *_ in ordered]


def suggest(engine: Engine, text: str, locale: str | None, limit: int) -> list[Suggestion]:
    """The lines that go on like the typed text, written in Chinese, pinyin or initials; homophones where none
    does."""
    key = typed_key(text)
    limit = max(0, min(limit, 50))
    if not key or not limit:
        return []
    lines = engine.typed(key, locale, limit)
    if len(lines) < limit and any(map(is_han, runs(key))):
        lines += engine.typed(pinyin.keys(key, LONGEST_KEY)[0], locale, limit)
    for spelt in pinyin.spellings(key)[1:]:
        if len(lines) < limit:
            lines += engine.typed(spelt, locale, limit)
    return _suggestions(engine, lines)[:limit]


def _suggestions(engine: Engine, lines: list[TypedLine]) -> list[Suggestion]:
    documents = engine.by_keys([line.key for line in lines])
    found: dict[tuple[str, str | None], Suggestion] = {}
    for line in lines:
        document = documents.get(line.key)
        if document is None:
            continue
        part = next((part for part in document.parts if part.anchor == line.part), None)
        found.setdefault(
            (line.key, line.part),
            Suggestion(
                text=part.title if part else document.title,
                url=f"{document.url}#{part.anchor}" if part else document.url,
                type=document.type,
                key=document.key,
                locale=document.locale,
                part=part.anchor if part else None,
                within=document.title if part else "",
            ),
        )
    return list(found.values())
