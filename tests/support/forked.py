"""Real processes that start in milliseconds: forked from the tests' own, with Django and the templates ready."""

import logging
import os
import signal
import sys
import time
import traceback
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

from django.db import connections

from tests.support.installation import Installation
from tests.support.waiting import wait_until


class Forked:
    """Calls `act` in a process of its own, on an installation; what it logs goes to a file."""

    def __init__(self, installation: Installation, act: Callable[..., object], *args: object, log: Path):
        self._installation, self._log = installation, log
        connections.close_all()  # a connection must not be in two processes
        sys.stdout.flush()
        self.pid = os.fork()
        if not self.pid:
            self._live(act, *args)

    def _live(self, act: Callable[..., object], *args: object) -> None:
        status = 1
        try:
            signal.signal(signal.SIGINT, signal.SIG_DFL)
            output = os.open(self._log, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
            os.dup2(output, 1)
            os.dup2(output, 2)
            sys.stdout = sys.stderr = os.fdopen(output, "w", buffering=1)
            logging.basicConfig(stream=sys.stderr, format="%(levelname)s %(name)s %(message)s", force=True)
            # In all its threads, which installation.active() does not reach.
            connections.settings["default"] = self._installation.database()
            del connections["default"]
            act(*args)
            status = 0
        except BaseException:
            traceback.print_exc()
        finally:
            os._exit(status)

    def __enter__(self) -> "Forked":
        return self

    def __exit__(self, kind: type | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.kill()

    @property
    def is_alive(self) -> bool:
        if self.pid and os.waitpid(self.pid, os.WNOHANG) != (0, 0):
            self.pid = 0
        return bool(self.pid)

    def signal(self, number: int) -> None:
        os.kill(self.pid, number)

    def kill(self) -> None:
        """Ends it as the system's out-of-memory killer would."""
        if self.pid:
            os.kill(self.pid, signal.SIGKILL)
            self.wait()

    def wait(self) -> int:
        """Waits for its end. Returns its status, negative for a signal."""
        _pid, status = os.waitpid(self.pid, 0)
        self.pid = 0
        return os.waitstatus_to_exitcode(status)


class Others:
    """Processes that do something each as soon as they are let go."""

    def __init__(self, office: Installation, folder: Path, *acts: Callable[[], object]):
        self.folder, self.gate = folder, folder / "go"
        self.processes = [
            Forked(office, self._live, number, act, log=folder / "log") for number, act in enumerate(acts)
        ]
        wait_until(lambda: len(list(folder.glob("ready-*"))) == len(acts), lambda: self.told)

    def _live(self, number: int, act: Callable[[], object]) -> None:
        (self.folder / f"ready-{number}").touch()
        while not self.gate.exists():
            time.sleep(0.01)
        act()

    @property
    def told(self) -> str:
        log = self.folder / "log"
        return log.read_text() if log.exists() else ""

    def let_go(self) -> None:
        self.gate.touch()

    def wait(self) -> None:
        wait_until(lambda: not any(each.is_alive for each in self.processes), lambda: self.told)
        assert "Traceback" not in self.told, self.told
