"""What rooms above core have the worker do now and then."""

import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass
class Chore:
    """`next` is a monotonic time in seconds."""

    seconds: float
    act: Callable[[], object]
    next: float = 0.0


_chores: dict[str, Chore] = {}


def register(name: str, *, seconds: float, act: Callable[[], object]) -> None:
    """Have the worker call `act` when it starts and then every so many seconds, in a transaction."""
    _chores[name] = Chore(seconds, act)


def take_due() -> list[str]:
    """The names of what is due now, each set to its next time."""
    now = time.monotonic()
    due = [name for name, chore in _chores.items() if now >= chore.next]
    for name in due:
        _chores[name].next = now + _chores[name].seconds
    return due


def run(name: str) -> None:
    """Do one chore. Raises what it raises."""
    _chores[name].act()
