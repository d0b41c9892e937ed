"""What every page shows of the site settings, kept as documents are: who makes files reads no model of Wagtail's."""

from collections.abc import Callable
from typing import Protocol

import orjson

from cms.core.documents import Data
from cms.core.languages import LANGUAGES
from cms.publishing.tables import SiteFrame


class Settings(Protocol):
    """The site settings, as `cms.core` has them."""

    def public_form(self, locale: str) -> Data: ...


_current: Callable[[], Settings] | None = None


def register(current: Callable[[], Settings]) -> None:
    """Have frames that were never kept made from these settings. Called once, when the program starts."""
    global _current  # noqa: PLW0603
    _current = current


def keep(settings: Settings) -> None:
    """Keep what the settings say now, in the transaction that changes them."""
    SiteFrame.objects.bulk_create(
        [
            SiteFrame(locale=locale, data=orjson.dumps(settings.public_form(locale)).decode())
            for locale in LANGUAGES
        ],
        update_conflicts=True,
        unique_fields=["locale"],
        update_fields=["data"],
    )


def renew() -> None:
    """Keep the settings as this version of the program tells them. Raises LookupError where it has no settings."""
    if _current is None:
        raise LookupError("the site settings are not kept yet")
    keep(_current())


def load() -> dict[str, Data]:
    """{locale: what templates know of the site}."""
    frames = dict(SiteFrame.objects.values_list("locale", "data"))
    if LANGUAGES.keys() - frames.keys():
        renew()
        return load()
    return {locale: orjson.loads(data) for locale, data in frames.items()}
