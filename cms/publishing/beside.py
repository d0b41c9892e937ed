"""Files beside a page that no template makes, such as the ballots of a vote: texts kept with their document.

Who makes them registers: what builds the public tree knows texts alone. A file is named KEY:NAME ("page:42:votes.csv").
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from cms.core.documents import Data
from cms.publishing.models import Beside, StoredDocument


@dataclass(frozen=True)
class Kind:
    """The files of one type of documents. `mark` tells from a document whether they are others than before, "" that
    there are none; `texts` makes them: {name: text}.
    """

    names: tuple[str, ...]
    mark: Callable[[Data], str]
    texts: Callable[[Data], dict[str, str]]


_kinds: dict[str, Kind] = {}


def register(document_type: str, kind: Kind) -> None:
    """Have documents of a type accompanied by files."""
    _kinds[document_type] = kind


def write(row: StoredDocument) -> None:
    """Keep the files of a document, made anew where they are others."""
    kind = _kinds.get(row.type)
    if kind is None:
        return
    mark = kind.mark(row.content)
    if set(row.beside.values_list("mark", flat=True)) == ({mark} if mark else set()):
        return
    row.beside.all().delete()
    texts = kind.texts(row.content) if mark else {}
    Beside.objects.bulk_create(
        Beside(document=row, name=name, text=text, mark=mark) for name, text in texts.items()
    )


def tags_of_change(old: StoredDocument | None, new: StoredDocument | None) -> set[str]:
    """The files that come, go, move or change with a document."""
    form = new or old
    if form is None or form.type not in _kinds:
        return set()
    kind = _kinds[form.type]
    marks = [each and kind.mark(each.content) for each in (old, new)]
    if not any(marks) or (old and new and (old.url, marks[0]) == (new.url, marks[1])):
        return set()
    return {f"beside:{form.key}:{name}" for name in kind.names}


def find(name: str) -> Beside | None:
    """A file by its name, with its document."""
    key, _colon, file = name.rpartition(":")
    return Beside.objects.filter(document=key, name=file).select_related("document").first()


def every_target() -> Iterator[str]:
    rows = Beside.objects.order_by("document", "name").values_list("document", "name")
    yield from (f"beside:{key}:{name}" for key, name in rows)
