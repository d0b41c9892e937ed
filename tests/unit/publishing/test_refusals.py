"""What readers are told where there is no page for them, and programs where there is no answer."""

import pytest
from django.db import OperationalError
from django.http import HttpResponse
from django.test import Client
from django.urls import path
from django.views.decorators.http import require_POST

from cms import urls
from cms.publishing.services import refresh_all
from tests import factories

pytestmark = pytest.mark.django_db


def fail(request):
    raise RuntimeError


def wait_in_vain(request):
    raise OperationalError("database is locked")


class Failing:
    """The addresses of the program with some below them that fail."""

    urlpatterns = [
        *(path(f"{place}/fails", fail) for place in ("zh", "en", "api", "admin")),
        path("zh/waits", wait_in_vain),
        path("zh/my/done/", require_POST(lambda request: HttpResponse())),
        *urls.urlpatterns,
    ]
    handler400, handler404, handler500 = urls.handler400, urls.handler404, urls.handler500


@pytest.fixture
def ask(settings, public_dir):
    """A browser that asks a program of which parts fail; it has no token to send."""
    settings.ROOT_URLCONF = Failing
    return Client(raise_request_exception=False, enforce_csrf_checks=True)


@pytest.fixture
def built(site):
    factories.section(slug="notices")
    refresh_all()
    site.build()


def test_who_meets_a_failure_reads_a_page_of_the_site_in_the_language_of_the_address(ask, built):
    for segment, words in {"zh": "系统出了点问题", "en": "Something went wrong on our side"}.items():
        answer = ask.get(f"/{segment}/fails")
        assert answer.status_code == 500
        assert words in answer.content.decode()
        assert f'href="/{segment}/search"' in answer.content.decode()


def test_a_busy_database_is_a_reason_to_come_again_soon(ask):
    answer = ask.get("/zh/waits")
    assert (answer.status_code, answer["Retry-After"]) == (503, "10")


def test_the_page_of_failures_is_read_from_the_tree_and_missed_by_nobody(ask, public_dir):
    """Even what makes pages may have failed."""
    (public_dir / "500.html").write_text("as it was built")
    assert ask.get("/zh/fails").content == b"as it was built"
    (public_dir / "500.html").unlink()
    assert ask.get("/zh/fails").status_code == 500


@pytest.mark.parametrize(
    ("language", "words"), [("zh-hans", "系统出了点问题"), ("en", "Something went wrong on our side")]
)
def test_programs_are_told_of_a_failure_as_they_are_of_all_else(ask, language, words):
    answer = ask.get("/api/fails", headers={"accept-language": language})
    assert (answer.status_code, words in answer.json()["error"]) == (500, True)


@pytest.mark.parametrize("method", ["post", "put", "delete"])
@pytest.mark.parametrize(
    ("address", "words"),
    [("/zh/search", "不能这样打开"), ("/en/notices/", "opened like this"), ("/", "不能这样打开")],
)
def test_what_is_sent_to_a_page_that_is_only_read_is_refused_in_words(ask, method, address, words):
    answer = getattr(ask, method)(address)
    assert (answer.status_code, answer["Allow"]) == (405, "GET, HEAD")
    assert words in answer.content.decode()


def test_so_is_the_look_at_an_address_that_only_takes_a_form(ask):
    answer = ask.get("/zh/my/done/")
    assert (answer.status_code, answer["Allow"]) == (405, "POST")
    assert "返回上一页" in answer.content.decode()


@pytest.mark.parametrize("address", ["/api/search?q=x", "/api/suggest", "/api/documents/", "/api/"])
@pytest.mark.parametrize(("language", "words"), [("zh-hans", "不接受"), ("en", "does not take")])
def test_programs_are_refused_as_json_in_the_language_that_they_ask_for(ask, address, language, words):
    answer = ask.post(address, headers={"accept-language": language})
    assert (answer.status_code, answer["Content-Type"]) == (405, "application/json")
    assert words in answer.json()["error"]


def test_a_damaged_request_is_refused_in_words(ask, settings):
    answer = ask.get("/en/search", headers={"host": "nobody.example.org"})
    assert answer.status_code == 400
    assert "can’t read this request" in answer.content.decode()


@pytest.mark.parametrize(
    ("language", "words"), [("zh-hans", "告知服务器的管理人员"), ("en", "tell whoever runs this server")]
)
def test_staff_are_told_of_a_failure_in_their_language_and_led_back(ask, language, words):
    answer = ask.get("/admin/fails", headers={"accept-language": language})
    assert answer.status_code == 500
    assert words in answer.content.decode()
    assert 'href="/admin/"' in answer.content.decode()


@pytest.mark.parametrize(
    ("language", "words"), [("zh-hans", "本次内容没有保存"), ("en", "Nothing was saved")]
)
def test_a_form_of_the_admin_without_its_token_is_refused_in_the_language_of_the_staff(ask, language, words):
    answer = ask.post("/admin/login/", headers={"accept-language": language})
    assert answer.status_code == 403
    assert words in answer.content.decode()
