"""Every engine passes the same suite: each test here runs once for each."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from search.api import Index, open_index
from search.documents import Query
from tests.contract.search.documents import OFFICE
from tests.elasticsearch_node.node import Node, missing_tool

ENGINES = ("embedded", "elasticsearch")


@pytest.fixture(scope="session")
def node(tmp_path_factory) -> Iterator[Node]:
    """A real Elasticsearch node, running."""
    if tool := missing_tool():
        message = f"Elasticsearch needs {tool}, which is not installed on this machine"
        if os.environ.get("CI") == "true":
            pytest.fail(message, pytrace=False)
        pytest.skip(message)
    node = Node(tmp_path_factory.mktemp("elasticsearch"))
    node.start()
    yield node
    node.stop(at_once=True)


@pytest.fixture(scope="session", params=ENGINES)
def place(request, tmp_path_factory) -> Callable[[str], str | Path]:
    """Gives the address of an index of this name, of one of the engines."""
    if request.param == "elasticsearch":
        address = request.getfixturevalue("node").address
        return lambda name: f"{address}/{name.lower()[:60]}?timeout=60"
    folder = tmp_path_factory.mktemp("indexes")
    return lambda name: folder / name


@pytest.fixture(scope="session")
def office(place) -> Iterator[Index]:
    """The office's documents, for tests that only read."""
    index = open_index(place("office"))
    index.rebuild(OFFICE)
    yield index
    index.close()


@pytest.fixture
def empty(place, request) -> Iterator[Index]:
    """An index of this test alone, with nothing in it yet."""
    index = open_index(place(request.node.name.split("[")[0].removeprefix("test_")))
    yield index
    index.close()


@pytest.fixture(scope="session")
def found(office) -> Callable[..., list[str]]:
    """The keys that a query finds in the office's documents, in order."""

    def search(text: str, **more) -> list[str]:
        return [hit.key for hit in office.search(Query(text=text, **more)).hits]

    return search
