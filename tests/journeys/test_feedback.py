"""A resident says that a page did not help; staff read it and settle it."""

import pytest
from playwright.sync_api import expect

from tests.support.program import UNHURRIED

pytestmark = pytest.mark.journey


@pytest.mark.parametrize("javascript", [True, False], ids=["script", "no script"])
def test_what_a_resident_misses_on_a_page_reaches_staff(visit, log_in, javascript):
    words = f"没写有雨怎么办（{'有' if javascript else '无'}脚本）"
    resident = visit(width=390, javascript=javascript)
    page = resident.page
    resident.open("/zh/notices/clean-up-day/")
    heading = page.locator("h1").inner_text()
    page.get_by_role("link", name="没有，内容有欠缺").click()
    expect(page.locator("main")).to_contain_text(heading)
    expect(page.locator("input[name=helped][value=no]")).to_be_checked()
    page.locator("textarea[name=text]").fill(words)
    page.wait_for_timeout(UNHURRIED * 1000)
    page.locator("main form button[type=submit]").click()
    expect(page.locator("h1")).to_have_text("谢谢您")
    page.locator("main a.button").click()
    expect(page.locator("h1")).to_have_text(heading)
    assert resident.problems == []

    staff = log_in()
    staff.open("/admin/feedback/?state=new&helped=no")
    row = staff.page.locator("tr", has_text=words)
    expect(row).to_contain_text(heading)
    row.get_by_role("link").first.click()
    staff.page.locator("select[name=state]").select_option("done")
    staff.page.locator("main form [type=submit], footer [type=submit]").first.click()
    staff.open("/admin/feedback/?state=new")
    expect(staff.page.locator("tr", has_text=words)).to_have_count(0)
