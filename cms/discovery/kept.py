"""Answers of the database that every search needs and that change seldom: asked for anew after some seconds."""

import time
from collections.abc import Callable, Hashable
from functools import wraps
from typing import Generic, ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")

FRESH = 10.0
"""Seconds for which a process keeps what it was told."""


class Kept(Generic[P, T]):
    """A function that is called again for the same arguments only when its last answer is older than FRESH."""

    def __init__(self, function: Callable[P, T]):
        wraps(function)(self)
        self._function = function
        self._answers: dict[Hashable, tuple[float, T]] = {}

    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> T:
        now = time.monotonic()
        until, answer = self._answers.get(args, (0.0, None))
        if answer is None or now >= until:
            answer = self._function(*args, **kwargs)
            self._answers[args] = now + FRESH, answer
        return answer

    def forget(self) -> None:
        """Have the next call ask."""
        self._answers.clear()
