"""No shift holds more people than places, whoever comes at once and whatever is killed meanwhile."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
import urllib3
from django.db.models import Count

from cms.intake.models import Person
from cms.volunteers.forms import SignUpForm
from cms.volunteers.models import Application, Place
from tests.support.crowds import TOKEN, browser
from tests.support.forked import Forked
from tests.support.machine import free_port
from tests.support.residents import SIGN_UP, recruitment, ticket_of
from tests.support.serving import answers, kill, processes_of, serve
from tests.support.waiting import wait_until

pytestmark = pytest.mark.django_db
PEOPLE, PLACES, AT_ONCE, KILLED_AFTER = 200, 20, 40, 60


class Crowd:
    """People who all sign up for one shift; whose connection breaks off tries again. `kill` is called once."""

    def __init__(self, address: str, form: dict, kill):
        self.address, self.form, self.kill = address, form, kill
        self.headers = [browser(number) for number in range(PEOPLE)]
        self.times: dict[int, tuple[float, float]] = {}  # when each began, and had the answer
        self.browsers = urllib3.PoolManager(maxsize=AT_ONCE)
        self.broken, self.killed, self.lock = 0, False, threading.Lock()

    def come(self, number: int) -> None:
        fields = {**self.form, "name": f"志愿者{number}", "csrfmiddlewaretoken": TOKEN}
        began = time.monotonic()
        while (status := self._status(number, fields)) is None:
            self.broken += 1
            time.sleep(0.2)
        assert status == 302, status
        with self.lock:
            self.times[number] = (began, time.monotonic())
            is_time = not self.killed and len(self.times) >= KILLED_AFTER
            self.killed = self.killed or is_time
        if is_time:
            self.kill()

    def _status(self, number: int, fields: dict) -> int | None:
        headers = self.headers[number]
        try:
            answer = self.browsers.request(
                "POST", self.address, fields=fields, headers=headers, redirect=False, retries=False
            )
        except urllib3.exceptions.HTTPError:
            return None
        return None if answer.status == 503 else answer.status


def test_of_200_who_come_at_once_20_have_a_place_and_180_wait_in_order(office, tmp_path):
    page, port = recruitment(places=PLACES), free_port()
    form = {**SIGN_UP, "shifts": str(page.shifts.get().uid), "ticket": ticket_of(SignUpForm.rule, seconds=20)}
    log = tmp_path / "log"
    with Forked(office, serve, port, log=log) as server:
        wait_until(lambda: answers(port), log.read_text)
        crowd = Crowd(
            f"http://127.0.0.1:{port}/zh/my/sign-up/{page.pk}/", form, lambda: kill(processes_of(server.pid))
        )
        with ThreadPoolExecutor(AT_ONCE) as people:
            list(people.map(crowd.come, range(PEOPLE)))
    told = log.read_text()
    assert crowd.broken, "the kill met nobody"
    rows = list(Application.objects.select_related("volunteer__person"))
    assert [row.state for row in rows] == ["confirmed"] * PLACES + ["waiting"] * (PEOPLE - PLACES)
    assert Place.objects.exclude(application=None).count() == PLACES
    assert not Person.objects.values("phone_hash").annotate(times=Count("pk")).filter(times__gt=1)
    arrivals = [crowd.times[int(row.volunteer.person.name.removeprefix("志愿者"))] for row in rows]
    answered = [answer for _begun, answer in arrivals]
    assert all(  # who had the answer before another began stands before them
        began <= min(answered[index:]) for index, (began, _answer) in enumerate(arrivals)
    )
    assert not [row for row in rows if row.volunteer.person.phone in told]
