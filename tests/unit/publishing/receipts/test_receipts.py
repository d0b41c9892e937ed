"""Receipts: what a change leaves behind for whoever asked for it."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.log_actions import LogContext

from cms.publishing.models import Receipt, RemovedFile
from cms.publishing.receipts import ledger
from cms.publishing.services import refresh_all
from tests import factories

pytestmark = pytest.mark.django_db


def actions(page):
    return [receipt.action for receipt in ledger.history(page.pk)]


def test_each_change_of_the_public_form_has_a_receipt_that_names_who_asked(section):
    editor = factories.administrator()
    with LogContext(user=editor):
        notice = factories.notice("周五停水通知", section)
    receipt = ledger.latest([notice.pk])[notice.pk]
    assert (receipt.action, receipt.title, receipt.url) == ("published", "周五停水通知", notice.url_path)
    assert receipt.asked_by == editor
    notice.title = "周六停水通知"
    notice = factories.publish(notice)
    notice.unpublish()
    assert actions(notice) == ["taken_down", "changed", "published"]


def test_a_change_that_no_resident_can_see_leaves_no_receipt(section):
    notice = factories.notice("周五停水通知", section)
    refresh_all()
    assert actions(notice) == ["published"]


def test_a_moved_section_gives_each_page_below_it_a_receipt(section):
    notice = factories.notice("周五停水通知", section)
    section.refresh_from_db()
    section.slug = "news"
    factories.publish(section)
    assert actions(notice)[0] == actions(section)[0] == "moved"


def test_a_receipt_costs_the_publishing_transaction_one_statement(section):
    notice = factories.notice("周五停水通知", section)
    notice.title = "周六停水通知"
    with CaptureQueriesContext(
        connection,
    ) as queries:
        factories.publish(notice)
    told = [query["sql"] for query in queries if "publishing_receipt" in query["sql"]]
    assert len(told) == 1


def test_the_files_of_a_change_are_known_by_its_tags(site, public_dir, section):
    notice = factories.notice("周五停水通知", section)
    site.drain()
    receipt = ledger.latest([notice.pk])[notice.pk]
    written, removed = ledger.files_of(receipt)
    paths = {path for path, _when in written}
    assert f"zh/notices/{notice.slug}/index.html" in paths
    assert {"zh/notices/index.html", "zh/index.html", "zh/feed.xml"} <= paths
    assert not removed
    notice.unpublish()
    site.drain()
    written, removed = ledger.files_of(ledger.latest([notice.pk])[notice.pk])
    assert f"zh/notices/{notice.slug}/index.html" in {path for path, _when in removed}
    assert "zh/notices/index.html" in {path for path, _when in written}


def test_files_that_keep_their_bytes_do_not_count_as_written(site, section):
    factories.notice("周五停水通知", section)
    site.drain()
    receipt = Receipt.objects.latest("pk")
    receipt.requested_at = receipt.requested_at.replace(year=2040)
    site.build(full=True)
    assert not ledger.files_of(receipt)[0]


def test_only_the_last_receipts_of_a_page_are_kept(section):
    notice = factories.notice("周五停水通知", section)
    for number in range(ledger.KEPT + 3):
        notice.title = f"第{number}号通知"
        notice = factories.publish(notice)
    ledger.prune()
    kept = Receipt.objects.filter(page=notice.pk)
    assert kept.count() == ledger.KEPT
    assert kept.latest("pk").title == f"第{ledger.KEPT + 2}号通知"


def test_a_path_that_another_page_took_over_was_not_removed(site, section):
    first = factories.notice("周五停水通知", section, slug="water")
    site.drain()
    first.slug = "water-2"
    factories.publish(first)
    factories.notice("周六停水通知", section, slug="water")
    site.drain()
    assert not RemovedFile.objects.filter(path="zh/notices/water/index.html").exists()
