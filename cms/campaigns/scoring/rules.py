"""How points and votes become the score of an entry, and scores an order. Exact until the last step, which is told.

An entry has points from 0 to 100 by each criterion: from reviewers the mean of their sheets; from the vote 100 for the
entry with the most votes of its category, and the others in proportion. The score is the mean of these points, each
weighed with its criterion, rounded to hundredths; entries with the same score have the same rank.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import NamedTuple
from uuid import UUID

MOST = 100  # points by one criterion
Points = Mapping[int, int]  # {number of a criterion: points}


class Measure(NamedTuple):
    """A criterion: its number, its weight in percent, and whether it is the public vote."""

    number: int
    weight: int
    is_vote: bool = False


class Part(NamedTuple):
    """What one criterion gives: the points (None: not known), and their share of the score."""

    number: int
    points: Decimal | None
    gives: Decimal | None


@dataclass(frozen=True)
class Line:
    """An entry with its score, how it came about, and its rank in its category. Without a score the rank is None."""

    entry: UUID
    category: UUID
    parts: tuple[Part, ...]
    score: Decimal | None
    votes: int | None
    sheets: int
    missing: int
    conflicts: int
    rank: int | None = None
    is_tied: bool = False


@dataclass(frozen=True)
class Given:
    """What reviewers handed in: {(reviewer, entry): points}, and who of them may not judge what."""

    reviewers: Collection[int]
    sheets: Mapping[tuple[int, UUID], Points]
    conflicts: Collection[tuple[int, UUID]] = ()

    def of(self, entry: UUID) -> list[Points]:
        """The sheets that count for an entry."""
        return [
            points
            for (reviewer, about), points in self.sheets.items()
            if about == entry and reviewer in self.reviewers and (reviewer, entry) not in self.conflicts
        ]

    def missing(self, entry: UUID) -> int:
        """How many who may judge an entry have not."""
        barred = {reviewer for reviewer, about in self.conflicts if about == entry}
        return len(set(self.reviewers) - barred) - len(self.of(entry))


def lines(
    measures: Iterable[Measure],
    entries: Iterable[tuple[UUID, UUID]],
    given: Given,
    votes: Mapping[UUID, int] | None,
) -> list[Line]:
    """All entries, (entry, category), in the order of categories as they come, the best of each first.

    `votes` is None while they are not counted; a vote that no criterion weighs counts alone where no criterion has a
    weight.
    """
    measures, entries = _with_vote(list(measures), votes), list(entries)
    best: dict[UUID, int] = {}
    for entry, category in entries:
        best[category] = max(best.get(category, 0), (votes or {}).get(entry, 0))
    made = [_line(entry, category, measures, given, votes, best[category]) for entry, category in entries]
    ordered: list[Line] = []
    for category in dict.fromkeys(category for _entry, category in entries):
        ordered += ranked([line for line in made if line.category == category])
    return ordered


def ranked(found: list[Line]) -> list[Line]:
    """The lines of one category, the highest score first; equal scores share a rank, no score has none."""
    scores = [line.score for line in found if line.score is not None]
    placed = [
        line
        if line.score is None
        else Line(
            **{
                **line.__dict__,
                "rank": 1 + sum(other > line.score for other in scores),
                "is_tied": scores.count(line.score) > 1,
            }
        )
        for line in found
    ]
    return sorted(placed, key=lambda line: (line.rank is None, line.rank or 0, str(line.entry)))


def chosen(found: Iterable[Line], places: int) -> tuple[list[UUID], list[UUID]]:
    """The entries of one category that get a place by rank alone, and those that tie for the last places: to choose
    among them is a person's, with a reason. Entries without a score are neither.
    """
    placed = [line for line in found if line.rank is not None]
    sure, open_ = [], []
    for line in placed:
        level = sum(other.rank == line.rank for other in placed)
        assert line.rank is not None
        if line.rank + level - 1 <= places:
            sure.append(line.entry)
        elif line.rank <= places:
            open_.append(line.entry)
    return sure, open_


def rounded(value: Fraction) -> Decimal:
    """To hundredths, half up."""
    exact = Decimal(value.numerator) / Decimal(value.denominator)
    return exact.quantize(Decimal("0.01"), ROUND_HALF_UP)


def _with_vote(measures: list[Measure], votes: Mapping[UUID, int] | None) -> list[Measure]:
    weighed = [measure for measure in measures if measure.weight]
    if not weighed and votes is not None:
        return [Measure(0, 100, is_vote=True)]
    return weighed or [Measure(measure.number, 1, measure.is_vote) for measure in measures]


def _line(
    entry: UUID,
    category: UUID,
    measures: list[Measure],
    given: Given,
    votes: Mapping[UUID, int] | None,
    best: int,
) -> Line:
    sheets, whole = given.of(entry), sum(measure.weight for measure in measures)
    own = None if votes is None else votes.get(entry, 0)
    parts, total, is_whole = [], Fraction(0), bool(measures)
    for measure in measures:
        points = _of_vote(own, best) if measure.is_vote else _mean(sheets, measure.number)
        if points is None:
            is_whole = False
            parts.append(Part(measure.number, None, None))
            continue
        gives = points * measure.weight / whole
        total += gives
        parts.append(Part(measure.number, rounded(points), rounded(gives)))
    return Line(
        entry,
        category,
        tuple(parts),
        rounded(total) if is_whole else None,
        own,
        len(sheets),
        given.missing(entry),
        sum(about == entry for _reviewer, about in given.conflicts),
    )


def _of_vote(own: int | None, best: int) -> Fraction | None:
    if own is None:
        return None
    return Fraction(MOST * own, best) if best else Fraction(0)


def _mean(sheets: list[Points], number: int) -> Fraction | None:
    points = [sheet[number] for sheet in sheets if number in sheet]
    return Fraction(sum(points), len(points)) if points else None
