"""Dates that follow the day of loading."""

from datetime import date, timedelta

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from cms.demo import dates

TUESDAY = date(2026, 11, 24)
DAYS = st.dates(min_value=date(2020, 1, 1), max_value=date(2060, 12, 31))


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2026-10-12", date(2026, 10, 12)),
        ("-2d", date(2026, 11, 22)),
        ("+10d", date(2026, 12, 4)),
        ("+1w sat", date(2026, 12, 5)),
        ("-2w tue", date(2026, 11, 10)),
        ("+1m last-sat", date(2026, 12, 26)),
        ("+2m last-sat", date(2027, 1, 30)),
    ],
)
def test_a_written_day(written, day):
    assert dates.day(written, TUESDAY) == day


@pytest.mark.parametrize("written", ["", "tomorrow", "+1w", "+1w someday", "10d", "+1d sat", "2026-13-01"])
def test_what_is_no_date_is_refused(written):
    with pytest.raises(ValueError, match=r"no date|month must be"):
        dates.day(written, TUESDAY)


@given(today=DAYS, weeks=st.integers(1, 60), weekday=st.sampled_from(dates.WEEKDAYS))
def test_a_weekday_of_a_coming_week_lies_ahead(today, weeks, weekday):
    day = dates.day(f"+{weeks}w {weekday}", today)

    assert day.weekday() == dates.WEEKDAYS.index(weekday)
    assert timedelta(weeks=weeks, days=-6) <= day - today <= timedelta(weeks=weeks, days=6)


@given(today=DAYS, months=st.integers(0, 30), weekday=st.sampled_from(dates.WEEKDAYS))
def test_the_last_weekday_of_a_month_has_none_after_it(today, months, weekday):
    day = dates.day(f"+{months}m last-{weekday}", today)

    assert day.weekday() == dates.WEEKDAYS.index(weekday)
    assert (day.year - today.year) * 12 + day.month - today.month == months
    assert (day + timedelta(weeks=1)).month != day.month


def test_a_moment_is_in_the_time_zone_of_the_site():
    moment = timezone.localtime(dates.moment("+1w sat 09:30", TUESDAY))

    assert moment.isoformat() == "2026-12-05T09:30:00+08:00"


def test_dates_in_texts_are_written_in_the_language_of_the_text():
    assert dates.fill("请于{+3d}前", TUESDAY, "zh-hans") == "请于2026年11月27日（星期五）前"
    assert dates.fill("by {+3d}.", TUESDAY, "en") == "by Friday 27 November 2026."
    assert dates.fill("{braces} stay", TUESDAY, "en") == "{braces} stay"
