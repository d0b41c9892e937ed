"""The whole database as one file, and back: by SQLite's online backup, or by PostgreSQL's own programs."""

import os
import shutil
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path

from django.db import connection

from cms.operations.manifests import BackupError

LAST_WORDS = b"PostgreSQL database dump complete"


def file_name() -> str:
    """The dump's name in a backup; it differs by database, for one kind cannot be read into the other."""
    return "database.sqlite3" if connection.vendor == "sqlite" else "database.sql"


def is_empty() -> bool:
    """Whether the database holds no table yet."""
    if connection.vendor == "sqlite" and not _sqlite_path().exists():
        return True  # opening it would make it
    return not connection.introspection.table_names()


def dump(target: Path) -> None:
    """Writes the database, as it is at one moment, while others go on using it. Raises BackupError."""
    if connection.vendor == "sqlite":
        with closing(sqlite3.connect(_sqlite_path())) as source, closing(sqlite3.connect(target)) as copy:
            source.backup(copy)
            copy.execute("PRAGMA journal_mode=DELETE")
        _check_sqlite(target)
    else:
        _postgres("pg_dump", "--no-owner", "--no-privileges", "--file", str(target))
        _check_postgres(target)


def load(source: Path) -> None:
    """Puts the dump in the place of all that is in the database: wholly or not at all. Raises BackupError."""
    connection.close()
    if connection.vendor == "sqlite":
        _check_sqlite(source)
        _replace_sqlite(source, _sqlite_path())
    else:
        _check_postgres(source)
        wipe = "DROP SCHEMA public CASCADE; CREATE SCHEMA public;"
        _postgres(
            "psql", "--quiet", "--no-psqlrc", "--single-transaction", "--set", "ON_ERROR_STOP=1",
            "--output", os.devnull, "--command", wipe, "--file", str(source),
        )  # fmt: skip


def _sqlite_path() -> Path:
    return Path(str(connection.settings_dict["NAME"]))


def _check_sqlite(path: Path) -> None:
    try:
        with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as database:
            answer = database.execute("PRAGMA integrity_check").fetchone()[0]
    except sqlite3.DatabaseError as error:
        answer = str(error)
    if answer != "ok":
        raise BackupError(f"The database file {path.name} is damaged: {answer}")


def _replace_sqlite(source: Path, target: Path) -> None:
    if target.exists():  # what waits in the old database's log must not be replayed into the new one
        with closing(sqlite3.connect(target)) as old:
            old.execute("PRAGMA journal_mode=DELETE")
    arriving = target.with_name(f".{target.name}.arriving")
    shutil.copyfile(source, arriving)
    arriving.chmod(0o600)
    arriving.replace(target)


def _check_postgres(path: Path) -> None:
    with path.open("rb") as file:
        file.seek(max(0, path.stat().st_size - 400))
        if LAST_WORDS not in file.read():
            raise BackupError(f"The database file {path.name} is incomplete")


def _postgres(program: str, *arguments: str) -> None:
    settings = connection.settings_dict
    names = {
        "HOST": "PGHOST",
        "PORT": "PGPORT",
        "USER": "PGUSER",
        "PASSWORD": "PGPASSWORD",
        "NAME": "PGDATABASE",
    }
    environment = {variable: str(settings[name]) for name, variable in names.items() if settings.get(name)}
    if mode := settings.get("OPTIONS", {}).get("sslmode"):
        environment["PGSSLMODE"] = mode
    try:
        subprocess.run(
            [program, *arguments],
            env={**os.environ, **environment},
            check=True,
            capture_output=True,
            text=True,
        )
    except FileNotFoundError as error:
        raise BackupError(f"{program} was not found: install PostgreSQL's client programs") from error
    except subprocess.CalledProcessError as error:
        reason = error.stderr.strip().splitlines() or [f"status {error.returncode}"]
        raise BackupError(f"{program} failed: {reason[0]}") from error
