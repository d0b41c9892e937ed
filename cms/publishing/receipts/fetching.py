"""Asking the public address for a file, as a resident's browser would."""

import hashlib
import time
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

import urllib3
from django.conf import settings
from urllib3.exceptions import ConnectTimeoutError, HTTPError, NewConnectionError, ReadTimeoutError, SSLError

CONNECT, READ, LONGEST = 3.0, 5.0, 15.0  # seconds: for a connection, between two pieces, for the whole answer
BLOCK = 1 << 16
LOOKED_THROUGH = 4 << 20  # bytes of an answer that are kept to find links in


@dataclass(frozen=True)
class Answer:
    """`content` is the beginning of the body, the digest that of the whole."""

    status: int
    digest: str
    location: str
    content: bytes


class UnreachableError(Exception):
    """There was no answer. `reason` is "unreachable", "slow" or "certificate"; `is_connected` tells whether
    there was at least a connection, so that another file may fare better.
    """

    def __init__(self, reason: str, detail: str, *, is_connected: bool = False):
        super().__init__(detail)
        self.reason, self.is_connected = reason, is_connected


class Visitor:
    """Keeps its connections open from one file to the next. `base` is the address that stands for PUBLIC_URL."""

    def __init__(self, base: str | None = None):
        self._base = settings.VERIFY_URL if base is None else base
        timeout = urllib3.Timeout(connect=CONNECT, read=READ)
        self._pool = urllib3.PoolManager(num_pools=1, retries=False, timeout=timeout)
        self._headers = {"User-Agent": "Linli", "Accept-Encoding": "identity", "Cache-Control": "no-cache"}
        public, asked = urlsplit(settings.PUBLIC_URL), urlsplit(self._base)
        if asked.netloc != public.netloc:  # a server inside serves the public name
            self._headers["Host"] = public.netloc
        if public.scheme == "https" and asked.scheme == "http":
            self._headers["X-Forwarded-Proto"] = "https"

    def get(self, url: str) -> Answer:
        """What the address answers to a path that begins with "/". Redirects are told, not followed.

        Raises UnreachableError.
        """
        try:
            return self._get(self._base + quote(url))
        except SSLError as error:
            raise UnreachableError("certificate", str(error)) from error
        except NewConnectionError as error:
            raise UnreachableError("unreachable", str(error)) from error
        except ConnectTimeoutError as error:
            raise UnreachableError("slow", str(error)) from error
        except ReadTimeoutError as error:
            raise UnreachableError("slow", str(error), is_connected=True) from error
        except (HTTPError, OSError, ValueError) as error:
            detail = f"{type(error).__name__}: {error}"
            raise UnreachableError("unreachable", detail, is_connected=True) from error

    def _get(self, address: str) -> Answer:
        deadline = time.monotonic() + LONGEST
        response = self._pool.request(
            "GET", address, headers=self._headers, redirect=False, preload_content=False
        )
        digest, content = hashlib.sha256(), bytearray()
        try:
            for block in response.stream(BLOCK):
                digest.update(block)
                content += block[: LOOKED_THROUGH - len(content)]
                if time.monotonic() > deadline:
                    response.close()
                    raise UnreachableError("slow", f"{address}: {LONGEST:g} s", is_connected=True)
        finally:
            response.release_conn()
        location = response.headers.get("Location", "")
        return Answer(response.status, digest.hexdigest(), location, bytes(content))
