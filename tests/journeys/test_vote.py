"""A public vote: given, and given anew in the other language, without scripts on a phone; closed, and found again."""

import re
import time
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import expect

from cms.intake.protection import SOONEST_WITHOUT_PROOF
from tests.journeys.conftest import Visitor
from tests.journeys.test_service import UTC_FORM, database, prove
from tests.support.program import Program
from tests.support.waiting import wait_until

pytestmark = pytest.mark.journey
PHONE = "13800138021"


@pytest.fixture
def campaign(live):
    """The demonstration's open vote: (the key of its page in Chinese, its translation key)."""
    (row,) = database(
        live,
        "SELECT id, translation_key FROM wagtailcore_page WHERE live AND url_path LIKE ?",
        "%/zh/%campaigns/green-top-ten/",
    )
    return row


def vote(voter: Visitor, live: Program, page: int, segment: str, entry: str) -> tuple[str, str]:
    """Open the form, prove the phone, choose an entry and send it. Returns the receipt and what the page says."""
    voter.open(f"/{segment}/my/vote/{page}/")
    database(live, "UPDATE intake_code SET sent_at = '2026-01-01 00:00:00'")  # nobody waits a minute here
    prove(voter, live, PHONE)
    voter.page.get_by_label(re.compile(entry)).check()
    assert voter.overflow() == 0
    time.sleep(SOONEST_WITHOUT_PROOF + 1)
    voter.page.click("form.ballot button[type=submit]")
    expect(voter.page.locator(".receipt-code")).to_be_visible()
    assert voter.overflow() == 0
    return voter.page.locator(".receipt-code").inner_text(), voter.page.locator("main").inner_text()


def look_up(voter: Visitor, page: int, receipt: str) -> None:
    voter.open(f"/en/my/vote/{page}/ballot/")
    voter.page.fill("input[name=receipt]", receipt)
    time.sleep(SOONEST_WITHOUT_PROOF + 1)
    voter.page.click("main form.form button[type=submit]")


def close(live: Program, key: str) -> None:
    """The vote ends; whoever counts comes within half a minute."""
    now = datetime.now(UTC)
    ends = (now - timedelta(seconds=1)).strftime(UTC_FORM)
    database(
        live, "UPDATE campaigns_window SET ends_at = ? WHERE procedure_id = ? AND kind = 'vote'", ends, key
    )
    database(
        live,
        "UPDATE campaigns_stage SET ends_at = ? WHERE kind = 'vote' AND campaign_id IN "
        "(SELECT id FROM wagtailcore_page WHERE translation_key = ?)",
        ends,
        key,
    )
    counted = "SELECT count(*) FROM campaigns_count WHERE procedure_id = ?"
    wait_until(lambda: database(live, counted, key)[0][0], lambda: live.output, seconds=60)


def test_a_neighbour_votes_and_votes_again_and_finds_the_second_ballot_in_the_count(live, visit, campaign):
    page, key = campaign
    voter = visit(width=390, javascript=False)
    first, told = vote(voter, live, page, "zh", "河边修车铺")
    assert "它取代了" not in told
    second, told = vote(voter, live, page, "en", "repair shop by the river")
    assert "It takes the place of the one that was given with this number before" in told
    assert first != second
    close(live, key)
    voter.open(f"/zh/my/vote/{page}/")
    expect(voter.page.locator("main")).to_contain_text("投票已于")
    address = database(live, "SELECT url_path FROM wagtailcore_page WHERE id = ?", page)[0][0]
    public = address.removeprefix("/root") if address.startswith("/root") else address

    def is_counted() -> bool:
        voter.open(public)
        return "有效选票31张" in voter.page.content()

    wait_until(is_counted, voter.page.content, seconds=60)
    assert voter.overflow() == 0
    look_up(voter, page, first)
    expect(voter.page.locator("main")).to_contain_text("There is no ballot of this receipt in the count")
    look_up(voter, page, second)
    expect(voter.page.locator("main")).to_contain_text("Your ballot is in the published file, and counts.")
    expect(voter.page.locator("main")).to_contain_text("repair shop by the river")
    mark = voter.page.locator(".receipt-mark").first.inner_text()
    file = voter.page.request.get(f"{live.url}{public}votes.json").text()
    assert mark in file
    refused = "status of 422"  # the first receipt, which the browser reports as well
    assert not [problem for problem in voter.problems if refused not in problem]
