"""When a recruitment is open."""

from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from cms.volunteers.rules import next_start, state

FIRST, LAST = date(2026, 3, 1), date(2026, 3, 31)
SHIFT = (datetime(2026, 3, 20, 9, tzinfo=UTC), datetime(2026, 3, 20, 11, tzinfo=UTC))
MOMENTS = st.datetimes(datetime(2026, 1, 1), datetime(2027, 1, 1), timezones=st.just(UTC))
SPANS = st.lists(
    st.tuples(MOMENTS, st.integers(1, 5000)).map(lambda s: (s[0], s[0] + timedelta(minutes=s[1])))
)


def at(moment: datetime, *shifts, first=FIRST, last=LAST):
    return state(first, last, shifts, moment, moment.date())


def test_it_is_open_on_its_first_and_on_its_last_day():
    assert at(datetime(2026, 2, 28, 23, 59, tzinfo=UTC)) == "upcoming"
    assert at(datetime(2026, 3, 1, tzinfo=UTC)) == "open"
    assert at(datetime(2026, 3, 31, 23, 59, tzinfo=UTC)) == "open"
    assert at(datetime(2026, 4, 1, tzinfo=UTC)) == "closed"


def test_it_closes_when_its_last_shift_is_over():
    assert at(SHIFT[1] - timedelta(seconds=1), SHIFT, last=None) == "open"
    assert at(SHIFT[1], SHIFT, last=None) == "closed"


def test_without_days_and_shifts_it_is_open():
    assert at(SHIFT[0], first=None, last=None) == "open"


def test_the_next_shift_is_the_first_that_has_not_started():
    later = (SHIFT[0] + timedelta(days=1), SHIFT[1] + timedelta(days=1))
    assert next_start([later, SHIFT], SHIFT[0] - timedelta(seconds=1)) == SHIFT[0]
    assert next_start([later, SHIFT], SHIFT[0]) == later[0]
    assert next_start([later, SHIFT], later[0]) is None


@given(st.none() | st.dates(), st.none() | st.dates(), SPANS, MOMENTS, st.integers(0, 10**6))
def test_time_only_moves_a_recruitment_on(first, last, shifts, moment, minutes):
    order = ["upcoming", "open", "closed"]
    if first and last and last < first:
        first, last = last, first
    before, after = (
        at(m, *shifts, first=first, last=last) for m in (moment, moment + timedelta(minutes=minutes))
    )
    assert order.index(before) <= order.index(after)
