"""Pages that each language has without anybody making them: the ways into what is published, and what is said where
there is nothing to show. Their addresses are the same in all languages, below the language's own.
"""

from collections.abc import Iterator

from cms.core.languages import LANGUAGES

WAYS = {
    "activities": "activities/",
    "directory": "organisations/",
    "years": "archive/",
    "map": "map/",
    "offline": "offline/",
}
INSTEAD = {
    "not_found": ("404.html", "pages/not_found.html"),
    "gone": ("410.html", "pages/gone.html"),
    "failed": ("500.html", "pages/error.html"),
}
"""What a web server shows at any address in place of a page: {kind of target: (file, template)}."""

FOUND = ("activities", "directory", "years", "map")  # by search engines


def address(way: str, locale: str) -> str:
    return f"/{LANGUAGES[locale].segment}/{WAYS[way]}"


def year_address(year: str, locale: str) -> str:
    """The address of the archive of one year."""
    return f"{address('years', locale)}{year}/"


def month_address(month: str, locale: str) -> str:
    """The address of what takes place in one month."""
    return f"{address('activities', locale)}{month}/"


def every_target() -> Iterator[str]:
    """The targets of all of them."""
    return (f"way:{way}:{locale}" for locale in LANGUAGES for way in WAYS)
