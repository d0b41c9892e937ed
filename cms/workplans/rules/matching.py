"""Which tasks of a later plan go on with which of an earlier one.

What staff said comes first, then what carries the same uid, then equal words, then similar words: the most similar pair
of all first, each task once. Words are pairs of neighbouring Chinese characters and whole words of other scripts; the
rarer one is in the two plans, the more it weighs.
"""

import math
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

ALIKE = 0.4  # from here on two texts are taken for one that was reworded
COMMON = 24  # a word that more tasks have says little of which two belong together
CANDIDATES = 8  # tasks that one is compared with to the end
CHINESE = r"\u3007\u3400-\u9fff\U00020000-\U0003ffff"
RUN = re.compile(rf"[{CHINESE}]+|[^\W_{CHINESE}]+")

Words = Counter[str]


@dataclass(frozen=True)
class Item:
    """A task as far as it is compared: plain text, the uid as a string, the number as written."""

    uid: str
    number: str
    heading: str
    text: str
    level: int = 1


@dataclass(frozen=True)
class Match:
    """The place of the earlier task that a later one continues, and by what it was found: "said", "uid", "words"."""

    place: int
    by: str


def match(earlier: Sequence[Item], later: Sequence[Item], said: Mapping[str, str | None]) -> dict[int, Match]:
    """{place in the later plan: what it continues}.

    `said` is {uid of a later task: uid of the earlier one that it continues, or None where it is new}. Only there may
    two tasks continue one.
    """
    places = {item.uid: place for place, item in enumerate(earlier)}
    found: dict[int, Match] = {}
    for place, item in enumerate(later):
        if item.uid in said and (named := places.get(said[item.uid] or "")) is not None:
            found[place] = Match(named, "said")
    open_later = [place for place, item in enumerate(later) if item.uid not in said or said[item.uid]]
    _take(found, open_later, ((place, places.get(later[place].uid)) for place in open_later), "uid")
    _take(found, open_later, _equal(earlier, later, found, open_later), "words")
    _take(found, open_later, _similar(earlier, later, found, open_later), "words")
    return found


def words_of(text: str) -> Words:
    """The words that a text is recognised by."""
    words: Words = Counter()
    for run in RUN.findall(unicodedata.normalize("NFKC", text).casefold()):
        if not re.match(rf"[{CHINESE}]", run) or len(run) == 1:
            words[run] += 1
        else:
            words.update(run[at : at + 2] for at in range(len(run) - 1))
    return words


def _take(
    found: dict[int, Match],
    open_later: Sequence[int],
    pairs: Iterator[tuple[int, int | None]],
    by: str,
) -> None:
    """Take the pairs in their order whose tasks are both still free."""
    free, taken = set(open_later) - found.keys(), {match.place for match in found.values()}
    for place, named in pairs:
        if named is not None and place in free and named not in taken:
            found[place] = Match(named, by)
            free.discard(place)
            taken.add(named)


def _free(
    earlier: Sequence[Item], found: Mapping[int, Match], open_later: Sequence[int]
) -> tuple[list[int], list[int]]:
    taken = {match.place for match in found.values()}
    return (
        [place for place in range(len(earlier)) if place not in taken],
        [place for place in open_later if place not in found],
    )


def _equal(
    earlier: Sequence[Item], later: Sequence[Item], found: Mapping[int, Match], open_later: Sequence[int]
) -> Iterator[tuple[int, int]]:
    ours, theirs = _free(earlier, found, open_later)
    places: dict[str, list[int]] = defaultdict(list)
    for place in reversed(ours):
        places[_said(earlier[place])].append(place)
    for place in theirs:
        if said := _said(later[place]):
            same = places.get(said)
            if same:
                yield place, same.pop()


def _said(item: Item) -> str:
    return " ".join(f"{item.heading} {item.text}".split())


def _similar(
    earlier: Sequence[Item], later: Sequence[Item], found: Mapping[int, Match], open_later: Sequence[int]
) -> Iterator[tuple[int, int]]:
    """Pairs of tasks that are still free and alike, the most alike first; of equals, those at like places."""
    ours, theirs = _free(earlier, found, open_later)
    words = {("earlier", place): _weighed(earlier[place]) for place in ours}
    words |= {("later", place): _weighed(later[place]) for place in theirs}
    spread = Counter(word for each in words.values() for word in each)
    weights = {word: math.log(1 + len(words) / count) for word, count in spread.items()}
    masses = {key: _mass(each, weights) for key, each in words.items()}
    holders: dict[str, list[int]] = defaultdict(list)
    for place in ours:
        for word in words["earlier", place]:
            holders[word].append(place)
    pairs = []
    for place in theirs:
        mine = words["later", place]
        for other in _candidates(mine, holders, weights):
            shared = _mass(mine & words["earlier", other], weights)
            alike = 2 * shared / (masses["later", place] + masses["earlier", other])
            if alike >= ALIKE:
                apart = abs(place / len(later) - other / len(earlier))
                pairs.append((-round(alike, 6), round(apart, 6), place, other))
    return ((place, other) for _alike, _apart, place, other in sorted(pairs))


def _weighed(item: Item) -> Words:
    """A heading counts twice: it says what the task is."""
    heading = words_of(item.heading)
    return heading + heading + words_of(item.text)


def _mass(words: Words, weights: Mapping[str, float]) -> float:
    return sum(weights[word] * count for word, count in words.items())


def _candidates(words: Words, holders: Mapping[str, list[int]], weights: Mapping[str, float]) -> list[int]:
    """The tasks that share the most with these words, by those that few have."""
    shared: dict[int, float] = defaultdict(float)
    for word in words:
        places = holders.get(word, ())
        if len(places) <= COMMON:
            for place in places:
                shared[place] += weights[word]
    return sorted(shared, key=lambda place: (-round(shared[place], 6), place))[:CANDIDATES]
