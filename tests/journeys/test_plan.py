"""The whole way of a work plan: pasted, published, found, taken down."""

import re

import pytest

from tests.support.pasting import publish_pasted
from tests.support.waiting import wait_until

pytestmark = pytest.mark.journey


def eventually(happened, what):
    """Looks again and again, as somebody does who waits for a page to change. Returns the first true answer."""
    return wait_until(happened, lambda: what, pause=0.2)


def hits_in(resident, words, public_path):
    """Looks for words by the form of the search page. Returns the links in the hits that lead to the page."""
    resident.open("/zh/search")
    resident.page.fill("#query", words)
    resident.page.press("#query", "Enter")
    resident.page.wait_for_url("**/zh/search?*")
    slug = public_path.rstrip("/").rpartition("/")[2]
    return resident.page.locator(f"main a[href*='/{slug}/']").all()


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
    eventually(lambda: resident.open(public_path) == 410, "still public")
    assert page.locator("h1").inner_text() == "此页已撤下"
    assert resident.overflow() == 0
    eventually(lambda: not hits_in(resident, title, public_path), "still found")

    assert resident.problems == []
    assert editor.problems == []
