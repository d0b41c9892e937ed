"""When a policy binds, and what its keywords are."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cms.notices.rules import validity, words_in

DAYS = st.dates(date(1990, 1, 1), date(2090, 1, 1))
ORDER = ["not_yet_in_force", "in_force", "repealed"]


def test_a_policy_binds_from_its_first_day_to_the_day_before_its_repeal():
    first, last = date(2026, 1, 1), date(2026, 6, 30)
    repealed = last + timedelta(days=1)
    assert validity(first, repealed, first - timedelta(days=1)) == "not_yet_in_force"
    assert validity(first, repealed, first) == "in_force"
    assert validity(first, repealed, last) == "in_force"
    assert validity(first, repealed, repealed) == "repealed"


def test_without_days_a_policy_is_in_force():
    assert validity(None, None, date(2026, 1, 1)) == "in_force"


@given(st.none() | DAYS, st.none() | DAYS, DAYS, st.integers(0, 9000))
def test_time_only_moves_a_policy_on(effective, repealed, today, later):
    before, after = (validity(effective, repealed, today + timedelta(days=days)) for days in (0, later))
    assert ORDER.index(before) <= ORDER.index(after)


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("城乡建设 绿化 通知", ["城乡建设", "绿化", "通知"]),
        ("楼道、消防，安全；消防", ["楼道", "消防", "安全"]),
        ("legal education, public order", ["legal education", "public order"]),
        ("  ", []),
    ],
)
def test_keywords_are_separated_as_people_write_them(line, words):
    assert words_in(line) == words
