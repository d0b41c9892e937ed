"""From a document to its draft: read in, mended beside the original, by keyboard and without any script."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.journey

TEXT = """{title}

为做好今年工作，制定本计划。

一、建设文化社区
（一）办好邻里节。
（三）办好读书会。
二、服务老年居民
每周送餐三次。
为独居老人安装烟雾报警器。
"""


def read_in(editor, title):
    """Pastes the text; the page with the reading is open then."""
    page = editor.page
    editor.open("/admin/import-document/")
    page.select_option("#id_section", label="工作计划 › 社区工作计划")
    page.fill("#id_text", TEXT.format(title=title))
    page.click("#w-editor-form .button")
    page.wait_for_url(re.compile(r"/admin/import-document/\d+/"))


def outline(page):
    """Level and heading of each row that is not open."""
    return page.eval_on_selector_all(
        ".mending-row:not(.is-open)",
        "rows => rows.map(row => row.dataset.level + row.querySelector('.mending-heading').innerText)",
    )


def test_a_reading_is_mended_on_a_phone_and_becomes_a_draft(log_in):
    editor = log_in(width=390)
    page = editor.page
    read_in(editor, "柳荫社区2028年工作计划")
    assert editor.overflow() == 0
    assert page.locator(".mending-source .mending-doubt").count() == 1

    page.click("text=服务老年居民")
    page.wait_for_selector("[data-mending-open]")
    page.keyboard.press("Alt+ArrowRight")
    page.wait_for_selector(".is-open [value=promote]:not(:disabled)")
    page.click("[value='split 1']")
    page.wait_for_function("() => document.querySelector('#m-heading').value.startsWith('为独居老人')")
    page.fill("#m-number", "三、")
    page.click(".mending-buttons [value=edit]")
    page.wait_for_selector("[data-mending-open]", state="detached")
    assert outline(page)[-2:] == ["2服务老年居民", "2为独居老人安装烟雾报警器。"]

    page.click("[value=undo]")
    page.wait_for_function("() => document.querySelector('[value=redo]').disabled === false")
    page.click("[value=redo]")
    page.wait_for_function("() => document.querySelector('[value=redo]').disabled")
    assert editor.overflow() == 0

    page.click("[value=create]")
    page.wait_for_url(re.compile(r"/admin/pages/\d+/edit/"))
    assert page.input_value("#id_title") == "柳荫社区2028年工作计划"
    assert page.input_value("#id_tasks-4-number") == "三、"
    assert editor.problems == []


def test_the_same_without_any_script(log_in, visit):
    editor = log_in(width=1280)
    read_in(editor, "柳荫社区2029年工作计划")
    plain = visit(javascript=False)
    plain.page.context.add_cookies(editor.page.context.cookies())
    page = plain.page
    page.goto(editor.page.url)
    page.click("text=服务老年居民")
    page.fill("#m-heading", "服务独居老人")
    page.click("[value=demote]")
    page.click(".mending-row:not(.is-open) >> text=办好读书会")  # what is open is kept on the way
    expect(page.locator("#m-heading")).to_have_value("办好读书会。")
    with page.expect_navigation():
        page.click(".mending-buttons [value=merge]")
    html = page.content()
    assert "服务独居老人" in html
    assert html.count("办好读书会") == 2  # in the original, and in the text of the item above
    page.click("[value=create]")
    page.wait_for_url(re.compile(r"/admin/pages/\d+/edit/"))
