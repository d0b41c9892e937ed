"""What the clock does: publishing, expiry, and documents that change at a moment."""

from datetime import date, datetime, timedelta
from itertools import count
from unittest import mock
from zoneinfo import ZoneInfo

import pytest
from django.db import OperationalError
from django.utils import timezone
from wagtail.models import Revision

from cms.core import chores
from cms.publishing import schedule
from cms.publishing.models import StoredDocument
from cms.publishing.worker import CLOCK
from tests import factories
from tests.support.law.killing import killed_at

pytestmark = pytest.mark.django_db


def scheduled(page, **times):
    for name, when in times.items():
        setattr(page, name, when)
    page.save_revision().publish()
    return type(page).objects.get(pk=page.pk)


def due(page):
    """The moment has come."""
    page.revisions.filter(approved_go_live_at__isnull=False).update(
        approved_go_live_at=timezone.now() - timedelta(seconds=1)
    )


def test_a_scheduled_page_is_public_when_its_time_has_come_and_not_before():
    notice = scheduled(factories.notice(live=False), go_live_at=timezone.now() + timedelta(hours=1))
    schedule.run_due()
    assert not StoredDocument.objects.filter(pk=notice.key).exists()
    type(notice).objects.filter(pk=notice.pk).update(go_live_at=timezone.now() - timedelta(seconds=1))
    revision = notice.revisions.get(approved_go_live_at__isnull=False)
    revision.content["go_live_at"] = (timezone.now() - timedelta(seconds=1)).isoformat()
    revision.save()
    due(notice)
    schedule.run_due()
    assert StoredDocument.objects.filter(pk=notice.key).exists()


def test_an_expired_page_is_taken_down():
    notice = factories.notice()
    type(notice).objects.filter(pk=notice.pk).update(expire_at=timezone.now() - timedelta(seconds=1))
    schedule.run_due()
    notice.refresh_from_db()
    assert (notice.live, notice.expired) == (False, True)
    assert not StoredDocument.objects.filter(pk=notice.key).exists()


def test_one_failure_does_not_stop_the_rest(monkeypatch):
    broken, well = factories.notice("坏"), factories.notice("好")
    for notice in (broken, well):
        type(notice).objects.filter(pk=notice.pk).update(expire_at=timezone.now() - timedelta(seconds=1))
    unpublish = type(well).unpublish

    def failing(page, *args, **kwargs):
        if page.pk == broken.pk:
            raise RuntimeError("no")
        return unpublish(page, *args, **kwargs)

    monkeypatch.setattr(type(well), "unpublish", failing)
    schedule.run_due()
    broken.refresh_from_db()
    well.refresh_from_db()
    assert (broken.live, well.live) == (True, False)


def test_a_policy_comes_into_force_at_midnight_by_itself():
    tomorrow = timezone.localdate() + timedelta(days=1)
    policy = factories.policy(effective_on=tomorrow)
    row = StoredDocument.objects.get(pk=policy.key)
    assert row.state == "not_yet_in_force"
    assert timezone.localtime(row.changes_at).date() == tomorrow
    StoredDocument.objects.filter(pk=policy.key).update(changes_at=timezone.now() - timedelta(seconds=1))
    type(policy).objects.filter(pk=policy.pk).update(effective_on=timezone.localdate())
    schedule.run_due()
    assert StoredDocument.objects.get(pk=policy.key).state == "in_force"


def test_chores_run_at_the_start_and_again_when_their_time_is_over(monkeypatch):
    monkeypatch.setattr(chores, "_chores", {})
    runs = []
    chores.register("count", seconds=3600, act=lambda: runs.append(1))
    schedule.run_due()
    schedule.run_due()
    assert len(runs) == 1


def is_public(page):
    return StoredDocument.objects.filter(pk=page.key).exists()


def later(**time):
    """As if that much time had gone by."""
    moment = timezone.now() + timedelta(**time)
    return mock.patch.object(timezone, "now", return_value=moment)


def at(clock):
    """As if it were that time: "2030-03-01T09:30:00+08:00"."""
    return mock.patch.object(timezone, "now", return_value=datetime.fromisoformat(clock))


def test_a_page_is_live_with_the_first_pass_of_the_worker_after_its_minute_in_the_sites_time_zone(
    site, public_dir
):
    assert CLOCK < 60  # seconds between two passes
    half_past_nine = timezone.make_aware(datetime(2030, 3, 1, 9, 30))
    notice = scheduled(factories.notice("停水", live=False), go_live_at=half_past_nine)
    file = public_dir / notice.url_path.strip("/") / "index.html"
    with at("2030-03-01T09:29:59+08:00"):
        schedule.run_due()
        site.drain()
    assert not file.exists()
    with at("2030-03-01T09:30:00+08:00"):
        schedule.run_due()
        site.drain()
    assert "停水" in file.read_text()


def test_the_worker_looks_at_the_clock_when_the_next_thing_is_planned_for_in_the_sites_time_zone(settings):
    settings.TIME_ZONE = "Asia/Shanghai"
    half_past_nine = timezone.make_aware(datetime(2030, 3, 1, 9, 30), ZoneInfo(settings.TIME_ZONE))
    scheduled(factories.notice(live=False), go_live_at=half_past_nine)
    scheduled(factories.notice(), expire_at=half_past_nine + timedelta(seconds=20))
    factories.policy(effective_on=date(2030, 3, 2))
    for clock, seconds in {
        "09:29:50+08:00": 10,
        "01:29:59+00:00": 1,
        "09:30:00+08:00": CLOCK,  # it is due now; should it fail, it is tried again with the next usual look
        "09:30:19+08:00": 1,
        "23:59:58+08:00": 2,
    }.items():
        with at(f"2030-03-01T{clock}"):
            assert schedule.seconds_to_next(CLOCK) == seconds


def test_a_moment_that_is_over_already_publishes_at_once():
    assert is_public(scheduled(factories.notice(live=False), go_live_at=timezone.now() - timedelta(hours=1)))


def test_a_new_version_waits_for_its_time_while_the_old_one_stays_public():
    notice = factories.notice("旧题")
    notice.title = "新题"
    scheduled(notice, go_live_at=timezone.now() + timedelta(hours=1))
    assert StoredDocument.objects.get(pk=notice.key).document.title == "旧题"
    with later(hours=2):
        schedule.run_due()
    assert StoredDocument.objects.get(pk=notice.key).document.title == "新题"


def test_a_publication_that_fails_is_tried_again_and_stops_no_other(monkeypatch):
    broken = scheduled(factories.notice("坏", live=False), go_live_at=timezone.now() + timedelta(hours=1))
    well = scheduled(factories.notice("好", live=False), go_live_at=timezone.now() + timedelta(hours=1))
    publish = Revision.publish

    def failing(revision, *args, **kwargs):
        if revision.object_id == str(broken.pk):
            raise OperationalError("deadlock detected")
        return publish(revision, *args, **kwargs)

    with later(hours=2):
        with mock.patch.object(Revision, "publish", failing):
            schedule.run_due()
        assert (is_public(broken), is_public(well)) == (False, True)
        schedule.run_due()
        assert is_public(broken)


def test_an_expiry_that_fails_is_tried_again():
    notice = scheduled(factories.notice(), expire_at=timezone.now() + timedelta(hours=1))
    with later(hours=2):
        with mock.patch.object(type(notice), "unpublish", side_effect=RuntimeError("no")):
            schedule.run_due()
        assert is_public(notice)
        schedule.run_due()
        assert not is_public(notice)


def test_expiry_does_not_take_a_scheduled_return_back():
    notice = scheduled(factories.notice("今年"), expire_at=timezone.now() + timedelta(hours=1))
    notice.title, notice.expire_at = "明年", None
    scheduled(notice, go_live_at=timezone.now() + timedelta(hours=3))
    with later(hours=2):
        schedule.run_due()
        assert not is_public(notice)
    with later(hours=4):
        schedule.run_due()
        assert StoredDocument.objects.get(pk=notice.key).document.title == "明年"


def test_what_is_scheduled_below_an_unpublished_section_is_public_when_the_section_returns():
    section = factories.section("通知公告")
    notice = scheduled(
        factories.notice("停水", section, live=False), go_live_at=timezone.now() + timedelta(hours=1)
    )
    section.unpublish()
    with later(hours=2):
        schedule.run_due()
        assert not is_public(notice)
        factories.publish(type(section).objects.get(pk=section.pk))
    assert is_public(notice)


@pytest.mark.parametrize(
    ("zone", "day", "midnight"),
    [
        ("Asia/Shanghai", date(2030, 3, 1), "2030-03-01T00:00:00+08:00"),
        ("Europe/Berlin", date(2030, 3, 31), "2030-03-31T00:00:00+01:00"),  # the clocks go forward at two
        ("Europe/Berlin", date(2030, 4, 1), "2030-04-01T00:00:00+02:00"),
        ("America/Havana", date(2030, 3, 10), "2030-03-10T01:00:00-04:00"),  # this day begins at one
    ],
)
def test_a_day_begins_when_it_does_in_the_sites_time_zone(settings, zone, day, midnight):
    settings.TIME_ZONE = zone
    row = StoredDocument.objects.get(pk=factories.policy(effective_on=day).key)
    assert row.changes_at == datetime.fromisoformat(midnight)


def test_what_is_killed_in_between_is_done_once_by_the_next(installation):
    with installation.active():
        hour = timedelta(hours=1)
        for moment in count(1, 3):
            comes = scheduled(factories.notice("来", live=False), go_live_at=timezone.now() + hour)
            goes = scheduled(factories.notice("去"), expire_at=timezone.now() + hour)
            with later(hours=2):
                with killed_at(moment):
                    schedule.run_due()
                finished = (is_public(comes), is_public(goes)) == (True, False)
                schedule.run_due()
            assert (is_public(comes), is_public(goes)) == (True, False), f"killed at step {moment}"
            if finished:
                break
        assert moment > 10
