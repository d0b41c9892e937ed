"""A changed address leads to the new one, for the page and all below it; staff may make redirects of their own."""

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.utils import translation
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page

from cms.publishing.models import Pending
from cms.publishing.redirects import former_addresses
from cms.publishing.services import refresh_all
from cms.publishing.tree.site import build_into
from tests import factories

pytestmark = pytest.mark.django_db


def tree(folder):
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }


def at(folder, path):
    """The file of a path, or None."""
    file = folder / path.strip("/") / "index.html"
    return file.read_text() if file.is_file() else None


def leads_to(folder, path, link):
    html = at(folder, path) or ""
    return f'content="0; url={link}"' in html and f'href="{link}"' in html


def rename(page, slug):
    page = type(page).objects.get(pk=page.pk)
    page.slug = slug
    return factories.publish(page)


def notice_address(page):
    return type(page).objects.get(pk=page.pk).url_path


def made_by_staff(path, **to):
    redirect = Redirect(old_path=path, **to)
    redirect.full_clean()
    redirect.save()
    return redirect


@pytest.fixture(autouse=True)
def _public_address(settings):
    """One that staff could type into a form."""
    settings.PUBLIC_URL = "https://linli.example.org"


@pytest.fixture
def notice(site, section):
    notice = factories.notice("周五停水通知", section, slug="water")
    site.drain()
    return notice


def test_a_former_address_leads_to_the_page_in_both_languages_words(site, public_dir, notice):
    rename(notice, "no-water")
    site.drain()
    html = at(public_dir, "/zh/notices/water")
    assert leads_to(public_dir, "/zh/notices/water", "../../../zh/notices/no-water/")
    assert '<link rel="canonical" href="https://linli.example.org/zh/notices/no-water/">' in html
    assert '<meta name="robots" content="noindex">' in html
    assert "本页已迁移" in html
    assert "This page has moved" in html
    assert 'href="/' not in html


def test_everything_below_a_renamed_section_leads_on(site, public_dir, section, notice):
    rename(section, "news")
    site.drain()
    assert leads_to(public_dir, "/zh/notices", "../../zh/news/")
    assert leads_to(public_dir, "/zh/notices/water", "../../../zh/news/water/")


def test_a_moved_page_leads_on(site, public_dir, section, notice):
    notice.move(factories.section("公示", slug="publicity"), pos="last-child")
    site.drain()
    assert leads_to(public_dir, "/zh/notices/water", "../../../zh/publicity/water/")


def test_a_page_that_moves_twice_is_one_step_away_from_both_addresses(site, public_dir, notice):
    rename(rename(notice, "second"), "third")
    site.drain()
    for former in ("water", "second"):
        assert leads_to(public_dir, f"/zh/notices/{former}", "../../../zh/notices/third/")


def test_addresses_longer_than_wagtails_column_lead_on_too_and_give_way(site, public_dir, section, tmp_path):
    outer = factories.section("外", section, slug="外" * 85)
    middle = factories.section("中", outer, slug="中" * 85)
    inner = factories.section("内", middle, slug="内" * 85)
    notice = factories.notice("深处的通知", inner, slug="deep")
    former = notice.url_path
    site.drain()
    rename(rename(section, "news"), "affairs")
    site.drain()
    up = "../" * 6
    assert leads_to(public_dir, former, f"{up}{notice_address(notice)[1:]}")
    assert leads_to(public_dir, former.replace("/notices/", "/news/"), f"{up}{notice_address(notice)[1:]}")
    build_into(tmp_path / "fresh")
    assert tree(tmp_path / "fresh") == tree(public_dir)
    rename(type(section).objects.get(pk=section.pk), "notices")
    site.drain()
    assert "深处的通知" in at(public_dir, former)
    assert leads_to(public_dir, former.replace("/notices/", "/affairs/"), f"{up}{former[1:]}")
    assert not Redirect.objects.filter(old_path__startswith="/zh/notices").exists()


def test_a_file_that_the_folder_cannot_have_holds_up_no_other(site, public_dir, section):
    Redirect.objects.create(old_path=f"/{'长' * 86}.html", redirect_link="https://example.org/")
    (public_dir / "zh/notices/water").mkdir()
    (public_dir / "zh/notices/water/index.html").mkdir()
    notice = factories.notice("周五停水通知", section, slug="water")
    factories.notice("供暖通知", section, slug="heat")
    site.drain()
    assert at(public_dir, "/zh/notices/heat")
    (failure,) = Pending.objects.filter(projection="files")
    assert (failure.subject, "Is a directory" in failure.error) == (notice.key, True)


def test_a_page_that_comes_back_needs_no_redirect_to_itself(site, public_dir, notice):
    moved = rename(notice, "second")
    site.drain()
    rename(moved, "water")
    site.drain()
    assert "周五停水通知" in at(public_dir, "/zh/notices/water")
    assert leads_to(public_dir, "/zh/notices/second", "../../../zh/notices/water/")
    assert list(Redirect.objects.values_list("old_path", flat=True)) == ["/zh/notices/second"]


def test_two_pages_may_change_places(site, public_dir, section, notice):
    other = factories.notice("供暖通知", section, slug="heat")
    notice = rename(notice, "between")
    rename(other, "water")
    rename(notice, "heat")
    site.drain()
    assert "供暖通知" in at(public_dir, "/zh/notices/water")
    assert "周五停水通知" in at(public_dir, "/zh/notices/heat")
    assert leads_to(public_dir, "/zh/notices/between", "../../../zh/notices/heat/")


def test_a_new_page_has_its_address_for_good(site, public_dir, section, notice):
    rename(notice, "second")
    site.drain()
    new = factories.notice("新的停水通知", section, slug="water")
    site.drain()
    assert "新的停水通知" in at(public_dir, "/zh/notices/water")
    new.unpublish()
    site.drain()
    assert at(public_dir, "/zh/notices/water") is None


def test_a_draft_at_a_former_address_changes_nothing_yet(site, public_dir, section, notice):
    rename(notice, "second")
    factories.notice("草稿", section, slug="water", live=False)
    site.drain()
    assert leads_to(public_dir, "/zh/notices/water", "../../../zh/notices/second/")


def test_an_address_that_was_never_public_leaves_nothing(site, public_dir, section):
    draft = factories.notice("草稿", section, slug="draft", live=False)
    draft.slug = "final"
    draft.save()
    factories.publish(draft)
    site.drain()
    assert at(public_dir, "/zh/notices/draft") is None
    assert not Redirect.objects.exists()


def test_a_redirect_goes_with_its_page_and_comes_back_with_it(site, public_dir, notice):
    notice = rename(notice, "second")
    site.drain()
    notice.unpublish()
    site.drain()
    assert at(public_dir, "/zh/notices/water") is None
    factories.publish(type(notice).objects.get(pk=notice.pk))
    site.drain()
    assert leads_to(public_dir, "/zh/notices/water", "../../../zh/notices/second/")
    Page.objects.get(pk=notice.pk).delete()
    site.drain()
    assert at(public_dir, "/zh/notices/water") is None
    assert not Redirect.objects.exists()


def test_an_address_changed_while_the_page_was_down_leads_on_when_it_is_up(site, public_dir, notice):
    notice.unpublish()
    notice.slug = "second"
    notice.save()
    site.drain()
    assert at(public_dir, "/zh/notices/water") is None
    factories.publish(notice)
    site.drain()
    assert leads_to(public_dir, "/zh/notices/water", "../../../zh/notices/second/")


def test_a_draft_of_a_new_address_changes_nothing_yet(site, public_dir, notice):
    notice.slug = "second"
    notice.save_revision()
    site.drain()
    assert "周五停水通知" in at(public_dir, "/zh/notices/water")
    assert not Redirect.objects.exists()


def test_the_statements_for_a_moved_section_do_not_grow_with_what_is_in_it(
    section, django_assert_max_num_queries
):
    for number in range(30):
        factories.notice(f"第{number}号", section)
    section = type(section).objects.get(pk=section.pk)
    before, section.url_path = section.url_path, "/zh/news/"
    Page.objects.filter(pk=section.pk).update(url_path="/zh/news/")
    with django_assert_max_num_queries(9):
        former_addresses.remember(section, before, "/zh/news/")
    assert Redirect.objects.count() == 31


def test_a_full_build_has_the_same_redirects(site, public_dir, section, notice, tmp_path):
    rename(section, "news")
    made_by_staff("/old/page.html", redirect_page=notice)
    site.drain()
    build_into(tmp_path / "fresh")
    assert tree(tmp_path / "fresh") == tree(public_dir)
    assert site.build(full=True).written == 0


class TestMadeByStaff:
    def test_to_a_page_it_follows_the_page(self, site, public_dir, notice):
        made_by_staff("/water", redirect_page=notice)
        site.drain()
        assert leads_to(public_dir, "/water", "../zh/notices/water/")
        rename(notice, "second")
        site.drain()
        assert leads_to(public_dir, "/water", "../zh/notices/second/")

    def test_to_another_site(self, site, public_dir, section):
        made_by_staff("/zh/health", redirect_link="https://example.org/a?b=1&c=2")
        site.drain()
        html = at(public_dir, "/zh/health")
        assert 'content="0; url=https://example.org/a?b=1&amp;c=2"' in html
        assert '<link rel="canonical" href="https://example.org/a?b=1&amp;c=2">' in html

    def test_a_link_to_a_page_of_this_site_follows_the_page(self, site, public_dir, notice):
        made = made_by_staff("/water", redirect_link=f"https://linli.example.org{notice.url_path}")
        assert (made.redirect_page_id, made.redirect_link) == (notice.pk, "")

    def test_to_a_list_of_this_site(self, site, public_dir, section):
        made_by_staff("/find", redirect_link="https://linli.example.org/zh/search?q=a")
        site.drain()
        assert leads_to(public_dir, "/find", "../zh/search?q=a")

    def test_chains_are_one_step(self, site, public_dir, section):
        made_by_staff("/a", redirect_link="https://linli.example.org/b")
        made_by_staff("/b", redirect_link="https://linli.example.org/c/")
        made_by_staff("/c", redirect_link="https://example.org/")
        site.drain()
        for path in "abc":
            assert 'content="0; url=https://example.org/"' in at(public_dir, f"/{path}")

    def test_what_is_changed_or_deleted_reaches_the_tree(self, site, public_dir, section):
        redirect = made_by_staff("/a", redirect_link="https://example.org/")
        made_by_staff("/first", redirect_link="https://linli.example.org/a")
        site.drain()
        redirect.old_path = "/b"
        redirect.save()
        site.drain()
        assert at(public_dir, "/a") is None
        assert at(public_dir, "/b") is not None
        assert leads_to(public_dir, "/first", "../a")
        redirect.delete()
        site.drain()
        assert at(public_dir, "/b") is None

    def test_it_wins_over_what_is_remembered_and_waits_behind_a_page(self, site, public_dir, section, notice):
        rename(notice, "second")
        made_by_staff("/zh/notices/water", redirect_link="https://example.org/")
        site.drain()
        assert "https://example.org/" in at(public_dir, "/zh/notices/water")
        page = factories.notice("新的通知", section, slug="water")
        site.drain()
        assert "新的通知" in at(public_dir, "/zh/notices/water")
        page.unpublish()
        site.drain()
        assert "https://example.org/" in at(public_dir, "/zh/notices/water")

    def test_a_loop_that_was_not_checked_is_no_file(self, site, public_dir, section, tmp_path):
        Redirect.objects.create(old_path="/a", redirect_link="https://linli.example.org/b")
        last = Redirect.objects.create(old_path="/b", redirect_link="https://linli.example.org/a")
        site.drain()
        assert (at(public_dir, "/a"), at(public_dir, "/b")) == (None, None)
        last.redirect_link = "https://example.org/"
        last.save()
        site.drain()
        assert "https://example.org/" in at(public_dir, "/a")

    @pytest.mark.parametrize(
        "path", ["/shop.php", "/a.html/b", "/a?id=3", "/../x", "/zh/notices/archive/2026-03"]
    )
    def test_what_no_file_can_answer_breaks_nothing(self, site, public_dir, section, path):
        Redirect.objects.create(old_path=path, redirect_link="https://example.org/")
        before = tree(public_dir)
        site.drain()
        assert tree(public_dir) == before
        assert not Pending.objects.filter(projection="site").exists()

    @pytest.mark.parametrize(
        ("path", "to", "chinese", "english"),
        [
            ("/zh/notices/water", {}, "已在此地址公开", "is public at this address"),
            ("/zh/feed.xml", {}, "网站自身", "needs this address itself"),
            ("/a?id=3", {}, "只填写路径", "the path only"),
            ("/a", {"redirect_link": "https://linli.example.org/a/"}, "/a → /a", "/a → /a"),
            (
                "/a",
                {"redirect_link": "https://linli.example.org/first"},
                "/a → /first → /a",
                "lead back to itself",
            ),
            ("/a", {"redirect_link": "ftp://example.org/"}, "https://", "whole address"),
            ("/a", {"redirect_link": ""}, "页面", "either a page or an address"),
        ],
    )
    def test_what_would_do_harm_is_refused_in_both_languages(self, notice, path, to, chinese, english):
        Redirect.objects.create(old_path="/first", redirect_link="https://linli.example.org/a")
        for language, words in (("zh-hans", chinese), ("en", english)):
            with translation.override(language), pytest.raises(ValidationError) as refused:
                Redirect(old_path=path, **({"redirect_link": "https://example.org/"} | to)).full_clean()
            assert words in " ".join(refused.value.messages)

    def test_the_admin_form_says_it_at_the_field(self, client, notice):
        client.force_login(factories.administrator())
        data = {"old_path": notice.url_path, "redirect_link": "https://example.org/", "is_permanent": "on"}
        response = client.post("/admin/redirects/add/", data)
        assert response.status_code == 200
        assert "周五停水通知" in response.context["form"].errors["old_path"][0]
        client.post("/admin/redirects/add/", data | {"old_path": "/elsewhere"})
        assert Redirect.objects.get().old_path == "/elsewhere"
        assert Pending.objects.filter(subject="redirect:/elsewhere").exists()


class TestOrganisations:
    """Their addresses come from their short names, and they are no pages of Wagtail's."""

    @pytest.fixture
    def body(self, site):
        refresh_all()
        site.build()
        body = factories.organisation("liuxi")
        site.drain()
        return body

    def named(self, body, slug):
        body.slug = slug
        body.save()

    def test_a_former_address_leads_to_the_newest_in_one_step(self, site, public_dir, body, tmp_path):
        for slug in ("liuhe", "liuan"):
            self.named(body, slug)
            site.drain()
        for slug in ("liuxi", "liuhe"):
            assert leads_to(public_dir, f"/zh/organisations/{slug}/", "../../../zh/organisations/liuan/")
            assert leads_to(public_dir, f"/en/organisations/{slug}/", "../../../en/organisations/liuan/")
        build_into(tmp_path / "fresh")
        assert tree(tmp_path / "fresh") == tree(public_dir)

    def test_what_comes_back_or_takes_the_address_needs_no_redirect(self, site, public_dir, body):
        self.named(body, "liuhe")
        self.named(body, "liuxi")
        site.drain()
        assert "liuxi街道" in at(public_dir, "/zh/organisations/liuxi/")
        assert leads_to(public_dir, "/zh/organisations/liuhe/", "../../../zh/organisations/liuxi/")
        factories.organisation("liuhe")
        site.drain()
        assert "liuhe街道" in at(public_dir, "/zh/organisations/liuhe/")

    def test_a_redirect_goes_with_its_organisation(self, site, public_dir, body):
        self.named(body, "liuhe")
        site.drain()
        body.delete()
        site.drain()
        assert at(public_dir, "/zh/organisations/liuxi/") is None
        assert not Redirect.objects.exists()


def test_a_command_that_builds_elsewhere_has_them_too(site, public_dir, notice, tmp_path):
    rename(notice, "second")
    call_command("build_site", output=tmp_path / "copy")
    assert leads_to(tmp_path / "copy", "/zh/notices/water", "../../../zh/notices/second/")
