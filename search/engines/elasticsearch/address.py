"""Where a cluster is and how to enter it, in one line.

    https://USER:PASSWORD@HOST:PORT/NAME?OPTION=VALUE

NAME begins the names of the indexes (`linli` where it is left out). Options: `timeout` in seconds for a question (3),
`api_key` in place of user and password, `ca_certs` the path of a certificate, `verify` `false` to accept any.
`elasticsearch+https://` and `elasticsearch+http://` mean the same as without the prefix.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

_PREFIX = "elasticsearch+"
_SCHEMES = ("http", "https")
_OPTIONS = ("timeout", "api_key", "ca_certs", "verify")
_NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,60}")


@dataclass(frozen=True, slots=True)
class Address:
    """A cluster, and the name under which this site's indexes stand in it."""

    host: str
    name: str = "linli"
    user: str = ""
    password: str = field(default="", repr=False)
    api_key: str = field(default="", repr=False)
    ca_certs: str = ""
    verify: bool = True
    timeout: float = 3.0


def is_address(location: str) -> bool:
    """Whether a location is a cluster's address rather than a folder."""
    return location.removeprefix(_PREFIX).startswith(tuple(f"{scheme}://" for scheme in _SCHEMES))


def read_address(location: str) -> Address:
    """Read an address. Raises ValueError, never naming the password, for one that makes no sense."""
    parts = urlsplit(location.removeprefix(_PREFIX))
    options = dict(parse_qsl(parts.query))
    name = parts.path.strip("/") or "linli"
    if not parts.hostname:
        raise ValueError("the search address names no host")
    if not _NAME.fullmatch(name):
        raise ValueError(
            f"the search address has {name!r} for a name: lower-case letters, digits, - and _ will do"
        )
    if unknown := sorted(set(options) - set(_OPTIONS)):
        raise ValueError(f"the search address has unknown options: {', '.join(unknown)}")
    host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    port = parts.port or (443 if parts.scheme == "https" else 9200)
    return Address(
        host=f"{parts.scheme}://{host}:{port}",
        name=name,
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        api_key=options.get("api_key", ""),
        ca_certs=options.get("ca_certs", ""),
        verify=options.get("verify", "true") != "false",
        timeout=_seconds(options.get("timeout", "3")),
    )


def client_options(address: Address) -> dict[str, Any]:
    """What the client is told beside the host."""
    options: dict[str, Any] = {"request_timeout": address.timeout, "max_retries": 1}
    if address.api_key:
        options["api_key"] = address.api_key
    elif address.user:
        options["basic_auth"] = (address.user, address.password)
    if address.host.startswith("https"):
        options |= {"verify_certs": address.verify, "ssl_show_warn": address.verify}
        if address.ca_certs:
            options["ca_certs"] = address.ca_certs
    return options


def _seconds(text: str) -> float:
    try:
        seconds = float(text)
    except ValueError:
        seconds = 0.0
    if not 0 < seconds <= 600:
        raise ValueError(
            f"the search address has {text!r} for a timeout: a number of seconds up to 600 will do"
        )
    return seconds
