"""Personal data at rest: encrypted, and found again by a hash that nobody computes without the key.

`PERSONAL_KEYS` holds the keys, the newest first. The newest writes; all read. See docs/adr/0017.
"""

import base64
import hashlib
import hmac
import unicodedata
from functools import lru_cache

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings


class UnreadableError(Exception):
    """Personal data was written with a key that this program was not given. The message is for the operator."""


def encrypt(text: str) -> str:
    """A text that only the keys' holders read; "" stays empty."""
    return _box(tuple(settings.PERSONAL_KEYS)).encrypt(text.encode()).decode() if text else ""


def decrypt(written: str) -> str:
    """What `encrypt` was given. Raises UnreadableError."""
    if not written:
        return ""
    try:
        return _box(tuple(settings.PERSONAL_KEYS)).decrypt(written.encode()).decode()
    except InvalidToken as error:
        raise UnreadableError(
            "Personal data cannot be read: the key that it was written with is not in LINLI_PERSONAL_KEYS."
        ) from error


def lookup(text: str) -> str:
    """What a value is looked up by: a keyed hash of it, without regard to case, width and spaces; "" for nothing."""
    return _hash(settings.PERSONAL_KEYS[0], text)


def lookups(text: str) -> list[str]:
    """The hashes by all keys, for rows that were not written since the newest key came."""
    return [_hash(key, text) for key in settings.PERSONAL_KEYS] if text else []


def seal(text: str) -> str:
    """What tells whether a text is still as it was: a keyed hash of exactly this text."""
    return _seal(settings.PERSONAL_KEYS[0], text)


def is_sealed(text: str, sealed: str) -> bool:
    """Whether a text is what was sealed, by one of the keys."""
    return any(hmac.compare_digest(_seal(key, text), sealed) for key in settings.PERSONAL_KEYS)


def _seal(key: str, text: str) -> str:
    return hmac.new(_derived(key, "seal"), text.encode(), hashlib.sha256).hexdigest()


def _hash(key: str, text: str) -> str:
    folded = "".join(unicodedata.normalize("NFKC", text).casefold().split())
    return hmac.new(_derived(key, "lookup"), folded.encode(), hashlib.sha256).hexdigest() if folded else ""


@lru_cache(4)
def _box(keys: tuple[str, ...]) -> MultiFernet:
    return MultiFernet([Fernet(base64.urlsafe_b64encode(_derived(key, "encryption"))) for key in keys])


def _derived(key: str, use: str) -> bytes:
    """A key for one use: one that leaks by its use tells nothing of the other."""
    return hmac.new(key.encode(), f"linli {use}".encode(), hashlib.sha256).digest()
