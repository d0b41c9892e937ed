"""A site and an index of one test's own, and the worker's way of bringing them up to date."""

import pytest

from cms.publishing.indexing import SearchProjection
from cms.publishing.maker import Workshop
from cms.publishing.site import SiteProjection


@pytest.fixture(scope="session")
def workshop():
    """Templates are compiled once for all tests."""
    return Workshop()


@pytest.fixture
def site(public_dir, workshop):
    return SiteProjection(public_dir, workshop)


@pytest.fixture
def search(tmp_path):
    projection = SearchProjection(str(tmp_path / "index"))
    yield projection
    projection.index.close()
