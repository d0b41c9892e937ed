"""Real processes that start in milliseconds: forked from the tests' own, with Django and the templates ready."""

import logging
import os
import signal
import sys
import traceback
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

from django.db import connections

from tests.support.installation import Installation


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
