"""What was changed in a text: its words in runs that were kept, removed or added.

Chinese is compared by characters, other scripts by words. The kept and the removed runs together are the old text, the
kept and the added ones the new.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby

CELLS = 160_000  # the product of two lengths up to which texts are compared word by word
ISLAND = 2  # so many characters between two changes are no sense that was kept
SHARED = 0.25  # where less was kept than this, it reads better as one text in place of another
TOKEN = re.compile(r"[^\W_\u3007\u3400-\u9fff]+(?:['’.,-][^\W_\u3007\u3400-\u9fff]+)*|\s+|.", re.DOTALL)
SENTENCE = re.compile(r"[^。！？；!?;\n]*(?:[。！？；!?;\n]+|\.\s+|$)", re.DOTALL)


@dataclass(frozen=True)
class Run:
    """Words that belong together: `kind` is "kept", "removed" or "added"."""

    kind: str
    text: str


class Budget:
    """How much may still be compared word by word; what comes after is compared by sentences."""

    def __init__(self, cells: int):
        self._cells = cells

    def pays(self, one: Sequence[str], other: Sequence[str]) -> bool:
        """Whether two texts are to be compared word by word, which is then paid for."""
        cells = len(one) * len(other)
        if cells > min(CELLS, self._cells):
            return False
        self._cells -= cells
        return True


def runs(before: str, after: str, budget: Budget | None = None) -> list[Run]:
    """What was done to a text to make it another."""
    if before == after:
        return [Run("kept", before)] if before else []
    budget = budget or Budget(CELLS)
    old, new = TOKEN.findall(before), TOKEN.findall(after)
    head = _common(old, new)
    tail = _common(old[head:][::-1], new[head:][::-1])
    inner = (old[head : len(old) - tail], new[head : len(new) - tail])
    found = [Run("kept", "".join(old[:head])), *_inner(*inner, budget)]
    found.append(Run("kept", "".join(old[len(old) - tail :])))
    found = _joined(found)
    kept = sum(len(run.text) for run in found if run.kind == "kept")
    if 2 * kept < SHARED * (len(before) + len(after)):
        return [run for run in (Run("removed", before), Run("added", after)) if run.text]
    return found


def _common(one: Sequence[str], other: Sequence[str]) -> int:
    """How many tokens two texts begin with in common."""
    return next(
        (at for at, pair in enumerate(zip(one, other, strict=False)) if pair[0] != pair[1]),
        min(len(one), len(other)),
    )


def _inner(old: list[str], new: list[str], budget: Budget) -> Iterator[Run]:
    if budget.pays(old, new):
        yield from _compared(old, new)
        return
    before, after = _sentences(old), _sentences(new)
    if len(before) * len(after) > CELLS:
        yield from (Run("removed", "".join(old)), Run("added", "".join(new)))
        return
    for kind, one, other in _steps(before, after):
        mine, yours = ([token for text in texts for token in TOKEN.findall(text)] for texts in (one, other))
        if kind == "replace" and budget.pays(mine, yours):
            yield from _compared(mine, yours)
        else:
            yield from _plain(kind, one, other)


def _compared(old: list[str], new: list[str]) -> Iterator[Run]:
    steps = list(_steps(old, new))
    for at, (kind, one, other) in enumerate(steps):
        is_inside = 0 < at < len(steps) - 1
        if kind == "equal" and is_inside and _is_island(one):
            yield from _plain("replace", one, other)
        else:
            yield from _plain(kind, one, other)


def _is_island(tokens: Sequence[str]) -> bool:
    text = "".join(tokens).strip()
    return len(text) < ISLAND or (len(tokens) == 1 and len(text) <= ISLAND)


def _steps(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[str, Sequence[str], Sequence[str]]]:
    for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        yield kind, old[a:b], new[c:d]


def _plain(kind: str, one: Sequence[str], other: Sequence[str]) -> Iterator[Run]:
    if kind == "equal":
        yield Run("kept", "".join(one))
    else:
        yield from (Run("removed", "".join(one)), Run("added", "".join(other)))


def _sentences(tokens: Sequence[str]) -> list[str]:
    return [sentence for sentence in SENTENCE.findall("".join(tokens)) if sentence]


def _joined(found: Iterable[Run]) -> list[Run]:
    """Neighbours of a kind in one; between two kept runs, first what was removed, then what was added."""
    joined: list[Run] = []
    for is_kept, group in groupby((run for run in found if run.text), key=lambda run: run.kind == "kept"):
        texts: dict[str, str] = {}
        for run in group:
            texts[run.kind] = texts.get(run.kind, "") + run.text
        kinds = ("kept",) if is_kept else ("removed", "added")
        joined += [Run(kind, texts[kind]) for kind in kinds if kind in texts]
    return joined
