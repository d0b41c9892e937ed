"""Styles, scripts and icons under names that hold their hash; the sheets of the site as one file with its theme."""

import hashlib
import re
from functools import cached_property
from pathlib import Path

from cms.publishing.rendering.theme import theme_css

SHEET = "site.css"
THEME = "theme.css"
PARTS = "styles/"  # what the one stylesheet is put together from
SERVED = {".css", ".js", ".svg", ".png", ".ico", ".webp", ".jpg", ".webmanifest"}
IMPORT = re.compile(r'^@import "([^"]+)"\s*(\w*);$', re.MULTILINE)
COMMENT, INDENT = re.compile(r"/\*.*?\*/", re.DOTALL), re.compile(r"\n\s+")


class Assets:
    """The files of site/assets.

    `files` {plain name: file} are those that are served as they are, `names` {plain name: hashed name}.
    """

    def __init__(self, folder: Path):
        self._folder = folder
        self.files = {
            name: file
            for file in sorted(folder.rglob("*"))
            if file.is_file() and file.suffix in SERVED
            if (name := file.relative_to(folder).as_posix()) != SHEET and not name.startswith(PARTS)
        }

    @cached_property
    def names(self) -> dict[str, str]:
        return {name: hashed(name, file.read_bytes()) for name, file in self.files.items()}

    @cached_property
    def _sheet(self) -> str:
        """All sheets in their order, with the line that imports the theme still to be replaced."""
        return small(IMPORT.sub(self._imported, (self._folder / SHEET).read_text()))

    def _imported(self, line: re.Match[str]) -> str:
        name, media = line.groups()
        if name == THEME:
            return line[0]
        css = (self._folder / name).read_text()
        return f"@media {media} {{\n{css}}}\n" if media else css

    def sheet(self, colour: str) -> bytes:
        """The stylesheet of every page, with the theme of a colour."""
        return IMPORT.sub(theme_css(colour), self._sheet).encode()

    def sheet_name(self, colour: str) -> str:
        return hashed(SHEET, self.sheet(colour))

    def named_with(self, colour: str) -> dict[str, str]:
        """All names, the stylesheet's among them."""
        return {**self.names, SHEET: self.sheet_name(colour)}


def hashed(name: str, content: bytes) -> str:
    """ "site.css" as site.0123abcd.css."""
    stem, dot, extension = name.rpartition(".")
    return f"{stem}.{hashlib.sha256(content).hexdigest()[:10]}{dot}{extension}"


def small(css: str) -> str:
    """Without comments and indentation; compression does the rest. Our sheets hold no text that looks like either."""
    return INDENT.sub("\n", COMMENT.sub("", css)).strip() + "\n"
