"""A PostgreSQL server for one run of the tests: no files outside its folder, no rights beyond its user's."""

import os
import shutil
import subprocess
import tempfile
from pathlib import Path
from types import TracebackType

from tests.support.machine import free_port


def find_binaries() -> Path | None:
    """The folder of initdb and pg_ctl: Debian keeps them outside the PATH."""
    if found := shutil.which("initdb"):
        return Path(found).resolve().parent
    return max(
        Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: float(path.parent.name), default=None
    )


class PostgresServer:
    def __init__(self) -> None:
        # Not under pytest's own folder, which PostgreSQL's user may not enter.
        self.folder = Path(tempfile.mkdtemp(prefix="linli-postgres-"))
        self.port = free_port()
        self._names = 0

    def __enter__(self) -> "PostgresServer":
        if os.geteuid() == 0:  # PostgreSQL refuses to run as root
            shutil.chown(self.folder, "postgres")
        cluster = self.folder / "cluster"
        self._run(
            "initdb",
            "--pgdata",
            cluster,
            "--username",
            "linli",
            "--auth",
            "trust",
            "--encoding",
            "UTF8",
            "--no-sync",
        )
        self.start()
        return self

    def start(self) -> None:
        options = f"-p {self.port} -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c fsync=off"
        self._run(
            "pg_ctl",
            "--pgdata",
            self.folder / "cluster",
            "--log",
            self.folder / "log",
            "--options",
            options,
            "--wait",
            "start",
        )

    def stop(self, mode: str = "fast") -> None:
        """Cuts all connections off at once. In the mode "immediate" nothing is written any more, as in a crash."""
        self._run("pg_ctl", "--pgdata", self.folder / "cluster", "--mode", mode, "--wait", "stop")

    def __exit__(self, kind: type | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.stop("immediate")
        shutil.rmtree(self.folder)

    def create_database(self, *, template: str = "template0") -> str:
        """A new database, as a copy of another one. Returns its address for DATABASE_URL."""
        self._names += 1
        name = f"linli_{self._names}"
        self._run(
            "createdb",
            "--host",
            "127.0.0.1",
            "--port",
            self.port,
            "--username",
            "linli",
            "--template",
            template,
            name,
        )
        return f"postgres://linli@127.0.0.1:{self.port}/{name}"

    def dump(self, name: str) -> bytes:
        """All that is in a database, as statements."""
        binaries = find_binaries()
        assert binaries is not None
        words = ["--host=127.0.0.1", f"--port={self.port}", "--username=linli", name]
        return subprocess.run([binaries / "pg_dump", *words], check=True, capture_output=True).stdout

    def restore(self, name: str, dumped: Path) -> None:
        """Put into an empty database what was dumped."""
        binaries = find_binaries()
        assert binaries is not None
        words = [
            "--host=127.0.0.1",
            f"--port={self.port}",
            "--username=linli",
            "--quiet",
            "--set=ON_ERROR_STOP=1",
        ]
        with dumped.open("rb") as file:
            command = [binaries / "psql", *words, "--dbname", name]
            subprocess.run(command, check=True, stdin=file, stdout=subprocess.DEVNULL)

    def _run(self, program: str, *words: object) -> None:
        binaries = find_binaries()
        assert binaries is not None
        command = [str(binaries / program), *map(str, words)]
        if os.geteuid() == 0:
            command = ["runuser", "-u", "postgres", "--", *command]
        # The server inherits the output of pg_ctl: a pipe would never be closed.
        with tempfile.TemporaryFile("w+") as output:
            status = subprocess.run(command, cwd="/", stdout=output, stderr=output, check=False).returncode
            output.seek(0)
            assert status == 0, output.read()
