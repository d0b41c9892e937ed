"""What takes place: a page for each month of it, and files for residents' own calendars."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cms.campaigns.models import ElectionStep, PollingPlace, Stage
from cms.publishing.occasions import occasions_in
from cms.volunteers.models import Shift
from tests import factories

pytestmark = pytest.mark.django_db
ZONE = ZoneInfo("Asia/Shanghai")


def at(month, day, hour):
    return datetime(2027, month, day, hour, tzinfo=ZONE)


def read(folder, url):
    return (folder / url.lstrip("/")).read_bytes().decode()


def unfolded(text):
    return text.replace("\r\n ", "").split("\r\n")


def test_a_shift_is_in_its_month_s_page_and_in_a_file_for_calendars_until_it_is_taken_away(site, public_dir):
    site.build()
    shifts = [Shift(starts_at=at(month, 6, 9), ends_at=at(month, 6, 11)) for month in (3, 4)]
    page = factories.recruitment("河道巡护，护溪；" * 6, place="石桥", shifts=shifts)
    site.drain()
    march = read(public_dir, "zh/activities/2027-03/index.html")
    assert f"{page.slug}/#shift-1" in march
    assert "2027年4月" in march
    assert "2027-04/" in read(public_dir, "zh/activities/index.html")
    file = read(public_dir, f"{page.url_path}shift-1.ics")
    assert all(len(line.encode()) <= 75 for line in file.split("\r\n"))
    lines = unfolded(file)
    assert "DTSTART;TZID=Asia/Shanghai:20270306T090000" in lines
    assert "TZOFFSETTO:+0800" in lines
    assert f"SUMMARY;LANGUAGE=zh-Hans:{'河道巡护，护溪；' * 6}" in lines
    assert unfolded(read(public_dir, "zh/activities/calendar.ics")).count("BEGIN:VEVENT") == 2
    page.shifts = [page.shifts.first()]
    factories.publish(page)
    with CaptureQueriesContext(connection) as asked:
        report = site.drain()
    assert not (public_dir / "zh/activities/2027-04").exists()
    assert not (public_dir / page.url_path.strip("/") / "shift-2.ics").exists()
    assert report.written + report.kept <= 16
    assert len(asked) <= 40  # months, calendar and files are looked up one by one


def test_days_from_midnight_to_midnight_are_whole_days(site, public_dir):
    stage = Stage(kind="vote", title="投票", starts_at=at(3, 6, 0), ends_at=at(5, 1, 0))
    page = factories.campaign("和谐社区评选", stages=[stage])
    notice = factories.notice("医保缴费", deadline=at(3, 31, 0).date())
    site.drain()
    stage = unfolded(read(public_dir, f"{page.url_path}stage-1.ics"))
    assert {"DTSTART;VALUE=DATE:20270306", "DTEND;VALUE=DATE:20270501"} <= set(stage)
    assert "和谐社区评选" in read(public_dir, "zh/activities/2027-04/index.html")
    assert not (public_dir / "zh/activities/2027-05").exists()
    deadline = unfolded(read(public_dir, f"{notice.url_path}deadline.ics"))
    assert {"DTSTART;VALUE=DATE:20270331", "DTEND;VALUE=DATE:20270401"} <= set(deadline)


def test_a_batch_of_months_and_files_asks_as_often_for_many_as_for_few(site, public_dir):
    def asked(page):
        factories.publish(page)
        site.drain()
        site.build(full=True)
        with CaptureQueriesContext(connection) as asked:
            site.build(full=True)
        return len(asked)

    few = [Shift(starts_at=at(month, 6, 9), ends_at=at(month, 6, 11)) for month in (3, 4)]
    page = factories.recruitment("河道巡护", shifts=few)
    with_few = asked(page)
    page.shifts = [Shift(starts_at=at(month, 6, 9), ends_at=at(month, 6, 11)) for month in range(1, 13)]
    assert asked(page) == with_few
    assert len(list((public_dir / "zh/activities").glob("2027-*"))) == 12


def test_an_election_has_a_file_for_each_step_and_place_and_one_for_all(site, public_dir):
    step = ElectionStep(title="选民名单公布", first_day=at(3, 22, 0).date(), last_day=at(3, 26, 0).date())
    poll = PollingPlace(title="一号", place="活动室", starts_at=at(4, 11, 8), ends_at=at(4, 11, 16))
    page = factories.election(steps=[step], polls=[poll])
    site.drain()
    folder = public_dir / page.url_path.strip("/")
    assert unfolded(read(folder, "calendar.ics")).count("BEGIN:VEVENT") == 2
    assert "DTEND;VALUE=DATE:20270327" in unfolded(read(folder, "step-1.ics"))
    assert "LOCATION:活动室" in unfolded(read(folder, "poll-1.ics"))
    page.steps, page.polls = [], []
    factories.publish(page)
    site.drain()
    assert not list(folder.glob("*.ics"))


def test_activities_of_documents_that_knew_no_anchors_keep_their_places():
    """An installation that is upgraded reads its documents of before once more."""
    activity = {"title": "灯会", "starts_at": "2026-03-02T18:00:00+08:00", "ends_at": None, "place": ""}
    found = occasions_in({"detail": {"activities": [activity, activity]}})
    assert [one["anchor"] for one in found] == ["activity-1", "activity-2"]
