"""What is asked is counted by day, without anything about who asked."""

from datetime import timedelta
from io import BytesIO

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from cms.discovery import query_log
from cms.discovery.models import QueryCount
from cms.discovery.query_log import normalised
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def notice(projection):
    notice = factories.notice("停水通知")
    projection.drain()
    return notice


def rows():
    return list(QueryCount.objects.order_by("pk").values_list("locale", "query", "asked", "found", "opened"))


def test_a_question_is_counted_with_what_it_found(client, notice):
    for text in ("停水", "停水！", " 停水 "):
        client.get("/zh/search", {"q": text})
    client.get("/en/search", {"q": "Water"})
    assert rows() == [("zh-hans", "停水", 3, 1, 0), ("en", "water", 1, 0, 0)]


def test_further_pages_and_filters_are_the_same_question(client, notice):
    client.get("/zh/search", {"q": "停水"})
    client.get("/zh/search", {"q": "停水", "page": 2})
    client.get("/zh/search", {"q": "停水", "type": "notice"})
    client.get("/zh/search")
    assert rows() == [("zh-hans", "停水", 1, 1, 0)]


def test_an_opened_result_is_counted_for_its_question(client, notice, settings):
    page = client.get("/zh/search", {"q": "停水"}).content.decode()
    assert f'ping="{settings.PUBLIC_URL}/api/opened?q=%E5%81%9C%E6%B0%B4&amp;locale=zh-hans"' in page
    assert client.post("/api/opened?q=停水&locale=zh-hans").status_code == 204
    assert rows() == [("zh-hans", "停水", 1, 1, 1)]


def test_opening_without_a_question_counts_nothing(client):
    for address in ("/api/opened", "/api/opened?q=停水", "/api/opened?q=%00%ff&locale=xx"):
        assert client.post(address).status_code == 204
    assert client.get("/api/opened?q=停水").status_code == 405
    assert rows() == []


@pytest.mark.parametrize(
    "text",
    [
        "13812345678 停水",
        "张三 110101199003071234",
        "a.b@example.org 投诉",
        "６２２２ ０２０２ ０００１",
        "",
        "！？",
        "\x00",
    ],
)
def test_what_may_name_a_person_or_says_nothing_is_not_kept(text):
    assert normalised(text) == ""


def test_document_numbers_and_years_are_kept():
    assert normalised("〔2019〕3号") == "2019 3 号"


def test_nobody_is_known_by_the_log(client, notice):
    response = client.get("/zh/search", {"q": "停水"})
    assert not response.cookies
    assert {field.name for field in QueryCount._meta.fields} == {
        "id", "day", "locale", "query", "asked", "opened", "found",
    }  # fmt: skip


def test_an_answer_writes_nothing_while_it_is_given(client, notice, settings):
    settings.QUERY_LOG_DELAY = 3600.0
    client.get("/zh/search", {"q": "停水"})
    with CaptureQueriesContext(connection) as queries:
        client.get("/zh/search", {"q": "停水"})
    assert not [q for q in queries.captured_queries if q["sql"].startswith(("INSERT", "UPDATE", "BEGIN"))]
    query_log.write()
    assert rows() == [("zh-hans", "停水", 2, 1, 0)]


def test_one_day_keeps_a_bounded_number_of_questions(client, notice, monkeypatch):
    monkeypatch.setattr(query_log, "MOST_A_DAY", 2)
    for text in ("停水", "停电", "停气", "停水"):
        client.get("/zh/search", {"q": text})
    assert [row[1:3] for row in rows()] == [("停水", 2), ("停电", 1)]


def test_old_questions_are_forgotten(settings):
    today = timezone.localdate()
    for days in (0, settings.QUERY_LOG_DAYS + 1):
        QueryCount.objects.create(day=today - timedelta(days=days), locale="en", query="water", asked=1)
    assert query_log.forget_old() == 1
    assert QueryCount.objects.get().day == today


@pytest.fixture
def report(admin_client):
    today = timezone.localdate()
    for query, asked, found, opened, age in (
        ("停水", 9, 3, 4, 0), ("停水", 5, 0, 0, 40), ("水电费", 4, 0, 0, 0), ("=cmd()", 2, 5, 0, 1),
    ):  # fmt: skip
        QueryCount.objects.create(
            day=today - timedelta(days=age),
            locale="zh-hans",
            query=query,
            asked=asked,
            found=found,
            opened=opened,
        )

    def get(**parameters):
        response = admin_client.get("/admin/reports/queries/", parameters)
        assert response.status_code == 200
        return response

    return get


def listed(response):
    return [
        (row["query"], row["times"], row["most"], row["clicks"]) for row in response.context["object_list"]
    ]


def test_the_report_lists_top_fruitless_and_unopened_queries(report):
    assert listed(report())[0] == ("停水", 14, 3, 4)
    assert [row[0] for row in listed(report(shown="none"))] == ["水电费"]
    assert [row[0] for row in listed(report(shown="unopened"))] == ["=cmd()"]
    since = timezone.localdate() - timedelta(days=7)
    assert listed(report(since=since.isoformat()))[0] == ("停水", 9, 3, 4)
    assert listed(report(locale="en")) == []
    assert [row[1] for row in listed(report(ordering="times"))] == [2, 4, 14]


def test_the_report_as_a_workbook(report):
    response = report(export="xlsx")
    book = openpyxl.load_workbook(BytesIO(b"".join(response.streaming_content)))
    values = list(book.active.iter_rows(values_only=True))
    assert values[1][0] == "停水"
    assert {cell.data_type for row in book.active.iter_rows() for cell in row} <= {"s", "n", "d"}
