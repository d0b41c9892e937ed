"""The whole way of a work plan: pasted, published, found, taken down."""

import re
import time
from urllib.parse import urlsplit

import pytest

pytestmark = pytest.mark.journey

SOON = 30  # seconds within which a change must be public, on a busy machine too
PLAN = """{title}

为保障居民安全，制定本计划。

一、排查楼道杂物。每月检查一次，当月清理。
二、举办灭火器使用培训，每季度一期。
三、为独居老人安装烟雾报警器，由网格员上门检修。

各小组按月报告。
"""


def eventually(happened, what):
    """Looks again and again, as somebody does who waits for a page to change. Returns the first true answer."""
    deadline = time.monotonic() + SOON
    while not (answer := happened()):
        assert time.monotonic() < deadline, f"{what} in {SOON} s"
        time.sleep(0.2)
    return answer


def hits_in(resident, words, public_path):
    """Looks for words by the form of the search page. Returns the links in the hits that lead to the page."""
    resident.open("/zh/search")
    resident.page.fill("#query", words)
    resident.page.press("#query", "Enter")
    resident.page.wait_for_url("**/zh/search?*")
    slug = public_path.rstrip("/").rpartition("/")[2]
    return resident.page.locator(f"main a[href*='/{slug}/']").all()


def publish_pasted(editor, title):
    """Pastes a plan, looks at what was read, and publishes it. Returns its public path and its admin path."""
    page = editor.page
    editor.open("/admin/import-plan/")
    page.select_option("#id_section", label="工作计划 › 社区工作计划")
    page.fill("#id_text", PLAN.format(title=title))
    page.click("main form button[type=submit]")
    page.wait_for_url(re.compile(r"/admin/pages/\d+/edit/"))
    admin_path = urlsplit(page.url).path.removesuffix("edit/")
    assert page.input_value("#id_title") == title
    assert page.input_value("#id_year") == "2027"

    page.click("footer .w-dropdown__toggle")
    page.click("button[name=action-publish]")
    live = page.locator(".messages a[href*='/zh/']").first
    return urlsplit(live.get_attribute("href")).path, admin_path


@pytest.mark.parametrize("width", [390, 1280])
def test_a_pasted_plan_is_published_found_and_taken_down(log_in, visit, width):
    title = f"柳荫社区2027年冬季防火工作计划（{width}）"
    editor, resident = log_in(width=width), visit(width=width)
    page = resident.page

    public_path, admin_path = publish_pasted(editor, title)
    eventually(lambda: resident.open(public_path) == 200, "not public")
    assert page.locator("h1").inner_text() == title
    assert page.locator("[id^=task-]").count() == 3
    assert resident.overflow() == 0

    hits = eventually(lambda: hits_in(resident, "烟雾报警器", public_path), "not found")
    next(hit for hit in hits if hit.get_attribute("href").endswith("#task-3")).click()
    page.wait_for_url(f"**{public_path}#task-3")
    task = page.locator("#task-3")
    assert "烟雾报警器" in task.inner_text()
    page.wait_for_function(
        "task => { const {top} = task.getBoundingClientRect(); return 0 <= top && top < innerHeight }",
        arg=task.element_handle(),
    )

    editor.open(f"{admin_path}unpublish/")
    editor.page.click("main form button[type=submit]")
    editor.page.wait_for_url(re.compile(r"/admin/pages/\d+/(\?.*)?$"))
    eventually(lambda: resident.open(public_path) == 404, "still public")
    assert page.locator("h1").inner_text() == "这里没有您要找的页面"
    assert resident.overflow() == 0
    eventually(lambda: not hits_in(resident, title, public_path), "still found")

    assert resident.problems == []
    assert editor.problems == []
