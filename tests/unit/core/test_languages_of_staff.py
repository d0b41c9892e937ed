"""One process serves staff of both languages, whoever comes first."""

import pytest
from django.contrib.auth import get_user_model
from django.test import RequestFactory
from django.utils import translation
from wagtail.admin.menu import help_menu

from cms.core.models import Organisation, Topic
from cms.core.wagtail_hooks import OrganisationViewSet


@pytest.mark.parametrize("first", ["zh-hans", "en"])
def test_the_buttons_of_a_chooser_follow_the_reader(first):
    with translation.override(first):
        widget = OrganisationViewSet().chooser_viewset.widget_class()

    with translation.override("zh-hans"):
        assert "选择机构" in widget.render("issuer", None, {"id": "id_issuer"})
    with translation.override("en"):
        assert "Choose organisation" in widget.render("issuer", None, {"id": "id_issuer"})


def test_an_organisation_goes_by_its_name_in_the_language_of_the_admin():
    street = Organisation(name_zh="清河街道", name_en="Qinghe Street")

    with translation.override("en"):
        assert str(street) == "Qinghe Street"
    with translation.override("zh-hans"):
        assert str(street) == "清河街道"


def test_a_name_in_one_language_serves_both():
    with translation.override("en"):
        assert str(Topic(name_zh="养老服务")) == "养老服务"


@pytest.mark.django_db
def test_help_is_about_this_program():
    request = RequestFactory().get("/admin/")
    request.user = get_user_model()(is_superuser=True, is_active=True)

    assert not [item for item in help_menu.menu_items_for_request(request) if "Wagtail" in str(item.label)]


@pytest.mark.django_db
def test_the_sign_in_form_speaks_one_language(client):
    page = client.get("/admin/login/").content.decode()

    assert "密码" in page
    assert ">Password<" not in page
