"""From a waiting list to a certificate: two residents without scripts on small screens, and the coordinator's half."""

import re
import time
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from playwright.sync_api import expect

from cms.intake.protection import SOONEST_WITHOUT_PROOF
from tests.journeys.conftest import Visitor
from tests.support.passing import database
from tests.support.program import Program
from tests.support.waiting import wait_until

pytestmark = pytest.mark.journey
UTC_FORM = "%Y-%m-%d %H:%M:%S"


def prove(
    resident: Visitor, program: Program, phone: str, *, after: float = SOONEST_WITHOUT_PROOF + 1
) -> None:
    """The two steps by which a phone is proved; the code is read where the program writes it.

    Without a script a form may not come sooner than `after` these seconds.
    """
    page, before = resident.page, program.output.count("code for")
    page.fill("input[name=phone]", phone)
    time.sleep(after)
    page.click("main form button[type=submit]")
    page.wait_for_url(re.compile("/my/code/"))
    wait_until(lambda: program.output.count("code for") > before, lambda: program.output)
    code = re.findall(r"code for \S+ (\d{6})", program.output)[-1]
    page.fill("input[name=code]", code)
    page.click("main form button[type=submit]")


def sign_up(resident: Visitor, program: Program, path: str, shift: UUID, name: str, phone: str) -> None:
    resident.open(path)
    prove(resident, program, phone)
    page = resident.page
    page.check(f"input[name=shifts][value='{shift}']")
    page.fill("input[name=name]", name)
    page.fill("input[name=birth_year]", "1975")
    for agreed in ("meets", "record"):
        if page.locator(f"input[name={agreed}]").count():
            page.check(f"input[name={agreed}]")
    assert resident.overflow() == 0
    time.sleep(SOONEST_WITHOUT_PROOF + 1)
    page.click("main form.form button[type=submit]")
    page.wait_for_url(re.compile("/my/service/"))


@pytest.fixture
def shift(live):
    """The next shift of the demonstration's open recruitment, with one place left: (its uid, the path of the form)."""
    (row,) = database(
        live,
        "SELECT r.uid, w.id FROM volunteers_roster r JOIN wagtailcore_page w ON w.translation_key = r.call "
        "WHERE r.starts_at > ? AND r.removed_at IS NULL AND w.live AND w.url_path LIKE '%/zh/%river-care/' "
        "ORDER BY r.starts_at LIMIT 1",
        datetime.now(UTC).strftime(UTC_FORM),
    )
    database(live, "DELETE FROM volunteers_place WHERE roster_id = ? AND number > 1", row[0])
    return UUID(row[0]), f"/zh/my/sign-up/{row[1]}/"


def give_the_place_on(office: Visitor, uid: UUID) -> None:
    """The coordinator declines whoever has the place."""
    desk = office.page
    office.open(f"/admin/volunteers/shifts/{uid}/")
    desk.locator("input[name=application]").first.check()
    desk.fill("#message", "本班次需搬运重物。")
    desk.get_by_role("button", name="谢绝").click()
    expect(desk.locator(".messages")).to_contain_text("1")


def serve(resident: Visitor, office: Visitor, live: Program, uid: UUID) -> None:
    """The shift takes place: the resident types the code that the coordinator shows, who then confirms the hours."""
    start, desk = datetime.now(UTC) - timedelta(minutes=100), office.page
    span = [moment.strftime(UTC_FORM) for moment in (start, start + timedelta(hours=2))]
    database(live, "UPDATE volunteers_roster SET starts_at = ?, ends_at = ? WHERE uid = ?", *span, uid.hex)
    office.open(f"/admin/volunteers/shifts/{uid}/hours/")
    code = desk.locator(".desk-digits").inner_text()
    resident.open(f"/zh/my/place/{uid}/")
    for button in ("came", "went"):
        resident.page.fill("input[name=code]", code)
        resident.page.click(f"button[name={button}]")
    expect(resident.page.locator("main")).to_contain_text("谢谢")
    desk.reload()
    desk.locator("input[name^=hours-]").fill("1.75")
    desk.get_by_role("button", name="确认时长").click()
    expect(desk.locator(".messages")).to_contain_text("1人")


def certify(office: Visitor) -> None:
    """The coordinator issues the certificate that was asked for."""
    desk = office.page
    office.open("/admin/volunteers/certificates/?state=asked")
    desk.locator("td.title a").first.click()
    desk.get_by_role("link", name="开具").click()
    for name, value in (("in_charge", "周建国"), ("handler", "林晓"), ("contact", "0000-1000101")):
        desk.fill(f"#id_{name}", value)
    desk.get_by_role("button", name="开具").click()
    expect(desk.locator(".messages")).to_contain_text("已开具")


def verify(anybody: Visitor, address: str) -> None:
    """Somebody who has the certificate in hand looks whether it is valid, in each language."""
    for language, verdict in (("zh", "该证书有效"), ("en", "This certificate is valid.")):
        anybody.open(re.sub(r"^.*/zh/", f"/{language}/", address))
        expect(anybody.page.locator("main")).to_contain_text(verdict)
        expect(anybody.page.locator("main")).to_contain_text("潘**")
        assert "潘立新" not in anybody.page.content()
        assert anybody.overflow() == 0


def test_a_neighbour_waits_gets_the_place_serves_and_has_a_certificate_verified(live, visit, log_in, shift):
    uid, path = shift
    first, second, office = visit(width=390, javascript=False), visit(width=390, javascript=False), log_in()
    sign_up(first, live, path, uid, "钟秋月", "13800138011")
    expect(first.page.locator("main")).to_contain_text("已有名额")
    sign_up(second, live, path, uid, "潘立新", "13800138012")
    page = second.page
    expect(page.locator("main")).to_contain_text("候补")
    give_the_place_on(office, uid)
    second.open("/zh/my/service/")
    page.click("button[name=accept]")
    expect(page.locator("main")).to_contain_text("已有名额")

    serve(second, office, live, uid)
    second.open("/zh/my/service/")
    expect(page.locator(".my-hours")).to_contain_text("1.75小时")
    page.get_by_role("button", name="申请证书").click()
    expect(page.locator("main")).to_contain_text("已申请")
    certify(office)
    page.reload()
    page.get_by_role("link", name="打开").click()
    expect(page.locator("main")).to_contain_text("兹证明潘立新")
    assert second.overflow() == 0

    anybody = visit(width=390, javascript=False)
    verify(anybody, re.search(r"http\S+/my/verify/\S+/", page.locator(".certificate-note").inner_text())[0])
    assert not [problem for person in (first, second, office, anybody) for problem in person.problems]
