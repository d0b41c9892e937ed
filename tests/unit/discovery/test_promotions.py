"""What staff put first for a query stands above the results."""

import re

import pytest
from django.contrib.auth.models import Permission
from django.utils import timezone
from wagtail.contrib.search_promotions.models import Query, SearchPromotion

from cms.discovery import promotions
from cms.discovery.promotions import promoted
from cms.discovery.query_log import QueryCount
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def page():
    return factories.notice("养老金领取须知")


@pytest.fixture(autouse=True)
def _nothing_is_kept():
    promotions.forget()


def promote(query, **fields):
    promotions.forget()
    return SearchPromotion.objects.create(query=Query.get(query), **fields)


def titles(text, locale="zh-hans"):
    return [pick["title"] for pick in promoted(text, locale)]


@pytest.mark.parametrize("asked", ["退休金", "「退休金」", "退休金 ", "退休金？"])
def test_however_the_query_is_written(page, asked):
    promote("退休金", page=page, description="从这里开始")
    assert promoted(asked, "zh-hans") == [
        {"url": page.url_path, "title": "养老金领取须知", "summary": "从这里开始", "outside": False}
    ]


def test_only_for_this_query_and_in_this_language(page):
    promote("退休金", page=page)
    assert titles("退休") == titles("") == titles("！") == titles("退休金", "en") == []


def test_only_while_the_page_is_public(page):
    promote("退休金", page=page)
    page.unpublish()
    assert titles("退休金") == []


def test_in_the_order_of_staff_and_not_too_many(page):
    for number in range(7):
        promote(
            "退休金",
            external_link_url=f"https://example.org/{number}",
            external_link_text=f"第{number}",
            sort_order=9 - number,
        )
    assert titles("退休金") == ["第6", "第5", "第4", "第3", "第2"]


def test_they_stand_above_the_results_even_where_there_are_none(client, projection, page):
    projection.drain()
    promote(
        "pension guide", external_link_url="https://example.org/?a=1&b=2", external_link_text="<b>Guide</b>"
    )
    shown = client.get("/zh/search", {"q": "Pension  Guide"}).content.decode()
    assert 'href="https://example.org/?a=1&amp;b=2"' in shown
    assert "&lt;b&gt;Guide" in shown


def test_a_link_that_is_no_address_of_the_web_is_not_shown(page):
    promote("退休金", external_link_url="javascript:alert(1)", external_link_text="x")
    assert titles("退休金") == []


def test_a_query_that_residents_ask_is_one_click_away_from_a_promotion(admin_client, page):
    QueryCount.objects.create(
        day=timezone.localdate(), locale="zh-hans", query="退休金 多少", asked=3, found=0
    )
    report = admin_client.get("/admin/reports/queries/", {"shown": "none"}).content.decode()
    (address,) = re.findall(r'href="([^"]*/promote/[^"]*)"', report)
    form = admin_client.get(address)
    assert form.context["form"]["query_string"].value() == "退休金 多少"
    promote("退休金 多少", page=page)
    again = admin_client.get(address)
    assert again.status_code == 302
    assert again.url == f"/admin/searchpicks/{Query.get('退休金 多少').pk}/"


def test_whoever_may_not_promote_is_offered_none(client, django_user_model):
    QueryCount.objects.create(day=timezone.localdate(), locale="zh-hans", query="退休金", asked=3, found=0)
    reader = django_user_model.objects.create_user("reader", password="x")
    reader.user_permissions.add(Permission.objects.get(codename="access_admin"))
    client.force_login(reader)
    assert "/promote/" not in client.get("/admin/reports/queries/").content.decode()
    assert client.get("/admin/reports/queries/promote/?query=x").status_code == 302
