"""What the public tree holds after pages were published, changed and taken down."""

import os
import re
import time
from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Locale

from cms.core.models import SiteSettings
from cms.publishing import pending
from cms.publishing.models import Pending, PublicFile
from cms.publishing.tree import former, targets
from cms.publishing.tree.site import build_into
from tests import factories

pytestmark = pytest.mark.django_db


def tree(folder):
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }


def read(folder, url):
    return (folder / url.lstrip("/") / "index.html").read_text()


def test_a_published_page_is_a_file_that_its_section_and_home_page_link_to(site, public_dir, section):
    notice = factories.notice("周五停水通知", section)
    site.drain()
    assert "周五停水通知" in read(public_dir, notice.url_path)
    assert notice.slug in read(public_dir, section.url_path)
    assert notice.slug in read(public_dir, "/zh/")


def test_nothing_waits_after_draining_and_a_second_build_writes_nothing(site, public_dir, section):
    factories.notice("周五停水通知", section)
    site.drain()
    assert not Pending.objects.filter(projection__in=("site", "files")).exists()
    report = site.build(full=True)
    assert (report.written, report.removed, report.failed) == (0, 0, 0)


def test_an_unpublished_page_leaves_no_trace(site, public_dir, section):
    before = tree(public_dir)
    notice = factories.notice("周五停水通知", section)
    site.drain()
    notice.unpublish()
    site.drain()
    assert tree(public_dir) == before


def test_a_deleted_section_takes_everything_below_it_with_it(site, public_dir, section):
    notice = factories.notice("周五停水通知", section)
    site.drain()
    type(section).objects.get(pk=section.pk).delete()
    site.drain()
    assert not (public_dir / notice.url_path.strip("/")).exists()
    assert not (public_dir / section.url_path.strip("/")).exists()


def test_what_is_below_an_unpublished_section_is_not_public_until_it_returns(site, public_dir, section):
    notice = factories.notice("周五停水通知", section)
    site.drain()
    section.refresh_from_db()
    section.unpublish()
    site.drain()
    assert not (public_dir / notice.url_path.strip("/")).exists()
    factories.publish(type(section).objects.get(pk=section.pk))
    site.drain()
    assert "周五停水通知" in read(public_dir, notice.url_path)


def test_a_changed_address_of_a_section_moves_its_pages_and_their_breadcrumbs(site, public_dir, section):
    notice = factories.notice("周五停水通知", section)
    site.drain()
    section.refresh_from_db()
    section.slug = "news"
    factories.publish(section)
    site.drain()
    assert "周五停水通知" not in read(public_dir, notice.url_path)
    assert "周五停水通知" in read(public_dir, f"/zh/news/{notice.slug}/")


def test_a_new_title_of_a_section_reaches_the_breadcrumbs_below_it(site, public_dir, section):
    notice = factories.notice("周五停水通知", section)
    site.drain()
    section.refresh_from_db()
    section.title = "社区通告栏"
    factories.publish(section)
    site.drain()
    assert "社区通告栏" in read(public_dir, notice.url_path)


def test_a_moved_page_is_public_at_its_new_place_only(site, public_dir, section):
    other = factories.section("公示", slug="publicity")
    notice = factories.notice("周五停水通知", section)
    site.drain()
    notice.move(other, pos="last-child")
    site.drain()
    assert "周五停水通知" not in read(public_dir, f"/zh/notices/{notice.slug}/")
    assert "周五停水通知" in read(public_dir, f"/zh/publicity/{notice.slug}/")
    assert notice.slug not in read(public_dir, "/zh/notices/")


def test_neighbours_are_made_again_when_a_page_comes_between_them(site, public_dir, section):
    now = timezone.now()
    old = factories.notice("第一则", section, dated=now - timedelta(days=9))
    factories.notice("第三则", section, dated=now - timedelta(days=1))
    site.drain()
    between = factories.notice("第二则", section, dated=now - timedelta(days=5))
    site.drain()
    assert between.slug in read(public_dir, old.url_path)


def test_a_section_of_sections_shows_what_they_have_in_the_other_language(site, public_dir):
    outer = factories.section("工作计划", slug="plans")
    inner = factories.section("社区工作计划", outer, slug="community")
    english = Locale.objects.get(language_code="en")
    translated = [factories.publish(page.copy_for_translation(english)) for page in (outer, inner)]
    first = factories.notice("停水通知", inner)
    site.drain()
    soup = BeautifulSoup(read(public_dir, "/en/plans/"), "html.parser")
    assert [link.text for link in soup.select(".row-title[lang=zh-Hans] a")] == [first.title]
    within = [field["value"] for field in soup.select(".search-within [name=section]")]
    assert within == [page.key for page in translated]
    factories.notice("停电通知", inner)
    site.drain()
    assert "停电通知" in read(public_dir, "/en/plans/")


def test_one_new_page_among_many_touches_a_handful_of_files(site, section):
    for number in range(60):
        dated = timezone.now() - timedelta(days=number)
        factories.notice(f"第{number}号通知", section, dated=dated)
    site.drain()
    factories.notice("最新通知", section)
    report = site.drain()
    assert report.written + report.kept <= 16


def test_a_pinned_notice_stays_at_the_top_however_old_it_is(site, public_dir, section):
    old = factories.notice("暑期高温通告", section, pinned=True, dated=timezone.now() - timedelta(days=99))
    for number in range(31):
        factories.notice(f"第{number}号通知", section, dated=timezone.now() - timedelta(days=number))
    site.drain()
    shown = re.findall(r'<h2 class="row-title"[^>]*><a href="([^"]*)"', read(public_dir, "/zh/notices/"))
    assert shown[0].endswith(f"/{old.slug}/")
    assert len(shown) == len(set(shown)) == 31
    old.pinned = False
    factories.publish(old)
    site.drain()
    assert old.slug not in read(public_dir, "/zh/notices/")


def test_files_of_an_earlier_program_that_named_them_otherwise_are_removed(site, public_dir, section):
    old = public_dir / "sitemaps/2026-11.xml"
    old.write_text("<urlset/>")
    PublicFile.objects.create(target="sitemap:2026-11", path="sitemaps/2026-11.xml", digest="0" * 64, size=9)
    report = site.build(full=True)
    assert (report.removed, report.failed) == (1, 0)
    assert not old.exists()
    assert not PublicFile.objects.filter(target="sitemap:2026-11").exists()


def test_one_new_plan_among_many_touches_a_handful_of_files(site, section):
    plans = factories.section("工作计划", slug="plans", layout="plans")
    for number in range(40):
        factories.plan(
            f"{1980 + number}年计划", plans, year=1980 + number, dated=timezone.now() - timedelta(days=number)
        )
    site.drain()
    factories.plan("2026年计划", plans, year=2026)
    report = site.drain()
    assert report.written + report.kept <= 16


def test_a_change_among_many_asks_the_database_little(site, section):
    pages = [
        factories.notice(f"第{number}号通知", section, dated=timezone.now() - timedelta(days=number))
        for number in range(60)
    ]
    site.drain()
    pages[30].title = "改过的标题"
    factories.publish(pages[30])
    with CaptureQueriesContext(connection) as edited:
        site.drain()
    factories.notice("最新通知", section)
    with CaptureQueriesContext(connection) as added:
        site.drain()
    factories.notice("另一年的通知", section, dated=timezone.now() - timedelta(days=800))
    with CaptureQueriesContext(connection) as in_a_new_month:
        site.drain()
    assert len(edited) <= 25
    assert len(added) <= 25
    assert len(in_a_new_month) <= 25


def test_a_full_build_asks_the_database_as_often_for_many_pages_as_for_few(site, section):
    asked = []
    for many in (10, 40):
        for number in range(many):
            factories.notice(f"第{number}号通知", section, dated=timezone.now())
        site.drain()
        with CaptureQueriesContext(connection) as statements:
            report = site.build(full=True)
        assert report.kept > many
        asked.append(len(statements))
    assert asked[0] == asked[1]


def test_changed_site_settings_reach_every_page(site, public_dir, section):
    notice = factories.notice("周五停水通知", section)
    site.drain()
    settings = SiteSettings.load()
    settings.name_zh = "柳溪街道"
    settings.theme = "#1d5f4a"
    settings.save()
    site.drain()
    assert "柳溪街道" in read(public_dir, notice.url_path)


def test_the_style_guide_is_built_in_development_only(site, public_dir, settings):
    guide = public_dir / "zh/styleguide/index.html"
    settings.DEBUG = True
    site.build()
    assert "样式指南" in guide.read_text()
    settings.DEBUG = False
    site.build()
    assert not guide.exists()


def test_what_is_changed_while_all_is_made_is_made_by_the_next_build(site, public_dir, settings):
    guide = public_dir / "zh/styleguide/index.html"
    site.build(full=True, progress=lambda _done, _total: setattr(settings, "DEBUG", True))
    assert not guide.exists()
    site.build()
    assert guide.exists()


def test_a_former_theme_is_there_for_a_day_for_those_who_still_hold_a_page_with_it(site, public_dir, section):
    (before,) = (public_dir / "assets").glob("site.*.css")
    os.utime(before, (0, 0))
    settings = SiteSettings.load()
    settings.theme = "#1d5f4a"
    settings.save()
    site.drain()
    former.clear()
    site.build(full=True)
    assert before.is_file()
    assert before.name not in read(public_dir, section.url_path)
    (now,) = set((public_dir / "assets").glob("site.*.css")) - {before}
    yesterday = time.time() - former.KEPT - 1
    for file in (before, now):
        os.utime(file, (yesterday, yesterday))
    assert former.clear() == 1
    assert list((public_dir / "assets").glob("site.*.css")) == [now]


def test_a_renamed_organisation_reaches_the_pages_it_issued(site, public_dir, section):
    issuer = factories.organisation("liuxi")
    notice = factories.notice("周五停水通知", section, issuer=issuer)
    site.drain()
    issuer.name_zh = "新柳街道"
    issuer.save()
    site.drain()
    assert "新柳街道" in read(public_dir, notice.url_path)


def test_a_month_has_an_archive_only_while_it_has_pages(site, public_dir, section):
    dated = timezone.make_aware(timezone.datetime(2025, 3, 2, 9, 0))
    notice = factories.notice("旧通知", section, dated=dated)
    site.drain()
    assert "旧通知" in read(public_dir, "/zh/notices/archive/2025-03/")
    notice.unpublish()
    site.drain()
    assert not (public_dir / "zh/notices/archive").exists()


def test_one_broken_page_is_reported_and_holds_up_no_other(site, public_dir, section, monkeypatch):
    broken, well = factories.notice("坏页面", section), factories.notice("好页面", section)
    make = targets.make

    def breaking(target, maker):
        if target == broken.key:
            raise ValueError("broken")
        return make(target, maker)

    monkeypatch.setattr(targets, "make", breaking)
    report = site.drain()
    assert report.failed == 1
    assert "好页面" in read(public_dir, well.url_path)
    waiting = Pending.objects.get(projection="files")
    assert (waiting.subject, waiting.error) == (broken.key, "ValueError: broken")
    monkeypatch.undo()
    Pending.objects.update(not_before=None)
    site.drain()
    assert "坏页面" in read(public_dir, broken.url_path)
    assert not Pending.objects.filter(projection__in=("site", "files")).exists()


def test_a_file_where_a_folder_should_be_loses_nothing(site, public_dir, section):
    notice = factories.notice("周五停水通知", section)
    waiting = Pending.objects.filter(projection__in=pending.SITE)
    asked = waiting.count()
    blocked = public_dir / "zh"
    moved = public_dir.parent / "aside"
    blocked.rename(moved)
    blocked.write_text("a file where a folder should be")
    with pytest.raises(OSError, match="zh"):
        site.drain()
    assert waiting.count() >= asked
    blocked.unlink()
    moved.rename(blocked)
    site.drain()
    assert not waiting.exists()
    assert (public_dir / notice.url_path.strip("/") / "index.html").is_file()


def test_foreign_files_in_the_tree_are_removed_by_a_full_build(site, public_dir, section):
    (public_dir / "zh" / "leftover.html").write_text("old")
    assert site.build(full=True).removed == 1
    assert not (public_dir / "zh" / "leftover.html").exists()


def test_a_full_build_elsewhere_equals_the_tree_and_records_nothing(site, public_dir, section, tmp_path):
    factories.notice("周五停水通知", section)
    site.drain()
    build_into(tmp_path / "elsewhere")
    assert tree(tmp_path / "elsewhere") == tree(public_dir)


def test_the_tree_works_under_any_base_path(site, public_dir, section):
    factories.notice("周五停水通知", section)
    site.drain()
    for path, content in tree(public_dir).items():
        if path.endswith("index.html"):
            assert 'href="/' not in content.decode(), path
            assert 'src="/' not in content.decode(), path
