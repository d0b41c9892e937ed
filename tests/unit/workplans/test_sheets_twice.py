"""A workbook that is brought twice, and one that others have been before: nothing is made twice, and where both have
changed the same, whoever brings the file decides.
"""

import io
import re
from datetime import date
from decimal import Decimal

import pytest
from django.contrib.auth import get_user_model
from django.urls import reverse

from cms.workplans.models import FollowedTask, ProgressEntry, Task, WorkPlanPage
from cms.workplans.recording import Report, enter, report, withdraw
from cms.workplans.sheets.deciding import Decisions
from cms.workplans.sheets.importing import bring_in, changes
from tests import factories
from tests.unit.workplans.books import FIRST, book_of, cell, edit, saved

pytestmark = pytest.mark.django_db
IMPORT = reverse("import_workbook")


@pytest.fixture(scope="module")
def planned(lasting):
    factories.administrator("chief")
    tasks = [
        Task(number="一、", heading="食堂"),
        Task(number="二、", heading="绿化"),
        Task(number="三、", heading="照明"),
    ]
    return factories.plan("2026年计划", year=2026, tasks=tasks).pk


@pytest.fixture
def chief(planned):
    return get_user_model().objects.get(username="chief")


@pytest.fixture
def plan(planned):
    return WorkPlanPage.objects.get(pk=planned)


@pytest.fixture
def staff(client, chief):
    client.force_login(chief)
    return client


def headings(plan):
    draft = WorkPlanPage.objects.get(pk=plan.pk).get_latest_revision_as_object()
    return [task.heading for task in draft.tasks.all()]


def bring(book, chief, every=""):
    return bring_in(saved(book), chief, "zh-hans", Decisions(every=every))


def conflicts(book, chief):
    return [(each.label, each.theirs, each.now) for each in changes(saved(book), chief, "zh-hans").conflicts]


def with_new_rows(plan, *rows):
    book = book_of(plan)
    for place, values in enumerate(rows, start=3):
        for key, value in values.items():
            cell(book, place, key).value = value
    return book


def with_new_entry(plan, **values):
    book = book_of(plan)
    sheet = book.worksheets[-2]
    row = {"C": str(plan.tasks.first().uid), "E": date(2026, 3, 1), "F": "开张", **values}
    for column, value in row.items():
        sheet[f"{column}{FIRST}"].value = value
    return book


# --- Twice ----------------------------------------------------------------------------------------------


def test_new_rows_are_made_once(chief, plan):
    book = with_new_rows(
        plan,
        {"number": "四、", "heading": "停车", "status": "进行中", "text": "两处", "unit": None},
        {"heading": "停车"},
        {"text": "没有标题的任务"},
    )
    first = bring(book, chief)
    assert [each.kind for each in first.plans_changed[0].differences] == ["new", "changed", "new", "new"]
    made = headings(plan)
    assert made == ["食堂", "绿化", "照明", "停车", "停车", ""]
    second = bring(book, chief)
    assert (second.plans_changed, second.conflicts) == ([], [])
    assert headings(plan) == made
    assert FollowedTask.objects.get().status == "under_way"


def test_what_became_of_new_rows_stays_where_the_file_says_nothing_else(chief, plan):
    book = with_new_rows(plan, {"heading": "停车", "target": "2处"})
    bring(book, chief)

    def theirs(tasks):
        tasks[3].helpers = "城管科"

    edit(plan, theirs)
    made = WorkPlanPage.objects.get(pk=plan.pk).get_latest_revision_as_object().tasks.last()
    report(plan, {made.uid: Report("done")}, by=chief)
    assert bring(book, chief).plans_changed == []
    cell(book, 3, "target").value = "3处"
    assert conflicts(book, chief) == [("目标", "3处", "2处")]


def test_a_row_for_what_somebody_else_has_put_in_is_that_task(chief, plan):
    book = with_new_rows(plan, {"heading": "停车", "helpers": "交警"})
    edit(plan, lambda tasks: [*tasks, Task(heading="停车", helpers="城管科", sort_order=9)])
    assert conflicts(book, chief) == [("配合单位", "交警", "城管科")]
    bring(book, chief, every="file")
    assert headings(plan) == ["食堂", "绿化", "照明", "停车"]


def test_new_entries_are_made_once(chief, plan):
    book = with_new_entry(plan)
    assert len(bring(book, chief).plans_changed) == 1
    assert bring(book, chief).plans_changed == []
    assert ProgressEntry.objects.count() == 1
    again = with_new_entry(plan, A=None, F="又开一处")
    assert len(bring(again, chief).plans_changed) == 1
    assert ProgressEntry.objects.count() == 1  # the row of the first was overwritten: it is withdrawn


# --- Both have changed the same -------------------------------------------------------------------------


def disputed(chief, plan):
    """The heading and the status of the first task are changed in the file and in the program."""
    book = book_of(plan)
    cell(book, 0, "heading").value = "表中的标题"
    cell(book, 0, "status").value = "已完成"
    cell(book, 1, "heading").value = "两边一样"

    def theirs(tasks):
        tasks[0].heading, tasks[1].heading = "他们的标题", "两边一样"

    edit(plan, theirs)
    report(plan, {plan.tasks.first().uid: Report("delayed")}, by=chief)
    return book


def test_a_cell_that_both_changed_is_named_with_both(chief, plan):
    book = disputed(chief, plan)
    found = changes(saved(book), chief, "zh-hans")
    assert [(each.at, each.label, each.theirs, each.now) for each in found.conflicts] == [
        ("2026年计划 D4", "标题", "表中的标题", "他们的标题"),
        ("2026年计划 K4", "状态", "已完成", "已延期"),
    ]
    assert not found.are_decided
    cell(book, 0, "heading").value, cell(book, 0, "status").value = "食堂", None  # as in the file at first
    assert conflicts(book, chief) == []


def test_nothing_is_changed_before_all_is_decided(chief, plan):
    book = disputed(chief, plan)
    first, _second = changes(saved(book), chief, "zh-hans").conflicts
    cell(book, 2, "heading").value = "只有文件改的"
    found = bring_in(saved(book), chief, "zh-hans", Decisions({first.key: "file"}))
    assert not found.are_decided
    assert headings(plan) == ["他们的标题", "两边一样", "照明"]


def test_each_cell_is_decided_by_itself(chief, plan):
    book = disputed(chief, plan)
    heading, status = changes(saved(book), chief, "zh-hans").conflicts
    found = bring_in(saved(book), chief, "zh-hans", Decisions({heading.key: "file", status.key: "now"}))
    assert [(each.before, each.after) for each in found.plans[0].differences] == [
        ("他们的标题", "表中的标题")
    ]
    assert headings(plan) == ["表中的标题", "两边一样", "照明"]
    assert FollowedTask.objects.get().status == "delayed"


def test_a_decision_holds_only_for_what_was_looked_at(chief, plan):
    book = disputed(chief, plan)
    seen = changes(saved(book), chief, "zh-hans").conflicts
    report(plan, {plan.tasks.first().uid: Report("under_way")}, by=chief)
    found = bring_in(saved(book), chief, "zh-hans", Decisions({each.key: "file" for each in seen}))
    assert [(each.now, each.choice) for each in found.conflicts] == [("他们的标题", "file"), ("进行中", "")]
    assert FollowedTask.objects.get().status == "under_way"


@pytest.mark.parametrize(("side", "left"), [("file", ["绿化", "照明"]), ("now", ["食堂", "绿化", "照明"])])
def test_a_row_that_the_file_took_out_and_others_changed(chief, plan, side, left):
    book = book_of(plan)
    book.worksheets[0].delete_rows(FIRST)
    report(plan, {plan.tasks.first().uid: Report("done")}, by=chief)
    ((label, _theirs, _now),) = conflicts(book, chief)
    assert label == "整项任务"
    bring(book, chief, every=side)
    assert headings(plan) == left


@pytest.mark.parametrize(("side", "left"), [("file", ["食堂", "改过"]), ("now", ["食堂"])])
def test_a_row_that_the_file_changed_and_others_took_out(chief, plan, side, left):
    book = book_of(plan)
    cell(book, 1, "heading").value = "改过"
    uid = plan.tasks.all()[1].uid
    edit(plan, lambda tasks: tasks[:1])
    assert [label for label, _theirs, _now in conflicts(book, chief)] == ["整项任务"]
    bring(book, chief, every=side)
    assert headings(plan) == left
    draft = WorkPlanPage.objects.get(pk=plan.pk).get_latest_revision_as_object()
    assert (uid in [task.uid for task in draft.tasks.all()]) is (side == "file")


@pytest.mark.parametrize(
    ("side", "order"), [("file", ["绿化", "照明", "食堂"]), ("now", ["食堂", "照明", "绿化"])]
)
def test_an_order_that_both_changed(chief, plan, side, order):
    book = book_of(plan)
    book.worksheets[0].move_range(f"A{FIRST}:N{FIRST}", rows=4)

    def theirs(tasks):
        for place, task in enumerate([tasks[0], tasks[2], tasks[1]]):
            task.sort_order = place

    edit(plan, theirs)
    assert conflicts(book, chief) == [
        ("任务的顺序", "二、绿化 · 三、照明 · 一、食堂", "一、食堂 · 三、照明 · 二、绿化")
    ]
    bring(book, chief, every=side)
    assert headings(plan) == order


def test_a_status_in_the_sheets_of_two_languages_is_decided_once(chief, plan):
    english = plan.copy_for_translation(factories.home("en").locale, copy_parents=True)
    english.save_revision().publish()
    book = book_of(plan, english)
    for sheet in (0, 1):
        cell(book, 0, "status", sheet).value = "已完成"
    report(plan, {plan.tasks.first().uid: Report("delayed")}, by=chief)
    assert conflicts(book, chief) == [("状态", "已完成", "已延期")]
    bring(book, chief, every="file")
    assert FollowedTask.objects.get().status == "done"


# --- Entries --------------------------------------------------------------------------------------------


@pytest.fixture
def entry(chief, plan):
    return enter(
        plan,
        plan.tasks.first().uid,
        ProgressEntry(day=date(2026, 3, 1), text_zh="开张", text_en="Open"),
        chief,
    )


def test_an_entry_that_both_changed(chief, plan, entry):
    book = book_of(plan)
    sheet = book.worksheets[-2]
    sheet[f"F{FIRST}"].value, sheet[f"G{FIRST}"].value = "表中改的", "Opened"
    entry.text_zh = "他们改的"
    enter(plan, plan.tasks.first().uid, entry, by=chief)
    assert conflicts(book, chief) == [("完成情况（中文）", "表中改的", "他们改的")]
    bring(book, chief, every="now")
    kept = ProgressEntry.objects.get()
    assert (kept.text_zh, kept.text_en) == ("他们改的", "Opened")
    bring(book, chief, every="file")
    assert ProgressEntry.objects.get().text_zh == "表中改的"


@pytest.mark.parametrize(("side", "left"), [("file", 0), ("now", 1)])
def test_an_entry_that_the_file_took_out_and_others_changed(chief, plan, entry, side, left):
    book = book_of(plan)
    book.worksheets[-2].delete_rows(FIRST)
    entry.text_zh = "他们改的"
    enter(plan, plan.tasks.first().uid, entry, by=chief)
    ((label, _theirs, now),) = conflicts(book, chief)
    assert (label, "他们改的" in now) == ("整条记录", True)
    bring(book, chief, every=side)
    assert ProgressEntry.objects.count() == left


@pytest.mark.parametrize(("side", "left"), [("file", ["表中改的"]), ("now", [])])
def test_an_entry_that_the_file_changed_and_others_deleted(chief, plan, entry, side, left):
    unchanged, book = book_of(plan), book_of(plan)
    book.worksheets[-2][f"F{FIRST}"].value = "表中改的"
    withdraw(plan, entry, by=chief)
    assert conflicts(unchanged, chief) == []
    assert [label for label, _theirs, _now in conflicts(book, chief)] == ["整条记录"]
    for _twice in range(2):
        bring(book, chief, every=side)
        assert [each.text_zh for each in ProgressEntry.objects.all()] == left


# --- In the admin ---------------------------------------------------------------------------------------


def upload(staff, book):
    file = io.BytesIO(saved(book))
    file.name = "plan.xlsx"
    return staff.post(IMPORT, {"file": file})


def test_it_is_decided_in_the_browser_cell_by_cell(staff, chief, plan):
    shown = upload(staff, disputed(chief, plan))
    page = shown.content.decode()
    names = list(dict.fromkeys(re.findall(r'name="(decide-\w+)"', page)))
    assert ("表中的标题" in page, "他们的标题" in page, len(names)) == (True, True, 2)
    seen = {"seen": shown.context["form"].initial["seen"], "apply": "1"}

    asked = staff.post(IMPORT, {**seen, names[0]: "file"}).content.decode()
    assert "尚未作任何更改" in asked
    assert re.search(rf'name="{names[0]}" value="file" required checked', asked)
    assert headings(plan)[0] == "他们的标题"

    answer = staff.post(IMPORT, {**seen, names[0]: "file", names[1]: "now"}, follow=True)
    assert "更改了 1 份计划" in answer.content.decode()
    assert headings(plan)[0] == "表中的标题"


def test_one_button_chooses_for_all(staff, chief, plan):
    shown = upload(staff, disputed(chief, plan))
    seen = {"seen": shown.context["form"].initial["seen"]}
    chosen = staff.post(IMPORT, {**seen, "every": "now"}).content.decode()
    assert len(re.findall(r'value="now" required checked', chosen)) == 2
    assert headings(plan)[0] == "他们的标题"


def test_a_file_that_is_brought_again_says_that_nothing_is_different(staff, chief, plan):
    book = with_new_rows(plan, {"heading": "停车", "reached": 2})
    bring(book, chief)
    assert FollowedTask.objects.get().reached == Decimal(2)
    assert "没有不同之处" in upload(staff, book).content.decode()
