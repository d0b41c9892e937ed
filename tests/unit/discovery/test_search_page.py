"""Search over HTTP: the page, its JSON, suggestions, counted reads."""

import json

import pytest

from cms.discovery import searching
from cms.discovery.models import ReadCount
from cms.discovery.popular import refresh_popular
from cms.publishing.models import StoredDocument
from cms.publishing.services import refresh_all
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan(projection):
    plan = factories.plan(
        "2019年社区建设工作计划",
        factories.section("工作计划", slug="plans", layout="plans", show_in_menus=True),
        tasks=[
            "依法做好换届选举。",
            "深入开展和谐示范社区创建。",
            "抓好社区文化试点。",
            "推进社区虚拟养老服务试点。",
        ],
    )
    refresh_all()
    projection.drain()
    return plan


def test_a_word_of_a_task_leads_to_that_task(client, plan):
    found = client.get("/api/search", {"q": "虚拟养老", "locale": "zh"}).json()
    assert (found["hits"][0]["url"], found["hits"][0]["task"]) == (f"{plan.url_path}#task-4", "task-4")
    assert "<mark>" in found["hits"][0]["snippet"]


def test_the_search_page_works_as_plain_html(client, plan):
    page = client.get("/zh/search", {"q": "虚拟养老"}).content.decode()
    assert f"{plan.url_path}#task-4" in page
    assert 'value="虚拟养老"' in page


def test_the_search_page_says_what_can_be_searched_when_nothing_was_asked(client, plan):
    assert client.get("/en/search").status_code == 200


def test_no_result_is_a_helpful_page(client, plan):
    response = client.get("/zh/search", {"q": "量子色动力学"})
    assert response.status_code == 200
    assert "量子色动力学" in response.content.decode()


@pytest.mark.parametrize(
    "parameters",
    [
        {"q": "x" * 10_000},
        {"q": "\x00\x1f志愿"},
        {"q": "志愿", "page": "999999999"},
        {"q": "志愿", "page": "-1"},
        {"q": "志愿", "sort": "rm -rf", "date_from": "yesterday", "year": "abcd"},
        {"q": '" AND (title:* OR ~2'},
        {"q": "<script>alert(1)</script>"},
    ],
)
def test_bad_input_gets_a_calm_answer(client, plan, parameters):
    for address in ("/zh/search", "/api/search"):
        response = client.get(address, parameters)
        assert response.status_code == 200
        assert "<script>alert" not in response.content.decode()


def test_facets_narrow_and_can_be_taken_back(client, plan):
    page = client.get("/zh/search", {"q": "社区"}).content.decode()
    assert "type=work_plan" in page
    narrowed = client.get("/zh/search", {"q": "社区", "type": "notice"}).content.decode()
    assert plan.url_path not in narrowed


def test_suggestions_by_chinese_and_by_pinyin(client, plan):
    for typed in ("社区建", "shequ"):
        found = client.get("/api/suggest", {"q": typed, "locale": "zh"}).json()["suggestions"]
        assert any(one["url"].startswith(plan.url_path) for one in found), typed


def test_a_damaged_or_missing_index_is_said_and_raises_nothing(client, plan, tmp_path, settings):
    settings.SEARCH_URL = str(tmp_path / "nowhere")
    searching.index.cache_clear()
    assert client.get("/zh/search", {"q": "社区"}).status_code in (200, 503)


def read(client, key):
    return client.post("/api/read", json.dumps({"key": key}), content_type="application/json").status_code


def test_reads_are_counted_by_day_and_make_articles_popular(client, plan):
    other = factories.plan("2018年计划", plan.get_parent(), year=2018)
    assert [read(client, other.key), read(client, other.key), read(client, plan.key)] == [204, 204, 204]
    assert ReadCount.objects.get(key=other.key).count == 2
    refresh_popular()
    popular = StoredDocument.objects.get(pk="popular:zh-hans").document.detail
    assert popular == {"items": [other.key, plan.key], "counted": True}


def test_before_anybody_read_anything_the_newest_stand_in(client, plan):
    refresh_popular()
    popular = StoredDocument.objects.get(pk="popular:zh-hans").document.detail
    assert popular == {"items": [plan.key], "counted": False}


@pytest.mark.parametrize("sent", ["", "[]", "{}", '{"key": 7}', '{"key": "page:999999"}', "\x00"])
def test_a_senseless_read_is_refused(client, sent):
    response = client.post("/api/read", sent, content_type="application/json")
    assert response.status_code in (400, 404)
    assert not ReadCount.objects.exists()
