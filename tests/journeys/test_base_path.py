"""All links of the demonstration, at the root and below a path of another site, by the program and by other servers."""

import json
import shutil
import subprocess
import sys
import urllib.request
from contextlib import suppress

import pytest

from tests.conftest import needed
from tests.support.crawler import Crawler
from tests.support.machine import free_port
from tests.support.nginx import Nginx
from tests.support.waiting import wait_until

pytestmark = pytest.mark.journey

DYNAMIC = r"^(/linli)?/(admin|api|(zh|en)/(search|feedback|my))(/|\?|$)"
# The admin asks for a password; a search leads to every other search, and each page to its own form.
ENDLESS = (
    r"^(/linli)?/(admin/(?!login/)|(zh|en)/(search\?(?!q=[^&]*$)|feedback\?(?!page=page:3&helped=yes$)))"
)


def walked(start, skip=ENDLESS, *, at_least):
    crawler = Crawler(start, skip).walk()
    assert crawler.broken == {}
    assert len(crawler.pages) > at_least
    return crawler


def test_every_link_of_the_program_at_the_root_leads_somewhere(live):
    walked(f"{live.url}/", at_least=100)


def test_every_link_of_the_program_below_a_path_leads_somewhere_below_it(below):
    crawler = walked(f"{below.url}/", at_least=100)
    assert f"{below.url}/zh/search" in crawler.pages


def test_admin_search_and_api_are_below_the_path(below):
    _url, entrances = asked(f"{below.url}/api/")
    for entrance in json.loads(entrances).values():
        assert entrance["url"].startswith(f"{below.url}/api/")
        assert asked(entrance["url"])
    url, _page = asked(f"{below.url}/admin/")
    assert url == f"{below.url}/admin/login/?next=/linli/admin/"
    _url, found = asked(f"{below.url}/en/search?q=plan")
    assert 'href="/linli/en/' in found
    assert asked(below.url)[0] == f"{below.url}/"


def test_staff_log_in_and_look_around_below_the_path(below, live, visit):
    staff = visit(at=below)
    refused = []
    staff.page.on("response", lambda got: got.status >= 400 and refused.append(f"{got.status} {got.url}"))
    staff.log_in(live.password)
    for place in ("pages/", "images/", "redirects/", "settings/core/sitesettings/1/"):
        assert staff.open(f"/admin/{place}") == 200
        assert staff.page.locator("main").first.is_visible()
    assert staff.problems == refused == []


@pytest.mark.parametrize("base", ["", "/linli"], ids=["root", "below a path"])
def test_any_server_of_files_serves_the_tree(live, below, base):
    folder = below.data_dir / "www" if base else live.data_dir / "public"
    port = free_port()
    command = [sys.executable, "-m", "http.server", str(port), "--bind", "127.0.0.1", "--directory", folder]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as server:
        try:
            wait_until(lambda: answers(f"http://127.0.0.1:{port}{base}/"))
            walked(f"http://127.0.0.1:{port}{base}/", DYNAMIC, at_least=90)
        finally:
            server.terminate()


@pytest.mark.parametrize("base", ["", "/linli"], ids=["root", "below a path"])
def test_nginx_serves_the_tree_and_asks_the_program_for_the_rest(live, below, base, tmp_path):
    needed(shutil.which("nginx"), "nginx")
    program = below if base else live
    public = program.data_dir / "www" / "linli" if base else program.data_dir / "public"
    rules = program.data_dir / "nginx"
    address = f"http://127.0.0.1:{program.port}"
    with Nginx(tmp_path / "nginx", public, rules, base=base, program=address) as server:
        crawler = walked(f"{server.url}{base}/", ENDLESS, at_least=100)
        assert f"{server.url}{base}/zh/search" in crawler.pages
        assert server.get(f"{base}/en/nothing/")[0] == 404


def asked(url):
    """Where an address leads in the end, and what is there. Raises OSError where nothing is."""
    with urllib.request.urlopen(url) as answer:  # noqa: S310
        return answer.url, answer.read().decode()


def answers(url):
    with suppress(OSError):
        return asked(url)
