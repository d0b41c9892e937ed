"""Every phone has one ballot, and what was answered with a receipt is counted, whatever is killed meanwhile."""

import re
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import NamedTuple

import pytest
import urllib3
from django.utils import timezone

from cms.campaigns.ballots import services
from cms.campaigns.ballots.models import Ballot, Count
from cms.campaigns.ballots.public import votes_by_entry
from cms.campaigns.ballots.rules.receipts import mark_of, normal_receipt
from tests.support.crowds import TOKEN, browser, phone
from tests.support.forked import Forked
from tests.support.machine import free_port
from tests.support.serving import answers, kill, processes_of, serve
from tests.support.voting import Vote
from tests.support.waiting import wait_until

pytestmark = pytest.mark.django_db
PHONES, AT_ONCE, KILLED_AFTER = 250, 40, 150
RECEIPT = re.compile(rb'receipt-code">([0-9A-Z-]+)<')


class Given(NamedTuple):
    """A ballot that was answered with a receipt: what it is for, and when it was sent and answered."""

    entry: int
    mark: str
    began: float
    answered: float


class Crowd:
    """Each phone votes twice at the same moment, for different entries; whose connection breaks off tries again. `kill`
    is called once.
    """

    def __init__(self, vote: Vote, address: str, kill):
        self.vote, self.address, self.kill = vote, address, kill
        self.headers = [browser(number) for number in range(PHONES) for _twice in range(2)]
        self.forms = [vote.form(entry) for entry in range(2)]
        self.browsers = urllib3.PoolManager(maxsize=AT_ONCE)
        self.given: dict[int, list[Given]] = {number: [] for number in range(PHONES)}
        self.broken, self.answered, self.lock = 0, 0, threading.Lock()

    def come(self, turn: int) -> None:
        """Turn 0 and 1 are the first phone's, and so on."""
        began = time.monotonic()
        while (status := self.send(turn))[0] is None:
            self.broken += 1
            time.sleep(0.2)
            began = time.monotonic()
        code, receipt = status
        assert code == 200, code
        entry = turn % 2
        mark = mark_of(self.vote.key, receipt, [self.vote.uids[entry]])
        with self.lock:
            self.given[turn // 2].append(Given(entry, mark, began, time.monotonic()))
            self.answered += 1
            is_time = self.answered == KILLED_AFTER
        if is_time:
            self.kill()

    def send(self, turn: int) -> tuple[int | None, str]:
        """The status, None where there was no answer, and the receipt."""
        fields = {**self.forms[turn % 2], "csrfmiddlewaretoken": TOKEN}
        flat = [
            (name, one)
            for name, value in fields.items()
            for one in (value if isinstance(value, list) else [value])
        ]
        try:
            answer = self.browsers.request(
                "POST", self.address, fields=flat, headers=self.headers[turn], redirect=False, retries=False
            )
        except urllib3.exceptions.HTTPError:
            return None, ""
        found = RECEIPT.search(answer.data)
        receipt = normal_receipt(found[1].decode()) if found else ""
        return (None if answer.status == 503 else answer.status), receipt


def test_500_votes_at_once_two_from_each_phone_give_exactly_the_right_count(office, tmp_path):
    vote, port = Vote(entries=2), free_port()
    log = tmp_path / "log"
    with Forked(office, serve, port, log=log) as server:
        wait_until(lambda: answers(port), log.read_text)
        address = f"http://127.0.0.1:{port}/zh/my/vote/{vote.page.pk}/"
        crowd = Crowd(vote, address, lambda: kill(processes_of(server.pid)))
        with ThreadPoolExecutor(AT_ONCE) as people:
            list(people.map(crowd.come, range(2 * PHONES)))
        vote.ends(timezone.now() - timedelta(seconds=1))
        assert crowd.send(0) == (409, ""), "the form was opened in time, and sent a second too late"
    assert crowd.broken, "the kill met nobody"
    marks = set(Ballot.objects.values_list("mark", flat=True))
    assert len(marks) == Ballot.objects.values("voter").distinct().count() == PHONES
    expected = [0, 0]
    for given in crowd.given.values():
        (last,) = [ballot for ballot in given if ballot.mark in marks]
        assert all(last.answered > other.began for other in given), "a later ballot was answered and lost"
        expected[last.entry] += 1
    services.close_due()
    assert [votes_by_entry(vote.key)[uid] for uid in vote.uids] == expected
    assert Count.objects.get().ballots == PHONES
    assert services.differences(vote.key) == []
    told = log.read_text()
    assert not [number for number in range(PHONES) if phone(number) in told]
