"""A throw-away installation for measurements, and processes watched from outside."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

PROJECT = Path(__file__).parents[1]
MANAGE = [sys.executable, str(PROJECT / "manage.py")]


@contextmanager
def installation() -> Iterator[Path]:
    """A DATA_DIR with an empty, migrated SQLite database, and Django set up on it."""
    sys.path.insert(0, str(PROJECT))
    with tempfile.TemporaryDirectory(prefix="linli-bench-") as folder:
        os.environ |= {
            "DATA_DIR": folder,
            "DJANGO_SETTINGS_MODULE": "cms.settings.dev",
            "LINLI_SECRET_KEY": "only-for-measurements",
            "LINLI_PERSONAL_KEYS": "only-for-measurements-and-not-for-people",
            "PUBLIC_URL": "https://example.org",
        }
        import django  # noqa: PLC0415 - it reads the environment
        from django.core.management import call_command  # noqa: PLC0415

        django.setup()
        call_command("migrate", verbosity=0)
        yield Path(folder)


@dataclass(frozen=True)
class Run:
    """What a command took: seconds on the clock, the most memory in MB (shared pages once), what it said, and seconds
    of a processor, which a busy machine changes less than those on the clock.
    """

    seconds: float
    memory: float
    output: str
    processor: float = 0.0


def watch(command: Sequence[str], cwd: Path = PROJECT) -> Run:
    """Run a command to its end. Raises subprocess.CalledProcessError where it fails."""
    started, used = time.perf_counter(), _processor()
    with subprocess.Popen(
        command, cwd=cwd, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as process:
        watcher = _Watcher(process.pid)
        watcher.start()
        output = process.communicate()[0]
        seconds = time.perf_counter() - started
        watcher.ended.set()
        watcher.join()
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command, output)
    return Run(seconds, watcher.most / 1024, output, _processor() - used)


def _processor() -> float:
    """Seconds that all processes took which this one has started and seen the end of, and their own."""
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


class _Watcher(threading.Thread):
    """Sums the proportional memory of a process and those below it, twenty times a second."""

    def __init__(self, pid: int):
        super().__init__(daemon=True)
        self._pid, self.most, self.ended = pid, 0, threading.Event()

    def run(self) -> None:
        while not self.ended.wait(0.05):
            self.most = max(self.most, sum(_memory(pid) for pid in _tree(self._pid)))


def _tree(pid: int) -> Iterator[int]:
    yield pid
    try:
        below = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except OSError:
        return
    for child in below:
        yield from _tree(int(child))


def _memory(pid: int) -> int:
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith("Pss:")), 0)


def machine() -> str:
    """The date and the machine's size, for the foot of a table."""
    cores = os.cpu_count()
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1024**3
    return f"{time.strftime('%Y-%m-%d')}, {cores} cores, {memory:.0f} GB"
