"""A neighbour is nominated, agrees, is accepted and is public: without scripts on a small screen, in both languages."""

import io
import re
import sqlite3
import time
from contextlib import closing

import pytest
from PIL import Image
from playwright.sync_api import expect

from cms.intake.protection import SOONEST_WITHOUT_PROOF
from tests.journeys.conftest import Visitor
from tests.journeys.test_service import prove
from tests.support.program import Program
from tests.support.waiting import wait_until

pytestmark = pytest.mark.journey
STORY = "十年来她每天替整栋楼关好单元门，照看三位独居老人，还教大家用手机挂号。"
SPOKEN = {
    "zh": {"thanks": "谢谢", "agreed": "您已同意", "publish": "发布", "accepted": "已采纳"},
    "en": {"thanks": "Thank you", "agreed": "You agreed", "publish": "Publish", "accepted": "Accepted"},
}


@pytest.fixture
def campaign(live: Program, request) -> int:
    """The key of the demonstration's campaign that asks for nominations."""
    with closing(sqlite3.connect(live.data_dir / "linli.sqlite3", timeout=30)) as connection:
        words = "SELECT id FROM wagtailcore_page WHERE url_path LIKE ?"
        (row,) = connection.execute(words, [f"/{request.param}/%kind-neighbours/"]).fetchall()
    return row[0]


def photograph() -> bytes:
    data = io.BytesIO()
    Image.new("RGB", (640, 480), "seagreen").save(data, "JPEG")
    return data.getvalue()


def nominate(resident: Visitor, live: Program, path: str, phone: str) -> None:
    page = resident.page
    resident.open(path)
    prove(resident, live, phone)
    for name, value in (("whom", "other"), ("kind", "person")):
        page.check(f"input[name={name}][value={value}]")
    page.locator("input[name=category]").first.check()
    page.fill("input[name=nominee]", "王秀兰")
    page.fill("input[name=nominee_phone]", "13900139000")
    page.fill("textarea[name=story]", STORY)
    page.fill("input[name=name]", "李强")
    page.check("input[name=record]")
    assert resident.overflow() == 0
    time.sleep(SOONEST_WITHOUT_PROOF + 1)
    page.click("main form.form button[type=submit]")
    page.wait_for_url(re.compile(r"/my/nominations/\d+/"))
    picture = {"name": "a.jpg", "mimeType": "image/jpeg", "buffer": photograph()}
    page.set_input_files("input[name=picture]", picture)
    page.fill("input[name=description]", "开满花的院子")
    page.check("input[name=agreed]")
    page.click("button[name=add]")
    expect(page.locator(".own-pictures img")).to_have_count(1)
    assert resident.overflow() == 0


def agree(nominee: Visitor, live: Program, says: dict[str, str]) -> None:
    """The nominee follows the link in the message."""
    wait_until(lambda: "/my/consent/" in live.output, lambda: live.output)
    link = re.findall(r"https?://[^/\s]+(/\S+/my/consent/[\w-]+/|/\w+/my/consent/[\w-]+/)", live.output)[-1]
    nominee.open(link)
    page = nominee.page
    expect(page.locator("main")).to_contain_text(STORY)
    page.check("input[name=naming][value=full]")
    page.check("input[name=agreed]")
    assert nominee.overflow() == 0
    page.click("button[name=agree]")
    expect(page.locator("main")).to_contain_text(says["agreed"])


@pytest.mark.parametrize(
    ("campaign", "phone"), [("zh", "13800138051"), ("en", "13800138052")], indirect=["campaign"]
)
def test_somebody_is_nominated_agrees_is_accepted_and_public(live, visit, log_in, campaign, phone, request):
    language = request.node.callspec.params["campaign"]
    says = SPOKEN[language]
    resident = visit(width=390, javascript=False)
    nominate(resident, live, f"/{language}/my/nominate/{campaign}/", phone)
    agree(visit(width=390, javascript=False), live, says)
    office = log_in()
    office.open("/admin/nominations/")
    office.page.locator("td.title a").first.click()
    office.page.click("button[name=accept]")
    office.page.wait_for_url(re.compile(r"/admin/pages/\d+/edit/"))
    key = re.search(r"/pages/(\d+)/", office.page.url)[1]
    office.page.locator("button[name=action-publish]").evaluate("button => button.click()")
    expect(office.page.locator(".messages")).to_be_visible()
    resident.page.reload()
    expect(resident.page.locator("main")).to_contain_text(says["accepted"])
    link = resident.page.locator("main a.button").first.get_attribute("href")
    assert key

    def is_public() -> bool:
        return resident.open(link) == 200 and "王秀兰" in resident.page.content()

    wait_until(is_public, lambda: live.output)
    assert resident.overflow() == 0
    expect(resident.page.locator("main img").first).to_be_visible()
    assert not resident.problems
