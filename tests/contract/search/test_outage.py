"""The cluster goes away and comes back: publishing goes on, readers are answered, and nothing is lost."""

import logging
import time

import pytest

from cms.discovery import lexicon, searching
from cms.publishing import pending, resting
from cms.publishing.indexing import TwoIndexes, default_projection
from cms.publishing.models import Pending
from cms.publishing.worker import Worker
from search.api import EngineUnavailableError
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture(params=["with a spare index", "without one"])
def worker(request, node, settings, tmp_path, public_dir):
    """A worker for a site whose index is in the cluster."""
    has_spare = request.param == "with a spare index"
    settings.SEARCH_URL = f"{node.address}/outage-{has_spare}?timeout=60".lower()
    settings.SEARCH_SPARE = str(tmp_path / "spare") if has_spare else ""
    for reader in (searching.index, searching.spare):
        reader.cache_clear()
    lexicon.recent.forget()
    worker = Worker()
    yield worker
    node.start()  # whatever came of the test
    for each in (*worker.search.each, searching):
        index = each.index if each is not searching else searching.index()
        index.close()
    for reader in (searching.index, searching.spare):
        reader.cache_clear()


def answer(client, text):
    response = client.get("/api/search", {"q": text}).json()
    return response["available"], response["total"]


def waits(name):
    return Pending.objects.filter(projection=name).count()


def work_until(worker, done):
    """Work as the worker does, which tries again and again: a node that has just started is not ready at once."""
    for _ in range(100):
        for each in worker.search.each:
            each._rest = resting.Rest()
        worker.drain()
        if done() and searching.index().health().state == "ready":
            return
        time.sleep(0.2)
    pytest.fail("the cluster is back, and the work still waits")


def test_nothing_is_lost_while_the_cluster_is_away(client, node, worker, settings, public_dir, caplog):
    caplog.set_level(logging.ERROR)
    spare = bool(settings.SEARCH_SPARE)
    kept = factories.notice("停水通知")
    gone = factories.notice("停电通知")
    worker.drain()
    assert answer(client, "停水") == answer(client, "停电") == (True, 1)

    node.stop()
    fresh = factories.notice("停气通知")
    gone.unpublish()
    worker.drain()
    assert (public_dir / fresh.url_path.strip("/")).with_suffix(".html").exists() or list(
        public_dir.rglob(f"*{fresh.slug}*")
    )
    assert waits("cluster" if spare else "search") >= 2
    assert waits("site") == 0
    assert answer(client, "停气") == ((True, 1) if spare else (False, 0))
    assert answer(client, "停电") == ((True, 0) if spare else (False, 0))
    page = client.get("/zh/search", {"q": "停气"})
    assert page.status_code == (200 if spare else 503)
    if not spare:
        assert Pending.objects.filter(projection="search").exclude(error="").exists()
    with pytest.raises(EngineUnavailableError):
        worker.search.drain()  # at once, for it rests

    node.start()
    work_until(worker, lambda: not waits("cluster") and not waits("search"))
    assert [answer(client, text) for text in ("停水", "停电", "停气")] == [(True, 1), (True, 0), (True, 1)]
    assert not worker.search.each[-1].compare()
    assert kept.live


def test_the_settings_choose_the_indexes(settings, tmp_path):
    settings.SEARCH_URL, settings.SEARCH_SPARE = str(tmp_path / "index"), str(tmp_path / "spare")
    assert [each.name for each in default_projection().each] == ["search"]
    settings.SEARCH_URL = "http://127.0.0.1:1/linli"
    both = default_projection()
    assert isinstance(both, TwoIndexes)
    assert [each.name for each in both.each] == ["search", "cluster"]
    settings.SEARCH_SPARE = ""
    assert [each.name for each in default_projection().each] == ["search"]


def test_what_waits_says_why(settings):
    settings.SEARCH_URL, settings.SEARCH_SPARE = "http://127.0.0.1:1/linli?timeout=1", ""
    pending.ask("search", ["page:1"])
    with pytest.raises(EngineUnavailableError):
        default_projection().drain()
    assert "refused" in Pending.objects.get(projection="search").error


def test_a_cluster_that_is_new_to_a_site_is_filled(client, node, settings, tmp_path, public_dir):
    settings.SEARCH_URL, settings.SEARCH_SPARE = str(tmp_path / "index"), str(tmp_path / "index")
    factories.notice("停水通知")
    first = Worker()
    first.drain()
    first.search.each[0].index.close()
    settings.SEARCH_URL = f"{node.address}/fresh?timeout=60"
    second = Worker()
    second.drain()
    assert [len(each.index.fingerprints()) for each in second.search.each] == [1, 1]
    for each in second.search.each:
        each.index.close()


def test_a_spare_index_that_is_made_anew_keeps_nothing_from_the_cluster(settings, tmp_path):
    settings.SEARCH_URL, settings.SEARCH_SPARE = "http://127.0.0.1:1/linli?timeout=1", str(tmp_path / "index")
    notice = factories.notice("停水通知")
    nearest = default_projection().each[0]
    nearest.drain()
    assert notice.key in Pending.objects.filter(projection="cluster").values_list("subject", flat=True)
    nearest.index.close()
