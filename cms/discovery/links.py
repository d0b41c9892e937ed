"""Addresses of the search page: each says all of its question, so that it can be kept, sent and gone back to."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from search.documents import DATES, Query

Filters = Mapping[str, tuple[str, ...]]


def address(path: str, parameters: Mapping[str, Any]) -> str:
    """A search address with these parameters; empty ones are left out."""
    said = {name: value for name, value in parameters.items() if value}
    return f"{path}?{urlencode(said, doseq=True)}" if said else path


@dataclass(frozen=True)
class Links:
    """Addresses of other answers than the shown one; what is so by itself is not said."""

    query: Query
    path: str
    locale: str

    @property
    def other_language(self) -> bool:
        """Whether another language than the page's is searched."""
        return self.query.filters.get("locale", ()) != (self.locale,)

    @property
    def filters(self) -> dict[str, tuple[str, ...]]:
        """What narrows the answer, without the page's own language."""
        return {
            name: values
            for name, values in self.query.filters.items()
            if name != "locale" or self.other_language
        }

    def toggling(self, name: str, value: str) -> str:
        """The answer with one value of a filter more, or less."""
        held = self.query.filters.get(name, ())
        kept = tuple(other for other in held if other != value) if value in held else (*held, value)
        return self._to(self.filters | {name: kept})

    def without_filters(self) -> str:
        """The answer to the words alone."""
        return self._to({})

    def swapped(self) -> str:
        """The answer between two days that stand the wrong way round, the right way; "" where they don't."""
        first, last = (self.query.filters.get(name, ("",)) for name in DATES)
        if not last[0] or first <= last:
            return ""
        return self._to(self.filters | dict(zip(DATES, (last, first), strict=True)))

    def asking(self, text: str) -> str:
        """The answer to other words."""
        return self._to(self.filters, text=text)

    def sorted_by(self, sort: str) -> str:
        """The answer in another order."""
        return self._to(self.filters, sort=sort)

    def in_other_language(self) -> str:
        """The same question on another language's search page, beside whose front page "search" is. Sections are of
        one language only."""
        shared = {name: values for name, values in self.filters.items() if name not in ("locale", "section")}
        return replace(self, path="search")._to(shared)

    def to_page(self, number: int) -> str:
        """Another page of the answer."""
        return self._to(self.filters, page=number)

    def _to(self, filters: Filters, *, text: str | None = None, sort: str = "", page: int = 0) -> str:
        sort = sort or self.query.sort
        said = {"q": self.query.text if text is None else text, "sort": sort if sort != "relevance" else ""}
        # The page's own language, chosen among others, is the page's own language.
        if filters.get("locale") == (self.locale,):
            filters = {name: values for name, values in filters.items() if name != "locale"}
        return address(self.path, {**said, **filters, "page": page})
