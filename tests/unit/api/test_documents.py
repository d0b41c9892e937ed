"""Published documents over HTTP, and the entrances to Wagtail's APIs."""

import json
from io import BytesIO

import pytest
import segno
from wagtail.models import APIToken

from cms.core.documents import PublishedDocument
from tests import factories

pytestmark = pytest.mark.django_db


def test_a_document_is_served_as_it_is_published(client):
    notice = factories.notice("停水通知", summary="周五停水。")
    served = client.get(f"/api/documents/{notice.key}/").json()
    assert PublishedDocument(**served).url == notice.url_path


def test_drafts_and_unpublished_pages_are_not_served(client):
    draft = factories.notice("草稿", live=False)
    taken_down = factories.notice("旧闻")
    taken_down.unpublish()
    for page in (draft, taken_down):
        assert client.get(f"/api/documents/{page.key}/").status_code == 404


def test_a_document_s_qr_code_is_of_its_public_address(client, settings):
    settings.PUBLIC_URL = "https://example.org/linli"
    notice = factories.notice("停水通知")
    answer = client.get(f"/api/documents/{notice.key}/qr.png")
    drawn = BytesIO()
    segno.make_qr(f"https://example.org/linli{notice.url_path}", error="m").save(drawn, kind="png", scale=8)
    assert (answer.status_code, answer["Content-Type"]) == (200, "image/png")
    assert answer.content == drawn.getvalue()
    notice.unpublish()
    assert client.get(f"/api/documents/{notice.key}/qr.png").status_code == 404


def test_paging_and_filters(client):
    section = factories.section()
    for number in range(5):
        factories.notice(f"通知{number}", section)
    factories.plan()
    found = client.get("/api/documents/", {"type": "notice", "page_size": "2", "page": "3"}).json()
    assert (found["total"], found["pages"], len(found["documents"])) == (5, 3, 1)
    assert client.get("/api/documents/", {"locale": "en", "type": "notice"}).json()["total"] == 0
    assert client.get("/api/documents/", {"section": f"page:{section.pk}"}).json()["total"] == 5


def test_an_unchanged_answer_costs_no_body_and_a_changed_one_does(client):
    notice = factories.notice("停水通知")
    etag = client.get("/api/documents/")["ETag"]
    assert client.get("/api/documents/", headers={"If-None-Match": etag}).status_code == 304
    notice.title = "停电通知"
    factories.publish(notice)
    assert client.get("/api/documents/", headers={"If-None-Match": etag}).status_code == 200


@pytest.mark.parametrize(
    "parameters",
    [
        {"page": "0"},
        {"page": "x"},
        {"page_size": "101"},
        {"year": "19"},
        {"since": "soon"},
        {"locale": "fr"},
        {"page": "٣"},
    ],
)
def test_a_wrong_parameter_is_named(client, parameters):
    response = client.get("/api/documents/", parameters)
    assert response.status_code == 400
    assert next(iter(parameters)) in response.json()["error"]


def test_all_entrances_answer(client):
    for name, entrance in client.get("/api/").json().items():
        assert client.get(entrance["url"].replace("http://testserver", "")).status_code == 200, name


def test_wagtails_write_api_asks_for_a_token(client):
    assert client.post("/api/v3/pages/", "{}", content_type="application/json").status_code in (401, 403)


def test_the_read_api_gives_public_addresses_and_no_drafts(client, settings):
    notice, _draft = factories.notice("停水通知"), factories.notice("草稿", live=False)
    found = client.get("/api/v2/pages/", {"type": "notices.NoticePage"}).json()["items"]
    assert [page["meta"]["html_url"] for page in found] == [settings.PUBLIC_URL + notice.url_path]


def test_a_page_published_through_the_write_api_is_a_public_document(client):
    section = factories.section()
    _token, key = APIToken.create_token(user=factories.administrator(), name="import script")
    meta = {"parent_id": section.pk, "type": "notices.NoticePage", "action": "publish"}
    response = client.post(
        "/api/v3/pages/",
        json.dumps({"meta": meta, "title": "周五停水", "summary": "请储水。", "topics": []}),
        content_type="application/json",
        headers={"Authorization": f"Bearer {key}"},
    )
    assert response.status_code == 201, response.content
    found = client.get("/api/documents/", {"type": "notice"}).json()["documents"]
    assert [(notice["title"], notice["summary"]) for notice in found] == [("周五停水", "请储水。")]
