"""The quickest way to a published page in the browser: a work plan pasted into the importer."""

import re
from typing import Any

PLAN = """{title}

为保障居民安全，制定本计划。

一、排查楼道杂物。每月检查一次，当月清理。
二、举办灭火器使用培训，每季度一期。
三、为独居老人安装烟雾报警器，由网格员上门检修。

各小组按月报告。
"""


def publish_pasted(editor: Any, title: str) -> tuple[str, str]:
    """Pastes a plan, looks at what was read, and publishes it. Returns its public and its admin path, from home."""
    page = editor.page
    editor.open("/admin/import-document/")
    page.select_option("#id_section", label="工作计划 › 社区工作计划")
    page.fill("#id_text", PLAN.format(title=title))
    page.click("#w-editor-form .button")
    page.wait_for_url(re.compile(r"/admin/import-document/\d+/"))
    page.click("button[value=create]")
    page.wait_for_url(re.compile(r"/admin/pages/\d+/edit/"))
    admin_path = page.url.removeprefix(editor.home).removesuffix("edit/")
    assert page.input_value("#id_title") == title
    assert page.input_value("#id_year") == "2027"

    page.click("footer .w-dropdown__toggle")
    page.click("button[name=action-publish]")
    live = page.locator(".messages a[href*='/zh/']").first
    return live.get_attribute("href").removeprefix(editor.home), admin_path
