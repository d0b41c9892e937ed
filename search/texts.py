"""What engines keep of a document beside the document itself."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import islice
from typing import TypeVar

import orjson

from search.analysis.folding import fold, is_han, plain
from search.analysis.latin import stem
from search.analysis.segmentation import terms
from search.analysis.stop_words import SMALL
from search.documents import SearchDocument
from search.lexicon import EMPTY, Lexicon

LONGEST_TEXT = 200_000
"""Characters of one document that are searched; what follows is kept but not found."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """A document ready for an engine: its JSON, comparable texts, terms with repeats, and moments as numbers.

    `published` is in seconds since 1970 and `day` as in 20260302, both 0 where there is no date.
    """

    document: SearchDocument
    data: bytes
    title: str
    body: str
    title_terms: list[str]
    body_terms: list[str]
    published: int
    day: int

    @property
    def terms(self) -> tuple[frozenset[str], frozenset[str]]:
        """Every term of the document once, and those of its title."""
        in_title = frozenset(self.title_terms)
        return in_title.union(self.body_terms), in_title

    @property
    def facets(self) -> dict[str, tuple[str, ...]]:
        """The values in each facet; a field that the document leaves empty has none."""
        document = self.document
        values = {
            "type": (document.type,),
            "year": (str(document.year),) if document.year is not None else (),
            "issuer": (document.issuer,),
            "topic": document.topics,
            "state": (document.state,),
            "section": (document.section,),
            "locale": (document.locale,),
        }
        return {name: tuple(value for value in found if value) for name, found in values.items()}

    @property
    def spellings(self) -> dict[str, str]:
        """For each stem of a Latin word one way it is written here."""
        written = (run for run in f"{self.title} {self.body}".split() if not is_han(run))
        return {stem(run): run for run in written}


_SORTED = orjson.OPT_SORT_KEYS
_SURROGATE = re.compile("[\\ud800-\\udfff]")


def clean(text: str) -> str:
    """The text without lone surrogates, which can be neither stored nor sent."""
    return _SURROGATE.sub("\ufffd", text)


def packed(document: SearchDocument) -> bytes:
    """The document as JSON, the same bytes for equal documents, without lone surrogates."""
    data = document.to_dict()
    try:
        return orjson.dumps(data, option=_SORTED)
    except TypeError:
        return orjson.dumps(json.loads(clean(json.dumps(data, ensure_ascii=False))), option=_SORTED)


def unpacked(data: bytes) -> SearchDocument:
    """The document that `packed` gave."""
    return SearchDocument.from_dict(orjson.loads(data))


def prepare(document: SearchDocument, lexicon: Lexicon = EMPTY) -> Prepared:
    """Analyse a document once, for any engine; names of the lexicon are terms too.

    A single character is a term only where it stands alone, but those of the title are terms of the text as well, so
    that a query of one character finds the titles that hold it.
    """
    data = packed(document)
    document = unpacked(data)
    title, body = fold(document.title), fold(searchable_text(document)[:LONGEST_TEXT])
    published, day = moment(document.published_at)
    alone = [
        character for character in dict.fromkeys(plain(title)) if is_han(character) and character not in SMALL
    ]
    in_title, in_body = terms(title) + lexicon.names_of(title), terms(body) + lexicon.names_of(body)
    return Prepared(document, data, plain(title), plain(body), in_title, in_body + alone, published, day)


def prepare_all(documents: Iterable[SearchDocument], lexicon: Lexicon = EMPTY) -> list[Prepared]:
    """Each of these documents, prepared; of several with one key the last."""
    return [prepare(document, lexicon) for document in {each.key: each for each in documents}.values()]


def searchable_text(document: SearchDocument) -> str:
    """Summary, text, and whatever of the parts the text does not already say."""
    pieces = ["" if document.text.startswith(document.summary) else document.summary, document.text]
    for part in document.parts:
        pieces += [piece for piece in (part.title, part.text) if piece not in document.text]
    return "\n".join(piece for piece in pieces if piece)


def moment(iso: str | None) -> tuple[int, int]:
    """Seconds since 1970 and the day as written (20260302) of an ISO moment or date; zeros for None or
    nonsense."""
    try:
        at = datetime.fromisoformat(iso or "")
        if at.tzinfo is None:
            at = at.replace(tzinfo=UTC)
        return int(at.timestamp()), as_day(at.date())
    except (ValueError, OverflowError):
        return 0, 0


def as_day(day: date) -> int:
    """A date as a number that orders like it: 20260302."""
    return day.year * 10_000 + day.month * 100 + day.day


def fingerprint(document: SearchDocument) -> str:
    """A short digest that differs whenever anything of the document does."""
    return digest(packed(document))


def digest(data: bytes) -> str:
    """The fingerprint of a document's JSON."""
    return hashlib.blake2b(data, digest_size=12).hexdigest()


T = TypeVar("T")


def batches(items: Iterable[T], size: int) -> Iterator[list[T]]:
    """The items in lists of at most `size`."""
    rest = iter(items)
    while batch := list(islice(rest, size)):
        yield batch
