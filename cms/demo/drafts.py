"""One language of a page of the content, and what its words refer to."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from wagtail.models import Page

from cms.core.models import Image, Organisation, Topic
from cms.demo import dates
from cms.demo.content import Entry
from cms.demo.library import Shelf
from cms.demo.markup import Block, Converter


@dataclass(frozen=True)
class World:
    """What all pages of the demonstration know. `page` gives the page at a path in a language."""

    today: date
    user: Any
    organisations: dict[str, Organisation]
    topics: dict[str, Topic]
    shelf: Shelf
    page: Callable[[str, str], Page]


class Draft:
    """Answers what a page is to say in one language."""

    def __init__(self, entry: Entry, locale: str, world: World) -> None:
        self.entry, self.locale, self.world = entry, locale, world
        self._converter = Converter(lambda path: self.page(path).pk, self.picture, world.shelf.attachment)

    def field(self, name: str, default: Any = None) -> Any:
        """What is the same in both languages."""
        return self.entry.fields.get(name, default)

    def text(self, name: str) -> str:
        """Words of this language, their dates written out; "" where there are none."""
        return self.filled(self.entry.texts[self.locale].get(name, ""))

    def words(self, name: str) -> list[Any]:
        """A list of words of this language, in the order of the rows that they belong to."""
        return self.entry.texts[self.locale].get(name, [])

    def filled(self, text: str) -> str:
        return dates.fill(text, self.world.today, self.locale)

    def day(self, name: str) -> date | None:
        written = self.field(name)
        return dates.day(written, self.world.today) if written else None

    def moment(self, written: str) -> datetime:
        return dates.moment(written, self.world.today)

    def organisation(self, slug: str | None) -> Organisation | None:
        return self.world.organisations[slug] if slug else None

    def page(self, path: str) -> Page:
        """The page at a path, in this language. KeyError if there is none."""
        return self.world.page(path, self.locale)

    def blocks(self) -> list[Block]:
        return self._converter.blocks(self.text("body"))

    def html(self, name: str) -> str:
        return self._converter.html(self.text(name))

    def image(self, name: str | None) -> Image | None:
        """A picture for a place that takes no alternative text of its own."""
        return self.world.shelf.image(name, self.locale) if name else None

    def picture(self, name: str) -> dict[str, Any]:
        """A picture for a block, described in this language."""
        shelf = self.world.shelf
        return {
            "image": shelf.image(name, "zh-hans"),
            "alt": shelf.words(name, self.locale),
            "decorative": False,
        }
