"""The whole program in a process of its own, started as `make run` starts it."""

import re
import signal
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path
from types import TracebackType

from tests.support.machine import PROJECT, clean_environment, free_port, manage
from tests.support.waiting import PATIENCE, wait_until

FIRST_START = 600.0  # seconds: half a minute where nothing else runs
UNHURRIED = 2  # seconds that residents take for a form without a script; in real life they take some more


class Program:
    def __init__(self, data_dir: Path, *, base: str = "", **variables: str) -> None:
        """`base` is the path below which it is public ("/linli"); variables are of its environment."""
        self.data_dir = data_dir
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}{base}"
        usual = {"DATA_DIR": str(data_dir), "PORT": str(self.port), "LINLI_UNHURRIED": str(UNHURRIED)}
        if base:
            usual["PUBLIC_URL"] = self.url
        self.environment = clean_environment(**usual | variables)
        self.log = data_dir.with_name(f"{data_dir.name}.log")
        self.process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> "Program":
        return self

    def __exit__(self, kind: type | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if self.process is not None and self.process.poll() is None:
            self.stop()

    def launch(self) -> subprocess.Popen[bytes]:
        """Starts it without waiting; what it prints goes to the log."""
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(
                manage("run"), env=self.environment, cwd=PROJECT, stdout=log, stderr=subprocess.STDOUT
            )
        return self.process

    def start(self) -> None:
        """Starts it and waits until it tells its addresses."""
        self.launch()
        self.wait_for("Linli is running")

    def wait_for(self, words: str) -> None:
        """Waits until it has printed the words."""
        wait_until(
            lambda: self._has_said(words),
            lambda: f"the program was not ready in time:\n{self.output}",
            seconds=FIRST_START,
        )

    def _has_said(self, words: str) -> bool:
        if words in self.output:
            return True
        assert self.process is not None
        status = self.process.poll()
        assert status is None, f"the program ended early with status {status}:\n{self.output}"
        return False

    def stop(self, number: int = signal.SIGTERM) -> int:
        """Ends it by a signal and returns its status."""
        assert self.process is not None
        self.process.send_signal(number)
        try:
            return self.process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            self.process.kill()
            raise

    @property
    def output(self) -> str:
        return self.log.read_text() if self.log.exists() else ""

    @property
    def password(self) -> str | None:
        found = re.search(r"with the password (\S+)", self.output)
        return found[1] if found else None

    def count(self, table: str) -> int:
        """How many rows of a table there are in its SQLite file."""
        with closing(sqlite3.connect(self.data_dir / "linli.sqlite3", timeout=PATIENCE)) as connection:
            (row,) = connection.execute(f"SELECT count(*) FROM {table}").fetchall()  # noqa: S608
        return int(row[0])

    def manage(self, *words: str | Path) -> subprocess.CompletedProcess[str]:
        """Runs a command on the same data while the program runs."""
        return subprocess.run(
            manage(*words),
            env=self.environment,
            cwd=PROJECT,
            capture_output=True,
            text=True,
            timeout=FIRST_START,
            check=False,
        )
