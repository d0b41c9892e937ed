"""A progress bar for commands, where a person watches a terminal and it takes longer than a second."""

import time

from django.core.management.base import OutputWrapper

WIDTH = 30


class Bar:
    """Call it with (done, all). Draws nothing where the stream is no terminal, or before a second has
    passed.
    """

    def __init__(self, stream: OutputWrapper):
        self._stream, self._started, self._drawn = stream, time.monotonic(), False

    def __enter__(self) -> "Bar":
        return self

    def __call__(self, done: int, total: int) -> None:
        if not self._stream.isatty() or time.monotonic() - self._started < 1:
            return
        self._drawn = True
        filled = WIDTH * done // max(total, 1)
        self._stream.write(f"\r[{'#' * filled}{'.' * (WIDTH - filled)}] {done}/{total}", ending="")

    def __exit__(self, *_error: object) -> None:
        if self._drawn:
            self._stream.write("")
