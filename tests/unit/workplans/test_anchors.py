"""A task's link survives whatever editors do with its plan."""

from uuid import uuid4

import pytest
from bs4 import BeautifulSoup
from django.db import IntegrityError, transaction
from django.urls import reverse
from wagtail.models import Locale
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text

from cms.workplans.models import Task, WorkPlanPage
from tests import factories

pytestmark = pytest.mark.django_db


def links(page) -> dict[str, str]:
    """The anchor of each task by its words."""
    detail = page.to_document().detail
    return {task["html"].removeprefix("<p>").removesuffix("</p>"): task["anchor"] for task in detail["tasks"]}


def form(page, rows, **fields):
    """What the editor's browser sends for rows in this order: each is (task, fields), task None where new."""
    ordered, rows = (
        rows,
        sorted(rows, key=lambda row: row[0] is None),
    )  # new rows come last, whatever their order
    data = nested_form_data(
        {
            "title": page.title,
            "slug": page.slug,
            "summary": "",
            "year": "2019",
            "preamble": rich_text("<p>前言</p>", features=["bold"]),
            "closing": rich_text("", features=["bold"]),
            "tasks": inline_formset([{"level": "1", **row} for _, row in rows]),
            "comments": inline_formset([]),
            **fields,
        }
    )
    data["tasks-INITIAL_FORMS"] = str(sum(task is not None for task, _ in rows))
    for index, (task, _) in enumerate(rows):
        data[f"tasks-{index}-id"] = (task and task.pk) or ""
        data[f"tasks-{index}-uid"] = str(task.uid) if task else ""
        data[f"tasks-{index}-ORDER"] = str(ordered.index(rows[index]) + 1)
    return data


def text(words: str) -> dict[str, str]:
    return {"text": rich_text(f"<p>{words}</p>", features=["bold"])}


def edit(client, page, rows, **fields):
    answer = client.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), form(page, rows, **fields))
    assert answer.status_code == 302, answer.context["form"].errors
    return WorkPlanPage.objects.get(pk=page.pk)


@pytest.fixture
def chief(client):
    client.force_login(factories.administrator())
    return client


def test_the_fifth_task_of_a_new_plan_is_task_5():
    plan = factories.plan(tasks="一二三四五六七")
    assert links(plan)["五"] == "task-5"


def test_inserting_reordering_and_renumbering_leave_links_alone(chief):
    plan = factories.plan(tasks=["甲", "乙", "丙"])
    first, second, third = plan.tasks.all()
    rows = [
        (third, {**text("丙"), "number": "第一"}),
        (first, {**text("甲"), "number": "第二"}),
        (second, {**text("乙"), "number": "第三"}),
        (None, {**text("丁"), "number": "第四"}),
    ]
    edited = edit(chief, plan, rows, **{"action-publish": "1"})
    assert list(links(edited).items()) == [
        ("丙", "task-3"),
        ("甲", "task-1"),
        ("乙", "task-2"),
        ("丁", "task-4"),
    ]


def test_a_task_that_lives_only_in_a_draft_keeps_its_link_until_it_is_published(chief):
    plan = factories.plan(tasks=["甲"])
    (first,) = plan.tasks.all()
    plan = edit(chief, plan, [(first, text("甲")), (None, text("新"))])
    draft = plan.get_latest_revision_as_object()
    assert links(draft) == {"甲": "task-1", "新": "task-2"}

    first, new = draft.tasks.all()
    assert new.pk is None
    edited = edit(
        chief, plan, [(new, text("新")), (None, text("更新")), (first, text("甲"))], **{"action-publish": "1"}
    )
    assert links(edited) == {"新": "task-2", "更新": "task-3", "甲": "task-1"}
    assert {task.uid for task in edited.tasks.all()} >= {first.uid, new.uid}


def test_the_form_carries_the_identity_of_draft_tasks_along(chief):
    plan = factories.plan(tasks=["甲"])
    (first,) = plan.tasks.all()
    plan = edit(chief, plan, [(first, text("甲")), (None, text("新"))])
    new = plan.get_latest_revision_as_object().tasks.all()[1]
    page = BeautifulSoup(chief.get(reverse("wagtailadmin_pages:edit", args=[plan.pk])).content, "html.parser")
    assert page.find("input", {"name": "tasks-1-uid"})["value"] == str(new.uid)
    assert not page.find("input", {"name": "tasks-__prefix__-uid"}).get("value")  # a new row has none yet


def test_a_forged_identity_is_refused(chief):
    plan = factories.plan(tasks=["甲"])
    (first,) = plan.tasks.all()
    rows = [(first, text("甲")), (Task(uid=first.uid), text("乙"))]
    answer = chief.post(reverse("wagtailadmin_pages:edit", args=[plan.pk]), form(plan, rows))
    assert answer.context["form"].formsets["tasks"].non_form_errors()
    assert links(plan) == {"甲": "task-1"}


def test_restoring_an_old_revision_brings_old_links_back_and_gives_none_twice():
    plan = factories.plan(tasks=["甲", "乙"])
    before = plan.latest_revision
    plan.tasks.remove(plan.tasks.all()[1])
    plan.tasks.add(Task(text="<p>丙</p>"))
    plan = factories.publish(plan)
    assert links(plan) == {"甲": "task-1", "丙": "task-3"}

    before.publish()
    plan = WorkPlanPage.objects.get()
    assert links(plan) == {"甲": "task-1", "乙": "task-2"}

    plan.tasks.add(Task(text="<p>丁</p>"))
    assert links(factories.publish(plan))["丁"] == "task-4"


def test_a_copy_and_a_translation_have_the_same_links():
    plan = factories.plan(tasks=["甲", "乙"])
    plan.tasks.remove(plan.tasks.all()[0])
    plan = factories.publish(plan)
    copy = plan.copy(update_attrs={"slug": "copy", "title": "副本"})
    english = plan.copy_for_translation(Locale.objects.get(language_code="en"), copy_parents=True)
    for other in map(factories.publish, (copy, english)):
        assert links(other) == {"乙": "task-2"}
        other.tasks.add(Task(text="<p>丙</p>"))
        assert links(factories.publish(other))["丙"] == "task-3"


def test_the_database_refuses_two_tasks_with_one_link():
    plan = factories.plan(tasks=["甲"])
    with pytest.raises(IntegrityError), transaction.atomic():
        Task.objects.create(plan=plan, uid=uuid4(), anchor="task-1")
