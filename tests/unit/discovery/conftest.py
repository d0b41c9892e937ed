"""A published site with its index, asked through the views."""

from collections.abc import Callable

import pytest

from cms.discovery import answers, lexicon, promotions, searching, sections
from cms.publishing.indexing import SearchProjection


@pytest.fixture
def projection(tmp_path, settings):
    """The index of this test, which the views read as well."""
    settings.SEARCH_URL = str(tmp_path / "index")
    projection = SearchProjection(settings.SEARCH_URL)
    searching.index.cache_clear()
    searching.spare.cache_clear()
    for kept in (lexicon.recent, answers.labels_in, promotions, sections):
        kept.forget()
    yield projection
    searching.index().close()
    searching.index.cache_clear()
    searching.spare.cache_clear()
    projection.index.close()


@pytest.fixture
def found(client, projection) -> Callable[..., list[str]]:
    """The keys that a query finds, best first, once what waits is indexed and own words are taken in."""

    def search(text: str, **more) -> list[str]:
        projection.drain()
        lexicon.recent.forget()
        answer = client.get("/api/search", {"q": text, **more}).json()
        return [hit["key"] for hit in answer["hits"]]

    return search
