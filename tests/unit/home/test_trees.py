"""What a new site has before anybody wrote a word, and what may stand where."""

import pytest
from django.core.checks import run_checks
from django.core.checks.registry import Tags
from django.core.exceptions import ValidationError
from django.urls import reverse
from wagtail.models import Locale, Page, Site
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield

from cms.home.models import HomePage, SectionPage, StandardPage
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def chief(client):
    client.force_login(factories.administrator())
    return client


def section_form(**fields):
    return nested_form_data(
        {
            "title": "栏目",
            "slug": "",
            "summary": "",
            "layout": "list",
            "description": rich_text("", features=["bold"]),
            "comments": inline_formset([]),
            "action-publish": "1",
            **fields,
        }
    )


def create(client, model, parent, data):
    url = reverse("wagtailadmin_pages:add", args=[model._meta.app_label, model._meta.model_name, parent.pk])
    return client.post(url, data)


def test_a_new_site_has_a_home_page_in_each_language_and_nothing_else():
    assert list(Page.objects.filter(depth=2).values_list("url_path", "live")) == [
        ("/zh/", True),
        ("/en/", True),
    ]
    chinese, english = factories.home("zh-hans"), factories.home("en")
    assert chinese.get_translation(Locale.objects.get(language_code="en")) == english
    assert [site.root_page.specific for site in Site.objects.filter(is_default_site=True)] == [chinese]
    assert not any(Page.find_problems())


def test_the_first_home_page_has_a_date_so_that_its_file_is_the_same_each_time():
    assert factories.home().to_document().to_json() == factories.home().to_document().to_json()
    assert factories.home().first_published_at


def test_there_is_one_home_page_for_each_language():
    assert not HomePage.can_create_at(Page.get_first_root_node())
    factories.home("en").delete()
    root = Page.get_first_root_node()
    assert HomePage.can_create_at(root)
    with pytest.raises(ValidationError):
        root.add_child(
            instance=HomePage(title="二", slug="zh", locale=Locale.objects.get(language_code="zh-hans"))
        )


def test_a_home_page_keeps_the_address_of_its_language():
    home = factories.home("en")
    home.slug = "english"
    with pytest.raises(ValidationError) as refused:
        home.full_clean()
    assert "en" in refused.value.message_dict["slug"][0]


def test_the_check_finds_a_home_page_at_a_wrong_address():
    def found():
        return [error.id for error in run_checks(tags=[Tags.database], databases=["default"])]

    assert found() == []
    HomePage.objects.filter(slug="en").update(slug="english")
    assert found() == ["home.E001"]


def test_a_page_without_an_address_gets_one_from_its_title_in_pinyin(chief):
    assert create(chief, SectionPage, factories.home(), section_form(title="通知公告")).status_code == 302
    assert SectionPage.objects.get().url_path == "/zh/tong-zhi-gong-gao/"


@pytest.mark.parametrize("slug", ["search", "popular", "map"])
def test_addresses_that_the_site_needs_itself_are_refused_below_home(chief, slug):
    answer = create(chief, SectionPage, factories.home(), section_form(slug=slug))
    assert list(answer.context["form"].errors) == ["slug"]
    assert len(answer.context["form"].errors["slug"]) == 1
    assert not SectionPage.objects.exists()


def test_renaming_to_a_reserved_address_is_refused_and_says_so_once(chief):
    inner = factories.section("内", factories.section())
    url = reverse("wagtailadmin_pages:edit", args=[inner.pk])
    answer = chief.post(url, section_form(title="内", slug="archive"))
    assert len(answer.context["form"].errors["slug"]) == 1
    assert SectionPage.objects.get(pk=inner.pk).slug == "nei"


def test_a_title_that_would_give_a_reserved_address_gets_the_next_one():
    assert factories.section("Year", factories.section()).slug == "year-2"
    assert factories.section("Year").slug == "year"  # nothing is reserved by that name below home


def test_moving_to_where_the_address_is_reserved_is_refused(chief):
    page, target = factories.section("Year"), factories.section()
    with pytest.raises(ValidationError):
        page.move(target, pos="last-child")
    url = reverse("wagtailadmin_pages:move_confirm", args=[page.pk, target.pk])
    answer = chief.post(url, follow=True)
    assert answer.status_code == 200
    assert SectionPage.objects.get(pk=page.pk).url_path == "/zh/year/"
    assert [str(message) for message in answer.context["messages"]]


def test_an_address_too_long_for_files_and_servers_is_refused_wherever_it_would_come_from(chief):
    outer = factories.section("外", slug="w" * 200)
    inner = factories.section("内", factories.section("中", outer, slug="z" * 200), slug="n" * 150)
    url = reverse("wagtailadmin_pages:edit", args=[outer.pk])
    answer = chief.post(
        url, section_form(title="外", slug="w" * 250)
    )  # its own would do, the inner one's not
    assert "过长" in str(answer.context["form"].errors["slug"])
    answer = create(chief, SectionPage, inner, section_form(slug="x" * 60))
    assert "过长" in str(answer.context["form"].errors["slug"])
    other = factories.section("旁", slug="p" * 60)
    answer = chief.post(reverse("wagtailadmin_pages:move_confirm", args=[outer.pk, other.pk]), follow=True)
    assert any("过长" in str(message) for message in answer.context["messages"])
    with pytest.raises(ValidationError):
        factories.section("宽", slug="长" * 86)  # a folder's name has 255 bytes
    assert SectionPage.objects.get(pk=outer.pk).url_path == outer.url_path


def test_a_copy_is_refused_an_address_that_the_site_needs_itself(chief):
    inner = factories.section("内", factories.section())
    url = reverse("wagtailadmin_pages:copy", args=[inner.pk])
    data = {"new_title": "内", "new_slug": "archive", "new_parent_page": inner.get_parent().pk}
    for more in ({}, {"alias": "on"}):
        assert chief.post(url, data | more).context["form"].errors["new_slug"]
    assert not SectionPage.objects.filter(slug="archive").exists()


def test_nothing_stands_below_an_article():
    assert StandardPage.allowed_subpage_models() == []
    assert factories.notice().allowed_subpage_models() == []
    assert factories.brand().allowed_subpage_models() == [StandardPage]


def test_a_section_takes_every_kind_of_article():
    allowed = {model.__name__ for model in SectionPage.creatable_subpage_models()}
    assert allowed == {
        "SectionPage", "StandardPage", "NoticePage", "PolicyPage", "WorkPlanPage", "BrandPage",
        "RecruitmentPage", "CampaignPage", "ElectionPage",
    }  # fmt: skip
    assert {model.__name__ for model in HomePage.allowed_subpage_models()} == {"SectionPage", "StandardPage"}


def test_the_home_document_has_its_links():
    section = factories.section()
    home = factories.home()
    home.welcome = "<p>一条溪，三座桥。</p>"
    home.links = [
        ("link", {"label": "通知", "page": section, "address": "", "description": "停水停电"}),
        ("link", {"label": "热线", "page": None, "address": "https://example.org/", "description": ""}),
    ]
    document = factories.publish(home).to_document()
    assert document.detail == {
        "welcome": "<p>一条溪，三座桥。</p>",
        "image": None,
        "links": [
            {"label": "通知", "href": f"linli:page:{section.pk}", "description": "停水停电"},
            {"label": "热线", "href": "https://example.org/", "description": ""},
        ],
    }
    assert document.text.splitlines() == ["一条溪，三座桥。", "通知 停水停电", "热线"]
    assert document.breadcrumb == []


def test_a_link_leads_to_one_place(chief):
    home = factories.home()
    both = {"label": "通知", "page": str(home.pk), "address": "https://example.org/", "description": ""}
    data = nested_form_data(
        {
            "title": "邻里",
            "slug": "zh",
            "summary": "",
            "welcome": rich_text("", features=["bold"]),
            "links": streamfield([("link", both)]),
            "comments": inline_formset([]),
        }
    )
    answer = chief.post(reverse("wagtailadmin_pages:edit", args=[home.pk]), data)
    assert "links" in answer.context["form"].errors


@pytest.mark.parametrize(
    ("layout", "kind"),
    [("list", "notice"), ("plans", "work_plan"), ("policies", "policy"), ("cards", "page")],
)
def test_a_section_says_what_an_imported_file_becomes(layout, kind):
    assert SectionPage(layout=layout).default_type() == kind
