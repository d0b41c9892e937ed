"""Leaving a server alone for a while after it did not answer, longer each time."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from search.api import EngineUnavailableError

FIRST, LONGEST = 2.0, 60.0


class Rest:
    """Between failures of one server."""

    def __init__(self) -> None:
        self._until = 0.0
        self._seconds = FIRST
        self._error = EngineUnavailableError()

    @contextmanager
    def between(self, tell: Callable[[Exception], None]) -> Iterator[None]:
        """Do what is inside, or raise the last EngineUnavailableError again while the rest lasts; `tell` is called
        with a new one."""
        if time.monotonic() < self._until:
            raise self._error
        try:
            yield
        except EngineUnavailableError as error:
            self._error, self._until = error, time.monotonic() + self._seconds
            self._seconds = min(2 * self._seconds, LONGEST)
            tell(error)
            raise
        self._seconds = FIRST
