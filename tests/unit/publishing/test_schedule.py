"""What the clock does: publishing, expiry, and documents that change at a moment."""

from datetime import timedelta

import pytest
from django.utils import timezone

from cms.publishing import chores, schedule
from cms.publishing.models import StoredDocument
from tests import factories

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
