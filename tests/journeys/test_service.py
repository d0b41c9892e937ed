"""From a waiting list to a certificate, in both languages: residents without scripts, and the coordinator's half."""

import re
import time
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import Visitor
from tests.support.passing import database
from tests.support.program import UNHURRIED, Program
from tests.support.waiting import wait_until

pytestmark = pytest.mark.journey
UTC_FORM = "%Y-%m-%d %H:%M:%S"
PHONES = {"holder": "13800138011", "zh": "13800138012", "en": "13800138021"}
NAMES = {"holder": "钟秋月", "zh": "潘立新", "en": "Pan Lixin"}
SPOKEN = {
    "zh": {
        "admin": "zh-hans",
        "place": "已有名额",
        "waiting": "候补",
        "decline": "谢绝",
        "thanks": "谢谢",
        "confirm": "确认时长",
        "confirmed": "1人",
        "hours": "1.75小时",
        "ask": "申请证书",
        "asked": "已申请",
        "issue": "开具",
        "issued": "已开具",
        "open": "打开",
        "certify": "兹证明潘立新",
        "valid": "该证书有效",
        "masked": "潘**",
    },
    "en": {
        "admin": "en",
        "place": "You have a place",
        "waiting": "On the waiting list",
        "decline": "Decline those ticked",
        "thanks": "Thank you",
        "confirm": "Confirm the hours",
        "confirmed": "The hours of 1 person",
        "hours": "1.75 hours",
        "ask": "Ask for a certificate",
        "asked": "Asked for",
        "issue": "Issue",
        "issued": "The certificate was issued",
        "open": "Open",
        "certify": "Pan Lixin",
        "valid": "This certificate is valid.",
        "masked": "P***",
    },
}


def prove(resident: Visitor, program: Program, phone: str) -> None:
    """The two steps by which a phone is proved; the code is read where the program writes it."""
    page, before = resident.page, program.output.count("code for")
    page.fill("input[name=phone]", phone)
    page.click("main form button[type=submit]")
    page.wait_for_url(re.compile("/my/code/"))
    wait_until(lambda: program.output.count("code for") > before, lambda: program.output)
    code = re.findall(r"code for \S+ (\d{6})", program.output)[-1]
    page.fill("input[name=code]", code)
    page.click("main form button[type=submit]")


def fill(resident: Visitor, shifts: list[UUID], name: str) -> None:
    """Fill in the form of a recruitment."""
    page = resident.page
    for shift in shifts:
        page.check(f"input[name=shifts][value='{shift}']")
    page.fill("input[name=name]", name)
    page.fill("input[name=birth_year]", "1975")
    for agreed in ("meets", "record"):
        if page.locator(f"input[name={agreed}]").count():
            page.check(f"input[name={agreed}]")
    assert resident.overflow() == 0


def sign_up(residents: dict[str, Visitor], program: Program, forms: dict[str, str], chosen: dict) -> None:
    """All fill in their forms side by side, for none may be sent too soon, and send them one after the other."""
    for who, resident in residents.items():
        resident.open(forms.get(who, forms["zh"]))
    time.sleep(UNHURRIED)
    for who, resident in residents.items():
        prove(resident, program, PHONES[who])
        fill(resident, chosen[who], NAMES[who])
    time.sleep(UNHURRIED)
    for resident in residents.values():
        resident.page.click("main form.form button[type=submit]")
        resident.page.wait_for_url(re.compile("/my/service/"))


@pytest.fixture
def shifts(live):
    """The next two shifts of the demonstration's open recruitment, with one place left in each: their uids."""
    rows = database(
        live,
        "SELECT r.uid FROM volunteers_roster r JOIN wagtailcore_page w ON w.translation_key = r.call "
        "WHERE r.starts_at > ? AND r.removed_at IS NULL AND w.live AND w.url_path LIKE '%/zh/%river-care/' "
        "ORDER BY r.starts_at LIMIT 2",
        datetime.now(UTC).strftime(UTC_FORM),
    )
    for row in rows:
        database(live, "DELETE FROM volunteers_place WHERE roster_id = ? AND number > 1", *row)
    return dict(zip(SPOKEN, (UUID(uid) for (uid,) in rows), strict=True))


@pytest.fixture
def forms(live):
    """{language: the path of the recruitment's form}"""
    words = "SELECT id FROM wagtailcore_page WHERE url_path LIKE ?"
    pages = {each: database(live, words, f"%/{each}/%river-care/") for each in SPOKEN}
    return {language: f"/{language}/my/sign-up/{pk}/" for language, [(pk,)] in pages.items()}


@pytest.fixture
def office(log_in, live):
    """The coordinator, who leaves the admin in Chinese."""
    visitor = log_in()
    visitor.page.request.get(f"{visitor.home}/admin/account/")  # from now on their choices are kept
    yield visitor
    speak(live, "zh")


def speak(program: Program, language: str) -> None:
    """The coordinator has the admin in a language; the page for it asks those without a name for theirs first."""
    chosen = "UPDATE wagtailusers_userprofile SET preferred_language = ?"
    database(program, chosen, SPOKEN[language]["admin"])


def give_the_place_on(office: Visitor, uid: UUID, says: dict[str, str]) -> None:
    """The coordinator declines whoever has the place."""
    desk = office.page
    office.open(f"/admin/volunteers/shifts/{uid}/")
    desk.locator("input[name=application]").first.check()
    desk.fill("#message", "本班次需搬运重物。")
    desk.get_by_role("button", name=says["decline"]).click()
    expect(desk.locator(".messages")).to_contain_text("1")


def serve(resident: Visitor, office: Visitor, live: Program, uid: UUID, language: str) -> None:
    """The shift takes place: the resident types the code that the coordinator shows, who then confirms the hours."""
    says, start, desk = SPOKEN[language], datetime.now(UTC) - timedelta(minutes=100), office.page
    span = [moment.strftime(UTC_FORM) for moment in (start, start + timedelta(hours=2))]
    database(live, "UPDATE volunteers_roster SET starts_at = ?, ends_at = ? WHERE uid = ?", *span, uid.hex)
    office.open(f"/admin/volunteers/shifts/{uid}/hours/")
    code = desk.locator(".desk-digits").inner_text()
    resident.open(f"/{language}/my/place/{uid}/")
    for button in ("came", "went"):
        resident.page.fill("input[name=code]", code)
        resident.page.click(f"button[name={button}]")
    expect(resident.page.locator("main")).to_contain_text(says["thanks"])
    desk.reload()
    desk.locator("input[name^=hours-]").fill("1.75")
    desk.get_by_role("button", name=says["confirm"]).click()
    expect(desk.locator(".messages")).to_contain_text(says["confirmed"])


def certify(office: Visitor, says: dict[str, str]) -> None:
    """The coordinator issues the certificate that was asked for."""
    desk = office.page
    office.open("/admin/volunteers/certificates/?state=asked")
    desk.locator("td.title a").first.click()
    desk.get_by_role("link", name=says["issue"]).click()
    for name, value in (("in_charge", "周建国"), ("handler", "林晓"), ("contact", "0000-1000101")):
        desk.fill(f"#id_{name}", value)
    desk.get_by_role("button", name=says["issue"]).click()
    expect(desk.locator(".messages")).to_contain_text(says["issued"])


def verify(anybody: Visitor, address: str, language: str) -> None:
    """Somebody who has the certificate in hand looks whether it is valid."""
    says = SPOKEN[language]
    anybody.open(re.sub(r"^https?://[^/]+", "", address))
    main = anybody.page.locator("main")
    for told in (says["valid"], says["masked"]):
        expect(main).to_contain_text(told)
    assert NAMES[language] not in anybody.page.content()
    assert anybody.overflow() == 0


def test_a_neighbour_waits_gets_the_place_serves_and_has_a_certificate_verified(
    live, visit, office, shifts, forms
):
    """One holds the only place of two shifts, and is declined in each; in each a neighbour of one language waits."""
    residents = {who: visit(width=390, javascript=False) for who in PHONES}
    chosen = {"holder": list(shifts.values())} | {language: [uid] for language, uid in shifts.items()}
    sign_up(residents, live, forms, chosen)
    expect(residents["holder"].page.locator("main")).to_contain_text(SPOKEN["zh"]["place"])
    anybody = visit(width=390, javascript=False)
    for language, says in SPOKEN.items():
        resident, uid = residents[language], shifts[language]
        page, main, own = resident.page, resident.page.locator("main"), f"/{language}/my/service/"
        expect(main).to_contain_text(says["waiting"])
        speak(live, language)
        give_the_place_on(office, uid, says)
        resident.open(own)
        page.click("button[name=accept]")
        expect(main).to_contain_text(says["place"])

        serve(resident, office, live, uid, language)
        resident.open(own)
        expect(page.locator(".my-hours")).to_contain_text(says["hours"])
        page.get_by_role("button", name=says["ask"]).click()
        expect(main).to_contain_text(says["asked"])
        certify(office, says)
        page.reload()
        main.get_by_role("link", name=says["open"]).click()
        expect(main).to_contain_text(says["certify"])
        assert resident.overflow() == 0
        address = re.search(r"http\S+/my/verify/\S+/", page.locator(".certificate-note").inner_text())[0]
        verify(anybody, address, language)
    assert not [problem for person in (*residents.values(), office, anybody) for problem in person.problems]
