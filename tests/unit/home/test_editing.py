"""Every type can be made, edited, listed and previewed in the admin."""

import pytest
from django.urls import reverse

from tests import factories

pytestmark = pytest.mark.django_db

MAKERS = [
    factories.section,
    factories.standard_page,
    factories.notice,
    factories.policy,
    factories.plan,
    factories.brand,
    factories.recruitment,
    factories.campaign,
    factories.election,
]


@pytest.fixture
def chief(client):
    client.force_login(factories.administrator())
    return client


@pytest.mark.parametrize("make", MAKERS, ids=lambda make: make.__name__)
def test_a_draft_opens_in_the_editor_and_in_the_preview(chief, make):
    page = make(live=False)
    meta = type(page)._meta
    add = reverse("wagtailadmin_pages:add", args=[meta.app_label, meta.model_name, page.get_parent().pk])
    assert chief.get(add).status_code == 200
    assert page.title in chief.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()
    preview = chief.get(reverse("wagtailadmin_pages:view_draft", args=[page.pk]))
    assert preview.status_code == 200
    assert page.title in preview.content.decode()


@pytest.mark.parametrize("locale", ["zh-hans", "en"])
def test_a_home_page_opens_in_the_editor_and_in_the_preview(chief, locale):
    page = factories.home(locale)
    assert chief.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).status_code == 200
    assert chief.get(reverse("wagtailadmin_pages:view_draft", args=[page.pk])).status_code == 200


@pytest.mark.parametrize(
    ("listing", "make"),
    [
        ("notices", factories.notice),
        ("policies", factories.policy),
        ("workplans", factories.plan),
        ("brands", factories.brand),
        ("recruitments", factories.recruitment),
        ("campaigns", factories.campaign),
        ("elections", factories.election),
    ],
)
def test_each_type_has_a_list_in_the_menu(chief, listing, make):
    page = make()
    address = reverse(f"{listing}:index")
    answer = chief.get(address)
    assert [each.title for each in answer.context["object_list"]] == [page.title]
    assert address in chief.get(reverse("wagtailadmin_home")).content.decode()
