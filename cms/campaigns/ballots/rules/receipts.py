"""Receipts: a secret that only the voter has, and the mark of their ballot that it leads to.

A mark is a commitment: whoever has the receipt can tell that the choices beside it are those that were given with it,
and whoever hasn't learns nothing from it.
"""

import hashlib
import secrets
from collections.abc import Iterable
from uuid import UUID

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's: nothing that is read as something else
LENGTH, GROUP = 20, 5  # a hundred bits, read aloud in four parts
READ_AS = str.maketrans("OIL", "011")


def new_receipt() -> str:
    """A secret that nobody guesses, as `normal_receipt` gives it."""
    return "".join(secrets.choice(ALPHABET) for _each in range(LENGTH))


def normal_receipt(typed: str) -> str:
    """A receipt as it was given, however it was typed; "" for what can be none."""
    plain = "".join(each for each in typed.upper() if each.isascii() and each.isalnum()).translate(READ_AS)
    return plain if len(plain) == LENGTH and set(plain) <= set(ALPHABET) else ""


def shown_receipt(receipt: str) -> str:
    """7KQ2M-D4X9P-…"""
    return "-".join(receipt[start : start + GROUP] for start in range(0, LENGTH, GROUP))


def mark_of(procedure: UUID, receipt: str, choices: Iterable[UUID]) -> str:
    """The SHA-256 of these lines: the vote's key, the receipt without dashes, the entries' keys in their order."""
    lines = [str(procedure), receipt, *sorted(str(each) for each in choices)]
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()
