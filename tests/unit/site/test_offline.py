"""What the service worker keeps, and what it lets go. That a notice is read offline, its journey tells."""

import re
from email.utils import formatdate

import pytest
from playwright.sync_api import expect

from tests.support.public import PublicServer, answer
from tests.support.waiting import wait_until
from tests.unit.site.gallery import lay_out

NOTICE, POLICY, PLAN = "/zh/gallery/notice/", "/zh/gallery/policy/", "/zh/gallery/work_plan/"
KEPT = """async () => {
  const name = (await caches.keys()).find((one) => one.includes(":pages:"));
  return name ? (await (await caches.open(name)).keys()).map((one) => new URL(one.url).pathname) : [];
}"""


@pytest.fixture(scope="module")
def gallery(tmp_path_factory, press, pages):
    folder = tmp_path_factory.mktemp("offline")
    wanted = {"notice", "policy", "work_plan", "offline", "redirect"}
    lay_out(
        folder, press, {place: html for place, html in pages.items() if place[1] in wanted}, pictures=False
    )
    (folder / "files").mkdir()
    (folder / "files" / "form.txt").write_text("a form")
    with PublicServer(folder) as server:
        yield server


@pytest.fixture
def phone(browser, gallery):
    """A device that was never here."""
    context = browser.new_context(viewport={"width": 390, "height": 844})
    page = context.new_page()
    yield page
    gallery.misbehave = None
    context.close()


def kept(page):
    """The paths of the pages that are kept, those read last at the end, without the two that say so offline."""
    return [path for path in page.evaluate(KEPT) if "/offline/" not in path]


def until_kept(page, *paths):
    """Waits until just these pages are kept, in this order."""
    wait_until(lambda: kept(page) == list(paths), lambda: str(kept(page)), seconds=30)


def test_the_one_page_that_somebody_came_for_is_kept_and_shown_in_their_step_of_the_access_mode(
    phone, gallery
):
    phone.goto(gallery.url + NOTICE)
    phone.locator(".access-switch").click()
    until_kept(phone, NOTICE)
    phone.context.set_offline(True)
    phone.reload()
    expect(phone.locator("html")).to_have_attribute("data-access", "1")
    expect(phone.locator("h1")).to_be_visible()
    assert phone.evaluate("getComputedStyle(document.body).margin") == "0px"


def test_offline_the_page_read_last_is_named_first_and_a_search_leads_there_too(phone, gallery):
    phone.goto(gallery.url + NOTICE)
    until_kept(phone, NOTICE)
    for path in (POLICY, PLAN, NOTICE):
        phone.goto(gallery.url + path)
        wait_until(lambda path=path: kept(phone)[-1:] == [path], seconds=30)
    until_kept(phone, POLICY, PLAN, NOTICE)
    phone.context.set_offline(True)
    phone.goto(f"{gallery.url}/zh/search?q=水", wait_until="domcontentloaded")
    expect(phone).to_have_url(re.compile(r"/zh/offline/[?]from=.*search"))
    links = phone.locator("[data-kept] a")
    expect(links).to_have_count(3)
    assert [one.get_attribute("href").removeprefix(gallery.url) for one in links.all()] == [
        NOTICE,
        PLAN,
        POLICY,
    ]


def test_what_is_no_page_and_what_has_moved_is_not_kept(phone, gallery):
    phone.goto(gallery.url + NOTICE)
    until_kept(phone, NOTICE)
    phone.goto(gallery.url + POLICY)
    phone.goto(f"{gallery.url}/files/form.txt")
    phone.goto(gallery.url + NOTICE)
    until_kept(phone, POLICY, NOTICE)
    gallery.misbehave = lambda handler: handler.path == POLICY and answer(301, Location=NOTICE)(handler)
    phone.goto(gallery.url + POLICY)
    assert phone.url.endswith(NOTICE)
    until_kept(phone, NOTICE)


def test_what_was_read_more_than_a_month_ago_is_let_go(phone, gallery):
    phone.goto(gallery.url + NOTICE)
    until_kept(phone, NOTICE)
    phone.evaluate(
        """async ([path, then]) => {
          const cache = await caches.open((await caches.keys()).find((one) => one.includes(":pages:")));
          const headers = { "Content-Type": "text/html", Date: then };
          await cache.put(path, new Response("<h1>x</h1>", { headers }));
        }""",
        [NOTICE, formatdate(0, usegmt=True)],
    )
    phone.goto(gallery.url + POLICY)
    until_kept(phone, POLICY)
