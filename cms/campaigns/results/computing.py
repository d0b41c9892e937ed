"""The list as votes and scores give it, and the numbers that it comes from, as plain data."""

from collections.abc import Iterable
from typing import NamedTuple
from uuid import UUID

from cms.campaigns.ballots.models import Count
from cms.campaigns.entries.queries import Admitted, admitted
from cms.campaigns.procedures.models import Procedure
from cms.campaigns.scoring.queries import criteria_now, given_of
from cms.campaigns.scoring.rules import Line, chosen, lines
from cms.core.documents import Data


class Computed(NamedTuple):
    """What a list is made from. `open_` are the entries that tie for the last places of their category."""

    entries: list[Admitted]
    lines: list[Line]
    sure: list[UUID]
    open_: list[UUID]
    basis: Data

    @property
    def missing(self) -> int:
        """How many sheets are missing."""
        return sum(line.missing for line in self.lines)


def computed(procedure: Procedure, places: int) -> Computed:
    """The result as of now, with so many places in each category."""
    entries, criteria, given = admitted(procedure), criteria_now(procedure), given_of(procedure)
    count = Count.objects.filter(procedure=procedure).first()
    votes = {UUID(row["entry"]): row["votes"] for row in count.sums} if count else None
    found = lines(
        [criterion.measure for criterion in criteria],
        [(each.uuid, each.category) for each in entries],
        given,
        votes,
    )
    sure: list[UUID] = []
    open_: list[UUID] = []
    for category in dict.fromkeys(line.category for line in found):
        certain, tied = chosen([line for line in found if line.category == category], places)
        sure, open_ = [*sure, *certain], [*open_, *tied]
    basis = {
        "places": places,
        "admitted": len(entries),
        "reviewers": len(given.reviewers),
        "sheets": sum(line.sheets for line in found),
        "missing": sum(line.missing for line in found),
        "conflicts": sum(line.conflicts for line in found),
        "ballots": count.ballots if count else None,
        "excluded": count.excluded if count else None,
        "undecided": count.undecided if count else 0,
        "criteria": [
            {
                "number": each.number,
                "title_zh": each.title_zh,
                "title_en": each.title_en,
                "weight": each.weight,
                "is_vote": each.is_vote,
            }
            for each in criteria
        ],
    }
    return Computed(entries, found, sure, open_, basis)


def told(found: Iterable[Line]) -> list[Data]:
    """Lines as they are kept: numbers as text, exactly as they are shown."""
    return [
        {
            "entry": str(line.entry),
            "category": str(line.category),
            "rank": line.rank,
            "is_tied": line.is_tied,
            "score": None if line.score is None else str(line.score),
            "votes": line.votes,
            "sheets": line.sheets,
            "missing": line.missing,
            "conflicts": line.conflicts,
            "parts": [
                {
                    "number": part.number,
                    "points": None if part.points is None else str(part.points),
                    "gives": None if part.gives is None else str(part.gives),
                }
                for part in line.parts
            ],
        }
        for line in found
    ]
