"""Calendars as a calendar program reads them: RFC 5545, judged by a parser that is not ours."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from cms.campaigns.models import Stage
from cms.publishing.tree.calendars import calendar
from cms.volunteers.models import Shift
from tests import factories

ZONE = ZoneInfo("Asia/Shanghai")
SAID = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=90)
DAYS = st.dates(date(2000, 1, 1), date(2100, 1, 1))


def one(title, starts, ends=None, place=""):
    return {
        "anchor": "shift-1",
        "kind": "shift",
        "title": title,
        "starts": starts,
        "ends": ends,
        "place": place,
        "key": "page:5",
        "url": "/zh/volunteers/river/",
        "page": "河道巡护",
        "published_at": "2026-03-02T09:00:00+08:00",
    }


def read(content):
    """The events of a calendar that has no fault."""
    found = Calendar.from_ical(content)
    assert found["version"] == "2.0"
    assert found["prodid"]
    zones = {zone["tzid"] for zone in found.walk("VTIMEZONE")}
    events = found.walk("VEVENT")
    assert not [part.errors for part in found.walk() if part.errors]
    assert len({event["uid"] for event in events}) == len(events)
    for event in events:
        assert event.decoded("dtstamp").utcoffset() == timedelta(0)
        tzids = {event[name].params.get("tzid") for name in ("dtstart", "dtend") if name in event}
        assert tzids - {None} <= zones
        assert event.end >= event.start
    return events


@given(SAID, SAID, DAYS)
def test_any_words_come_back_as_they_were_written(title, place, day):
    moment = datetime(day.year, day.month, day.day, 9, 30, tzinfo=ZONE)
    ends = (moment + timedelta(hours=2)).isoformat()
    (event,) = read(calendar([one(title, moment.isoformat(), ends, place)], "zh-hans", {"name": place}))
    assert event["summary"] == f"河道巡护 · {title}"
    assert event["location"] == place
    assert event.duration == timedelta(hours=2)


@given(DAYS, st.integers(0, 400))
def test_days_come_back_as_days_and_the_last_one_belongs_to_them(day, more):
    midnight = datetime(day.year, day.month, day.day, tzinfo=ZONE)
    after = datetime.combine(day + timedelta(days=more + 1), midnight.timetz())
    (event,) = read(
        calendar([one("投票", midnight.isoformat(), after.isoformat())], "zh-hans", {"name": "邻里"})
    )
    assert (event.start, event.end) == (day, day + timedelta(days=more + 1))


@pytest.mark.django_db
def test_every_calendar_of_a_site_is_valid(site, public_dir):
    starts = datetime(2027, 3, 6, 9, tzinfo=ZONE)
    shifts = [Shift(starts_at=starts, ends_at=starts + timedelta(hours=2), place="石桥, 巷口")]
    stages = [
        Stage(
            kind="vote", title="投票", starts_at=starts.replace(hour=0), ends_at=starts.replace(day=9, hour=0)
        )
    ]
    factories.recruitment("河道巡护", shifts=shifts)
    factories.campaign("和谐社区评选", stages=stages)
    factories.notice("医保缴费；逾期不候", deadline=date(2027, 3, 31))
    site.build()
    files = sorted(public_dir.rglob("*.ics"))
    events = {
        "/".join(file.parts[-2:]): len(read(file.read_bytes())) for file in files if "en" not in file.parts
    }
    assert {name: count for name, count in events.items() if name.startswith("activities/")} == {
        "activities/calendar.ics": 3,
        "activities/shift.ics": 1,
        "activities/stage.ics": 1,
        "activities/deadline.ics": 1,
        "activities/activity.ics": 0,
        "activities/election.ics": 0,
    }
    assert {
        name.rpartition("/")[2]: count for name, count in events.items() if "activities/" not in name
    } == {
        "shift-1.ics": 1,
        "stage-1.ics": 1,
        "deadline.ics": 1,
        "calendar.ics": 1,
    }
    assert read((public_dir / "en/activities/calendar.ics").read_bytes()) == []
