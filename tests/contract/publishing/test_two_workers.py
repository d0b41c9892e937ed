"""Several workers at once: none does another's work again, and a dead one's is taken over."""

import os
import re
import signal
import time
from collections import Counter
from contextlib import ExitStack, contextmanager
from unittest import mock

import pytest
from django.db import transaction

from cms.notices.models import NoticePage
from cms.publishing import locks
from cms.publishing.models import Pending
from cms.publishing.tree import files
from tests import factories
from tests.support.waiting import wait_until

pytestmark = pytest.mark.django_db
WORKERS, MANY = 3, 60  # pages whose work is more than one worker takes at a time


def nothing_waits():
    return not Pending.objects.exists()


def test_workers_share_the_work_and_write_nothing_twice(office, tmp_path):
    with ExitStack() as stack:
        for _number in range(WORKERS):
            stack.enter_context(office.start(office.work))
        with transaction.atomic():
            pages = [factories.notice(f"第{number}号") for number in range(MANY)]
        wait_until(nothing_waits, office.told)
    changes = [line.split() for line in office.changed.read_text().splitlines()]
    writers = {pid for pid, *_file in changes} - {str(os.getpid())}
    assert max(Counter((path, digest) for _pid, path, digest in changes).values()) == 1
    assert len(writers) > 1 or not locks.has_row_locks()
    assert {page.url_path[1:] + "index.html" for page in pages} <= {path for _pid, path, _digest in changes}
    assert office.start(office.work, "--once").wait() == 0  # what the clock asked for as they were stopped
    assert office.differences(tmp_path / "fresh") == []
    assert office.index_differences() == set()
    assert not re.search("Traceback|ERROR", office.log.read_text())


@pytest.fixture
def stack():
    with ExitStack() as stack:
        yield stack


@contextmanager
def stops_in_the_middle(sign):
    """Let a worker wait before it replaces the page of the third notice, until the sign is gone."""
    move = files._move

    def waiting(arriving, goal):
        if "page-3" in goal and not sign.exists():
            sign.touch()
            while sign.exists():
                time.sleep(0.02)
        return move(arriving, goal)

    with mock.patch.object(files, "_move", waiting):
        yield


# On SQLite the one holder is on the same machine: whoever stopped it lets it go on or kills it.
@pytest.mark.parametrize(
    ("office", "number"),
    [("sqlite", signal.SIGKILL), ("postgres", signal.SIGKILL), ("postgres", signal.SIGSTOP)],
    indirect=["office"],
)
def test_a_dead_workers_work_is_taken_over(office, tmp_path, monkeypatch, number, stack):
    assert locks.SILENT < 30
    monkeypatch.setattr(locks, "SILENT", 2.0)
    sign = tmp_path / "stopped"
    with transaction.atomic():
        for each in range(6):
            factories.notice(f"第{each}号", slug=f"page-{each}")
    with stops_in_the_middle(sign):
        dead = stack.enter_context(office.start(office.work))
    wait_until(sign.exists, office.told)
    dead.signal(number)
    if number == signal.SIGKILL:
        dead.wait()
    page = NoticePage.objects.get(slug="page-3")
    page.title = "第33号"
    factories.publish(page)
    with office.start(office.work):
        wait_until(nothing_waits, office.told)
        assert [office.public_state(f"page-{each}") for each in range(6)] == ["0", "1", "2", "33", "4", "5"]
        if number == signal.SIGSTOP:  # and when it goes on, it does no harm
            sign.unlink()
            dead.signal(signal.SIGCONT)
            wait_until(lambda: "database: " in office.log.read_text(), office.told)
            wait_until(lambda: office.public_state("page-3") == "33", office.told)
            dead.kill()
    assert office.start(office.work, "--once").wait() == 0
    assert office.differences(tmp_path / "fresh") == []
