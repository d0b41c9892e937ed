"""The passage that shows why a document was found, as safe HTML with the found words marked."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from html import escape

from search.analysis.folding import HAN, fold, fold_with_positions, is_han
from search.documents import Part, SearchDocument
from search.windows import Worth, best_window, held, places, total

LENGTH = {True: 110, False: 240}
"""Characters of a snippet, by whether the text is mainly Chinese."""

LEAD = 4
"""The part of a snippet, one in so many, that may stand before the first found word."""

LONGEST_READ = 60_000
"""Characters of a text in which the best passage is looked for."""

SAMPLE = 400
"""Characters that tell whether a text is mainly Chinese."""

_SENTENCE_END = re.compile(r"(?:\n|[。！？][”’」』）]*|[.!?]['\"’”)]*(?=\s))\s*")
_OPENING = "“‘「『（《〈【〔(\"'"

_HAN = re.compile(f"[{HAN}]")

Span = tuple[int, int]


def mark(text: str, worth: Worth) -> str:
    """The whole text, escaped, with every found word inside <mark>."""
    folded, positions = fold_with_positions(text)
    return _html(text, _spans(folded, positions, worth), 0, len(text))


def snippet(text: str, worth: Worth) -> str:
    """The stretch of the text that holds the most of the query, escaped and marked; its start where it holds
    nothing."""
    lines = "\n".join(" ".join(line.split()) for line in text[:LONGEST_READ].splitlines() if line.strip())
    text = lines.replace("\n", " ")
    length = LENGTH[_mainly_han(text)]
    lead = length // LEAD
    folded, positions = fold_with_positions(text)
    found = places(folded, worth)
    start = positions[best_window(found, worth, length - 2 * lead)[1]] if found else 0
    start = _beginning(lines, start, max(0, min(start - lead, len(text) - length)))
    end = _word_end(text, min(len(text), start + length))
    shown = slice(bisect_left(positions, start), bisect_left(positions, end))
    marked = _html(text, _spans(folded[shown], positions[shown], worth), start, end)
    return f"{'…' if start else ''}{marked}{'…' if end < len(text) else ''}"


def best_part(document: SearchDocument, worth: Worth) -> Part | None:
    """The part that a hit should point at: the one that holds most of what the title does not, or None.

    A part without an anchor is what the page itself does not say, so it has to hold more than the page's text.
    """
    in_title = held(fold(document.title), worth)
    most = total(worth.values())
    missing = {group: value for group, value in most.items() if in_title.get(group, 0.0) < value}
    if not missing:
        return None
    best, best_value = None, 0.5 * sum(missing.values())
    own: float | None = None
    for part in document.parts:
        named, said = held(fold(part.title), worth), held(fold(part.text), worth)
        value = sum(max(1.1 * named.get(group, 0.0), said.get(group, 0.0)) for group in missing)
        if value > best_value and not part.anchor:
            if own is None:
                text = held(fold(f"{document.summary}\n{document.text}"), worth)
                own = sum(text.get(group, 0.0) for group in missing)
            value = value if value > own else 0.0
        if value > best_value:
            best, best_value = part, value
    return best


def _spans(folded: str, positions: Sequence[int], worth: Worth) -> list[Span]:
    """Where found words stand in the text, in order, none touching another."""
    spans = []
    for term in worth:
        for start, end in _occurrences(folded, term):
            spans.append((positions[start], positions[end - 1] + 1))
    merged: list[Span] = []
    for left, right in sorted(spans):
        if merged and left <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(right, merged[-1][1]))
        else:
            merged.append((left, right))
    return merged


def _occurrences(folded: str, term: str) -> Iterator[Span]:
    """A Chinese term wherever it stands; of a Latin word, whose term is its stem, the whole word that starts
    so."""
    latin = not is_han(term)
    at = folded.find(term)
    while at >= 0:
        end = at + len(term)
        if not latin:
            yield at, end
        elif not (at and _is_latin(folded[at - 1])):
            while end < len(folded) and _is_latin(folded[end]):
                end += 1
            if len(term) > 1 or end == at + 1:  # "e" is no beginning of "every"
                yield at, end
        at = folded.find(term, end)


def _is_latin(character: str) -> bool:
    return character.isalnum() and not is_han(character)


def _mainly_han(text: str) -> bool:
    sample = text[:SAMPLE]
    return 3 * len(_HAN.findall(sample)) > len(sample)


def _beginning(lines: str, found: int, earliest: int) -> int:
    """Where a passage begins so that the found word is in it: at the first sentence or line, else at the first word."""
    if not earliest:
        return 0
    ends = (end.end() for end in _SENTENCE_END.finditer(lines, max(0, earliest - 2), found))
    if (whole := next((end for end in ends if end >= earliest), None)) is not None:
        return whole
    while earliest and _is_latin(lines[earliest - 1]) and _is_latin(lines[earliest]):
        earliest -= 1
    while earliest < found and not lines[earliest].isalnum() and lines[earliest] not in _OPENING:
        earliest += 1
    return earliest


def _word_end(text: str, end: int) -> int:
    while 0 < end < len(text) and _is_latin(text[end - 1]) and _is_latin(text[end]):
        end += 1
    return end


def _html(text: str, spans: Sequence[Span], start: int, end: int) -> str:
    """The text from `start` to `end`, escaped, with these spans marked."""
    pieces: list[str] = []
    at = start
    for left, right in spans:
        pieces += [escape(text[at:left]), "<mark>", escape(text[left:right]), "</mark>"]
        at = right
    return "".join([*pieces, escape(text[at:end])])
