"""A resident visits a brand: by keyboard alone in both languages, and without scripts."""

import re

import pytest

from tests.support.axe import violations
from tests.support.keyboard import walk

pytestmark = pytest.mark.journey
TITLES = {"zh": "柳溪灯巷", "en": "Liuxi Lantern Lane"}


def press_until(page, found, limit=120):
    """Presses Tab until a control is reached. `found` is JavaScript about the focused element `one`."""
    for _press in range(limit):
        page.keyboard.press("Tab")
        if page.evaluate(f"() => {{ const one = document.activeElement; return {found}; }}"):
            return
    raise AssertionError(f"the tab key does not reach {found}")


@pytest.mark.parametrize("segment", ["zh", "en"])
def test_by_keyboard_alone_from_the_list_to_a_date_in_the_calendar(visit, segment):
    visitor = visit(width=1280, locale={"zh": "zh-CN", "en": "en-GB"}[segment])
    page = visitor.page
    visitor.open(f"/{segment}/culture/")
    press_until(page, "one.closest('.is-visual') && one.href.includes('lantern-lane')")
    page.keyboard.press("Enter")
    page.wait_for_url("**/lantern-lane/")
    assert page.locator("h1").inner_text() == TITLES[segment]

    # The gallery opens over the page, goes on by the arrows, and gives the focus back where it was left.
    press_until(page, "one.matches('.gallery a.frame')")
    page.keyboard.press("Enter")
    viewer = page.locator("dialog.viewer[open]")
    first = viewer.locator("img").get_attribute("src")
    page.keyboard.press("ArrowRight")
    assert viewer.locator("img").get_attribute("src") != first
    assert re.match(r"2 / \d", viewer.locator("[role=status]").inner_text())
    page.keyboard.press("Escape")
    page.wait_for_function(  # the browser tells that it is closed a moment later
        "() => document.activeElement === document.querySelectorAll('.gallery a.frame')[1]"
    )
    assert viewer.count() == 0

    # A date of its own, as a file for a calendar.
    press_until(page, "one.matches('.to-calendar')")
    with page.expect_download() as download:
        page.keyboard.press("Enter")
    told = download.value.path().read_text()
    assert told.count("BEGIN:VEVENT") == 1
    assert TITLES[segment] in told.replace("\r\n ", "")
    assert visitor.problems == []


def test_every_control_is_reached_and_nothing_is_wrong_for_those_who_cannot_see(visit):
    visitor = visit(width=1280)
    visitor.open("/zh/culture/lantern-lane/")
    assert violations(visitor.page) == []
    assert walk(visitor.page) == []


def test_without_scripts_each_picture_leads_to_itself_and_a_kind_can_be_looked_at(visit):
    visitor = visit(width=320, javascript=False)
    page = visitor.page
    visitor.open("/zh/culture/lantern-lane/")
    assert visitor.overflow() == 0
    large = page.locator(".gallery a.frame").first.get_attribute("href")
    assert (
        page.request.get(f"{visitor.home}/zh/culture/lantern-lane/{large}").headers["content-type"]
        == "image/webp"
    )
    assert page.locator(".doors a[href$='lantern-class/']").count() == 1

    visitor.open("/zh/activities/")
    months = page.locator(".of-year .months a").evaluate_all("links => links.map(link => link.pathname)")
    next(month for month in months if visitor.open(month) == 200 and page.locator("#only-activity").count())
    all_of_them = page.locator(".rows li").count()
    page.locator("#only-activity").click()
    assert visitor.overflow() == 0
    shown = page.locator(".rows li:visible").count()
    assert 0 < shown == page.locator(".rows .of-activity:visible").count() < all_of_them
