"""In which order entries stand: another one every day, the same for everybody, so that no place is the best."""

import hashlib
from collections.abc import Iterable
from datetime import date
from uuid import UUID


def shuffled(entries: Iterable[UUID], vote: UUID, day: date) -> list[UUID]:
    """Entries in the order of a day: that of the campaign's page, see `shuffled` of the public site's templates."""
    return sorted(entries, key=lambda entry: hashlib.sha256(f"{vote}{day} {entry}".encode()).digest())
