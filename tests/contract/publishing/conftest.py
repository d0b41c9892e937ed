"""A site and an index of one test's own, as the unit tests of publishing have them."""

from tests.unit.publishing.conftest import search, site, workshop  # noqa: F401
