"""The tasks of all plans in one list, and one change to many of them: all or nothing, told, taken back."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.models import PageLogEntry

from cms.workplans.models import FollowedTask, Task, WorkPlanPage
from cms.workplans.recording import Report, report
from tests import factories

pytestmark = pytest.mark.django_db

LIST, UNDO = reverse("plan_tasks"), reverse("plan_tasks_undo")
TODAY = timezone.localdate()


@pytest.fixture
def chief():
    return factories.administrator()


@pytest.fixture
def staff(client, chief):
    client.force_login(chief)
    return client


@pytest.fixture
def section():
    return factories.section(layout="plans")


@pytest.fixture
def first(section):
    return factories.plan("甲计划", section, year=2020, tasks=["扫雪", "读书"])


@pytest.fixture
def second(section):
    late = Task(number="一、", heading="迟到", due_on=TODAY - timedelta(days=1))
    soon = Task(number="二、", heading="将到", due_on=TODAY + timedelta(days=5))
    return factories.plan("乙计划", section, year=2021, tasks=[late, soon])


def listed(staff, **asked):
    answer = staff.get(LIST, asked)
    assert answer.status_code == 200
    return [str(task) for task in answer.context["page_obj"].object_list]


def names(*plans):
    return [f"{plan.pk}:{task.uid}" for plan in plans for task in plan.tasks.all()]


def change(staff, tasks, address=LIST, **fields):
    data = {"which": "ticked", "status": "keep", "task": tasks, **fields}
    return staff.post(address, data, follow=True)


def statuses(*plans):
    keys = [plan.translation_key for plan in plans]
    return sorted(FollowedTask.objects.filter(plan__in=keys).values_list("status", flat=True))


def messages(answer):
    return [str(message).strip() for message in answer.context["messages"]]


# --- The list -------------------------------------------------------------------------------------------


def test_tasks_are_filtered_and_put_in_order(staff, first, second):
    report(first, {first.tasks.first().uid: Report("done")}, by=None)
    expected = [
        ({}, ["一、迟到", "二、将到", "1. 扫雪", "2. 读书"]),
        ({"year": 2020}, ["1. 扫雪", "2. 读书"]),
        ({"overdue": "yes"}, ["一、迟到"]),
        ({"due": "7"}, ["二、将到"]),
        ({"status": "done"}, ["1. 扫雪"]),
        ({"status": "not_started", "year": 2020}, ["2. 读书"]),
        ({"q": "读"}, ["2. 读书"]),
        ({"q": "乙计划"}, ["一、迟到", "二、将到"]),
        ({"q": "没有的"}, []),
        ({"ordering": "plan__year"}, ["1. 扫雪", "2. 读书", "一、迟到", "二、将到"]),
    ]
    assert [(asked, listed(staff, **asked)) for asked, _tasks in expected] == expected


def test_a_task_in_two_languages_stands_there_once(staff, first):
    english = first.copy_for_translation(factories.home("en").locale, copy_parents=True)
    english.save_revision().publish()
    assert listed(staff) == ["1. 扫雪", "2. 读书"]


def test_only_ones_own_tasks_are_listed_and_changed(client, section, first, second):
    street = factories.organisation("ours")
    mine = factories.plan("我们的", section, issuer=street, tasks=["我们的事"])
    client.force_login(factories.editor(of=section, works_for=[street]))
    assert listed(client) == ["1. 我们的事"]
    change(client, names(mine, first), status="done")
    assert statuses(mine) == ["done"]
    assert statuses(first) == []


def test_who_edits_no_pages_has_no_list(client):
    client.force_login(factories.editor(of=factories.home(), may=["add_page"]))
    assert client.get(LIST).status_code == 200  # who may add pages edits their own
    client.force_login(factories.editor("reader", of=factories.home(), may=["lock_page"]))
    assert client.get(LIST).status_code == 302


def test_it_takes_as_many_statements_for_many_plans_as_for_one(staff, section, first, second):
    staff.get(LIST)
    with CaptureQueriesContext(connection) as before:
        staff.get(LIST)
    for number in range(4):
        factories.plan(f"计划{number}", section, tasks=["甲", "乙", "丙"])
    with CaptureQueriesContext(connection) as after:
        staff.get(LIST)
    assert len(after) <= len(before)


def test_where_there_is_nothing_it_says_so(staff):
    assert "还没有任务" in staff.get(LIST).content.decode()


# --- One change to many ---------------------------------------------------------------------------------


def test_ticked_tasks_of_several_plans_get_a_status_which_is_told(staff, chief, first, second):
    report(first, {first.tasks.first().uid: Report("under_way", Decimal(3))}, by=chief)
    answer = change(staff, names(first, second), status="done")
    assert statuses(first, second) == ["done"] * 4
    assert FollowedTask.objects.get(uid=first.tasks.first().uid).reached == 3
    assert messages(answer) == ["更改了 4 项任务。"]
    assert PageLogEntry.objects.filter(action="workplans.report", user=chief).count() == 5


def test_what_was_so_already_is_counted_apart(staff, first):
    change(staff, names(first)[:1], status="done")
    assert messages(change(staff, names(first), status="done")) == ["更改了 1 项任务。 1 项原本如此。"]


def test_all_in_the_list_are_meant_where_that_is_said(staff, first, second):
    change(staff, [], f"{LIST}?year=2020", which="all", status="under_way")
    assert statuses(first, second) == ["under_way", "under_way"]


def test_a_day_and_a_unit_make_drafts_in_every_language(staff, first):
    english = first.copy_for_translation(factories.home("en").locale, copy_parents=True)
    english.save_revision().publish()
    street = factories.organisation("liuxi")
    answer = change(staff, names(first), due_on="2020-06-30", unit=street.pk)
    for plan in WorkPlanPage.objects.filter(pk__in=[first.pk, english.pk]):
        assert plan.tasks.first().due_on is None
        draft = plan.get_latest_revision_as_object()
        assert [(task.due_on, task.unit) for task in draft.tasks.all()] == [(date(2020, 6, 30), street)] * 2
    assert messages(answer) == ["更改了 2 项任务。 2 份计划有了含此更改的草稿，须发布。"]


def test_a_plan_that_was_never_public_is_changed_in_the_list_too(staff, section):
    draft = factories.plan("草稿", section, tasks=["甲"], live=False)
    change(staff, names(draft), due_on="2020-06-30")
    assert WorkPlanPage.objects.get(pk=draft.pk).tasks.first().due_on == date(2020, 6, 30)


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"status": "dropped"}, "请至少用一种语言说明"),
        ({}, "请说明要更改什么"),
        ({"status": "finished"}, "选择一个有效的选项"),
        ({"status": "done", "task": []}, "请勾选要更改的任务"),
        ({"status": "done", "due_on": "someday"}, "日期"),
    ],
)
def test_what_makes_no_sense_is_told_and_changes_nothing(staff, first, fields, words):
    answer = change(staff, fields.pop("task", names(first)), **fields)
    assert words in answer.content.decode()
    assert not statuses(first)


def test_a_locked_plan_holds_the_whole_change_up(staff, chief, first, second):
    other = factories.administrator("other")
    second.locked, second.locked_by = True, other
    second.save()
    answer = change(staff, names(first, second), status="done", due_on="2020-06-30")
    assert "已锁定" in answer.content.decode()
    assert not statuses(first, second)
    assert WorkPlanPage.objects.get(pk=first.pk).latest_revision_id == first.latest_revision_id


def test_a_day_before_a_task_begins_holds_the_whole_change_up(staff, section, first):
    task = Task(heading="甲", begins_on=date(2020, 7, 1))
    plan = factories.plan("丙计划", section, tasks=[task])
    answer = change(staff, names(first, plan), due_on="2020-06-30", status="done")
    assert "不能早于" in answer.content.decode()
    assert not statuses(first, plan)


# --- Back again -----------------------------------------------------------------------------------------


def test_one_click_takes_it_back(staff, first, second):
    report(first, {first.tasks.first().uid: Report("dropped", reason_zh="无场地")}, by=None)
    answer = change(staff, names(first, second), status="done", due_on="2020-06-30")
    draft = WorkPlanPage.objects.get(pk=first.pk).get_latest_revision_as_object()
    assert {task.due_on for task in draft.tasks.all()} == {date(2020, 6, 30)}
    assert "撤销" in answer.content.decode()
    answer = staff.post(UNDO, follow=True)
    assert statuses(first, second) == ["", "", "", "dropped"]
    assert FollowedTask.objects.get(status="dropped").reason_zh == "无场地"
    draft = WorkPlanPage.objects.get(pk=first.pk).get_latest_revision_as_object()
    assert {task.due_on for task in draft.tasks.all()} == {None}
    assert messages(answer) == ["4 项任务已恢复原样。"]
    assert messages(staff.post(UNDO, follow=True)) == ["没有可撤销的更改。"]


def test_what_somebody_changed_since_stays_so(staff, first):
    change(staff, names(first), status="done")
    report(first, {first.tasks.first().uid: Report("delayed")}, by=None)
    answer = staff.post(UNDO, follow=True)
    assert statuses(first) == ["", "delayed"]
    assert messages(answer) == ["1 项任务已恢复原样。", "1 项此后又有人更改，保持不变。"]


def test_it_leads_back_to_the_list_and_nowhere_else(staff, first):
    change(staff, names(first), status="done")
    assert staff.post(UNDO, {"next": "https://example.org/"})["Location"] == LIST
