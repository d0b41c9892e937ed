"""Another program writes a plan: what it sends is kept, and its tasks are named as in the editor."""

import pytest
from django.urls import reverse
from wagtail.models import APIToken

from cms.workplans.models import WorkPlanPage
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def send(client):
    """Send JSON as an administrator's program."""
    _, token = APIToken.create_token(user=factories.administrator(), name="program")
    headers = {"Authorization": f"Bearer {token}"}

    def send(method, name, data, **kwargs):
        address = reverse(f"wagtailapi_v3:{name}", kwargs=kwargs)
        return getattr(client, method)(address, data, content_type="application/json", headers=headers)

    return send


def plan_data(**fields):
    return {
        "title": "2026年计划",
        "year": 2026,
        "number": "柳街发〔2026〕1号",
        "plan_date": "2026-01-05",
        "preamble": "<p>前言</p>",
        "topics": [],
        "tasks": [
            {"number": "一、", "heading": "试点", "text": "<p>甲</p>", "level": 1, "target": "3场"},
            {"number": "二、", "heading": "养老", "text": "<p>乙</p>", "level": 1, "due_on": "2026-06-30"},
        ],
        **fields,
    }


def test_a_plan_is_written_with_its_tasks(send):
    section = factories.section(layout="plans")
    meta = {"type": "workplans.WorkPlanPage", "parent_id": section.pk, "action": "publish"}
    answer = send("post", "create_page", plan_data(meta=meta))
    assert answer.status_code == 201, answer.content.decode()
    detail = WorkPlanPage.objects.get().to_document().detail
    assert (detail["year"], detail["number"], detail["date"]) == (2026, "柳街发〔2026〕1号", "2026-01-05")
    assert detail["preamble"] == "<p>前言</p>"
    assert [
        (task["anchor"], task["heading"], task["target"], task["due_on"]) for task in detail["tasks"]
    ] == [
        ("task-1", "试点", "3场", None),
        ("task-2", "养老", "", "2026-06-30"),
    ]


def test_what_is_wrong_is_told_and_nothing_is_kept(send):
    section = factories.section(layout="plans")
    meta = {"type": "workplans.WorkPlanPage", "parent_id": section.pk}
    answer = send("post", "create_page", plan_data(meta=meta, year=1800))
    assert answer.status_code in {400, 422}
    assert "year" in answer.content.decode()
    assert not WorkPlanPage.objects.exists()


def test_tasks_that_are_sent_back_keep_their_links(send):
    plan = factories.plan(tasks=["甲", "乙"])
    first, second = plan.tasks.all()
    tasks = [
        {"id": second.pk, "number": "1.", "text": "<p>乙</p>", "level": 1},
        {"number": "2.", "text": "<p>丙</p>", "level": 1},
        {"id": first.pk, "number": "3.", "text": "<p>甲</p>", "level": 1},
    ]
    answer = send("patch", "update_page", {"tasks": tasks, "meta": {"action": "publish"}}, page_id=plan.pk)
    assert answer.status_code == 200, answer.content.decode()
    detail = WorkPlanPage.objects.get().to_document().detail
    assert [(task["html"], task["anchor"]) for task in detail["tasks"]] == [
        ("<p>乙</p>", "task-2"),
        ("<p>丙</p>", "task-3"),
        ("<p>甲</p>", "task-1"),
    ]
