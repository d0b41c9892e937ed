"""One holder at a time among the processes of a machine; the system lets go of what a killed holder held."""

import fcntl
import time
from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings

PATIENCE = 120.0


class BusyError(Exception):
    """Another process holds the lock and did not let go in time."""


@contextmanager
def hold(name: str, patience: float = PATIENCE) -> Iterator[None]:
    """Hold the lock `name` ("site", "search"). Waits up to `patience` seconds, then raises BusyError."""
    folder = settings.DATA_DIR / "locks"
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / name).open("w") as file:
        deadline = time.monotonic() + patience
        while True:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                if time.monotonic() >= deadline:
                    raise BusyError(f"another process is busy with {name}") from None
                time.sleep(0.02)
        yield
