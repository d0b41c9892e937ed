"""Waiting for what other processes do."""

import time
from collections.abc import Callable
from typing import TypeVar

Answer = TypeVar("Answer")
PATIENCE = 120.0  # seconds: a machine may be busy, and nobody waits longer than it takes


def wait_until(
    happened: Callable[[], Answer],
    told: Callable[[], str] = lambda: "it did not happen",
    *,
    seconds: float = PATIENCE,
    pause: float = 0.05,
) -> Answer:
    """Asks until the answer is true, and gives it. Raises AssertionError with what is told when patience ends."""
    deadline = time.monotonic() + seconds
    while not (answer := happened()):
        assert time.monotonic() < deadline, told()
        time.sleep(pause)
    return answer
