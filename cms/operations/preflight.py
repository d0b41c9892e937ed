"""What must be true before Linli starts, each broken rule told in one line.

Knows nothing of Django: the settings refuse to load without the secret key that is made here.
"""

import fcntl
import os
import secrets
import socket
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import IO

KEYS = ("secret_key", "personal_keys")


class NotReadyError(Exception):
    """Something on this machine keeps Linli from starting; the message is one line for the operator."""


def prepare(data_dir: Path) -> None:
    """Makes the data folder, and in it the keys that the environment does not give.

    Raises NotReadyError.
    """
    try:
        data_dir.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=data_dir):
            pass
        for name in KEYS:
            if not os.environ.get(f"LINLI_{name.upper()}", "").strip():
                keep_secret(data_dir / name, lambda: secrets.token_urlsafe(50))
    except OSError as error:
        raise NotReadyError(
            f"DATA_DIR {data_dir} cannot be written ({error.strerror}): "
            "give this user the permission, or choose another folder with DATA_DIR=…"
        ) from error


def keep_secret(path: Path, make: Callable[[], str]) -> str:
    """The secret kept in the file, which only its owner may read; `make` gives it when there is none yet."""
    if path.exists() and (kept := path.read_text().strip()):
        return kept
    secret = make()
    write_secret(path, secret)
    return secret


def write_secret(path: Path, secret: str) -> None:
    """Puts the secret into a file that only its owner may read; the file is never half written."""
    unfinished = path.with_name(f".{path.name}.{os.getpid()}")
    with os.fdopen(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        file.write(f"{secret}\n")
    unfinished.replace(path)


def hold(data_dir: Path) -> IO[str]:
    """Keeps every other start away from the data folder until the file is closed or this process ends.

    Raises NotReadyError when another process holds it.
    """
    lock = (data_dir / "run.lock").open("a")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        lock.close()
        raise NotReadyError(f"Linli is already running on DATA_DIR {data_dir}; stop it first") from error
    return lock


def listen(host: str, port: str) -> socket.socket:
    """Opens the address of the web server. Raises NotReadyError.

    It is opened before the long work of a first start and handed down, so that nobody else can take the port
    meanwhile, and requests wait, instead of failing, while the server is started again.
    """
    number = int(port) if port.isascii() and port.isdecimal() else -1
    if not 0 < number < 65536:
        raise NotReadyError(f"PORT {port!r} is no port: give a number from 1 to 65535, for example PORT=8000")
    try:
        return socket.create_server(
            (host, number), family=socket.AF_INET6 if ":" in host else socket.AF_INET, backlog=512
        )
    except OSError as error:
        other = number + 1 if number < 65535 else 8000
        raise NotReadyError(
            f"Port {number} of {host} cannot be opened ({os.strerror(error.errno or 0).lower()}): "
            f"stop what uses it, or choose another with PORT={other}"
        ) from error
