"""Waking the workers of this machine the moment that work is committed, instead of having them ask often.

A bell is an abstract UNIX socket, named after DATA_DIR: nothing is left behind by a killed worker. Where there is no
such thing, and for workers on other machines, work is found at the next look.
"""

import hashlib
import select
import socket
from contextlib import suppress

from django.conf import settings

BELLS = 4  # workers of a machine that can be woken; more of them look for themselves


class Bell:
    """A worker's own bell."""

    def __init__(self) -> None:
        self._socket = _bound()

    def wait(self, seconds: float) -> None:
        """Sleep until it rings, for so many seconds at most."""
        heard = [self._socket] if self._socket else []
        if select.select(heard, [], [], seconds)[0] and self._socket:
            with suppress(BlockingIOError):
                while self._socket.recv(1):
                    pass

    def close(self) -> None:
        if self._socket:
            self._socket.close()


def ring() -> None:
    """Wake the workers. Never fails: whoever does not hear it looks for himself."""
    with suppress(OSError), _made() as own:
        for number in range(BELLS):
            with suppress(OSError):
                own.sendto(b"!", _address(number))


def _bound() -> socket.socket | None:
    try:
        own = _made()
    except OSError:
        return None
    for number in range(BELLS):
        with suppress(OSError):
            own.bind(_address(number))
            return own
    own.close()
    return None


def _made() -> socket.socket:
    made = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
    made.setblocking(False)
    return made


def _address(number: int) -> str:
    return f"\0linli-{hashlib.sha256(str(settings.DATA_DIR).encode()).hexdigest()[:32]}-{number}"
