"""The admin's own search and choosers find Chinese by any word in it, drafts included."""

import pytest
from django.urls import reverse
from wagtail.models import Page

from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def volunteers():
    factories.notice("停水通知")
    return factories.notice("关于招募社区志愿者的通知", summary="清河街道，报名截止四月十日。")


@pytest.mark.parametrize(
    "typed",
    ["志愿", "志愿者", "招募", "志願者", "志", "zhiyuan", "zhiyuanzhede", "zyz", "招募 志愿", "社区 志愿"],
)
def test_the_page_search_of_the_admin(admin_client, volunteers, typed):
    response = admin_client.get(reverse("wagtailadmin_pages:search"), {"q": typed})
    assert [page.pk for page in response.context["object_list"]] == [volunteers.pk]


def test_the_list_of_a_section_and_of_a_type(admin_client, volunteers):
    explorer = reverse("wagtailadmin_explore", args=[volunteers.get_parent().pk])
    assert [page.pk for page in admin_client.get(explorer, {"q": "志愿"}).context["object_list"]] == [
        volunteers.pk
    ]


def test_a_page_chooser(admin_client, volunteers):
    response = admin_client.get(
        reverse("wagtailadmin_choose_page_search"), {"q": "志愿", "page_type": "wagtailcore.page"}
    )
    assert "关于招募社区志愿者的通知" in response.content.decode()
    assert "停水通知" not in response.content.decode()


def test_a_chooser_of_organisations(admin_client):
    factories.organisation("qinghe", name_zh="清河街道办事处")
    factories.organisation("wanbai", name_zh="万柏街道办事处")
    response = admin_client.get("/admin/snippets/choose/core/organisation/results/", {"q": "清河"})
    if response.status_code == 404:
        pytest.fail("the chooser has moved")
    assert "清河街道" in response.content.decode()
    assert "万柏" not in response.content.decode()


def test_drafts_are_found_as_their_newest_words_have_them(volunteers):
    draft = factories.notice("和谐社区评选方案", live=False)
    volunteers.title = "关于选聘楼栋长的通知"
    volunteers.save_revision()
    found = Page.objects.autocomplete
    assert [page.pk for page in found("评选")] == [draft.pk]
    assert [page.pk for page in found("楼栋")] == [volunteers.pk]
    assert list(found("志愿")) == []


def test_english_is_found_by_its_beginnings():
    page = factories.notice("Recruiting community volunteers")
    for typed in ("recr", "community", "volunteers rec", "commu", "Volunteer"):
        assert [each.pk for each in Page.objects.autocomplete(typed)] == [page.pk], typed
    assert [each.pk for each in Page.objects.search("volunteer recruits")] == [page.pk]


@pytest.mark.parametrize(
    "typed", ["，。", "\x00", "'", '"', "*", "a AND", "NOT", "(", "志" * 5000, "title:志愿 ^2"]
)
def test_whatever_is_typed_is_answered(admin_client, volunteers, typed):
    assert admin_client.get(reverse("wagtailadmin_pages:search"), {"q": typed}).status_code == 200
