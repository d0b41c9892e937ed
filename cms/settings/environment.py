"""What the machine tells the settings: folders, addresses and the secret, read from environment variables."""

import os
import secrets
from pathlib import Path
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

PROJECT = Path(__file__).resolve().parents[2]


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


def provide_key() -> None:
    """For one machine's commands before the first `make run`: a key for this process, where there is none."""
    try:
        secret_key()
    except ImproperlyConfigured:
        os.environ["LINLI_SECRET_KEY"] = secrets.token_urlsafe(50)


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
