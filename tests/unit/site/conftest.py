"""The renderer over the real templates, and every page that the site can make of the invented documents."""

from pathlib import Path

import pytest

from tests.unit.site.documents import SEGMENTS
from tests.unit.site.gallery import SITE, Press, pages_of


@pytest.fixture(scope="session")
def site_folder() -> Path:
    return SITE


@pytest.fixture(scope="session")
def press() -> Press:
    return Press()


@pytest.fixture(scope="session")
def pages(press: Press) -> dict[tuple[str, str], str]:
    """{(locale, name): HTML} of every template, full and bare."""
    return {(locale, name): html for locale in SEGMENTS for name, html in pages_of(press, locale).items()}
