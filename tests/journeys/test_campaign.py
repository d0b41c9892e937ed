"""A campaign from the nomination to the commendation: residents without scripts on small screens, one in each language,
and the office beside them.
"""

import io
import re
import time
from uuid import UUID

import pytest
from PIL import Image
from playwright.sync_api import expect

from tests.journeys.conftest import Visitor
from tests.journeys.test_service import prove
from tests.support.passing import database, pass_until
from tests.support.program import UNHURRIED, Program
from tests.support.waiting import wait_until

pytestmark = pytest.mark.journey
PHONE = "13800138051"  # of both residents: they are one person with two browsers
STORY = "十年来她每天替整栋楼关好单元门，照看三位独居老人，还教大家用手机挂号。"
OBJECTION = "推荐材料说照看三位独居老人，据我所知其中一位去年已搬走，请核实。"
NAMES = {"zh": "王秀兰", "en": "Wang Xiulan"}
SAYS = {
    "zh": {
        "agreed": "您已同意",
        "accepted": "已采纳",
        "replaced": "它取代了",
        "late": "您的选票未被接收",
        "gone": "计票中没有与此回执对应的选票",
        "counts": "您的选票在公布的文件中，已计入",
        "listed": "拟表彰名单公示",
        "objected": "您的异议已收到",
        "answered": "您的异议不成立",
        "commended": "表彰名单",
        "honoured": "获得表彰",
        "public": "经核实，推荐材料属实。",
        "record": "公布表彰名单",
    },
    "en": {
        "agreed": "You agreed",
        "accepted": "Accepted",
        "replaced": "It takes the place of the one that was given with this number before",
        "late": "Your ballot was not taken",
        "gone": "There is no ballot of this receipt in the count",
        "counts": "Your ballot is in the published file, and counts.",
        "listed": "List, up for objections",
        "objected": "Your objection has arrived.",
        "answered": "Your objection was not upheld.",
        "commended": "Commendation list",
        "honoured": "Commended:",
        "public": "Looked into: the story is true.",
        "record": "Commendation list published",
    },
}


class Neighbour:
    """A resident's browser in one language, at the demonstration's campaign that takes nominations."""

    def __init__(self, visitor: Visitor, live: Program, language: str) -> None:
        self.visitor, self.live, self.language = visitor, live, language
        self.name, self.says, self.page = NAMES[language], SAYS[language], visitor.page
        words = "SELECT id, translation_key, url_path FROM wagtailcore_page WHERE url_path LIKE ?"
        ((self.number, key, path),) = database(live, words, f"/%{language}/%/kind-neighbours/")
        self.campaign, self.path = UUID(key), path[path.index(f"/{language}/") :]
        self.receipt = self.entry = self.objection = ""

    def open(self, kind: str) -> None:
        self.visitor.open(f"/{self.language}/my/{kind}/{self.number}/")

    def send(self, form: str = "form.form") -> None:
        assert self.visitor.overflow() == 0
        self.page.click(f"main {form} button[type=submit]")

    def reads(self, *words: str) -> None:
        for each in words:
            expect(self.page.locator("main")).to_contain_text(each)
        assert self.visitor.overflow() == 0

    def finds(self, path: str, words: str) -> None:
        """A public page says it, as soon as it is made."""

        def is_there() -> bool:
            return self.visitor.open(path) == 200 and words in self.page.locator("main").inner_text()

        wait_until(is_there, lambda: f"{path}: {words}\n{self.live.output}", seconds=60)
        assert self.visitor.overflow() == 0

    def beside(self, kind: str) -> "Neighbour":
        """Another page of the same browser, which opens a form of the campaign."""
        other = Neighbour(Visitor(self.page.context, self.visitor.home), self.live, self.language)
        other.open(kind)
        other.receipt = self.receipt
        return other


def wait_as_a_person_does() -> None:
    """Forms are open side by side, for none may be sent too soon."""
    time.sleep(UNHURRIED)


def photograph() -> bytes:
    data = io.BytesIO()
    Image.new("RGB", (640, 480), "seagreen").save(data, "JPEG")
    return data.getvalue()


def prove_both(neighbours: list[Neighbour], live: Program) -> None:
    for each in neighbours:
        each.open("nominate")
    wait_as_a_person_does()
    for each in neighbours:
        database(live, "UPDATE intake_code SET sent_at = '2026-01-01 00:00:00'")  # nobody waits a minute here
        prove(each.visitor, live, PHONE)


def fill(who: Neighbour) -> None:
    for field, value in (("whom", "other"), ("kind", "person")):
        who.page.check(f"input[name={field}][value={value}]")
    who.page.locator("input[name=category]").first.check()
    for field, value in (("nominee", who.name), ("nominee_phone", "13900139000"), ("name", "李强")):
        who.page.fill(f"input[name={field}]", value)
    who.page.fill("textarea[name=story]", STORY)
    who.page.check("input[name=record]")


def nominate(who: Neighbour, nominee: Visitor) -> None:
    """Send the form and add a picture; the nominee agrees by the link in the message."""
    before = who.live.output.count("/my/consent/")
    who.send()
    who.page.wait_for_url(re.compile(r"/my/nominations/\d+/"))
    picture = {"name": "a.jpg", "mimeType": "image/jpeg", "buffer": photograph()}
    who.page.set_input_files("input[name=picture]", picture)
    who.page.fill("input[name=description]", "开满花的院子")
    who.page.check("input[name=agreed]")
    who.page.click("button[name=add]")
    expect(who.page.locator(".own-pictures img")).to_have_count(1)
    wait_until(lambda: who.live.output.count("/my/consent/") > before, lambda: who.live.output)
    nominee.open(re.findall(r"/\w+/my/consent/[\w-]+/", who.live.output)[-1])
    expect(nominee.page.locator("main")).to_contain_text(STORY)
    nominee.page.check("input[name=naming][value=full]")
    nominee.page.check("input[name=agreed]")
    assert nominee.overflow() == 0
    nominee.page.click("button[name=agree]")
    expect(nominee.page.locator("main")).to_contain_text(who.says["agreed"])


def moderate(who: Neighbour, office: Visitor) -> None:
    """Whoever checks makes the draft of an entry, and publishes it; who nominated finds it."""
    number = re.search(r"/nominations/(\d+)/", who.page.url)[1]
    office.open(f"/admin/nominations/{number}/")
    office.page.click("button[name=accept]")
    office.page.wait_for_url(re.compile(r"/admin/pages/\d+/edit/"))
    office.page.locator("button[name=action-publish]").evaluate("button => button.click()")
    expect(office.page.locator(".messages")).to_be_visible()
    who.page.reload()
    who.reads(who.says["accepted"])
    who.entry = who.page.locator("main a.button").first.get_attribute("href")
    who.finds(who.entry, who.name)
    expect(who.page.locator("main img").first).to_be_visible()


def vote(who: Neighbour, again: Neighbour, name: str) -> None:
    """Give a ballot; a second one of the same proof is refused: a code is asked for once more."""
    for each in (who, again):
        each.page.get_by_label(re.compile(name)).check()
    who.send("form.ballot")
    expect(who.page.locator(".receipt-code")).to_be_visible()
    assert who.visitor.overflow() == 0
    who.receipt = who.page.locator(".receipt-code").inner_text()
    again.send("form.ballot")
    again.page.wait_for_url(re.compile("/my/phone/"))


def vote_twice(zh: Neighbour, en: Neighbour, live: Program) -> None:
    """One phone votes with two proofs: the later ballot is the one that stands, and after the close none is taken."""
    pass_until(live, zh.campaign, "starts_at", "vote")
    for each in (zh, en):
        each.open("vote")
    once_more, late = [each.beside("vote") for each in (zh, en)], en.beside("vote")
    late.page.get_by_label(re.compile(en.name)).check()
    wait_as_a_person_does()
    vote(zh, once_more[0], zh.name)
    assert zh.says["replaced"] not in zh.page.content()
    vote(en, once_more[1], en.name)
    en.reads(en.says["replaced"])
    pass_until(live, zh.campaign, "ends_at", "vote")
    late.send("form.ballot")
    late.reads(late.says["late"])
    counted = "SELECT ballots FROM campaigns_count WHERE procedure_id = ?"
    wait_until(lambda: database(live, counted, zh.campaign.hex), lambda: live.output, seconds=60)
    assert database(live, counted, zh.campaign.hex) == [(1,)]


def publish_the_list(neighbours: list[Neighbour], office: Visitor, live: Program) -> None:
    """The office makes the list, puts both on it with a reason, and puts it up for objections."""
    campaign, desk = neighbours[0].campaign, office.page
    pass_until(live, campaign, "starts_at", "publicity_period")
    office.open(f"/admin/campaigns/procedures/{campaign}/result/")
    desk.click("button[name=propose]")
    for each in neighbours:
        desk.select_option("select[name=entry]", label=each.name)
        desk.fill("#reason", "评委合议，一致同意。")
        desk.click("button[name=adjust][value=on]")
        expect(desk.locator("tr", has_text=each.name)).to_contain_text("评委合议")
    desk.click("button[name=publish]")
    for each in neighbours:
        each.finds(each.path, each.says["listed"])
        each.page.locator("#outcome + p ~ p.tools a.button").first.click()  # the way to the form


def object_and_look_up(neighbours: list[Neighbour], live: Program) -> None:
    """Each objects to the list and looks for their ballot in the count, where the second one is and not the first."""
    looked_up = [each.beside("vote") for each in neighbours]
    for each, ballot in zip(neighbours, looked_up, strict=True):
        each.page.check("input[name=about][value=facts]")
        each.page.fill("textarea[name=text]", OBJECTION)
        each.page.fill("input[name=name]", "陈立")
        each.page.fill("input[name=phone]", "13700137000")
        ballot.page.get_by_role("link").filter(
            has_text=re.compile("查找我的选票|Find my ballot")
        ).first.click()
        ballot.page.fill("input[name=receipt]", each.receipt)
    wait_as_a_person_does()
    for each, ballot in zip(neighbours, looked_up, strict=True):
        each.send()
        each.reads(each.says["objected"])
        each.objection = each.page.url
        ballot.send()
    looked_up[0].reads(SAYS["zh"]["gone"])
    looked_up[1].reads(SAYS["en"]["counts"], NAMES["en"])
    mark = looked_up[1].page.locator(".receipt-mark").first.inner_text()
    assert mark in looked_up[1].page.request.get(f"{live.url}{neighbours[1].path}votes.json").text()


def answer(neighbours: list[Neighbour], office: Visitor) -> None:
    """The office reads each objection, with a reason, and answers it."""
    campaign, desk = neighbours[0].campaign, office.page
    for number, each in enumerate(neighbours, start=1):
        office.open(f"/admin/campaigns/procedures/{campaign}/objections/{number}/")
        desk.fill("#reason", "核实异议")
        desk.click("button[name=show]")
        expect(desk.locator("main")).to_contain_text(OBJECTION)
        desk.select_option("[name=is_upheld]", "no")
        desk.fill("[name=answer]", "已到楼栋核实，三位老人都住在原处。")
        for field, language in (("public_zh", "zh"), ("public_en", "en")):
            desk.fill(f"[name={field}]", SAYS[language]["public"])
        desk.locator("[name=public_en]").locator("xpath=ancestor::form").locator("button").click()
        expect(desk.locator(".messages")).to_be_visible()
        each.page.goto(each.objection)
        each.reads(each.says["answered"])


def commend(neighbours: list[Neighbour], office: Visitor, live: Program) -> None:
    """The list is commended: both are told so on the campaign's page, on their own, and in the record."""
    campaign = neighbours[0].campaign
    pass_until(live, campaign, "starts_at", "commendation")
    office.open(f"/admin/campaigns/procedures/{campaign}/result/")
    office.page.click("button[name=commend]")
    for each in neighbours:
        each.finds(each.path, each.says["commended"])
        each.reads(*NAMES.values())
        each.finds(f"{each.path}record/", each.says["record"])
        each.reads(each.says["public"])
        assert OBJECTION not in each.page.content()
        each.finds(each.entry, each.says["honoured"])


def test_from_the_nomination_to_the_commendation(live, visit, log_in):
    neighbours = [Neighbour(visit(width=390, javascript=False), live, language) for language in ("zh", "en")]
    nominee, office = visit(width=390, javascript=False), log_in()
    prove_both(neighbours, live)
    for each in neighbours:
        fill(each)
    wait_as_a_person_does()
    for each in neighbours:
        nominate(each, nominee)
        moderate(each, office)
    vote_twice(*neighbours, live)
    publish_the_list(neighbours, office, live)
    object_and_look_up(neighbours, live)
    answer(neighbours, office)
    commend(neighbours, office, live)
    for each in (*(who.visitor for who in neighbours), nominee, office):
        assert not each.problems
