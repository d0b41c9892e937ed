"""Residents say whether a page was helpful; staff see it."""

import re
import time

import pytest

from cms.feedback.forms import FeedbackForm
from cms.feedback.models import Feedback
from cms.intake import protection
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def ticket(monkeypatch):
    """Of a form that was shown a quarter of a minute ago."""
    with monkeypatch.context() as patch:
        then = time.time() - 15
        patch.setattr(time, "time", lambda: then)
        return protection.new_ticket(FeedbackForm.rule)


@pytest.fixture
def notice():
    return factories.notice("停水通知")


def test_a_resident_answers_without_a_script_and_staff_find_it(client, ticket, notice, admin_client):
    address = f"/zh/feedback?page={notice.key}"
    shown = client.get(f"{address}&helped=no").content.decode()
    assert "停水通知" in shown
    assert re.search(r'value="no" checked', shown)
    answer = client.post(address, {"ticket": ticket, "helped": "no", "text": "没写几点恢复供水"})
    assert answer.status_code == 302
    assert "谢谢" in client.get(answer.url).content.decode()
    said = Feedback.objects.get()
    assert (said.key, said.url, said.locale, said.helped) == (notice.key, notice.url_path, "zh-hans", "no")
    assert said.issuer == notice.issuer
    listed = admin_client.get("/admin/feedback/?state=new&helped=no").content.decode()
    assert "停水通知" in listed
    assert "没写几点恢复供水" in listed
    admin_client.post(f"/admin/feedback/edit/{said.pk}/", {"state": "done", "note": "已补上"})
    said.refresh_from_db()
    assert (said.state, said.text) == ("done", "没写几点恢复供水")
    assert said.seen_by is not None
    assert admin_client.get("/admin/feedback/new/").status_code in (302, 403, 404)


def test_robots_and_empty_answers_are_sent_back_in_the_reader_s_language(client, ticket, notice):
    address = f"/en/feedback?page={notice.key}"
    quick = client.post(address, {"ticket": protection.new_ticket(FeedbackForm.rule), "helped": "yes"})
    assert quick.status_code == 400
    assert "very quick" in quick.content.decode()
    assert client.post(address, {"ticket": ticket}).status_code == 400
    assert client.post(address, {"ticket": ticket, "helped": "yes", protection.TRAP: "x"}).status_code == 400
    assert not Feedback.objects.exists()


def test_what_is_too_long_comes_back_whole_with_a_message_that_says_how_long_it_may_be(
    client, ticket, notice
):
    address = f"/zh/feedback?page={notice.key}"
    assert "maxlength" not in client.get(address).content.decode().partition("<textarea")[2].partition(">")[0]
    answer = client.post(address, {"ticket": ticket, "helped": "no", "text": "长" * 1200})
    page = answer.content.decode()
    assert answer.status_code == 400
    assert "“哪里可以改进？”最多填写1000字，现在是1200字。" in page
    assert "长" * 1200 in page


def test_without_a_page_the_whole_site_is_asked_about(client):
    assert "本网站对您有帮助吗？" in client.get("/zh/feedback").content.decode()


def test_a_page_that_is_gone_is_no_hindrance(client, ticket):
    answer = client.post("/en/feedback?page=page:999", {"ticket": ticket, "helped": "yes", "text": ""})
    assert answer.status_code == 302
    assert Feedback.objects.get().key == ""


def test_staff_of_an_organisation_see_what_is_said_of_its_pages_only(client):
    bodies = factories.bodies()
    said = {
        name: Feedback.objects.create(
            title=f"{name}的通知", locale="zh-hans", helped="no", issuer=bodies.get(name)
        )
        for name in ("willow", "bridge", "nobody")
    }
    client.force_login(factories.editor("keeper", of=factories.home(), works_for=[bodies["willow"]]))
    listed = client.get("/admin/feedback/").content.decode()
    assert tuple(f"{name}的通知" in listed for name in said) == (True, False, False)
    for view in ("edit", "inspect", "history", "usage"):
        theirs, others = (
            client.get(f"/admin/feedback/{view}/{said[name].pk}/") for name in ("willow", "bridge")
        )
        assert (theirs.status_code, others.status_code) == (200, 302), view
    client.post(f"/admin/feedback/edit/{said['nobody'].pk}/", {"state": "done", "note": ""})
    assert not Feedback.objects.filter(state="done").exists()
