"""A plan's public form."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from cms.core.documents import PublishedDocument
from cms.workplans.models import Task
from cms.workplans.recording import Report, report
from tests import factories

pytestmark = pytest.mark.django_db


def test_the_document_tells_everything_of_a_plan():
    unit = factories.organisation()
    tasks = [
        Task(
            number="一、",
            heading="文化试点",
            text="<p>办<b>三</b>场</p>",
            unit=unit,
            helpers="物业公司、学校",
            begins_on=date(2019, 3, 1),
            due_on=date(2019, 6, 30),
            target="3场",
        ),
        Task(number="（一）", text="<p>选址</p>", level=2),
    ]
    plan = factories.plan(
        tasks=tasks, number="清街发〔2019〕3号", preamble="<p>前言</p>", closing="<p>结语</p>"
    )
    outer, inner = plan.tasks.all()
    said = {outer.uid: Report(reached=Decimal("1.50")), inner.uid: Report(status="done")}
    report(plan, said, by=factories.administrator())
    document = plan.to_document()

    assert PublishedDocument.from_json(document.to_json()) == document
    first, second = document.detail["tasks"]
    assert first == {
        "id": str(plan.tasks.all()[0].uid),
        "anchor": "task-1",
        "number": "一、",
        "heading": "文化试点",
        "html": "<p>办<b>三</b>场</p>",
        "level": 1,
        "unit": "liuxi街道",
        "helpers": "物业公司、学校",
        "begins_on": "2019-03-01",
        "due_on": "2019-06-30",
        "target": "3场",
        "reached": "1.5",
        "status": "done",
        "percent": 100,
        "overdue": False,
        "reason": "",
        "entries": [],
        "implements": [],
        "parts": {
            "total": 1,
            "not_started": 0,
            "under_way": 0,
            "done": 1,
            "delayed": 0,
            "dropped": 0,
            "percent": 100,
        },
        "below": None,
    }
    assert (second["level"], second["status"]) == (2, "done")
    assert document.text.splitlines() == ["前言", "一、文化试点", "办三场", "（一）", "选址", "结语"]
    assert document.card["extra"]["tasks"] == 1  # what stands inside a task is no task more
    assert document.card["extra"]["progress"]["percent"] == 100


def test_an_english_plan_names_its_units_in_english():
    english = factories.section("Plans", factories.home("en"), layout="plans")
    plan = factories.plan("Plan", english, tasks=[Task(text="<p>Pilot</p>", unit=factories.organisation())])
    assert plan.to_document().detail["tasks"][0]["unit"] == "Liuxi Street"


def test_a_plan_is_found_under_the_year_it_is_for_not_the_year_it_was_published_in():
    assert factories.plan(year=2018).to_document().facets["year"] == 2018


@pytest.mark.parametrize("year", [1948, 2101])
def test_an_implausible_year_is_refused(year):
    plan = factories.plan()
    plan.year = year
    with pytest.raises(ValidationError) as refused:
        factories.publish(plan)
    assert set(refused.value.message_dict) == {"year"}


def test_a_task_without_heading_is_named_by_the_beginning_of_its_text():
    task = Task(number="4.", text="<p>开展虚拟养老服务，为独居老人每天打一个电话。</p>")
    assert str(task) == "4. 开展虚拟养老服务，为独居老人每天打一个电话。"
    assert str(Task(heading="养老", text="<p>很长</p>")) == "养老"


def test_a_document_needs_as_many_queries_for_a_hundred_tasks_as_for_one(django_assert_max_num_queries):
    unit = factories.organisation()
    plan = factories.plan(tasks=[Task(text=f"<p>{n}</p>", unit=unit) for n in range(100)])
    with django_assert_max_num_queries(12):
        plan.to_document()
