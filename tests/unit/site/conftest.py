"""The renderer over the real templates, and every page that the site can make of the invented documents."""

from pathlib import Path

import pytest

from tests.unit.site.gallery import SITE, Pages, Press, every_page


@pytest.fixture(scope="session")
def site_folder() -> Path:
    return SITE


@pytest.fixture(scope="session")
def press() -> Press:
    return Press()


@pytest.fixture(scope="session")
def pages(press: Press) -> Pages:
    """{(locale, name): HTML} of every template, full and bare."""
    return every_page(press)
