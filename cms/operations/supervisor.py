"""Keeps the web server and the worker running: starts them again when they die, ends them together."""

import ctypes
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from types import FrameType

TICK = 0.2  # seconds between looks at the children
GRACE = 10.0  # seconds a child has to end after it was asked to
LONGEST_WAIT = 30.0  # seconds between two tries to start a child that keeps dying
STEADY = 60.0  # seconds after which a child counts as healthy again

PR_SET_PDEATHSIG = 1  # linux/prctl.h


@dataclass
class Child:
    """One process that should always be there."""

    name: str
    command: Sequence[str]
    inherited: Sequence[int] = ()  # file descriptors that it gets
    process: subprocess.Popen[bytes] | None = None
    deaths: int = 0  # in a row, without a steady time between
    started_at: float = 0.0
    start_again_at: float = 0.0

    def start(self) -> None:
        self.process = subprocess.Popen(
            self.command,
            pass_fds=self.inherited,
            stdin=subprocess.DEVNULL,
            start_new_session=True,  # Ctrl-C reaches the supervisor alone, which ends the children in order
            preexec_fn=_end_with_parent,  # noqa: PLW1509  the supervisor has no other thread
        )
        self.started_at = time.monotonic()

    @property
    def is_alive(self) -> bool:
        return self.process is not None and self.process.poll() is None

    def keep_alive(self, say: Callable[[str], object]) -> None:
        """Notices a death and starts the child again, each time after a longer wait."""
        now = time.monotonic()
        if self.is_alive:
            return
        if self.process is not None:
            self.deaths = 1 if now - self.started_at > STEADY else self.deaths + 1
            wait = min(0.5 * 2 ** (self.deaths - 1), LONGEST_WAIT)
            self.start_again_at = now + wait
            status = self.process.returncode
            say(f"The {self.name} ended with status {status}; starting it again in {wait:g} s.")
            self._kill_group()
            self.process = None
        if now >= self.start_again_at:
            self.start()

    def ask_to_end(self) -> None:
        if self.process is not None and self.is_alive:
            self.process.send_signal(signal.SIGTERM)

    def end(self, deadline: float) -> None:
        """Waits for the child until the deadline (monotonic seconds), then kills what is left of it."""
        if self.process is None:
            return
        with suppress(subprocess.TimeoutExpired):
            self.process.wait(max(0.0, deadline - time.monotonic()))
        self._kill_group()
        self.process.wait()

    def _kill_group(self) -> None:
        if self.process is not None:
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(self.process.pid, signal.SIGKILL)


class Supervisor:
    """Runs children until SIGTERM or SIGINT. `say` takes one line about what happened."""

    def __init__(self, children: Sequence[Child], say: Callable[[str], object]) -> None:
        self.children = children
        self.say = say
        self.stopping = threading.Event()

    def run(self, *, is_ready: Callable[[], bool], on_ready: Callable[[], object]) -> bool:
        """Blocks until a signal asks to stop. Calls `on_ready` once, when `is_ready` first says yes.

        Returns False when a child died before that: what cannot even start is not worth trying again.
        """
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._on_signal)
        try:
            for child in self.children:
                child.start()
            if not self._await_ready(is_ready):
                return self.stopping.is_set()
            on_ready()
            while not self.stopping.wait(TICK):
                for child in self.children:
                    child.keep_alive(self.say)
            return True
        finally:
            self._end()

    def _await_ready(self, is_ready: Callable[[], bool]) -> bool:
        while not self.stopping.wait(TICK):
            for child in self.children:
                if not child.is_alive:
                    self.say(f"The {child.name} could not start; the reason is above.")
                    return False
            if is_ready():
                return True
        return False

    def _on_signal(self, _number: int, _frame: FrameType | None) -> None:
        self.stopping.set()

    def _end(self) -> None:
        for child in self.children:
            child.ask_to_end()
        deadline = time.monotonic() + GRACE
        for child in self.children:
            child.end(deadline)


def _end_with_parent() -> None:
    """Asks Linux to end the child when its supervisor is killed, so that nothing is left holding the port."""
    if _libc is not None:
        _libc.prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


_libc = ctypes.CDLL(None) if sys.platform == "linux" else None
