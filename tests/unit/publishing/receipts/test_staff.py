"""What staff see of publishing in the admin: the panel beside a page, the report, the first page's panel."""

import io
from datetime import timedelta

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.models import GroupApprovalTask, PageLogEntry, Workflow, WorkflowTask
from wagtail.users.models import UserProfile

from cms.publishing.models import Heartbeat, Pending, Receipt
from cms.publishing.receipts import ledger
from cms.publishing.receipts.attendant import beat
from cms.publishing.receipts.staff import FOLLOWED
from cms.publishing.receipts.standing import account_of
from cms.publishing.receipts.verification import Verification
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def chief():
    return factories.administrator()


@pytest.fixture
def admin(client, chief):
    """A browser of somebody who may do everything and reads English."""
    profile = UserProfile.get_for_user(chief)
    profile.preferred_language = "en"
    profile.save()
    client.force_login(chief)
    return client


@pytest.fixture
def settle(site, search):
    """Has the worker do everything."""

    def settle():
        site.drain()
        search.drain()
        site.drain()
        Receipt.objects.exclude(due_at=None).update(due_at=timezone.now())
        while Verification().look():
            pass

    return settle


def fail(page, reason="missing", detail="zh/index.html"):
    receipt = ledger.latest([page.pk])[page.pk]
    receipt.state, receipt.reason, receipt.detail = "failed", reason, detail
    receipt.due_at = timezone.now() + timedelta(minutes=5)
    receipt.save()
    return receipt


def standing(page):
    return account_of(page.pk).standing


def test_a_page_stands_where_its_last_change_left_it(settle):
    notice = factories.notice(live=False)
    assert standing(notice) == "draft"
    notice = factories.publish(notice)
    assert standing(notice) == "waiting"
    settle()
    assert standing(notice) == "live"
    notice.title = "新草稿"
    notice.save_revision()
    assert standing(notice) == "newer_draft"
    fail(notice)
    assert standing(notice) == "failed"
    notice.unpublish()
    settle()
    assert standing(notice) == "gone"


def test_the_editor_shows_the_panel(admin, settle):
    notice = factories.notice()
    settle()
    page = admin.get(reverse("wagtailadmin_pages:edit", args=[notice.pk])).content.decode()
    assert 'data-side-panel="publication"' in page
    assert "Live since" in page
    assert f'href="http://testserver{notice.url_path}"' in page


def test_a_waiting_panel_asks_again_until_it_is_settled(admin, settle):
    notice = factories.notice()
    beat("here:1", timezone.now(), "")
    address = reverse("publication_state", args=[notice.pk])
    answer = admin.get(address).json()
    assert (answer["standing"], answer["is_settled"]) == ("waiting", False)
    assert "The worker is making it public." in answer["panel"]
    settle()
    answer = admin.get(address).json()
    assert (answer["standing"], answer["is_settled"]) == ("live", True)
    assert "Live since" in answer["message"]


def test_a_waiting_panel_says_when_the_worker_does_not_run(admin):
    notice = factories.notice()
    answer = admin.get(reverse("publication_state", args=[notice.pk])).json()
    assert "The worker does not run" in answer["panel"]


def test_a_worker_in_trouble_is_told_of(admin):
    notice = factories.notice()
    beat("here:1", timezone.now(), "site: [Errno 28] No space left on device")
    assert "No space left" in admin.get(reverse("publication_state", args=[notice.pk])).json()["panel"]
    assert "No space left" in admin.get("/admin/").content.decode()


def test_a_failure_is_told_in_the_readers_language_and_can_be_tried_again(admin, chief, settle):
    notice = factories.notice()
    settle()
    fail(notice)
    address = reverse("publication_state", args=[notice.pk])
    retry = reverse("publication_retry", args=[notice.pk])
    panel = admin.get(address).json()["panel"]
    assert "The public address answers “not found”." in panel
    assert retry in panel
    UserProfile.objects.update(preferred_language="zh-hans")
    assert "公开地址显示“找不到页面”。" in admin.get(address).json()["panel"]
    assert admin.get(retry).status_code == 405
    response = admin.post(retry)
    assert response.url == reverse("wagtailadmin_pages:edit", args=[notice.pk])
    assert standing(notice) == "waiting"
    assert Pending.objects.filter(projection="site", subject=notice.key).exists()
    assert PageLogEntry.objects.filter(page=notice.pk, action="publishing.retry", user=chief).exists()
    settle()
    assert standing(notice) == "live"


def test_only_who_may_publish_a_page_tries_again(client, settle):
    notice = factories.notice()
    settle()
    fail(notice)
    client.force_login(factories.editor(of=factories.home(), may=["change_page"]))
    assert (
        reverse("publication_retry", args=[notice.pk])
        not in (client.get(reverse("publication_state", args=[notice.pk])).json()["panel"])
    )
    client.post(reverse("publication_retry", args=[notice.pk]))
    assert standing(notice) == "failed"


def test_who_may_not_edit_a_page_is_not_told_where_it_stands(client, settle):
    notice = factories.notice()
    client.force_login(factories.editor(of=factories.home("en")))
    response = client.get(reverse("publication_state", args=[notice.pk]))
    assert "panel" not in response.content.decode()
    client.logout()
    assert client.get(reverse("publication_state", args=[notice.pk])).status_code == 302


def test_after_a_change_a_line_follows_it_until_it_is_public(admin, settle):
    notice = factories.notice()
    settle()
    response = admin.post(reverse("wagtailadmin_pages:unpublish", args=[notice.pk]), follow=True)
    address = reverse("publication_state", args=[notice.pk])
    assert f'data-publication="{address}"' in response.content.decode()
    settle()
    assert "Gone since" in admin.get(address).json()["message"]


def test_after_a_bulk_action_the_first_changes_have_a_line_each_and_the_rest_one(admin, settle):
    section = factories.section()
    notices = [factories.notice(f"第{number}号", section) for number in range(FOLLOWED + 2)]
    settle()
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "unpublish"])
    chosen = "&".join(f"id={notice.pk}" for notice in notices)
    shown = reverse("wagtailadmin_explore", args=[section.pk])
    html = admin.post(f"{address}?{chosen}&next={shown}", follow=True).content.decode()
    assert html.count("data-publication=") == FOLLOWED
    assert "2 more changes are on their way" in html
    settle()
    html = admin.post(f"{address}?id={section.pk}&next={shown}", follow=True).content.decode()
    assert html.count("data-publication=") == 1
    assert "more change" not in html


@pytest.mark.parametrize("place", ["editor", "list of reviews"])
def test_after_the_last_review_a_line_follows_what_it_published(admin, chief, section, place):
    page = factories.standard_page("待审", section, live=False)
    task = GroupApprovalTask.objects.create(name="Review")
    workflow = Workflow.objects.create(name="Review")
    WorkflowTask.objects.create(workflow=workflow, task=task)
    state = workflow.start(page, chief).current_task_state
    if place == "editor":
        data = {"title": "审过", "slug": page.slug, "dated": "2026-03-02", "comments-TOTAL_FORMS": 0}
        data |= {"comments-INITIAL_FORMS": 0, "body-count": 0, "next": "/admin/"}
        data |= {"action-workflow-action": "true", "workflow-action-name": "approve"}
        answer = admin.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), data, follow=True)
    else:
        address = reverse("wagtailadmin_pages:workflow_action", args=[page.pk, "approve", state.pk])
        answer = admin.post(address, {"comment": "好"}, follow=True)
    assert standing(page) == "waiting"
    assert f'data-publication="{reverse("publication_state", args=[page.pk])}"' in answer.content.decode()


def test_who_deleted_a_page_is_told_that_it_is_gone(admin, client, settle):
    notice = factories.notice()
    settle()
    admin.post(reverse("wagtailadmin_pages:delete", args=[notice.pk]))
    settle()
    address = reverse("publication_state", args=[notice.pk])
    assert "Gone since" in admin.get(address).json()["message"]
    client.force_login(factories.administrator("other"))
    assert "message" not in client.get(address).content.decode()


def test_who_deleted_a_page_tries_again_to_have_it_gone(admin, client, settle):
    notice = factories.notice()
    settle()
    admin.post(reverse("wagtailadmin_pages:delete", args=[notice.pk]))
    fail(notice, "still_there")
    retry = reverse("publication_retry", args=[notice.pk])
    page = admin.get("/admin/").content.decode()
    assert "An address that should be gone still answers." in page
    assert retry in page
    client.force_login(factories.administrator("other"))
    assert retry not in client.get("/admin/").content.decode()
    client.post(retry)
    assert standing(notice) == "failed"
    client.force_login(ledger.latest([notice.pk])[notice.pk].asked_by)
    assert client.post(retry).url == "/admin/"
    assert standing(notice) == "waiting"


def titles(response):
    return [page.title for page in response.context["object_list"]]


def test_the_report_filters_by_state_section_language_and_words(admin, settle):
    section = factories.section("通知公告", slug="notices")
    inside, outside = factories.notice("停水", section), factories.standard_page("联系我们")
    english = factories.standard_page("About", factories.home("en"))
    factories.notice("草稿", section, live=False)
    settle()
    fail(outside)
    report = reverse("publication_report")
    assert set(titles(admin.get(report))) > {"停水", "联系我们", "About", "草稿"}
    assert titles(admin.get(report, {"standing": "failed"})) == ["联系我们"]
    assert titles(admin.get(report, {"standing": "draft"})) == ["草稿"]
    assert set(titles(admin.get(report, {"section": section.path}))) == {"通知公告", "停水", "草稿"}
    assert titles(admin.get(report, {"locale": "en", "q": "abo"})) == [english.title]
    assert titles(admin.get(report, {"q": inside.slug})) == ["停水"]


def test_the_report_needs_as_many_statements_for_many_pages_as_for_few(admin, settle):
    section = factories.section()
    factories.notice("一", section)
    settle()
    report = reverse("publication_report")
    admin.get(report)
    with CaptureQueriesContext(connection) as few:
        admin.get(report)
    for number in range(8):
        factories.notice(f"第{number}号", section)
    settle()
    with CaptureQueriesContext(connection) as many:
        admin.get(report)
    assert len(many) == len(few)


def test_the_report_is_a_spreadsheet_too(admin, settle):
    notice = factories.notice("=停水")
    settle()
    fail(notice)
    response = admin.get(reverse("publication_report"), {"export": "xlsx", "standing": "failed"})
    sheet = openpyxl.load_workbook(io.BytesIO(response.getvalue())).active
    headings, row = list(sheet.values)
    told = dict(zip(headings, row, strict=True))
    assert (told["Title"], told["State"]) == ("=停水", "Failed")
    assert sheet["A2"].data_type == "s"
    assert told["Reason"] == "The public address answers “not found”."
    assert told["Public address"] == f"http://testserver{notice.url_path}"
    page = admin.get(reverse("publication_report")).content.decode()
    assert "export=xlsx" in page
    assert "export=csv" not in page


def test_the_first_page_tells_what_comes_next_by_the_clock_in_the_sites_zone(admin, settings):
    settings.TIME_ZONE = "Asia/Shanghai"
    moment = timezone.datetime.fromisoformat("2040-03-01T01:30:00+00:00")
    planned = factories.notice("春季义诊", live=False)
    planned.go_live_at = moment
    planned.save_revision().publish()
    ending = factories.notice("临时停水")
    type(ending).objects.filter(pk=ending.pk).update(expire_at=moment + timedelta(hours=1))
    page = admin.get("/admin/").content.decode()
    assert page.index("2040-03-01 09:30") < page.index("春季义诊") < page.index("2040-03-01 10:30")
    assert "临时停水" in page
    assert "Asia/Shanghai" in page


def test_the_first_page_tells_nobody_of_pages_that_are_not_theirs(client):
    planned = factories.notice("春季义诊", live=False)
    planned.go_live_at = timezone.now() + timedelta(days=1)
    planned.save_revision().publish()
    client.force_login(factories.editor(of=factories.home("en")))
    assert "春季义诊" not in client.get("/admin/").content.decode()


@pytest.mark.parametrize(
    ("ago", "words"),
    [(timedelta(), "it last looked at the clock"), (timedelta(minutes=3), "The worker does not run")],
)
def test_the_first_page_tells_whether_the_worker_runs(admin, ago, words):
    beat("here:1", timezone.now(), "")
    Heartbeat.objects.update(seen_at=timezone.now() - ago)
    assert words in admin.get("/admin/").content.decode()


def test_a_worker_that_is_long_gone_is_forgotten():
    beat("here:1", None, "")
    Heartbeat.objects.update(seen_at=timezone.now() - timedelta(days=2))
    beat("here:2", None, "")
    assert [row.worker for row in Heartbeat.objects.all()] == ["here:2"]
