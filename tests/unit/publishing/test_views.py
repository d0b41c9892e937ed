"""The public tree over HTTP."""

import gzip

import pytest
from django.test import RequestFactory

from cms.publishing.services import refresh_all
from cms.publishing.views import public_file
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def notice(site):
    notice = factories.notice("周五停水通知", factories.section(slug="notices"))
    refresh_all()
    site.build()
    return notice


def view(request):
    return public_file(request, request.path.lstrip("/"))


def body(response):
    return response.getvalue() if response.streaming else response.content


def test_a_public_page_is_served_and_then_answered_with_304(client, notice):
    response = client.get(notice.url_path)
    assert response.status_code == 200
    assert "周五停水通知" in body(response).decode()
    assert client.get(notice.url_path, headers={"If-None-Match": response["ETag"]}).status_code == 304


def test_what_is_text_is_sent_compressed_to_who_can_read_it(client, notice, public_dir):
    able = {"accept-encoding": "gzip"}
    plain, packed = (body(client.get(notice.url_path, headers=headers)) for headers in ({}, able))
    assert gzip.decompress(packed) == plain
    assert len(packed) < len(plain) / 2
    sheet = next((public_dir / "assets").glob("*.css")).name
    answer = client.get(f"/assets/{sheet}", headers=able)
    assert (answer["Content-Encoding"], answer["Vary"]) == ("gzip", "Accept-Encoding")
    assert gzip.decompress(body(answer)) == (public_dir / "assets" / sheet).read_bytes()
    (public_dir / "zh" / "picture.webp").write_bytes(b"x" * 1_000)
    assert body(client.get("/zh/picture.webp", headers=able)) == b"x" * 1_000


def test_what_was_sent_compressed_is_answered_with_304_too(client, notice):
    able = {"accept-encoding": "gzip"}
    answer = client.get(notice.url_path, headers=able)
    tag = answer["ETag"]
    body(answer)
    assert client.get(notice.url_path, headers=able | {"if-none-match": tag}).status_code == 304


def test_an_address_without_its_slash_leads_to_the_page(client, notice):
    response = client.get(notice.url_path.rstrip("/"))
    assert (response.status_code, response["Location"]) == (302, notice.url_path)


def test_assets_may_be_kept_for_ever(client, notice, public_dir):
    name = next((public_dir / "assets").glob("*.css")).name
    response = client.get(f"/assets/{name}")
    assert "immutable" in response["Cache-Control"]
    assert body(response) == (public_dir / "assets" / name).read_bytes()


@pytest.mark.parametrize(
    ("address", "words"), [("/zh/nothing/", "没有"), ("/en/nothing/", "Page not found"), ("/nothing", "没有")]
)
def test_what_is_not_there_gets_the_404_page_in_the_language_of_the_address(client, notice, address, words):
    response = client.get(address)
    assert response.status_code == 404
    assert words in response.content.decode()


def test_what_was_taken_down_is_answered_with_410_until_it_comes_back(client, site, notice):
    notice.unpublish()
    site.drain()
    for address in (notice.url_path, notice.url_path.rstrip("/")):
        answer = client.get(address)
        assert (answer.status_code, "已撤下" in answer.content.decode()) == (410, True)
    factories.publish(notice)
    site.drain()
    assert "周五停水通知" in body(client.get(notice.url_path)).decode()


@pytest.mark.parametrize(
    "address", ["/../manage.py", "/%2e%2e/manage.py", "/zh/..%5c..%5cmanage.py", "/zh/%00/"]
)
def test_nothing_outside_the_tree_is_served(client, notice, address):
    assert client.get(address).status_code == 404


def test_originals_are_for_staff_only(client, notice, settings):
    (settings.MEDIA_ROOT / "original_images").mkdir(parents=True, exist_ok=True)
    (settings.MEDIA_ROOT / "original_images" / "secret.txt").write_text("x")
    assert client.get("/admin/media/original_images/secret.txt").status_code == 302
    client.force_login(factories.administrator())
    assert body(client.get("/admin/media/original_images/secret.txt")) == b"x"


@pytest.mark.parametrize("address", ["/zh/", "/zh/nothing/"])
def test_a_question_for_the_head_alone_gets_all_headers_and_no_body(notice, address):
    """By the handler itself: Django's test client would take the body away."""
    answers = {method: view(RequestFactory().generic(method, address)) for method in ("GET", "HEAD")}
    bodies = {method: body(response) for method, response in answers.items()}
    assert (len(bodies["GET"]) > 100, bodies["HEAD"]) == (True, b"")
    assert answers["HEAD"].status_code == answers["GET"].status_code
    assert answers["HEAD"]["Content-Length"] == str(len(bodies["GET"]))
    for answer in answers.values():
        answer.close()
