"""Real processes: a supervisor with small children, watched from outside."""

import os
import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest

from tests.support.waiting import PATIENCE, wait_until

PROJECT = Path(__file__).parents[3]

SUPERVISOR = """
import sys
from pathlib import Path
from cms.operations import supervisor
from cms.operations.supervisor import Child, Supervisor

folder = Path(sys.argv[1])
supervisor.GRACE = 1.0
say = lambda line: print(line, flush=True)
scripts = sorted(folder.glob("*.py"))
children = [Child(name=path.stem, command=[sys.executable, str(path), str(folder)]) for path in scripts]
ready = lambda: len(list(folder.glob("*.pid"))) == len(children)
sys.exit(0 if Supervisor(children, say).run(is_ready=ready, on_ready=lambda: say("ready")) else 1)
"""

# Writes its process number, again at each start, and then waits.
PATIENT = """
import os, sys, time
from pathlib import Path
folder = Path(sys.argv[1])
unfinished = folder / f"{Path(__file__).stem}.new"
unfinished.write_text(str(os.getpid()))
unfinished.rename(folder / f"{Path(__file__).stem}.pid")
time.sleep(60)
"""
STUBBORN = "import signal\nsignal.signal(signal.SIGTERM, signal.SIG_IGN)\n" + PATIENT
BROKEN = "raise SystemExit(3)"


class Running:
    def __init__(self, folder, **children):
        self.folder = folder
        for name, source in children.items():
            (folder / f"{name}.py").write_text(source)
        self.process = subprocess.Popen(
            [sys.executable, "-c", SUPERVISOR, str(folder)], cwd=PROJECT, stdout=subprocess.PIPE, text=True
        )

    def wait_for_line(self, words):
        for line in self.process.stdout:
            if words in line:
                return line
        raise AssertionError(f"the supervisor ended without saying {words!r}")

    def child(self, name, *, other_than=None):
        return wait_until(lambda: (number := self._pid(name)) != other_than and number)

    def _pid(self, name):
        path = self.folder / f"{name}.pid"
        return int(path.read_text()) if path.exists() else None


@pytest.fixture
def start(tmp_path):
    started = []

    def start(**children):
        started.append(Running(tmp_path, **children))
        return started[-1]

    yield start
    for running in started:
        running.process.kill()
        running.process.communicate()
        for path in tmp_path.glob("*.pid"):
            with suppress(ProcessLookupError):
                os.kill(int(path.read_text()), signal.SIGKILL)


def is_gone(pid):
    """Ended, whether or not the new parent has already noticed."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except FileNotFoundError:
        return True


def test_a_child_that_dies_is_started_again(start):
    running = start(web=PATIENT, work=PATIENT)
    running.wait_for_line("ready")
    first, neighbour = running.child("web"), running.child("work")

    os.kill(first, signal.SIGKILL)

    assert "The web ended" in running.wait_for_line("starting it again")
    assert running.child("web", other_than=first)
    assert running.child("work") == neighbour


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_all_children_and_counts_as_success(start, number):
    running = start(web=PATIENT, work=PATIENT)
    running.wait_for_line("ready")
    children = [running.child("web"), running.child("work")]

    running.process.send_signal(number)

    assert running.process.wait(PATIENCE) == 0
    assert all(is_gone(pid) for pid in children)


def test_a_child_that_does_not_listen_is_killed(start):
    running = start(deaf=STUBBORN)
    running.wait_for_line("ready")
    child = running.child("deaf")

    running.process.terminate()

    assert running.process.wait(PATIENCE) == 0
    assert is_gone(child)


def test_what_cannot_start_at_all_ends_everything_with_a_reason(start):
    running = start(broken=BROKEN, fine=PATIENT)

    assert "broken" in running.wait_for_line("could not start")
    assert running.process.wait(PATIENCE) == 1
    assert all(is_gone(int(path.read_text())) for path in running.folder.glob("*.pid"))


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells children of the death of their parent")
def test_a_killed_supervisor_leaves_nothing_behind(start):
    running = start(web=PATIENT, work=PATIENT)
    running.wait_for_line("ready")
    children = [running.child("web"), running.child("work")]

    running.process.kill()
    running.process.wait()

    wait_until(lambda: all(is_gone(pid) for pid in children))
