"""search, rebuild_index and check_index, as operators call them."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from cms.publishing.indexing import SearchProjection
from cms.publishing.models import Pending, StoredDocument
from search.api import open_index
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def notices(projection):
    notices = [factories.notice("停水通知"), factories.notice("停电通知")]
    projection.drain()
    return notices


def run(*words, **more):
    out = StringIO()
    call_command(*words, stdout=out, stderr=StringIO(), **more)
    return out.getvalue()


def test_search_prints_what_residents_would_find(notices):
    found = json.loads(run("search", "停水", "--json"))
    assert [hit["key"] for hit in found["hits"]] == [notices[0].key]
    assert set(found) >= {"total", "hits", "facets", "suggestion"}
    assert set(found["hits"][0]) >= {"key", "url", "title", "snippet", "type", "task"}
    assert notices[0].url_path in run("search", "停水", "--locale", "zh")
    assert json.loads(run("search", "停水", "--locale", "en", "--json"))["total"] == 0
    assert json.loads(run("search", "停水", "--engine", "embedded", "--json")) == found


@pytest.mark.parametrize(
    "words",
    [
        ("--locale", "xx"),
        ("--engine", "elasticsearch"),
        ("--engine", "nonsense"),
        ("--engine", "http://"),
        ("--engine", "https://h/UPPER"),
        ("--engine", "http://127.0.0.1:1/a?timeout=1"),
    ],
)
def test_search_says_what_is_wrong_in_one_line(notices, words):
    with pytest.raises(CommandError) as error:
        run("search", "停水", *words)
    assert len(str(error.value).splitlines()) == 1


def test_an_index_that_is_as_it_should_be(notices):
    assert "2 documents; 0 missing, 0 outdated, 0 that should not be there" in run("check_index")


def break_index(notices, projection):
    """Lose one document, spoil another, and leave one that nobody published."""
    first, second = (StoredDocument.objects.get(pk=notice.key) for notice in notices)
    projection.index.remove([first.key])
    third = factories.notice("停气通知")
    projection.drain()
    StoredDocument.objects.filter(pk=third.key).delete()
    StoredDocument.objects.filter(pk=second.key).update(data=second.data.replace("停电", "来电"))
    Pending.objects.all().delete()


def test_what_differs_is_told_and_repaired(notices, projection):
    break_index(notices, projection)
    with pytest.raises(CommandError, match="--repair"):
        run("check_index")
    assert "1 missing, 1 outdated, 1 that should not be there" in run("check_index", "--repair")
    assert "0 missing, 0 outdated, 0 that" in run("check_index")
    assert "0 missing" in run("check_index", "--repair")


def test_a_damaged_index_is_told_and_rebuilt(notices, projection, tmp_path):
    projection.index.close()
    for path in (tmp_path / "index").rglob("store.sqlite3*"):
        path.write_bytes(b"damage" * 1000)
    with pytest.raises(CommandError, match="--repair"):
        run("check_index")
    assert "rebuilt, 2 documents" in run("check_index", "--repair")
    assert "0 missing" in run("check_index")


def test_an_index_that_is_gone_is_filled_again(notices, settings, tmp_path):
    settings.SEARCH_URL = str(tmp_path / "nowhere")
    with pytest.raises(CommandError):
        run("check_index")
    assert "2 missing" in run("check_index", "--repair")
    assert len(open_index(settings.SEARCH_URL).fingerprints()) == 2


def test_rebuilding_twice_is_rebuilding_once(notices, settings):
    before = SearchProjection(settings.SEARCH_URL).index.fingerprints()
    assert run("rebuild_index") == run("rebuild_index") == "2 documents indexed\n"
    assert SearchProjection(settings.SEARCH_URL).index.fingerprints() == before


@pytest.mark.parametrize("command", ["rebuild_index", "check_index"])
def test_a_cluster_that_is_away_is_said(settings, command):
    settings.SEARCH_URL, settings.SEARCH_SPARE = "http://127.0.0.1:1/linli?timeout=1", ""
    with pytest.raises(CommandError):
        run(command)
