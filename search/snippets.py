"""The passage that shows why a document was found, as safe HTML with the found words marked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from html import escape

from search.analysis.folding import fold_with_positions, is_han
from search.documents import Part

LENGTH = {True: 110, False: 240}
"""Characters of a snippet, by whether the text is mainly Chinese."""

LEAD = 24
"""Characters that are shown before the first found word."""

Worth = Mapping[str, tuple[str, float]]
Span = tuple[int, int]


def mark(text: str, worth: Worth) -> str:
    """The whole text, escaped, with every found word inside <mark>."""
    return _html(text, 0, len(text), _spans(text, worth)[0])


def snippet(text: str, worth: Worth) -> str:
    """The stretch of the text that holds the most of the query, escaped and marked; its start where it holds nothing."""
    text = " ".join(text.split())
    length = LENGTH[_mainly_han(text)]
    spans, groups = _spans(text, worth)
    start = _best_start(spans, groups, worth, length)
    start = _word_start(text, max(0, min(start - LEAD, len(text) - length)))
    end = _word_end(text, min(len(text), start + length))
    shown = _html(text, start, end, spans)
    return f"{'…' if start else ''}{shown}{'…' if end < len(text) else ''}"


def best_part(parts: Sequence[Part], title: str, worth: Worth) -> Part | None:
    """The part that a hit should point at: the one that holds most of what the title does not, or None."""
    in_title = _held(title, worth)
    missing = {
        group: value for group, value in _all_groups(worth).items() if in_title.get(group, 0.0) < value
    }
    if not missing:
        return None
    best, best_value = None, 0.5 * sum(missing.values())
    for part in parts:
        in_part_title, in_text = _held(part.title, worth), _held(part.text, worth)
        value = sum(max(in_part_title.get(group, 0.0), in_text.get(group, 0.0)) for group in missing)
        value += 0.1 * sum(in_part_title.get(group, 0.0) for group in missing)
        if value > best_value:
            best, best_value = part, value
    return best


def _all_groups(worth: Worth) -> dict[str, float]:
    groups: dict[str, float] = {}
    for group, value in worth.values():
        groups[group] = max(groups.get(group, 0.0), value)
    return groups


def _held(text: str, worth: Worth) -> dict[str, float]:
    folded = fold_with_positions(text)[0]
    held: dict[str, float] = {}
    for term, (group, value) in worth.items():
        if value > held.get(group, 0.0) and term in folded:
            held[group] = value
    return held


def _spans(text: str, worth: Worth) -> tuple[list[Span], list[tuple[int, str]]]:
    """Where found words stand in the text, merged, and each place with the term found there."""
    folded, positions = fold_with_positions(text)
    positions.append(len(text))
    spans: list[Span] = []
    places: list[tuple[int, str]] = []
    for term in worth:
        for at in _occurrences(folded, term):
            end = at + len(term) if is_han(term) else _latin_end(folded, at + len(term))
            spans.append((positions[at], positions[end - 1] + 1))
            places.append((positions[at], term))
    return _merged(spans), sorted(places)


def _occurrences(folded: str, term: str) -> Iterable[int]:
    latin = not is_han(term)
    at = folded.find(term)
    while at >= 0:
        if not (latin and at and _is_latin(folded[at - 1])):
            yield at
        at = folded.find(term, at + len(term))


def _is_latin(character: str) -> bool:
    return character.isalnum() and not is_han(character)


def _latin_end(folded: str, end: int) -> int:
    """A stem stands for its word, so the mark reaches to the word's end."""
    while end < len(folded) and _is_latin(folded[end]):
        end += 1
    return end


def _merged(spans: list[Span]) -> list[Span]:
    merged: list[Span] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _best_start(spans: list[Span], places: list[tuple[int, str]], worth: Worth, length: int) -> int:
    best, best_start, first = 0.0, spans[0][0] if spans else 0, 0
    inside: list[str] = []
    for at, term in places:
        inside.append(term)
        while places[first][0] < at - length + LEAD:
            inside.remove(places[first][1])
            first += 1
        groups: dict[str, float] = {}
        for held in inside:
            group, value = worth[held]
            groups[group] = max(groups.get(group, 0.0), value)
        value = sum(groups.values())
        if value > best + 1e-9:
            best, best_start = value, places[first][0]
    return best_start


def _mainly_han(text: str) -> bool:
    sample = text[:400]
    return 3 * sum(map(is_han, sample)) > len(sample)


def _word_start(text: str, start: int) -> int:
    while 0 < start < len(text) and _is_latin(text[start - 1]) and _is_latin(text[start]):
        start -= 1
    return start


def _word_end(text: str, end: int) -> int:
    while 0 < end < len(text) and _is_latin(text[end - 1]) and _is_latin(text[end]):
        end += 1
    return end


def _html(text: str, start: int, end: int, spans: Iterable[Span]) -> str:
    pieces: list[str] = []
    at = start
    for left, right in spans:
        left, right = max(left, at), min(right, end)
        if left < right:
            pieces += [escape(text[at:left]), "<mark>", escape(text[left:right]), "</mark>"]
            at = right
    return "".join([*pieces, escape(text[at:end])])
