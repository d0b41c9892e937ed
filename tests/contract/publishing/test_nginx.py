"""A real nginx in front of the built tree, with the configuration of docs/operators.md and the rules of publishing."""

import gzip
import shutil
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from urllib.parse import quote

import pytest
from django.conf import settings as config
from wagtail.contrib.redirects.models import Redirect

from cms.publishing.models import StoredDocument
from cms.publishing.redirects import nginx
from cms.publishing.services import refresh_all
from cms.publishing.tree.site import SiteProjection
from tests import factories
from tests.conftest import needed
from tests.support.nginx import Nginx

pytestmark = pytest.mark.django_db


@pytest.fixture
def site(public_dir, workshop):
    return SiteProjection(public_dir, workshop)


@pytest.fixture
def folder(tmp_path):
    needed(shutil.which("nginx"), "nginx")
    return tmp_path / "nginx"


@pytest.fixture
def notice(site, settings, tmp_path):
    settings.DATA_DIR = tmp_path / "data"
    section = factories.section("通知公告", slug="notices")
    refresh_all()
    site.build()
    return factories.notice("周五停水通知", section, slug="water")


def rename(page, slug):
    page = type(page).objects.get(pk=page.pk)
    page.slug = slug
    return factories.publish(page)


def test_every_redirect_is_answered_before_any_file_and_pages_are_served(site, public_dir, notice, folder):
    rename(notice, "no-water")
    long = "/" + "/".join(["l" * 60] * 4)
    for path, link in {
        "/old/$page": "https://example.org/a$b?c=d#e",
        "/q\"uote's;{}": "https://example.org/",
        "/旧栏目/通知": "https://example.org/中文",
        "/Shop.php": "https://example.org/shop",
        long: "https://example.org/long",
    }.items():
        Redirect.objects.create(old_path=path, redirect_link=link)
    Redirect.objects.create(old_path="/soon", redirect_link="https://example.org/", is_permanent=False)
    site.drain()
    with Nginx(folder, public_dir, nginx.folder()) as server:
        assert server.get("/zh/notices/water/")[:2] == (301, "/zh/notices/no-water/")
        assert server.get("/zh/notices/water")[:2] == (301, "/zh/notices/no-water/")
        assert server.get("/old/%24page")[:2] == (301, "https://example.org/a%24b?c=d#e")
        assert server.get("/q%22uote%27s%3B%7B%7D")[:2] == (301, "https://example.org/")
        assert server.get("/%E6%97%A7%E6%A0%8F%E7%9B%AE/%E9%80%9A%E7%9F%A5/")[:2] == (
            301,
            "https://example.org/%E4%B8%AD%E6%96%87",
        )
        assert server.get("/Shop.php")[:2] == (301, "https://example.org/shop")
        assert server.get("/shop.php")[0] == 404
        assert server.get(long)[:2] == (301, "https://example.org/long")
        assert server.get("/soon/")[:2] == (302, "https://example.org/")
        status, _location, body = server.get("/zh/notices/no-water/")
        assert (status, "周五停水通知" in body.decode()) == (200, True)
        status, _location, body = server.get("/en/nothing/")
        assert (status, "Page not found" in body.decode()) == (404, True)


def test_long_chinese_addresses_of_a_moved_section_and_all_below_it_are_answered(
    site, public_dir, notice, folder
):
    section, former = notice.get_parent(), []
    for name in "外中内":
        section = factories.section(name, section, slug=name * 80)
        former.append(section.url_path)
    rename(notice.get_parent().specific, "news")
    site.drain()
    with Nginx(folder, public_dir, nginx.folder()) as server:
        for address in former:
            goal = quote(address.replace("/notices/", "/news/"))
            for path in (quote(address), quote(address).rstrip("/"), quote(address).lower()):
                assert server.get(path)[:2] == (301, goal)
            assert server.get(goal)[0] == 200


def test_an_address_that_nginx_cannot_hold_spoils_no_other_rule(site, public_dir, notice, folder):
    rename(notice, "no-water")
    StoredDocument.objects.filter(key=notice.key).update(url=f"/zh/notices/{'长' * 450}/")
    Redirect.objects.create(old_path="/water", redirect_page=notice)
    Redirect.objects.create(old_path="/old", redirect_link="https://example.org/")
    nginx.write_rules()
    with Nginx(folder, public_dir, nginx.folder()) as server:
        assert server.get("/old")[:2] == (301, "https://example.org/")
        assert server.get("/water")[0] == 404


def test_the_archive_and_feed_of_a_moved_section_move_along(site, public_dir, notice, folder):
    rename(notice.get_parent().specific, "news")
    site.drain()
    (month,) = (public_dir / "zh/news/archive").iterdir()
    with Nginx(folder, public_dir, nginx.folder()) as server:
        for below in ("feed.xml", f"archive/{month.name}/"):
            assert server.get(f"/zh/notices/{below}")[:2] == (301, f"/zh/news/{below}")
            assert server.get(f"/zh/news/{below}")[0] == 200
        assert server.get("/zh/notices/archive/x/")[0] == 404


def test_addresses_that_differ_in_case_only_do_not_catch_each_other(site, public_dir, notice, folder):
    rename(rename(notice, "Water"), "WATER")
    site.drain()
    with Nginx(folder, public_dir, nginx.folder()) as server:
        assert server.get("/zh/notices/WATER/")[0] == 200
        for former in ("water", "Water"):
            assert server.get(f"/zh/notices/{former}/")[:2] == (301, "/zh/notices/WATER/")


def test_what_was_taken_down_is_answered_with_410_and_a_page_that_says_so(site, public_dir, notice, folder):
    english = factories.notice(
        "Water cut", factories.section("Notices", factories.home("en"), slug="notices"), slug="Cut"
    )
    site.drain()
    for page in (notice, english):
        page.unpublish()
    site.drain()
    with Nginx(folder, public_dir, nginx.folder()) as server:
        for address in ("/zh/notices/water/", "/zh/notices/water"):
            status, _location, body = server.get(address)
            assert (status, "已撤下" in body.decode()) == (410, True)
        status, _location, body = server.get("/en/notices/Cut/")
        assert (status, "This page was withdrawn" in body.decode()) == (410, True)
        assert server.get("/en/notices/cut/")[0] == 404
    factories.publish(type(notice).objects.get(pk=notice.pk))
    site.drain()
    with Nginx(folder, public_dir, nginx.folder()) as server:
        assert server.get("/zh/notices/water/")[0] == 200


def test_readers_are_told_in_words_that_the_program_is_down_or_an_address_too_long(
    site, public_dir, notice, folder
):
    with Nginx(folder, public_dir, nginx.folder()) as server:
        for address, words in {
            "/zh/search": "系统出了点问题",
            "/en/search?q=/zh/": "went wrong on our side",
        }.items():
            status, _location, body = server.get(address)
            assert (status, words in body.decode()) == (502, True)
        packed = server.get("/404.html", **{"Accept-Encoding": "gzip"})[2]
        assert gzip.decompress(packed) == (public_dir / "404.html").read_bytes()
        status, _location, body = server.get(f"/en/search?q={'a' * 70_000}")
        assert (status, "这个地址太长了" in body.decode()) == (414, True)


def test_rules_are_written_only_when_they_changed_and_go_with_their_redirects(site, notice):
    rules = nginx.folder() / nginx.PERMANENT
    assert rules.read_text() == ""
    moved = rename(notice, "no-water")
    site.drain()
    assert rules.read_text().splitlines() == [
        '"/zh/notices/water" "/zh/notices/no-water/";',
        '"/zh/notices/water/" "/zh/notices/no-water/";',
    ]
    before = rules.stat()
    assert not nginx.write_rules()
    assert rules.stat().st_mtime_ns == before.st_mtime_ns
    moved.unpublish()
    site.drain()
    assert rules.read_text() == ""


def test_a_publish_that_moves_nothing_does_not_look_through_the_redirects(site, notice, monkeypatch):
    rename(notice, "no-water")
    site.drain()
    monkeypatch.setattr(nginx, "every_way", lambda: pytest.fail("all redirects were read"))
    factories.publish(type(notice).objects.get(pk=notice.pk))
    factories.notice("新的通知")
    site.drain()


def test_rules_have_the_base_path(site, notice, settings, monkeypatch):
    settings.BASE_PATH, settings.PUBLIC_URL = "/linli", f"{config.PUBLIC_URL}/linli"
    rename(notice, "no-water")
    nginx.write_rules()
    rules = (nginx.folder() / nginx.PERMANENT).read_text()
    assert '"/linli/zh/notices/water/" "/linli/zh/notices/no-water/";' in rules


class Program(BaseHTTPRequestHandler):
    """Says how long the question is."""

    def do_GET(self) -> None:
        self.send_response(200)
        self.end_headers()
        self.wfile.write(str(len(self.path)).encode())

    def log_message(self, *words) -> None:
        """Says nothing."""


def test_a_page_of_text_that_was_pasted_as_a_question_reaches_the_program(public_dir, folder):
    public_dir.mkdir(exist_ok=True)
    nginx.write_rules()
    path = f"/zh/search?q={quote('志愿者招募' * 667)}"
    with HTTPServer(("127.0.0.1", 0), Program) as program:
        threading.Thread(target=program.serve_forever, args=(0.01,)).start()
        with Nginx(
            folder, public_dir, nginx.folder(), program=f"http://127.0.0.1:{program.server_port}"
        ) as server:
            status, _, body = server.get(path)
        program.shutdown()
    assert (status, body) == (200, str(len(path)).encode())
