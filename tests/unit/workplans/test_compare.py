"""Any two plans side by side in the admin, and putting right what continues what."""

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from wagtail.models import PageLogEntry

from cms.publishing.models import StoredDocument
from cms.workplans.models import Continuation
from tests import factories

pytestmark = pytest.mark.django_db

CARE = "逐步扩大虚拟养老服务试点社区范围，积极兴建养老设施。"


@pytest.fixture
def staff(client):
    client.force_login(factories.administrator())
    return client


@pytest.fixture
def before():
    return factories.plan("2018年计划", year=2018, tasks=[CARE, "办好邻里节和灯会。"])


@pytest.fixture
def plan(before):
    return factories.plan(year=2019, previous=before, tasks=[CARE.replace("逐步", "继续"), "开设科普课堂。"])


def show(client, plan, **query):
    answer = client.get(reverse("plan_compare", args=[plan.pk]), query)
    return BeautifulSoup(answer.content, "html.parser")


def address(plan, other):
    return f"{reverse('plan_compare', args=[plan.pk])}?other={other.pk}"


def since(plan):
    return StoredDocument.objects.get(pk=plan.key).document.detail["since"]


def test_the_plan_before_it_is_shown_first_with_marked_words(staff, plan, before):
    soup = show(staff, plan)
    rows = soup.select(".compare tbody tr")
    assert [row["class"] for row in rows] == [["compare__changed"], ["compare__new"], ["compare__dropped"]]
    assert rows[0].td.select_one("del").text == "逐步"
    assert rows[0].select("td")[1].ins.text == "继续"
    assert not rows[0].td.select("ins")


def test_any_two_plans_can_be_compared(staff, plan, before):
    other = factories.plan("社区计划", tasks=["开设科普课堂。"])
    rows = show(staff, plan, other=other.pk).select(".compare tbody tr")
    assert [row["class"][0] for row in rows] == ["compare__new", "compare__kept"]


@pytest.mark.parametrize("other", ["", "0", "x", "self"])
def test_without_another_plan_one_is_asked_for(staff, other):
    plan = factories.plan()
    soup = show(staff, plan, other=str(plan.pk) if other == "self" else other)
    assert not soup.select(".compare")
    assert "请选择要比较的计划" in soup.text


def test_staff_put_right_what_a_task_continues(staff, plan, before):
    changed, new = (task.uid for task in plan.tasks.all())
    dropped = before.tasks.last().uid
    staff.post(address(plan, before), {f"task-{changed}": "new", f"task-{new}": str(dropped)})
    assert since(plan)["counts"] == {"new": 1, "changed": 1, "kept": 0, "dropped": 1}
    told = [
        entry.message for entry in PageLogEntry.objects.filter(action="workplans.continues").order_by("pk")
    ]
    assert told[0].endswith("与《2018年计划》相比是新任务")
    assert "延续《2018年计划》中的“2. 办好邻里节和灯会。”" in told[1]
    assert show(staff, plan).select_one("option[value=new][selected]")


def test_and_take_it_back(staff, plan, before):
    changed = plan.tasks.first().uid
    staff.post(address(plan, before), {f"task-{changed}": "new"})
    staff.post(address(plan, before), {f"task-{changed}": ""})
    assert not Continuation.objects.exists()
    assert since(plan)["counts"]["changed"] == 1


def test_saying_the_same_twice_changes_nothing(staff, plan, before):
    said = {f"task-{plan.tasks.first().uid}": "new"}
    staff.post(address(plan, before), said)
    staff.post(address(plan, before), said)
    assert PageLogEntry.objects.filter(action="workplans.continues").count() == 1


def test_what_is_no_task_of_the_other_plan_is_refused(staff, plan, before):
    for wrong in ("nonsense", str(plan.tasks.first().uid)):
        answer = staff.post(address(plan, before), {f"task-{plan.tasks.first().uid}": wrong}, follow=True)
        assert answer.context["messages"]
    assert not Continuation.objects.exists()


def test_of_large_plans_one_task_at_a_time_is_put_right(staff):
    before = factories.plan(year=2018, tasks=[f"第{n}项" for n in range(60)])
    plan = factories.plan(year=2019, previous=before, tasks=[f"第{n}项" for n in range(60)])
    soup = show(staff, plan)
    assert not soup.select(".compare select")
    first = soup.select_one(".compare a")["href"]
    uid = first.partition("correct=")[2].partition("#")[0]
    assert len(show(staff, plan, other=before.pk, correct=uid).select(".compare select")) == 1


def test_a_draft_is_compared_as_it_is_drafted(staff, plan, before):
    draft = plan.get_latest_revision_as_object()
    draft.tasks = list(draft.tasks.all())[:1]
    draft.save_revision()
    assert len(show(staff, plan).select(".compare__new")) == 0
