"""The count of a vote, as it is published: every ballot by its mark, and the sums that anybody can make again."""

import csv
import io
import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple
from uuid import UUID

from cms.campaigns.ballots.rules.receipts import mark_of

FORMAT = "linli-tally-1"
RULE = (
    "A ballot's mark is the SHA-256 of these lines, joined by a line feed, in UTF-8: the key of the vote, the receipt "
    "without dashes, the keys of the chosen entries in ascending order. A ballot counts where its reason is empty."
)
FORMULA = ("=", "+", "-", "@", "\t", "\r")


class TallyError(Exception):
    """A file is no tally, or not of this format."""


class Line(NamedTuple):
    """A ballot without its voter. It counts, unless there is a reason why it doesn't."""

    mark: str
    choices: tuple[UUID, ...]
    reason: str = ""


class Entry(NamedTuple):
    """What could be voted for; titles by language."""

    uid: UUID
    category: UUID
    titles: Mapping[str, str]


@dataclass(frozen=True)
class Tally:
    """All ballots of a vote in the order of their marks, which says nothing of the order in which they came."""

    vote: UUID
    closed_at: str
    entries: tuple[Entry, ...]
    lines: tuple[Line, ...]
    totals: Mapping[UUID, int] = field(default_factory=dict)


def counted(vote: UUID, closed_at: str, entries: Iterable[Entry], lines: Iterable[Line]) -> Tally:
    """Ballots with their sums."""
    ordered = tuple(sorted(lines))
    entries = tuple(entries)
    return Tally(vote, closed_at, entries, ordered, totals_of(ordered, entries))


def totals_of(lines: Iterable[Line], entries: Iterable[Entry]) -> dict[UUID, int]:
    """{entry: its votes}, also of those that have none, and of those that were taken down since."""
    votes = Counter(choice for line in lines if not line.reason for choice in line.choices)
    return {entry.uid: votes.pop(entry.uid, 0) for entry in entries} | dict(votes)


def find(tally: Tally, receipt: str) -> Line | None:
    """The ballot that a receipt was given for."""
    return next(
        (line for line in tally.lines if line.mark == mark_of(tally.vote, receipt, line.choices)), None
    )


def differences(published: Tally, again: Tally) -> list[str]:
    """What a count made again has otherwise than the published one, for operators."""
    before, after = ({line.mark: line for line in tally.lines} for tally in (published, again))
    told = [f"ballot {mark} is not in the database any more" for mark in sorted(before.keys() - after.keys())]
    told += [f"ballot {mark} was not published" for mark in sorted(after.keys() - before.keys())]
    told += [
        f"ballot {mark} differs from the published one"
        for mark in sorted(before.keys() & after.keys())
        if before[mark] != after[mark]
    ]
    if len(before) != len(published.lines):
        told.append("a ballot is published twice")
    if totals_of(published.lines, published.entries) != published.totals:
        told.append("the published sums are not those of the published ballots")
    told += [
        f"entry {uid} has {again.totals.get(uid, 0)} votes, published were {published.totals.get(uid, 0)}"
        for uid in sorted(published.totals.keys() | again.totals.keys())
        if published.totals.get(uid, 0) != again.totals.get(uid, 0)
    ]
    return told


def as_json(tally: Tally) -> str:
    """The file as programs read it, one ballot to a line."""
    entries = [
        {
            "entry": str(each.uid),
            "category": str(each.category),
            "titles": dict(each.titles),
            "votes": tally.totals.get(each.uid, 0),
        }
        for each in tally.entries
    ]
    known = {each.uid for each in tally.entries}
    gone = {str(uid): votes for uid, votes in sorted(tally.totals.items()) if uid not in known}
    head = {"format": FORMAT, "rule": RULE, "vote": str(tally.vote), "closed_at": tally.closed_at}
    told = _dump({**head, "entries": entries, "taken_down": gone})[:-1]
    ballots = ",\n".join(
        _dump({"mark": line.mark, "choices": [str(each) for each in line.choices], "reason": line.reason})
        for line in tally.lines
    )
    return f'{told}, "ballots": [\n{ballots}\n]}}\n'


def from_json(text: str) -> Tally:
    """What `as_json` wrote, with the sums that stand in it. Raises TallyError for anything else."""
    try:
        return _read(json.loads(text))
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise TallyError(f"this is no tally of a vote: {error}") from error


def as_csv(tally: Tally, locale: str, words: Mapping[str, str]) -> str:
    """The file as spreadsheets read it: a column for each entry, in which every 1 is a vote that counts.

    `words` has "mark", "reason" and "taken_down". What a ballot that doesn't count chose is x, which no sum takes in.
    """
    known = {
        each.uid: each.titles.get(locale) or next(iter(each.titles.values()), "") for each in tally.entries
    }
    gone = [uid for uid in sorted(tally.totals) if uid not in known]
    columns = [*known, *gone]
    titles = [f"{number}. {known.get(uid) or words['taken_down']}" for number, uid in enumerate(columns, 1)]
    file = io.StringIO()
    table = csv.writer(file)
    table.writerow([words["mark"], words["reason"], *titles])
    for line in tally.lines:
        sign = "x" if line.reason else "1"
        table.writerow(
            [line.mark, _plain(line.reason), *(sign if uid in line.choices else "" for uid in columns)]
        )
    return "\ufeff" + file.getvalue()  # Excel takes it for another encoding without this


def _read(data: Any) -> Tally:
    if data["format"] != FORMAT:
        raise ValueError(f"its format is {data['format']}")
    entries = tuple(
        Entry(UUID(each["entry"]), UUID(each["category"]), each["titles"]) for each in data["entries"]
    )
    lines = tuple(
        Line(each["mark"], tuple(UUID(one) for one in each["choices"]), each["reason"])
        for each in data["ballots"]
    )
    totals = {UUID(each["entry"]): each["votes"] for each in data["entries"]}
    totals |= {UUID(uid): votes for uid, votes in data["taken_down"].items()}
    return Tally(UUID(data["vote"]), data["closed_at"], entries, lines, totals)


def _dump(data: Any) -> str:
    return json.dumps(data, ensure_ascii=False)


def _plain(text: str) -> str:
    """No text that a spreadsheet takes for a formula."""
    return f" {text}" if text.startswith(FORMULA) else text
