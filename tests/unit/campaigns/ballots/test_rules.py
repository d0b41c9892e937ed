"""Receipts, counts and what stands out among ballots."""

import csv
import hashlib
import io
from datetime import UTC, date, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cms.campaigns.ballots.rules import order, patterns, receipts, tallies
from cms.campaigns.ballots.rules.patterns import Cast
from cms.campaigns.ballots.rules.tallies import Entry, Line
from cms.publishing.rendering import compiling

VOTE, FIRST, SECOND = UUID(int=7), UUID(int=1), UUID(int=2)
ENTRIES = [
    Entry(FIRST, VOTE, {"zh-hans": "护河队", "en": "River team"}),
    Entry(SECOND, VOTE, {"zh-hans": "花园"}),
]
OPENED = datetime(2026, 3, 1, tzinfo=UTC)
CLOSED = OPENED + timedelta(days=7)


def cast(number: int, *, minutes: float, address: str = "", choices: object = 0) -> Cast:
    return Cast(number, OPENED + timedelta(minutes=minutes), address or f"a{number}", choices)


def test_a_receipt_is_read_however_it_is_typed():
    receipt = receipts.new_receipt()
    shown = receipts.shown_receipt(receipt)
    assert len(shown) == 23
    for typed in (
        shown,
        shown.lower(),
        shown.replace("-", " "),
        receipt,
        shown.replace("0", "O").replace("1", "l"),
    ):
        assert receipts.normal_receipt(typed) == receipt
    assert receipts.normal_receipt(shown[:-1]) == ""
    assert receipts.normal_receipt("U" * 20) == ""


def test_a_mark_is_what_anybody_computes_and_binds_vote_receipt_and_choices():
    receipt = "0123456789ABCDEFGHJK"
    lines = f"{VOTE}\n{receipt}\n{FIRST}\n{SECOND}"
    mark = receipts.mark_of(VOTE, receipt, [SECOND, FIRST])
    assert mark == hashlib.sha256(lines.encode()).hexdigest()
    others = [
        (VOTE, receipt, [FIRST]),
        (FIRST, receipt, [FIRST, SECOND]),
        (VOTE, receipt[::-1], [FIRST, SECOND]),
    ]
    assert mark not in [receipts.mark_of(*other) for other in others]


def test_the_order_is_another_one_every_day_and_all_places_are_taken():
    entries = [uuid4() for _each in range(10)]
    days = [order.shuffled(entries, VOTE, date(2026, 3, day)) for day in range(1, 29)]
    assert all(sorted(day) == sorted(entries) for day in days)
    assert len({day[0] for day in days}) > 5
    cards = [{"translation_key": str(entry)} for entry in entries]
    shown = compiling.shuffled(cards, f"{VOTE}2026-03-01")
    assert [UUID(card["translation_key"]) for card in shown] == days[0], "as on the campaign's page"
    assert days[0] == order.shuffled(reversed(entries), VOTE, date(2026, 3, 1))


@given(
    st.lists(
        st.tuples(st.lists(st.sampled_from([FIRST, SECOND]), unique=True), st.sampled_from(["", "Bought"]))
    )
)
def test_the_published_file_gives_the_sums_again_and_finds_each_ballot(ballots):
    given_out = [(receipts.new_receipt(), choices, reason) for choices, reason in ballots]
    lines = [Line(receipts.mark_of(VOTE, *ballot[:2]), tuple(ballot[1]), ballot[2]) for ballot in given_out]
    tally = tallies.counted(VOTE, "2026-03-08", ENTRIES, lines)
    text = tallies.as_json(tally)
    read = tallies.from_json(text)
    assert read == tally
    assert tallies.totals_of(read.lines, read.entries) == read.totals
    assert read.totals == {
        entry: sum(entry in choices for choices, reason in ballots if not reason) for entry in (FIRST, SECOND)
    }
    for receipt, choices, reason in given_out:
        found = tallies.find(read, receipt)
        assert (set(found.choices), found.reason) == (set(choices), reason)
    assert tallies.find(read, receipts.new_receipt()) is None


def test_what_is_no_tally_is_said_to_be_none():
    for text in ("", "{}", "[]", '{"format": "linli-tally-2"}', '{"format": "linli-tally-1"}'):
        with pytest.raises(tallies.TallyError):
            tallies.from_json(text)


def test_in_a_spreadsheet_the_sum_of_a_column_is_the_count_and_no_text_is_a_formula():
    lines = [Line("a", (FIRST,)), Line("b", (FIRST, SECOND)), Line("c", (FIRST,), "=1+1"), Line("d", (VOTE,))]
    tally = tallies.counted(VOTE, "2026-03-08", ENTRIES, lines)
    text = tallies.as_csv(tally, "en", {"mark": "Mark", "reason": "Reason", "taken_down": "Taken down"})
    head, *rows = csv.reader(io.StringIO(text.removeprefix("\ufeff")))
    assert head == ["Mark", "Reason", "1. River team", "2. 花园", "3. Taken down"]
    assert [sum(int(row[column]) for row in rows if row[column].isdigit()) for column in (2, 3, 4)] == [
        2,
        1,
        1,
    ]
    assert rows[2] == ["c", " =1+1", "x", "", ""]
    assert tallies.from_json(tallies.as_json(tally)) == tally


def test_many_ballots_from_one_address_stand_out():
    casts = [
        cast(number, minutes=number * 60, address="office" if number % 2 else "") for number in range(30)
    ]
    (group,) = patterns.found([one._replace(choices=one.ballot) for one in casts], OPENED, CLOSED)
    assert (group.kind, [one.ballot for one in group.casts]) == ("address", list(range(1, 30, 2)))


def test_many_ballots_at_once_stand_out_where_there_are_few_else():
    calm = [cast(number, minutes=number * 100, choices=number) for number in range(90)]
    crowd = [cast(100 + number, minutes=500 + number / 10, choices=100 + number) for number in range(60)]
    (group,) = patterns.found([*crowd, *calm], OPENED, CLOSED)
    assert group.kind == "burst"
    assert {one.ballot for one in group.casts} >= {one.ballot for one in crowd}
    assert len(group.casts) <= 62
    steady = [cast(number, minutes=number / 10, choices=number) for number in range(6000)]
    assert not patterns.found(steady, OPENED, OPENED + timedelta(minutes=600))


def test_the_same_choices_in_a_row_stand_out_unless_nearly_all_choose_them():
    turns = [cast(number, minutes=number * 100, choices=number % 5) for number in range(80)]
    row = [cast(100 + number, minutes=2001 + number, choices="x") for number in range(8)]
    (group,) = patterns.found([*turns, *row], OPENED, CLOSED)
    assert (group.kind, group.casts) == ("row", tuple(row))
    favourite = [cast(number, minutes=number * 100, choices=number % 20 == 0) for number in range(80)]
    assert not patterns.found(favourite, OPENED, CLOSED)
    assert not patterns.found([], OPENED, CLOSED)
