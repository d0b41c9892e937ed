"""The cards of documents: what pages show of each other."""

from collections.abc import Iterable, Set

import orjson

from cms.core.documents import Data
from cms.publishing.models import StoredDocument
from cms.publishing.statements import Utf8

KEPT = 10_000  # cards in memory, of 700 bytes each


class Cards:
    """Reads each card once, and keeps it as the database has it: use one for as long as nobody else may make files.

    A page shows seven others, so that a full build without it reads every card seven times.
    """

    def __init__(self) -> None:
        self._kept: dict[str, bytes | None] = {}

    def keep(self, cards: Iterable[tuple[str, bytes | None]]) -> None:
        """Remember {key: card} that was read anyway, None for what is not public."""
        if len(self._kept) > KEPT:
            self._kept.clear()
        self._kept.update(cards)

    def read(self, keys: Set[str]) -> dict[str, Data | None]:
        """{key: card} of these, None for what is not public."""
        if unknown := {key for key in keys if key not in self._kept}:
            found = StoredDocument.objects.filter(key__among=unknown).values_list("key", Utf8("card"))
            self.keep({**dict.fromkeys(unknown), **dict(found)}.items())
        return {key: orjson.loads(card) if (card := self._kept[key]) else None for key in keys}
