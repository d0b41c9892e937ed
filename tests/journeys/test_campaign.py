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
    "zh": {"agreed": "您已同意", "accepted": "已采纳"},
    "en": {"agreed": "You agreed", "accepted": "Accepted"},
}


def form_of(live: Program, language: str) -> str:
    """Where the demonstration's campaign is nominated in."""
    with closing(sqlite3.connect(live.data_dir / "linli.sqlite3", timeout=30)) as connection:
        words = "SELECT id FROM wagtailcore_page WHERE url_path LIKE ?"
        (row,) = connection.execute(words, [f"/{language}/%kind-neighbours/"]).fetchall()
    return f"/{language}/my/nominate/{row[0]}/"


def photograph() -> bytes:
    data = io.BytesIO()
    Image.new("RGB", (640, 480), "seagreen").save(data, "JPEG")
    return data.getvalue()


def fill(resident: Visitor, name: str) -> None:
    page = resident.page
    for field, value in (("whom", "other"), ("kind", "person")):
        page.check(f"input[name={field}][value={value}]")
    page.locator("input[name=category]").first.check()
    page.fill("input[name=nominee]", name)
    page.fill("input[name=nominee_phone]", "13900139000")
    page.fill("textarea[name=story]", STORY)
    page.fill("input[name=name]", "李强")
    page.check("input[name=record]")
    assert resident.overflow() == 0


def send(resident: Visitor) -> None:
    """Send the form, and add a picture."""
    page = resident.page
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
    link = re.findall(r"https?://[^/\s]+(/\S+/my/consent/[\w-]+/|/\w+/my/consent/[\w-]+/)", live.output)[-1]
    nominee.open(link)
    page = nominee.page
    expect(page.locator("main")).to_contain_text(STORY)
    page.check("input[name=naming][value=full]")
    page.check("input[name=agreed]")
    assert nominee.overflow() == 0
    page.click("button[name=agree]")
    expect(page.locator("main")).to_contain_text(says["agreed"])


def accept_all(office: Visitor) -> None:
    """Whoever checks makes drafts of what is new, and publishes them."""
    page = office.page
    office.open("/admin/nominations/")
    for link in [each.get_attribute("href") for each in page.locator("td.title a").all()]:
        office.open(link)
        page.click("button[name=accept]")
        page.wait_for_url(re.compile(r"/admin/pages/\d+/edit/"))
        page.locator("button[name=action-publish]").evaluate("button => button.click()")
        expect(page.locator(".messages")).to_be_visible()
        page.wait_for_load_state()


def test_somebody_is_nominated_agrees_is_accepted_and_public(live, visit, log_in):
    """One phone, proved once; both forms are open side by side, for each may not be sent too soon."""
    first = visit(width=390, javascript=False)
    first.open(form_of(live, "zh"))
    prove(first, live, "13800138051")
    residents = {"zh": first, "en": Visitor(first.page.context, first.home)}
    residents["en"].open(form_of(live, "en"))
    names = {"zh": "王秀兰", "en": "Wang Xiulan"}
    for language, resident in residents.items():
        fill(resident, names[language])
    time.sleep(SOONEST_WITHOUT_PROOF)
    nominee = visit(width=390, javascript=False)
    for language, resident in residents.items():
        before = live.output.count("/my/consent/")
        send(resident)
        wait_until(lambda: live.output.count("/my/consent/") > before, lambda: live.output)  # noqa: B023
        agree(nominee, live, SPOKEN[language])
    accept_all(log_in())
    for language, resident in residents.items():
        resident.page.reload()
        expect(resident.page.locator("main")).to_contain_text(SPOKEN[language]["accepted"])
        link = resident.page.locator("main a.button").first.get_attribute("href")
        wait_until(lambda: resident.open(link) == 200, lambda: live.output)  # noqa: B023
        assert names[language] in resident.page.locator("h1").inner_text()
        assert resident.overflow() == 0
        expect(resident.page.locator("main img").first).to_be_visible()
        assert not resident.problems
