"""What the machine tells the settings: folders, addresses and the secret, read from environment variables."""

import os
import secrets
from pathlib import Path
from urllib.parse import unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

PROJECT = Path(__file__).resolve().parents[2]
SHORTEST_KEY = 32


def text(name: str, default: str = "") -> str:
    """The variable's value without surrounding white space, or the default."""
    return os.environ.get(name, "").strip() or default


def words(name: str, default: str = "") -> list[str]:
    """A comma-separated variable as a list."""
    return [word.strip() for word in text(name, default).split(",") if word.strip()]


def number(name: str, default: int) -> int:
    """A variable that is a whole number. Raises ImproperlyConfigured for anything else."""
    found = text(name, str(default))
    if not (found.isascii() and found.isdecimal()):
        raise ImproperlyConfigured(f"{name} is {found!r}: give a whole number.")
    return int(found)


def data_dir() -> Path:
    """Where the database, uploads, index and secret live: DATA_DIR, else data/ in the project."""
    return Path(text("DATA_DIR", str(PROJECT / "data"))).expanduser().resolve()


def public_dir() -> Path:
    """Where the site is built: PUBLIC_DIR, else DATA_DIR/public where DATA_DIR is given, else site/public."""
    if text("PUBLIC_DIR"):
        return Path(text("PUBLIC_DIR")).expanduser().resolve()
    return data_dir() / "public" if text("DATA_DIR") else PROJECT / "site" / "public"


def secret_key() -> str:
    """LINLI_SECRET_KEY, else the key that `manage.py run` generated.

    Raises ImproperlyConfigured when there is neither: a server never starts without one.
    """
    if text("LINLI_SECRET_KEY"):
        return text("LINLI_SECRET_KEY")
    kept = data_dir() / "secret_key"
    if kept.is_file() and (key := kept.read_text().strip()):
        return key
    raise ImproperlyConfigured(
        "No secret key: set LINLI_SECRET_KEY, or start once with `make run`, which makes DATA_DIR/secret_key."
    )


def personal_keys() -> list[str]:
    """The keys of personal data, the newest first: LINLI_PERSONAL_KEYS, else what `manage.py run` generated.

    Raises ImproperlyConfigured when there are none, or one could be guessed.
    """
    kept = data_dir() / "personal_keys"
    found = words("LINLI_PERSONAL_KEYS") or (kept.read_text().split() if kept.is_file() else [])
    if not found:
        raise ImproperlyConfigured(
            "No key for personal data: set LINLI_PERSONAL_KEYS, or start once with `make run`, which makes "
            "DATA_DIR/personal_keys."
        )
    if any(len(key) < SHORTEST_KEY for key in found):
        raise ImproperlyConfigured(f"A key in LINLI_PERSONAL_KEYS has under {SHORTEST_KEY} characters.")
    return found


def provide_keys() -> None:
    """For one machine's commands before the first `make run`: keys for this process, where there are none."""
    for name, given in (("LINLI_SECRET_KEY", secret_key), ("LINLI_PERSONAL_KEYS", personal_keys)):
        try:
            given()
        except ImproperlyConfigured:
            if not text(name):
                os.environ[name] = secrets.token_urlsafe(50)


def periods(name: str) -> dict[str, int]:
    """A variable such as "volunteers=1095,codes=2" as days by kind. Raises ImproperlyConfigured."""
    found = {}
    for word in words(name):
        kind, _, days = word.partition("=")
        if not (days.isascii() and days.isdecimal()):
            raise ImproperlyConfigured(f"{name} has {word!r}: write kind=days.")
        found[kind.strip()] = int(days)
    return found


def ladder(name: str, default: str) -> list[int]:
    """A variable such as "100,300,600": whole numbers, each above the one before. Raises ImproperlyConfigured."""
    found = words(name, default)
    steps = [int(word) for word in found if word.isascii() and word.isdecimal()]
    if len(steps) != len(found) or steps != sorted(set(steps)) or 0 in steps:
        raise ImproperlyConfigured(
            f"{name} is {','.join(found)!r}: give whole numbers, each above the one before."
        )
    return steps


def mail(name: str) -> tuple[str, int, str, str, bool, bool]:
    """A mail server's address, such as smtp://user:password@mail.example.org:587, as host, port, user, password,
    whether it speaks TLS from the start (smtps://), and whether it changes to it (smtp://, but for this machine).
    """
    parts = urlsplit(text(name, "smtp://127.0.0.1:25"))
    host, is_tls = parts.hostname or "127.0.0.1", parts.scheme == "smtps"
    port = parts.port or (465 if is_tls else 25)
    changes = not is_tls and host not in ("127.0.0.1", "localhost")
    return host, port, unquote(parts.username or ""), unquote(parts.password or ""), is_tls, changes


def public_url() -> str:
    """The public site's address without a trailing slash: PUBLIC_URL, else this machine's port."""
    return text("PUBLIC_URL", f"http://127.0.0.1:{text('PORT', '8000')}").rstrip("/")


def verify_url() -> str:
    """Where the worker looks at what residents get: VERIFY_URL, else the public address; "" for "off"."""
    found = text("VERIFY_URL", public_url()).rstrip("/")
    return "" if found.lower() == "off" else found


def folder_or_none(name: str, default: Path) -> str:
    """A folder by its variable, or the default; "" for "off"."""
    found = text(name, str(default))
    return "" if found.lower() == "off" else found


def origin(url: str) -> str:
    """Scheme, host and port of an address: what Django's own addresses, which know the base path, are put after."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"
