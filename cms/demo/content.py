"""The demonstration content as it is written in `content/`: see the README there for how."""

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "content"
LOCALES = ("zh-hans", "en")
PAGES = (
    "plans",
    "pages",
    "policies",
    "notices",
    "brands",
    "recruitments",
    "campaigns",
    "entries",
    "elections",
)

Table = dict[str, Any]


@dataclass(frozen=True)
class Entry:
    """A page in both languages. `slug` is its path below the home page, "" for the home page itself."""

    type: str
    slug: str
    fields: Table
    texts: dict[str, Table]

    @property
    def parent(self) -> str:
        """The path of the page above it."""
        return self.slug.rpartition("/")[0]


def read(name: str) -> Table:
    """One file of the content."""
    return tomllib.loads((FOLDER / name).read_text(encoding="utf-8"))


def entries() -> list[Entry]:
    """All pages: the home page, the sections from above down, and what lies in them by date.

    Plans come before what refers to their tasks.
    """
    home = _entry(read("home.toml") | {"type": "home", "slug": ""})
    sections = [_entry(table | {"type": "section"}) for table in read("sections.toml")["section"]]
    pages = [
        sorted(
            (_entry(read(f"{folder}/{path.name}")) for path in (FOLDER / folder).glob("*.toml")), key=_date
        )
        for folder in PAGES
    ]
    return [home, *sections, *(entry for folder in pages for entry in folder)]


def _entry(table: Table) -> Entry:
    texts = {locale: table.pop(locale) for locale in LOCALES}
    return Entry(table.pop("type"), table.pop("slug"), table, texts)


def _date(entry: Entry) -> tuple[bool, int, str]:
    """Sorts written dates before relative ones, and "-30d" before "-2d"."""
    published = entry.fields["published"]
    days, relative, _ = published.partition("d")
    return (True, int(days), "") if relative else (False, 0, published)
