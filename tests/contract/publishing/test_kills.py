"""Processes that are killed at a hundred moments lose nothing that was acknowledged and show nothing half done."""

import json
import os
import random
import signal
import time

import pytest

MOMENTS = int(os.environ.get("LINLI_KILLS", "70"))  # a hundred with those of the web process


def wait_for_more(office, luck):
    """Until a random part of some step or other is done: a moment that does not depend on the machine's speed."""
    goal, deadline = office.progress() + luck.randrange(900), time.monotonic() + 5
    while office.progress() < goal and time.monotonic() < deadline:
        time.sleep(0.002)
    time.sleep(luck.random() * 0.02)


@pytest.mark.django_db
def test_nothing_acknowledged_is_lost_and_nothing_half_written_is_seen(office, tmp_path):
    luck = random.Random(20260302)
    running = {act: office.start(act) for act in (office.work, office.publish)}
    with office.start(office.read) as reader:
        for _moment in range(MOMENTS):
            wait_for_more(office, luck)
            for act in luck.choice([[office.work], [office.publish], [office.work, office.publish]]):
                running[act].kill()
                running[act] = office.start(act)
        for process in running.values():
            process.kill()
        assert office.start(office.work, "--once").wait() == 0, office.log.read_text()
        reader.signal(signal.SIGTERM)
        assert reader.wait() == 0
    assert office.journal.read_text().count("done") > MOMENTS / 5
    assert office.lost() == []
    assert json.loads(office.seen.read_text())["half"] == []
    assert office.unknown_reads() == []
    assert office.differences(tmp_path / "fresh") == []
    assert office.index_differences() == set()
    assert "Traceback" not in office.log.read_text()
