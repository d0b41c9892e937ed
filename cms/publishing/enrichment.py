"""What rooms above publishing give the index: the office's own words, and the texts of attached files."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from cms.core.documents import PublishedDocument
from search.api import Lexicon
from search.documents import Part


@dataclass
class Supply:
    """`lexicon` gives the words as they are now; `files` the texts of a document's attachments that are known."""

    lexicon: Callable[[], Lexicon] = Lexicon
    files: Callable[[PublishedDocument], Iterable[Part]] = lambda document: ()


_supply = Supply()


def register(*, lexicon: Callable[[], Lexicon], files: Callable[[PublishedDocument], Iterable[Part]]) -> None:
    """Have the index be given these. Called once, when the program starts."""
    _supply.lexicon, _supply.files = lexicon, files


def lexicon() -> Lexicon:
    """The office's own words."""
    return _supply.lexicon()


def files(document: PublishedDocument) -> tuple[Part, ...]:
    """The texts of a document's attachments, as far as they have been read."""
    return tuple(_supply.files(document))
