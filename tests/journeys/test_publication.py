"""Whoever publishes is told what came of it: live, gone, or failed with the reason and another try."""

import re

import pytest
from playwright.sync_api import Locator, expect

from tests.journeys.conftest import Visitor
from tests.support.pasting import publish_pasted

pytestmark = pytest.mark.journey


def panel(editor: Visitor, admin_path: str) -> Locator:
    """Opens a page in the editor, and its panel."""
    editor.open(f"{admin_path}edit/")
    toggle = editor.page.locator("[data-side-panel-toggle=publication]").first
    if toggle.get_attribute("aria-expanded") != "true":
        toggle.click()
    return editor.page.locator("[data-side-panel=publication]")


@pytest.mark.parametrize("width", [390, 1280])
def test_a_publish_is_followed_until_it_is_live_and_its_end_until_it_is_gone(log_in, width):
    editor = log_in(width=width)
    page = editor.page
    title = f"柳荫社区2027年冬季防火工作计划（核验{width}）"
    public_path, admin_path = publish_pasted(editor, title)
    line = page.locator(".messages [data-publication]")
    expect(line).to_contain_text("地址已核验")
    expect(line.locator("a")).to_have_attribute("href", f"{editor.home}{public_path}")

    shown = panel(editor, admin_path)
    expect(shown).to_contain_text("已公开")
    expect(shown.locator(f"a[href='{editor.home}{public_path}']")).to_be_visible()
    expect(shown).to_contain_text("个文件")
    assert editor.overflow() == 0

    editor.open(f"{admin_path}unpublish/")
    page.click("main form button[type=submit]")
    page.wait_for_url(re.compile(r"/admin/pages/\d+/(\?.*)?$"))
    expect(page.locator(".messages [data-publication]")).to_contain_text("各地址均已核验")
    shown = panel(editor, admin_path)
    expect(shown).to_contain_text("已消失")
    expect(shown.locator("a[href*='/zh/']")).to_have_count(0)

    editor.open("/admin/publication/?q=2027")
    expect(page.locator("tr", has_text=title)).to_contain_text("已消失")
    editor.open("/admin/")
    expect(page.locator("main")).to_contain_text("后台程序运行正常")
    assert editor.problems == []


def test_a_public_address_that_does_not_answer_is_told_and_tried_again(below, live, visit):
    editor = visit(at=below)
    editor.log_in(live.password)
    _public_path, admin_path = publish_pasted(editor, "柳荫社区2027年冬季防火工作计划")
    line = editor.page.locator(".messages [data-publication]")
    expect(line).to_contain_text("公开地址没有应答")
    shown = panel(editor, admin_path)
    expect(shown).to_contain_text("公开地址没有应答")

    with below.open_to_the_public():
        shown.get_by_role("button", name="立即重试").click()
        expect(editor.page.locator(".messages [data-publication]")).to_contain_text("地址已核验")
        expect(panel(editor, admin_path)).to_contain_text("已公开")
    assert editor.problems == []
