"""A cluster behind TLS: entered with the right certificate, and with no other."""

import pytest

from search.api import EngineUnavailableError, open_index
from search.documents import Query
from tests.contract.search.documents import notice
from tests.contract.search.tls import certificate, secured


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("certificates")


@pytest.fixture(scope="module")
def own(folder):
    return certificate(folder, "own")


@pytest.fixture(scope="module")
def cluster(node, own):
    with secured(node.port, *own) as port:
        yield f"https://127.0.0.1:{port}/secured"


def test_the_right_certificate_opens_the_door(cluster, own):
    index = open_index(f"{cluster}?timeout=60&ca_certs={own[0]}")
    assert index.rebuild([notice("a", "停水通知")]) == 1
    assert index.search(Query(text="停水")).total == 1
    index.close()


@pytest.mark.parametrize("known", ["another's certificate", "the system's certificates"])
def test_no_other_certificate_does(cluster, folder, known):
    other = f"&ca_certs={certificate(folder, 'other')[0]}" if known.startswith("another") else ""
    index = open_index(f"{cluster}?timeout=60{other}")
    assert not index.search(Query(text="停水")).available
    assert "certificate" in index.health().reason.lower()
    with pytest.raises(EngineUnavailableError):
        index.index([notice("b", "停电通知")])
    index.close()


def test_any_certificate_does_where_staff_say_so(cluster):
    index = open_index(f"{cluster}?timeout=60&verify=false")
    assert index.health().state in ("ready", "empty")
    index.close()
