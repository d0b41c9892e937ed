"""Who may write: one holder of a name at a time, and the system lets go of what a killed holder held.

SQLite belongs to one machine: the lock is on a file in DATA_DIR. PostgreSQL may serve many machines: the lock is an
advisory one, given up with the connection. A holder that stopped in the middle is cut off after SILENT.
"""

import fcntl
import hashlib
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from django.conf import settings
from django.db import OperationalError, connection

PATIENCE = 120.0
SILENT = 20.0  # seconds in which a holder says nothing to PostgreSQL before it counts as dead


class BusyError(Exception):
    """Another process holds the lock and did not let go in time."""


@contextmanager
def hold(name: str, patience: float = PATIENCE) -> Iterator[None]:
    """Hold the lock `name` ("site", "search") alone. Waits up to `patience` seconds, then raises BusyError."""
    with _held_in_database(name, patience) if has_row_locks() else _held_file(name, patience):
        yield


def share(name: str, things: Iterable[str]) -> None:
    """On PostgreSQL, until the transaction ends: keep out who wants `name` alone, and whoever shares one of `things`.

    Waits for them in one order for all, so that no two wait for each other.
    """
    if has_row_locks():
        numbers = sorted(_number(f"{name} {thing}") for thing in things)
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_advisory_xact_lock_shared(%s), "
                "(SELECT count(pg_advisory_xact_lock(number)) FROM unnest(%s::bigint[]) number)",
                [_number(name), numbers],
            )


def has_row_locks() -> bool:
    """Whether several workers can share the work of this database."""
    return connection.features.has_select_for_update_skip_locked


@contextmanager
def _held_file(name: str, patience: float) -> Iterator[None]:
    folder = settings.DATA_DIR / "locks"
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / name).open("w") as file:
        deadline = time.monotonic() + patience
        while True:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                if time.monotonic() >= deadline:
                    raise BusyError(f"another process is busy with {name}") from None
                time.sleep(0.02)
        yield


@contextmanager
def _held_in_database(name: str, patience: float) -> Iterator[None]:
    with connection.cursor() as cursor:
        cursor.execute(
            f"SET lock_timeout = {int(patience * 1000)}; SET idle_session_timeout = {int(SILENT * 1000)}"
        )
        try:
            cursor.execute("SELECT pg_advisory_lock(%s)", [_number(name)])
        except OperationalError as error:
            cursor.execute("RESET lock_timeout; RESET idle_session_timeout")
            raise BusyError(f"another process is busy with {name}") from error
    try:
        yield
    finally:
        if connection.connection is not None and not connection.connection.closed:
            with connection.cursor() as cursor:
                cursor.execute("RESET lock_timeout; RESET idle_session_timeout")
                cursor.execute("SELECT pg_advisory_unlock(%s)", [_number(name)])


def _number(name: str) -> int:
    """A lock's number: 64 bits with a sign, as PostgreSQL wants it."""
    return int.from_bytes(hashlib.blake2b(name.encode(), digest_size=8).digest(), signed=True)
