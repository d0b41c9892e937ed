"""The folder of an embedded index: numbered generations, of which one is current, and the lock of the one
writer.

INDEX/current          the number of the generation that readers use, replaced atomically
INDEX/writer.lock      held by the process that writes
INDEX/7/store.sqlite3  documents, vocabulary, type-ahead keys
INDEX/7/postings/      tantivy
"""

from __future__ import annotations

import fcntl
import os
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from search.errors import IndexBusyError

_POLL = 0.02


class Generations:
    """Which generation is current, and how the next one takes its place."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._current = root / "current"

    def stamp(self) -> tuple[int, int] | None:
        """Something that changes whenever another generation becomes current; None where there is none."""
        try:
            status = self._current.stat()
        except OSError:
            return None
        return status.st_mtime_ns, status.st_ino

    def current(self) -> Path | None:
        """The folder of the current generation; None where nothing was ever written."""
        try:
            return self.root / str(int(self._current.read_text("ascii")))
        except (OSError, ValueError):
            return None

    def create(self) -> Path:
        """An empty folder for the next generation, whatever earlier attempts left behind."""
        numbers = [int(path.name) for path in self.root.iterdir() if path.is_dir() and path.name.isdecimal()]
        folder = self.root / str(max(numbers, default=0) + 1)
        folder.mkdir()
        return folder

    def make_current(self, folder: Path) -> None:
        """Let readers move to this generation, and delete those before the last one."""
        before = self.current()
        fresh = self._current.with_suffix(".new")
        with fresh.open("w", encoding="ascii") as file:
            file.write(folder.name)
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(self._current)
        # A reader may be about to open what was current until now, so that one stays until the next change.
        for path in self.root.iterdir():
            if path.is_dir() and path.name.isdecimal() and path not in (folder, before):
                shutil.rmtree(path, ignore_errors=True)

    @contextmanager
    def writing(self, timeout: float) -> Iterator[None]:
        """Be the only writer among all processes; raises IndexBusyError when another one stays it for
        `timeout` seconds."""
        self.root.mkdir(parents=True, exist_ok=True)
        limit = time.monotonic() + timeout
        with (self.root / "writer.lock").open("a") as file:
            while True:
                try:
                    fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                    break
                except OSError:
                    if time.monotonic() > limit:
                        raise IndexBusyError(f"another process is writing to {self.root}") from None
                    time.sleep(_POLL)
            yield
