"""Reading rows for long lists of values."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from typing import Any

MOST_PLACES = 500
"""Values in one statement; longer lists are read in several."""


def each(
    connection: sqlite3.Connection, statement: str, values: Sequence[object], before: tuple[object, ...] = ()
) -> Iterator[tuple[Any, ...]]:
    """The rows of a statement that ends in `in`, for all these values; `before` fills earlier
    placeholders."""
    for start in range(0, len(values), MOST_PLACES):
        some = values[start : start + MOST_PLACES]
        places = ",".join("?" * len(some))
        yield from connection.execute(f"{statement} ({places})", (*before, *some))
