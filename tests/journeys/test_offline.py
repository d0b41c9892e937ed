"""What was read stays readable where there is no network, and is never shown in place of what is there now."""

import re

import pytest
from playwright.sync_api import expect

from tests.support.waiting import wait_until

pytestmark = pytest.mark.journey
NOTICE = "/zh/notices/clean-up-day/"


def is_kept(page, url):
    """Whether a page is on the device. `wait_for_function` would take the promise itself for a yes."""
    return page.evaluate("url => caches.match(url).then(Boolean)", url)


@pytest.fixture
def resident(visit):
    """Somebody on a phone whose service worker is at work."""
    resident = visit(width=390)
    resident.open("/zh/")
    resident.page.evaluate("navigator.serviceWorker.ready")
    resident.page.wait_for_function("navigator.serviceWorker.controller")
    return resident


def test_a_notice_that_was_read_is_there_without_a_network_and_others_say_what_is(resident):
    page = resident.page
    resident.open(NOTICE)
    heading = page.locator("h1").inner_text()
    wait_until(lambda: is_kept(page, page.url))
    page.context.set_offline(True)
    page.reload()
    expect(page.locator("h1")).to_have_text(heading)
    assert page.evaluate("getComputedStyle(document.body).margin") == "0px"  # its styles are there, too
    page.goto(resident.home + "/zh/policies/", wait_until="domcontentloaded")
    expect(page).to_have_url(re.compile(r"/zh/offline/\?from=.*policies"))
    expect(page.locator("[data-kept]")).to_contain_text(heading)
    # By the key: a click would miss a line that moves when the styles come.
    page.locator("[data-kept] a", has_text=heading).press("Enter")
    expect(page.locator("h1")).to_have_text(heading)


def test_online_the_newest_is_shown_and_what_was_taken_down_is_gone(resident, live):
    page = resident.page
    resident.open(NOTICE)
    wait_until(lambda: is_kept(page, page.url))
    file = live.data_dir / "public" / NOTICE.strip("/") / "index.html"
    before = file.read_bytes()
    heading = page.locator("h1").inner_text()
    try:
        file.write_bytes(before.replace(heading.encode(), "改到周日".encode()))
        page.reload()
        expect(page.locator("h1")).to_have_text("改到周日")
        file.unlink()
        assert resident.open(NOTICE) == 404
        wait_until(lambda: not is_kept(page, resident.home + NOTICE))
    finally:
        file.write_bytes(before)
