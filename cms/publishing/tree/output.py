"""A file of the public tree, and how it is made of a template or a copy."""

from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import unquote

from django.core.files.storage import default_storage

from cms.publishing.catalogue import Catalogue
from cms.publishing.rendering.maker import Maker


class Output(NamedTuple):
    """A file of the tree: its path, its bytes (or the file to copy), the tags of what it was made from.

    `source` is the name of an upload that it is a copy of.
    """

    path: str
    content: bytes | Path
    tags: frozenset[str] = frozenset()
    source: str = ""


def from_template(
    maker: Maker, path: str, template: str, locale: str, root: str | None = None, **context: Any
) -> Output:
    """The file at `path` as a template makes it, with the tags of all that it read."""
    catalogue = Catalogue(locale, maker.lookups)
    html = maker.render(template, path=path, root=root, catalogue=catalogue, **context)
    return Output(path, html.encode(), frozenset(catalogue.reads))


def copy_of(url: str, name: str) -> Output:
    """The file at a public address, copied from the upload of that name.

    Raises LookupError where the upload is lost: that is this file's trouble, not the public folder's.
    """
    source = Path(default_storage.path(name))
    if not source.is_file():
        raise LookupError(f"{source} is missing")
    return Output(unquote(url)[1:], source, source=name)  # a server looks for the name that the address means
