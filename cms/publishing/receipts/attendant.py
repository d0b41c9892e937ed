"""What a worker does beside its projections: tells that it is alive, and follows the receipts."""

import logging
import os
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from django.db import InterfaceError, OperationalError, close_old_connections, connections
from django.utils import timezone

from cms.publishing.models import Heartbeat
from cms.publishing.receipts.verification import Verification

logger = logging.getLogger(__name__)
PAUSE = 0.5  # seconds between looks when nobody wakes it
LONGEST_WAY = 1.0  # seconds that one receipt gives way, so that all go on beside the longest build
BEAT = 15.0  # seconds between heartbeats
FORGOTTEN = timedelta(days=1)  # after which a worker that is no more is forgotten


class Attendant(threading.Thread):
    """A thread of the worker's process: a public address that hangs holds up no file."""

    def __init__(self) -> None:
        super().__init__(name="attendant", daemon=True)
        self.clock_at: datetime | None = None  # when the worker last looked at the clock
        self._trouble: dict[str, str] = {}  # what keeps its projections from working
        self._awake, self._ended = threading.Event(), threading.Event()
        self._next_beat = 0.0
        self._free = threading.Event()
        self._free.set()
        self._verification = Verification(give_way=lambda: self._free.wait(LONGEST_WAY))
        self._worker = f"{socket.gethostname()[:80]}:{os.getpid()}"

    def wake(self) -> None:
        """Something was written or indexed: look now."""
        self._awake.set()

    @contextmanager
    def aside(self) -> Iterator[None]:
        """The worker makes files: receipts wait a little, since one process does one thing at a time well."""
        self._free.clear()
        try:
            yield
        finally:
            self._free.set()

    def say(self, projection: str, trouble: str) -> None:
        """What keeps a projection from working; "" when nothing does. Told at once when it is news."""
        if trouble != self._trouble.get(projection, ""):
            self._trouble = {**self._trouble, projection: trouble}
            self._next_beat = 0.0
            self.wake()

    def end(self) -> None:
        """Stop soon; waits a second at most."""
        self._ended.set()
        self.wake()
        self.join(1)

    def run(self) -> None:
        while not self._ended.is_set():
            self._awake.clear()
            try:
                self._beat_if_due()
                while not self._ended.is_set() and self._verification.look():
                    self._beat_if_due()
            except (OperationalError, InterfaceError) as error:  # which the worker tells
                logger.debug("receipts wait: %s", error)
                connections.close_all()
            except Exception:
                logger.exception("receipts could not be followed; trying again")
            close_old_connections()
            self._awake.wait(PAUSE)
        connections.close_all()

    def _beat_if_due(self) -> None:
        if time.monotonic() >= self._next_beat:
            self._next_beat = time.monotonic() + BEAT
            trouble = [f"{name}: {words}" for name, words in self._trouble.items() if words]
            beat(self._worker, self.clock_at, "\n".join(trouble))


def beat(worker: str, clock_at: datetime | None, trouble: str) -> None:
    """Note that a worker is alive, and forget those that have long not been."""
    now = timezone.now()
    Heartbeat.objects.update_or_create(
        worker=worker, defaults={"seen_at": now, "clock_at": clock_at, "trouble": trouble[:2000]}
    )
    Heartbeat.objects.filter(seen_at__lt=now - FORGOTTEN).delete()
