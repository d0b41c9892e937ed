"""Plans out into workbooks and back: nothing is lost, a changed cell changes just that, and nonsense is told."""

import io
import zipfile
from datetime import date, datetime
from decimal import Decimal

import pytest
from django.contrib.auth import get_user_model
from django.db import transaction
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from wagtail.models import PageLogEntry

from cms.core.workbooks import SheetError, escape, unescape
from cms.workplans.models import Evidence, FollowedTask, ProgressEntry, Status, Task, WorkPlanPage
from cms.workplans.recording import Report, enter, report
from cms.workplans.sheets.exporting import export
from cms.workplans.sheets.importing import bring_in, changes
from cms.workplans.sheets.merging import merge_order
from tests import factories
from tests.unit.workplans.books import FIRST, book_of, cell, edit, saved

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def planned(lasting):
    """A plan and somebody who may do everything."""
    factories.administrator("chief")
    task = Task(
        number="一、",
        heading="试点",
        text="<p>甲<b>乙</b></p><ul><li>丙</li></ul>",
        unit=factories.organisation("liuxi"),
        helpers="文体站",
        target="3场",
        begins_on=date(2026, 1, 5),
        due_on=date(2026, 6, 30),
    )
    plan = factories.plan("2026年计划", year=2026, tasks=[task, Task(number="（一）", heading="乙", level=2)])
    report(plan, {task.uid: Report("dropped", Decimal("2.50"), "无场地", "No room")}, by=None)
    return plan.pk


@pytest.fixture
def chief(planned):
    return get_user_model().objects.get(username="chief")


@pytest.fixture
def plan(planned):
    return WorkPlanPage.objects.get(pk=planned)


def differences(data, by):
    return [
        (each.kind, each.label, each.before, each.after)
        for change in changes(data, by, "zh-hans").plans
        for each in change.differences
    ]


def errors(data, by):
    with pytest.raises(SheetError) as caught:
        changes(data, by, "zh-hans")
    return caught.value.lines


def draft(plan):
    return WorkPlanPage.objects.get(pk=plan.pk).get_latest_revision_as_object()


# --- A round trip loses nothing -------------------------------------------------------------------------

SIGNS = st.characters(exclude_categories=["Cs"], exclude_characters="\x00")
PIECES = st.sampled_from(["=", "+", "-", "@", "_x0041_", "\r\n", "\t", " ", "\x07", "&lt;", "养老"])
WORDS = st.lists(SIGNS | PIECES, max_size=20).map("".join)
DAYS = st.none() | st.dates(date(1950, 1, 1), date(2100, 12, 31))


@st.composite
def tasks(draw):
    days = sorted(filter(None, [draw(DAYS), draw(DAYS)]))
    return {
        "number": draw(WORDS)[:30],
        "heading": draw(WORDS),
        "text": draw(WORDS | st.just("<p>" + "长" * 70_000 + "</p>") | st.just("<p>=1+1</p>")),
        "level": draw(st.integers(1, 6)),
        "helpers": draw(WORDS),
        "target": draw(WORDS),
        "begins_on": days[0] if days else None,
        "due_on": days[1] if len(days) > 1 else None,
    }


REPORTS = st.builds(
    Report,
    st.sampled_from(["", *(status.value for status in Status)]),
    st.none() | st.decimals(0, 999_999_999_999, places=2),
    st.just("原因") | WORDS.map(lambda words: f"因{words}"),
    WORDS,
)


@settings(max_examples=25, suppress_health_check=list(HealthCheck))
@given(
    made=st.lists(st.tuples(tasks(), REPORTS, st.booleans()), max_size=6),
    language=st.sampled_from(["zh-hans", "en"]),
)
def test_what_goes_out_and_comes_back_changes_nothing(chief, made, language):
    with transaction.atomic():
        unit = factories.organisation("liuxi")
        rows = [Task(**fields, unit=unit if has_unit else None) for fields, _report, has_unit in made]
        plan = factories.plan("=2026年[计划]/*?", tasks=rows)
        FollowedTask.objects.bulk_create(
            FollowedTask(plan=plan.translation_key, uid=task.uid, **vars(what))
            for task, (_fields, what, _unit) in zip(rows, made, strict=True)
        )
        data = export([plan], language)
        (change,) = changes(data, chief, language).plans
        assert (change.differences, change.is_reordered, change.tasks, change.said) == ([], False, None, {})
        transaction.set_rollback(True)


@given(WORDS)
def test_every_text_can_stand_in_a_cell(words):
    assert unescape(escape(words)) == words


def test_cells_that_look_like_formulas_are_text(chief, plan):
    rows = draft(plan)
    rows.tasks = list(rows.tasks.all())
    rows.tasks.first().heading = "=HYPERLINK(1)"
    rows.save_revision()
    book = book_of(plan)
    assert (cell(book, 0, "heading").data_type, cell(book, 0, "heading").value) == ("s", "=HYPERLINK(1)")
    assert cell(book, 0, "heading").quotePrefix


def test_an_entry_goes_out_with_its_pictures_and_pages(plan):
    entry = ProgressEntry.objects.create(
        task=FollowedTask.objects.get(uid=plan.tasks.first().uid), day=date(2026, 3, 1), text_zh="办了一场"
    )
    shown = factories.notice()
    Evidence.objects.create(entry=entry, page=shown)
    sheet = book_of(plan).worksheets[-2]
    assert sheet.title == "进展记录"
    row = [each.value for each in sheet[FIRST]]
    assert row[0] == entry.pk
    assert row[3:] == ["一、试点", datetime(2026, 3, 1), "办了一场", None, None, str(shown.pk)]


# --- A changed cell changes exactly that ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("key", "value", "told"),
    [
        ("heading", "新试点", ("changed", "标题", "试点", "新试点")),
        ("number", 1, ("changed", "编号", "一、", "1")),
        ("level", 3, ("changed", "级别", "1", "3")),
        ("text", "改过的文字", ("changed", "正文（HTML）", "甲乙\n丙", "改过的文字")),
        ("unit", "东坡街道 (dongpo)", ("changed", "责任单位", "liuxi街道 (liuxi)", "dongpo街道 (dongpo)")),
        ("unit", "Dongpo Street", ("changed", "责任单位", "liuxi街道 (liuxi)", "dongpo街道 (dongpo)")),
        ("unit", None, ("changed", "责任单位", "liuxi街道 (liuxi)", "")),
        ("due_on", datetime(2026, 7, 1), ("changed", "截止日期", "2026-06-30", "2026-07-01")),
        ("due_on", "2026年7月1日", ("changed", "截止日期", "2026-06-30", "2026-07-01")),
        ("status", "已完成", ("changed", "状态", "已取消", "已完成")),
        ("status", "Done", ("changed", "状态", "已取消", "已完成")),
        ("status", None, ("changed", "状态", "已取消", "")),
        ("reached", 3, ("changed", "目前达到", "2.50", "3")),
        ("reason_en", None, ("changed", "取消原因（英文）", "No room", "")),
    ],
)
def test_a_changed_cell_is_just_that_change(chief, plan, key, value, told):
    factories.organisation("dongpo")
    book = book_of(plan)
    cell(book, 0, key).value = value
    assert differences(saved(book), chief) == [told]


def test_texts_become_a_draft_and_statuses_hold_at_once(chief, plan):
    book = book_of(plan)
    cell(book, 0, "heading").value = "新试点"
    cell(book, 0, "text").value = "新的文字"
    cell(book, 1, "status").value = "已完成"
    bring_in(saved(book), chief, "zh-hans")
    assert WorkPlanPage.objects.get(pk=plan.pk).tasks.first().heading == "试点"
    assert [task.heading for task in draft(plan).tasks.all()] == ["新试点", "乙"]
    assert [task.uid for task in draft(plan).tasks.all()] == [task.uid for task in plan.tasks.all()]
    assert FollowedTask.objects.get(uid=plan.tasks.last().uid).status == "done"
    assert differences(saved(book), chief) == []  # the second time nothing is left to change


def test_rows_are_known_wherever_they_stand(chief, plan):
    book = book_of(plan)
    sheet = book.worksheets[0]
    sheet.move_range(f"A{FIRST}:N{FIRST}", rows=4)
    sheet.cell(FIRST + 2, 2).value, sheet.cell(FIRST + 2, 4).value = "二、", "插入的"
    (change,) = bring_in(saved(book), chief, "zh-hans").plans
    assert change.is_reordered
    assert [each.kind for each in change.differences] == ["new"]
    first, second = plan.tasks.all()
    made = draft(plan).tasks.all()
    assert [task.heading for task in made] == ["乙", "插入的", "试点"]
    assert [made[0].uid, made[2].uid] == [second.uid, first.uid]
    assert [made[0].anchor, made[2].anchor] == [second.anchor, first.anchor]


def test_a_task_without_a_row_is_taken_out(chief, plan):
    book = book_of(plan)
    book.worksheets[0].delete_rows(FIRST)
    data = saved(book)
    assert differences(data, chief) == [("gone", "", "", "")]
    bring_in(data, chief, "zh-hans")
    assert [task.heading for task in draft(plan).tasks.all()] == ["乙"]


def test_columns_may_stand_in_another_order(chief, plan):
    book = book_of(plan)
    sheet = book.worksheets[0]
    for row in range(2, FIRST + 2):
        first, second = sheet.cell(row, 2), sheet.cell(row, 4)
        first.value, second.value = second.value, first.value
    assert differences(saved(book), chief) == []


def test_what_a_cell_may_not_have_is_taken_away(chief, plan):
    book = book_of(plan)
    cell(book, 0, "text").value = '<p onclick="x()">好<script>alert(1)</script></p>'
    bring_in(saved(book), chief, "zh-hans")
    text = draft(plan).tasks.first().text
    assert "好" in text
    assert "script" not in text.replace("alert(1)", "")
    assert "onclick" not in text


# --- What others have changed since the file was made ---------------------------------------------------


def test_what_others_changed_in_other_cells_stays(chief, plan):
    book = book_of(plan)
    cell(book, 0, "heading").value = "新试点"
    cell(book, 1, "reached").value = 5
    sheet = book.worksheets[0]
    sheet.cell(FIRST + 2, 2).value, sheet.cell(FIRST + 2, 4).value = "三、", "表中新增的"
    first, second = plan.tasks.all()

    def theirs(tasks):
        tasks[0].helpers, tasks[1].heading = "街道", "他们改的"
        return [tasks[0], Task(number="（零）", heading="他们新增的", level=2, sort_order=0), tasks[1]]

    edit(plan, theirs)
    report(plan, {second.uid: Report("under_way")}, by=chief)
    entered = enter(plan, first.uid, ProgressEntry(text_zh="他们记的"), by=chief)

    (change,) = bring_in(saved(book), chief, "zh-hans").plans
    assert change.is_overtaken
    assert [task.heading for task in change.came] == ["他们新增的"]
    assert [(each.kind, each.after) for each in change.differences] == [
        ("changed", "新试点"),
        ("changed", "5"),
        ("new", ""),
    ]
    made = draft(plan).tasks.all()
    assert [task.heading for task in made] == ["新试点", "他们新增的", "他们改的", "表中新增的"]
    assert (made[0].helpers, made[2].uid) == ("街道", second.uid)
    row = FollowedTask.objects.get(uid=second.uid)
    assert (row.status, row.reached) == ("under_way", Decimal(5))
    assert ProgressEntry.objects.get() == entered


ORDERS = st.lists(st.integers(0, 12), unique=True, max_size=8)


@given(ORDERS, ORDERS, ORDERS)
def test_an_order_out_of_two_has_each_once_and_follows_the_side_that_moved(base, theirs, now):
    found = merge_order(base, theirs, now)
    if found is not None:
        assert sorted(found) == sorted({*theirs, *now})
    assert merge_order(base, base, now) == [*now, *()] or set(base) - set(now)
    assert merge_order(base, theirs, theirs) == theirs


def test_a_workbook_that_lost_what_it_was_made_from_is_refused(chief, plan):
    book = book_of(plan)
    del book["base"]
    assert "重新导出" in errors(saved(book), chief)[0]


# --- What is wrong is told by its cell, and nothing is changed ------------------------------------------


@pytest.mark.parametrize(
    ("key", "value", "words"),
    [
        ("uid", "someone", "A4：计划中没有这项任务"),
        ("level", 7, "C4：确保该值小于或等于6"),
        ("level", "first", "C4：此处应填数字"),
        ("unit", "没有的单位", "F4：没有名为“没有的单位”的机构"),
        ("due_on", "someday", "I4：此处应填日期"),
        ("due_on", date(2025, 1, 1), "I4：完成期限不能早于开始日期"),
        ("status", "差不多", "K4：此处应填下列之一"),
        ("reached", -1, "L4：确保该值大于或等于0"),
        ("reached", "许多", "L4：此处应填数字"),
        ("reached", 1.234, "L4：确认小数不超过 2 位"),
        ("heading", "长" * 256, "D4：确保该变量包含不超过 255 字符"),
        ("heading", "=1+1", "D4：不能使用公式"),
        ("heading", True, "D4：此处应填文字"),
    ],
)
def test_an_error_names_its_cell(chief, plan, key, value, words):
    book = book_of(plan)
    cell(book, 0, key).value = value
    (line,) = errors(saved(book), chief)
    assert words in line


def test_a_dropped_task_needs_a_reason(chief, plan):
    book = book_of(plan)
    cell(book, 1, "status").value = "已取消"
    (line,) = errors(saved(book), chief)
    assert "M5" in line


def test_all_errors_are_told_at_once(chief, plan):
    book = book_of(plan)
    cell(book, 0, "level").value = "x"
    cell(book, 0, "heading").value = "长" * 256
    cell(book, 1, "due_on").value = "y"
    assert [line.split()[1][:2] for line in errors(saved(book), chief)] == ["C4", "I5", "D4"]


def test_a_task_stands_there_once(chief, plan):
    book = book_of(plan)
    cell(book, 1, "uid").value = cell(book, 0, "uid").value
    assert "第 4 行" in errors(saved(book), chief)[0]


def test_two_languages_that_contradict_each_other_are_told(chief, plan):
    english = plan.copy_for_translation(factories.home("en").locale, copy_parents=True)
    english.save_revision().publish()
    book = book_of(plan, english)
    for sheet, status in enumerate(("已完成", "进行中")):
        cell(book, 1, "status", sheet).value = status
    assert "不同的内容" in errors(saved(book), chief)[0]


def test_plans_of_others_are_refused(plan):
    section = plan.get_parent()
    other = factories.organisation("other", "community")
    clerk = factories.editor(of=section, works_for=[other])
    assert "不由您负责" in errors(saved(book_of(plan)), clerk)[0]


# --- Hostile and mistaken files -------------------------------------------------------------------------


def rezipped(data, change):
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, change(name, old.read(name)))
    return file.getvalue()


def bomb():
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * 70_000_000)
    return file.getvalue()


def damaged_in_lzma():
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_LZMA) as archive:
        archive.writestr("xl/workbook.xml", "柳溪街道社区工作计划" * 400)
    data = bytearray(file.getvalue())
    data[60:80] = b"\xff" * 20
    return bytes(data)


def foreign():
    book = Workbook()
    book.active.append(["Something", "else"])
    return saved(book)


def merged(plan):
    book = book_of(plan)
    book.worksheets[0].merge_cells("B4:C4")
    return saved(book)


def endless(plan):
    book = book_of(plan)
    for row in range(5200):
        book.worksheets[0].cell(FIRST + row, 2).value = "1."
    return saved(book)


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda plan: b"", "不是 .xlsx 文件"),
        (lambda plan: b"number,heading\n", "不是 .xlsx 文件"),
        (lambda plan: b"\xd0\xcf\x11\xe0" + b"0" * 600, "密码保护"),
        (lambda plan: b"PK\x03\x04" + b"0" * 600, "不是 .xlsx 文件"),
        (lambda plan: b"0" * 1_600_000, "超过 1.5 MB"),
        (lambda plan: bomb(), "解压后过大"),
        (lambda plan: damaged_in_lzma(), "已损坏"),
        (lambda plan: foreign(), "没有计划的工作表"),
        (merged, "合并"),
        (endless, "超过 5000 行"),
        (
            lambda plan: rezipped(
                saved(book_of(plan)),
                lambda name, data: b'<!DOCTYPE x [<!ENTITY a "b">]>' + data if "sheet1" in name else data,
            ),
            "实体",
        ),
        (
            lambda plan: rezipped(
                saved(book_of(plan)), lambda name, data: data[:200] if "sheet1" in name else data
            ),
            "已损坏",
        ),
    ],
)
def test_what_is_no_workbook_of_plans_is_refused(chief, plan, make, words):
    assert words in errors(make(plan), chief)[0]


def test_missing_columns_are_named(chief, plan):
    book = book_of(plan)
    book.worksheets[0].delete_cols(4)
    assert "标题" in errors(saved(book), chief)[0]


# --- In the admin ---------------------------------------------------------------------------------------

IMPORT = reverse("import_workbook")


@pytest.fixture
def staff(client, chief):
    client.force_login(chief)
    return client


def upload(staff, data):
    file = io.BytesIO(data)
    file.name = "plan.xlsx"
    return staff.post(IMPORT, {"file": file})


def test_a_plan_is_exported_changed_looked_at_and_imported(staff, plan):
    answer = staff.get(reverse("export_plan", args=[plan.pk]))
    assert answer["Content-Disposition"] == f'attachment; filename="{plan.slug}.xlsx"'
    book = load_workbook(io.BytesIO(answer.content))
    cell(book, 1, "status").value = "已完成"
    shown = upload(staff, saved(book))
    assert "K5" in shown.content.decode()
    assert not FollowedTask.objects.filter(status="done").exists()
    seen = shown.context["form"].initial["seen"]
    answer = staff.post(IMPORT, {"seen": seen, "apply": "1"}, follow=True)
    assert "更改了 1 份计划" in answer.content.decode()
    assert FollowedTask.objects.filter(status="done").count() == 1


def test_a_file_that_changes_nothing_says_so(staff, plan):
    assert "没有不同之处" in upload(staff, saved(book_of(plan))).content.decode()


def test_the_list_is_exported_as_it_is_filtered(staff, plan):
    factories.plan("别的", year=2020)
    answer = staff.get(reverse("export_plans"), {"year": 2026})
    assert [sheet.title for sheet in load_workbook(io.BytesIO(answer.content)).worksheets][:-2] == [
        "2026年计划"
    ]
    assert staff.get(reverse("export_plans"), {"status": "delayed"}).status_code == 302


def test_without_a_file_it_asks_for_one(staff):
    assert "请选择文件" in staff.post(IMPORT).content.decode()
    assert "请重新选择文件" in staff.post(IMPORT, {"seen": "!"}).content.decode()


def test_exports_are_for_those_who_work_on_the_plan(client, plan):
    other = factories.organisation("other", "community")
    client.force_login(factories.editor(of=plan.get_parent(), works_for=[other]))
    assert client.get(reverse("export_plan", args=[plan.pk])).status_code == 302


# --- Entries --------------------------------------------------------------------------------------------


@pytest.fixture
def entry(plan):
    row = FollowedTask.objects.get(uid=plan.tasks.first().uid)
    made = ProgressEntry.objects.create(task=row, day=date(2026, 3, 1), text_zh="=办了一场", text_en="One")
    Evidence.objects.create(entry=made, page=factories.notice())
    return made


def entry_cell(book, column, row=0):
    return book.worksheets[-2][f"{column}{FIRST + row}"]


def test_entries_come_back_as_they_went_out(chief, plan, entry):
    assert differences(saved(book_of(plan)), chief) == []


def test_a_changed_entry_is_told_and_mended(chief, plan, entry):
    shown = factories.notice("另一则")
    book = book_of(plan)
    entry_cell(book, "F").value = "办了两场"
    entry_cell(book, "I").value = f"{entry.evidence.get().page_id}, {shown.pk}"
    found = bring_in(saved(book), chief, "zh-hans").plans
    assert next((each.at, each.after) for each in found[0].differences) == ("F4", "办了两场")
    entry = ProgressEntry.objects.get()
    assert (entry.text_zh, entry.text_en, entry.evidence.count()) == ("办了两场", "One", 2)
    assert differences(saved(book), chief) == []
    assert PageLogEntry.objects.filter(action__contains="entry", user=chief).count() == 1


def test_a_new_row_is_a_new_entry_and_a_missing_one_is_withdrawn(chief, plan, entry):
    book = book_of(plan)
    entry_cell(book, "A").value = None
    entry_cell(book, "B").value = None  # there is but one plan that it can be of
    entry_cell(book, "C").value = str(plan.tasks.last().uid)
    found = bring_in(saved(book), chief, "zh-hans").plans
    assert [(each.kind, each.is_entry) for each in found[0].differences] == [("new", True), ("gone", True)]
    made = ProgressEntry.objects.get()
    assert made.pk != entry.pk
    assert (made.task.uid, made.by, made.text_zh) == (plan.tasks.last().uid, chief, "=办了一场")


def test_a_workbook_without_the_sheet_of_entries_leaves_them_alone(chief, plan, entry):
    book = book_of(plan)
    del book[book.worksheets[-2].title]
    assert differences(saved(book), chief) == []


@pytest.mark.parametrize(
    ("column", "value", "words"),
    [
        ("A", 999, "A4：没有这条进展记录"),
        ("B", "x", "B4：该计划在本工作簿中没有工作表"),
        ("C", "x", "C4：计划中没有这项任务"),
        ("E", "someday", "E4：此处应填日期"),
        ("E", date(2099, 1, 1), "E4：这一天还没有到"),
        ("F", "长" * 2001, "F4："),
        ("H", "77", "H4：没有编号为 77 的"),
        ("I", "one", "I4：此处应填以逗号分隔的编号"),
    ],
)
def test_an_error_of_an_entry_names_its_cell(chief, plan, entry, column, value, words):
    book = book_of(plan)
    entry_cell(book, column).value = value
    assert words in errors(saved(book), chief)[0]


def test_an_entry_that_says_nothing_is_refused(chief, plan, entry):
    book = book_of(plan)
    for column in "FG":
        entry_cell(book, column).value = None
    assert "F4" in errors(saved(book), chief)[0]
