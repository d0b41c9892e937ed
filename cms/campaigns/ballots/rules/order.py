"""In which order entries stand: another one every day, the same for everybody, so that no place is the best."""

import hashlib
from collections.abc import Iterable
from datetime import date
from uuid import UUID


def shuffled(entries: Iterable[UUID], day: date) -> list[UUID]:
    """Entries in the order of a day."""
    return sorted(entries, key=lambda entry: hashlib.sha256(f"{day}:{entry}".encode()).digest())
