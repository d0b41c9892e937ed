"""What a worker tells of itself, and that receipts are followed beside its work."""

import pytest
from django.db import OperationalError

from cms.publishing.models import Heartbeat
from cms.publishing.receipts import attendant
from cms.publishing.receipts.attendant import Attendant
from cms.publishing.worker import Worker


class Once(Attendant):
    """An attendant that looks once, in the thread of the test; `seen` counts its looks at receipts."""

    seen = 0

    def look(self):
        Once.seen += 1
        return 0

    def start(self):
        self._verification = self
        self._awake.wait = lambda _seconds: self._ended.set()
        self.run()


@pytest.fixture(autouse=True)
def _connections_stay_open(monkeypatch):
    """Those of the test's thread, which is the attendant's here."""
    monkeypatch.setattr(attendant, "close_old_connections", lambda: None)
    monkeypatch.setattr(attendant.connections, "close_all", lambda: None)
    Once.seen = 0


@pytest.mark.django_db
def test_it_tells_that_it_is_alive_and_follows_receipts():
    Once().start()
    assert Heartbeat.objects.get().trouble == ""
    assert Once.seen == 1


@pytest.mark.django_db
def test_it_tells_what_keeps_each_projection_from_working_until_it_works_again():
    beside = Once()
    beside.say("site", "[Errno 28] No space left on device")
    beside.say("search", "the index is busy")
    beside.start()
    assert Heartbeat.objects.get().trouble == (
        "site: [Errno 28] No space left on device\nsearch: the index is busy"
    )
    beside._ended.clear()
    beside.say("site", "")
    beside.start()
    assert Heartbeat.objects.get().trouble == "search: the index is busy"


@pytest.mark.django_db
@pytest.mark.parametrize("error", [OperationalError("the database restarts"), RuntimeError("no")])
def test_trouble_does_not_end_it(error, monkeypatch):
    beside = Once()

    def fail():
        raise error

    monkeypatch.setattr(beside, "look", fail)
    beside.start()
    assert beside._ended.is_set(), "it came to the wait after its look"


def test_a_full_disk_is_told_and_ends_nothing(settings, monkeypatch):
    monkeypatch.setattr("cms.publishing.worker.time.sleep", lambda _seconds: None)
    worker = Worker()

    def full():
        raise OSError(28, "No space left on device")

    worker._step("site", full)
    assert worker._attendant._trouble == {"site": "[Errno 28] No space left on device"}
    worker._step("site", lambda: None)
    assert worker._attendant._trouble == {"site": ""}


def test_receipts_give_way_while_the_worker_makes_files():
    beside = Attendant()
    with beside.aside():
        assert not beside._free.is_set()
    assert beside._free.is_set()
