"""Search over HTTP: the page, its JSON, suggestions, counted reads."""

import json

import pytest
from bs4 import BeautifulSoup

from cms.discovery import searching
from cms.discovery.models import ReadCount
from cms.discovery.popular import refresh_popular
from cms.publishing.models import StoredDocument
from cms.publishing.services import refresh_all
from cms.workplans.models import WorkPlanPage
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def published(lasting):
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
    return plan.pk


@pytest.fixture
def plan(published, projection):
    projection.drain()
    return WorkPlanPage.objects.get(pk=published)


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
        response = client.get(address, parameters, follow=True)
        assert response.status_code == 200
        assert "<script>alert" not in response.content.decode()


def test_a_page_behind_the_last_leads_to_the_last(client, plan):
    answer = client.get("/zh/search", {"q": "社区", "sort": "newest", "page": "999"})
    assert (answer.status_code, answer["Location"]) == (
        302,
        "/zh/search?q=%E7%A4%BE%E5%8C%BA&sort=newest&page=1",
    )


def test_facets_narrow_and_can_be_taken_back(client, plan):
    page = client.get("/zh/search", {"q": "社区"}).content.decode()
    assert "type=work_plan" in page
    narrowed = client.get("/zh/search", {"q": "社区", "type": "notice"}).content.decode()
    assert plan.url_path not in narrowed


def test_suggestions_by_chinese_and_by_pinyin(client, plan):
    for typed in ("社区建", "shequ"):
        found = client.get("/api/suggest", {"q": typed, "locale": "zh"}).json()["suggestions"]
        assert any(one["url"].startswith(plan.url_path) for one in found), typed


@pytest.mark.parametrize("typed", ["工作", "计划", "gongzuo", "gzjh", "jihua"])
def test_sections_are_suggested_first(client, plan, typed):
    found = client.get("/api/suggest", {"q": typed, "locale": "zh"}).json()["suggestions"]
    assert (found[0]["text"], found[0]["url"]) == ("工作计划", plan.get_parent().specific.url_path)
    assert len({(one["url"]) for one in found}) == len(found)


def test_the_topic_and_the_language_can_be_chosen(client, plan, projection):
    english = factories.plan(
        "Community plan",
        factories.section("Plans", factories.home("en"), layout="plans"),
        tasks=["社区 elections"],
    )
    projection.drain()
    page = client.get("/zh/search", {"q": "社区"}).content.decode()
    assert plan.url_path in page
    assert english.url_path not in page
    assert "locale=zh-hans&amp;locale=en" in page
    both = client.get("/zh/search?q=社区&locale=zh-hans&locale=en").content.decode()
    assert plan.url_path in both
    assert english.url_path in both
    assert english.url_path in client.get("/zh/search?q=社区&locale=en").content.decode()


@pytest.fixture
def english(published, projection):
    plan = factories.plan(
        "Community plan",
        factories.section("Plans", factories.home("en"), layout="plans"),
        tasks=["Elections."],
    )
    projection.drain()
    return plan


def seen(client, address, **parameters):
    return BeautifulSoup(client.get(address, parameters).content.decode(), "html.parser")


def test_a_task_of_one_sentence_is_shown_once(client, plan):
    soup = seen(client, "/zh/search", q="文化试点")
    hit = soup.select_one(".hits .hit")
    assert hit.text.count("抓好社区文化试点") == 1
    assert hit.select_one(".hit-part mark")


def test_what_only_the_other_language_has_is_shown_and_marked(client, plan, english):
    soup = seen(client, "/en/search", q="虚拟养老")
    assert soup.select_one(".hits .row-title")["lang"] == "zh-Hans"
    assert "in Chinese" in soup.select_one(".found-hits > .caption").text
    assert "locale=zh-hans" in soup.select(".sort a, .facet a")[0]["href"]
    chinese = seen(client, "/zh/search", q="elections")
    assert chinese.select_one(".hits a")["href"] == english.url_path + "#task-1"


def test_letters_typed_on_an_english_page_are_no_pinyin(client, plan, english):
    assert seen(client, "/en/search", q="yanglao").select(".hits") == []
    assert client.get("/api/suggest", {"q": "yanglao", "locale": "en"}).json() == {"suggestions": []}


def test_suggestions_come_from_the_other_language_where_this_one_has_none(client, plan, english):
    (found,) = client.get("/api/suggest", {"q": "虚拟养老", "locale": "en"}).json()["suggestions"][:1]
    assert (found["lang"], found["note"]) == ("zh-Hans", plan.title)


def test_a_suggestion_says_what_it_is(client, plan):
    found = client.get("/api/suggest", {"q": "2019年社区", "locale": "zh"}).json()["suggestions"]
    assert (found[0]["text"], found[0]["note"]) == (plan.title, "工作计划")


def test_a_filter_that_leaves_nothing_is_seen_and_can_be_taken_away(client, plan):
    soup = seen(
        client, "/zh/search", q="社区", type="notice", section="page:999", date_from="2020-1-1", page=""
    )
    assert [link["href"] for link in soup.select(".chosen .chip")] == [
        "/zh/search?q=%E7%A4%BE%E5%8C%BA&section=page%3A999&date_from=2020-01-01",
        "/zh/search?q=%E7%A4%BE%E5%8C%BA&type=notice&date_from=2020-01-01",
        "/zh/search?q=%E7%A4%BE%E5%8C%BA&type=notice&section=page%3A999",
    ]
    assert soup.select_one(".empty a")["href"] == "/zh/search?q=%E7%A4%BE%E5%8C%BA"
    assert "1条结果" in soup.select_one(".empty a").text.replace(" ", "")


def test_a_section_chosen_is_called_by_its_title(client, plan):
    parent = plan.get_parent()
    soup = seen(client, "/zh/search", section=f"page:{parent.pk}")
    assert "工作计划" in soup.select_one(".chosen .chip").text
    assert soup.title.text.startswith("工作计划 – 搜索")
    assert [link.text for link in soup.select(".sort a")] == []
    assert plan.url_path in [link["href"] for link in soup.select(".hits a")]


def test_days_the_wrong_way_round_are_said_and_can_be_swapped(client, plan):
    soup = seen(client, "/zh/search", q="社区", date_from="2026年3月", date_to="2019")
    swap = soup.select_one(".message a")
    assert swap["href"] == "/zh/search?q=%E7%A4%BE%E5%8C%BA&date_from=2019-12-31&date_to=2026-03-01"


def test_what_is_no_day_is_said_and_narrows_nothing(client, plan):
    soup = seen(client, "/zh/search", q="社区", date_from="<b>31.2.2026")
    assert "<b>31.2.2026" in soup.select_one(".message").text
    assert soup.select(".hits")


@pytest.mark.parametrize("text", ["😀", "？！", "--- ///"])
def test_what_says_nothing_finds_nothing(client, plan, text):
    soup = seen(client, "/zh/search", q=text)
    assert soup.select(".hits") == []
    assert soup.select_one(".empty")


def test_the_other_language_is_asked_the_same(client, plan):
    soup = seen(
        client, "/zh/search", q="社区", type="work_plan", sort="newest", section="page:1", locale="zh"
    )
    assert (
        soup.select_one("a.language")["href"] == "/en/search?q=%E7%A4%BE%E5%8C%BA&sort=newest&type=work_plan"
    )


def test_a_search_is_kept_out_of_other_searches(client, plan):
    assert client.get("/zh/search", {"q": "社区"})["X-Robots-Tag"] == "noindex, nofollow"


HOSTILE = [
    "<mark><script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "\x00\x1b\u202e",
    "社区" * 5_000,
    " ".join(f"w{number}" for number in range(1_000)),
    "title:社区 OR *",
    "(" * 500,
    "%s%n{{7*7}}",
    "' OR 1=1 --",
]


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
@pytest.mark.parametrize("address", ["/zh/search", "/en/search", "/api/search", "/api/suggest"])
def test_nothing_typed_breaks_an_answer(client, plan, address, text):
    names = ("type", "year", "topic", "state", "issuer", "section", "locale", "sort", "date_from", "date_to")
    for parameters in ({"q": text}, {"q": text, "page": 10**9}, {"q": "社区"} | dict.fromkeys(names, text)):
        response = client.get(address, parameters, follow=True)
        assert response.status_code == 200
        if address.endswith("/search") and not address.startswith("/api"):
            body = response.content.decode()
            assert "<script>alert" not in body
            assert "<img src=x" not in body


@pytest.mark.parametrize(
    "query",
    ["q=%ff%fe%00", "q=%ed%a0%80", "q", "q=&q=", "page=%E4%BA%8C&q=a", "q=a&page=-0", "locale=%00&q=a"],
)
def test_no_bytes_break_an_answer(client, plan, query):
    for address in ("/zh/search", "/api/search", "/api/suggest"):
        assert client.get(f"{address}?{query}").status_code == 200


def test_an_answer_asks_the_database_no_more_for_more_hits(
    client, plan, projection, django_assert_max_num_queries
):
    for number in range(12):
        factories.notice(f"社区通知第{number}号")
    projection.drain()
    client.get("/zh/search", {"q": "社区"})
    client.get("/api/suggest", {"q": "社", "locale": "zh"})
    with django_assert_max_num_queries(8):
        client.get("/zh/search", {"q": "社区"})
    with django_assert_max_num_queries(0):
        client.get("/api/suggest", {"q": "社区", "locale": "zh"})


def test_a_damaged_or_missing_index_is_said_and_raises_nothing(client, plan, tmp_path, settings):
    settings.SEARCH_URL = str(tmp_path / "nowhere")
    searching.index.cache_clear()
    assert client.get("/zh/search", {"q": "社区"}).status_code in (200, 503)


def test_a_pasted_page_is_shown_as_far_as_it_is_read(client, plan):
    html = client.get("/zh/search", {"q": "社区志愿者" * 667}).content.decode()
    assert "社区志愿者" * 60 in html
    assert "社区志愿者" * 61 not in html


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


def test_a_language_that_has_nothing_shows_what_is_new_in_another(client, plan):
    refresh_popular()
    popular = StoredDocument.objects.get(pk="popular:en").document.detail
    assert popular == {"items": [plan.key], "counted": False}


LONE, NOTHING = '{"key": "\\ud800"}', '{"key": "page:\\u0000"}'  # neither can be asked of a database


@pytest.mark.parametrize(
    "sent", ["", "[]", "{}", '{"key": 7}', '{"key": "page:999999"}', "\x00", LONE, NOTHING]
)
def test_a_senseless_read_is_refused(client, sent):
    response = client.post("/api/read", sent, content_type="application/json")
    assert response.status_code in (400, 404)
    assert not ReadCount.objects.exists()
