"""Following a plan in the admin: the screen of all tasks, entries, higher tasks, history, what is due."""

import re
from datetime import date, timedelta

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from cms.core.models import Image
from cms.publishing.models import StoredDocument
from cms.workplans.due import due
from cms.workplans.models import EntryPicture, Evidence, FollowedTask, Implementation, ProgressEntry, Task
from cms.workplans.recording import Report, enter, implement, report, withdraw
from tests import factories
from tests.support.law.town import picture

pytestmark = pytest.mark.django_db


@pytest.fixture
def chief(client):
    user = factories.administrator()
    client.force_login(user)
    return user


@pytest.fixture
def plan():
    tasks = [
        Task(number="一、", text="<p>办食堂</p>", target="2–3个社区", due_on=date(2026, 1, 31)),
        Task(number="二、", text="<p>修灯巷</p>"),
        Task(number="（一）", text="<p>换线路</p>", level=2),
    ]
    return factories.plan(tasks=tasks, year=2026)


def address(plan, name="plan_progress", *args):
    return reverse(name, args=[plan.pk, *args])


def fields(response) -> dict[str, str]:
    """What a browser without scripts would send if nothing were changed."""
    form = BeautifulSoup(response.content, "html.parser").select_one("main form#w-editor-form")
    sent = {field["name"]: field.get("value", "") for field in form.select("input[name]")}
    for select in form.select("select"):
        chosen = select.select_one("option[selected]")
        sent[select["name"]] = chosen["value"] if chosen else ""
    return sent


def name_of(plan, place, field):
    return f"{plan.tasks.all()[place].uid.hex}-{field}"


def told(response) -> str:
    return BeautifulSoup(response.content, "html.parser").select_one(".messages").get_text(" ", strip=True)


def document(plan):
    return StoredDocument.objects.get(pk=plan.key).document


def test_all_tasks_stand_there_in_their_outline_with_what_is_known_of_them(client, chief, plan):
    soup = BeautifulSoup(client.get(address(plan)).content, "html.parser")
    rows = [row.get_text(" ", strip=True) for row in soup.select(".plan-row")]
    assert ["办食堂" in rows[0], "修灯巷" in rows[1], "换线路" in rows[2]] == [True] * 3
    assert "逾期" in rows[0]
    assert "2–3个社区" in rows[0]
    assert "逾期" not in rows[1]
    assert "plan-level-2" in soup.select(".plan-row")[2]["class"]
    assert "自动推算：未开始" in rows[1]


def test_one_form_saves_all_and_what_was_not_touched_stays(client, chief, plan):
    sent = fields(client.get(address(plan)))
    sent |= {
        name_of(plan, 0, "status"): "done",
        name_of(plan, 0, "reached"): "2.5",
        name_of(plan, 2, "status"): "delayed",
    }
    response = client.post(address(plan), sent, follow=True)
    assert "已保存2项任务" in told(response)
    tasks = document(plan).detail["tasks"]
    assert [task["status"] for task in tasks] == ["done", "delayed", "delayed"]
    assert tasks[0]["reached"] == "2.5"
    assert FollowedTask.objects.count() == 2
    assert "没有改动" in told(client.post(address(plan), fields(client.get(address(plan))), follow=True))


def test_what_is_wrong_is_told_at_the_field_and_nothing_is_saved_or_lost(client, chief, plan):
    sent = fields(client.get(address(plan)))
    sent |= {
        name_of(plan, 0, "status"): "done",
        name_of(plan, 1, "status"): "dropped",
        name_of(plan, 2, "reached"): "-1",
    }
    response = client.post(address(plan), sent)
    soup = BeautifulSoup(response.content, "html.parser")
    assert "取消" in soup.select(".plan-row")[1].select_one(".plan-row__reason .error-message").text
    assert soup.select(".plan-row")[2].select_one(".error-message")
    assert not FollowedTask.objects.exists()
    again = fields(response)
    assert [again[name_of(plan, 0, "status")], again[name_of(plan, 2, "reached")]] == ["done", "-1"]
    again |= {name_of(plan, 1, "reason_en"): "No room", name_of(plan, 2, "reached"): "1"}
    client.post(address(plan), again)
    assert [task["status"] for task in document(plan).detail["tasks"]] == ["done", "dropped", "not_started"]


def test_what_somebody_else_said_meanwhile_is_not_overwritten_unseen(client, chief, plan):
    sent = fields(client.get(address(plan)))
    first, second, _third = plan.tasks.all()
    other = factories.administrator("other")
    report(plan, {first.uid: Report("delayed"), second.uid: Report("under_way")}, by=other)
    response = client.post(address(plan), {**sent, name_of(plan, 0, "status"): "done"})
    error = BeautifulSoup(response.content, "html.parser").select(".plan-row")[0].select_one(".error-message")
    assert "other" in error.text
    assert "延期" in error.text
    assert document(plan).detail["tasks"][0]["status"] == "delayed"

    again = fields(response)
    assert again[name_of(plan, 0, "status")] == "done"
    client.post(address(plan), again)
    assert [task["status"] for task in document(plan).detail["tasks"][:2]] == ["done", "under_way"]


def test_a_plan_that_was_never_published_is_followed_by_its_draft(client, chief):
    plan = factories.plan(tasks=["甲"], live=False)
    plan.tasks = [*plan.tasks.all(), Task(text="<p>乙</p>", sort_order=5)]
    plan.save_revision()
    response = client.get(address(plan))
    assert "乙" in response.content.decode()
    assert "尚未公开" in response.content.decode()


def test_a_plan_without_tasks_says_so(client, chief):
    assert "还没有任务" in client.get(address(factories.plan(tasks=[]))).content.decode()


@pytest.mark.parametrize(
    "name", ["plan_progress", "plan_taken_up", "plan_changes", "plan_task", "plan_entry_add"]
)
def test_only_who_may_edit_the_plan_may_follow_it(client, plan, name):
    bodies = factories.bodies()
    plan.issuer = bodies["willow"]
    factories.publish(plan)
    args = [plan.tasks.first().uid] if name in ("plan_task", "plan_entry_add") else []
    for slug, status in (("willow", 200), ("bridge", 302)):
        client.force_login(factories.editor(slug, of=plan.get_parent(), works_for=[bodies[slug]]))
        assert client.get(address(plan, name, *args)).status_code == status


def test_the_editor_the_explorer_and_the_list_of_plans_lead_to_the_progress(client, chief, plan):
    pages = [
        reverse("wagtailadmin_pages:edit", args=[plan.pk]),
        reverse("wagtailadmin_explore", args=[plan.get_parent().pk]),
        reverse("workplans:index"),
    ]
    assert all(address(plan) in client.get(page).content.decode() for page in pages)
    notice = factories.notice()
    edit = client.get(reverse("wagtailadmin_pages:edit", args=[notice.pk])).content.decode()
    assert "/progress/" not in edit


# --- Entries ----------------------------------------------------------------------------------------------------


def entry_form(**values):
    empty = {f"{name}-{what}_FORMS": 0 for name in ("pictures", "evidence") for what in ("TOTAL", "INITIAL")}
    return {"day": "2026-03-02", "text_zh": "食堂开餐", "text_en": "", **empty, **values}


def test_an_entry_is_added_changed_deleted_and_brought_back(client, chief, plan):
    uid, notice = plan.tasks.first().uid, factories.notice()
    page = {"evidence-TOTAL_FORMS": 1, "evidence-0-page": notice.pk, "evidence-0-ORDER": 1}
    client.post(address(plan, "plan_entry_add", uid), entry_form(**page))
    (shown,) = document(plan).detail["tasks"][0]["entries"]
    assert (shown["text"], shown["evidence"]) == ("食堂开餐", [notice.key])

    entry = ProgressEntry.objects.get()
    row = {"evidence-INITIAL_FORMS": 1, "evidence-0-id": entry.evidence.get().pk, **page}
    client.post(address(plan, "plan_entry", uid, entry.pk), entry_form(text_zh="三月开餐", **row))
    assert document(plan).detail["tasks"][0]["entries"][0]["text"] == "三月开餐"

    asked = client.get(address(plan, "plan_entry_delete", uid, entry.pk))
    assert "三月开餐" in asked.content.decode()
    response = client.post(address(plan, "plan_entry_delete", uid, entry.pk), follow=True)
    assert document(plan).detail["tasks"][0]["entries"] == []
    undo = BeautifulSoup(response.content, "html.parser").select_one(".messages form")
    response = client.post(undo["action"], follow=True)
    assert "已恢复" in told(response)
    assert document(plan).detail["tasks"][0]["entries"][0]["evidence"] == [notice.key]
    assert not BeautifulSoup(response.content, "html.parser").select("#changes form")
    assert "已经恢复" in told(client.post(undo["action"], follow=True))


def test_who_saves_an_entry_second_sees_what_somebody_else_made_of_it(client, chief, plan):
    uid, notice, brand = plan.tasks.first().uid, factories.notice(), factories.brand()
    entry = ProgressEntry(text_zh="食堂开餐", evidence=[Evidence(page=notice)])
    entry = enter(plan, uid, entry, by=chief)
    opened = fields(client.get(address(plan, "plan_entry", uid, entry.pk)))
    mine = {**opened, "text_zh": "食堂三月开餐", "text_en": "", "evidence-0-DELETE": ""}

    theirs = ProgressEntry.objects.get()
    theirs.text_zh, theirs.evidence = "食堂开餐，每天一百份", [Evidence(page=brand)]
    enter(plan, uid, theirs, by=factories.administrator("second"))

    answer = client.post(address(plan, "plan_entry", uid, entry.pk), mine)
    assert "second" in told(answer)
    page = BeautifulSoup(answer.content, "html.parser")
    assert "每天一百份" in page.select_one(".plan-overtaken").text
    assert page.select_one("[name=text_zh]").text.strip() == "食堂三月开餐"
    assert document(plan).detail["tasks"][0]["entries"][0]["text"] == "食堂开餐，每天一百份"

    again = {**mine, "seen": page.select_one("[name=seen]")["value"]}
    client.post(address(plan, "plan_entry", uid, entry.pk), again)
    (shown,) = document(plan).detail["tasks"][0]["entries"]
    assert (shown["text"], set(shown["evidence"])) == ("食堂三月开餐", {notice.key, brand.key})


def test_an_entry_that_somebody_else_changed_or_deleted_is_not_deleted_or_lost_unseen(client, chief, plan):
    uid, second = plan.tasks.first().uid, factories.administrator("second")
    entry = enter(plan, uid, ProgressEntry(text_zh="食堂开餐"), by=chief)
    delete = address(plan, "plan_entry_delete", uid, entry.pk)
    seen = {"seen": entry.version}
    entry.text_zh = "食堂关门"
    enter(plan, uid, entry, by=second)
    answer = client.post(delete, seen)
    assert "second" in told(answer)
    assert "食堂关门" in answer.content.decode()

    withdraw(plan, entry, by=second)
    answer = client.post(address(plan, "plan_entry", uid, entry.pk), entry_form(text_zh="食堂又开餐", **seen))
    assert "second" in told(answer)
    action = BeautifulSoup(answer.content, "html.parser").select_one("#w-editor-form")["action"]
    client.post(action, entry_form(text_zh="食堂又开餐"))
    assert [each["text"] for each in document(plan).detail["tasks"][0]["entries"]] == ["食堂又开餐"]
    assert "second" in told(client.post(delete, seen, follow=True))


def test_an_entry_of_tomorrow_or_without_words_is_refused_at_the_field(client, chief, plan):
    uid = plan.tasks.first().uid
    tomorrow = timezone.localdate() + timedelta(days=1)
    for wrong in ({"day": tomorrow.isoformat()}, {"text_zh": ""}, {"day": ""}):
        response = client.post(address(plan, "plan_entry_add", uid), entry_form(**wrong))
        assert BeautifulSoup(response.content, "html.parser").select_one(".error-message, .w-field__errors")
    assert not ProgressEntry.objects.exists()


def test_a_new_entry_begins_with_today(client, chief, plan):
    form = client.get(address(plan, "plan_entry_add", plan.tasks.first().uid)).content.decode()
    assert f'value="{timezone.localdate():%Y-%m-%d}"' in form


# --- Higher tasks -----------------------------------------------------------------------------------------------


@pytest.fixture
def plans():
    return {
        slug: factories.plan(f"{slug}计划", issuer=body, tasks=["甲", "乙"], year=2026)
        for slug, body in factories.bodies().items()
    }


def uids(plan):
    return [task.uid for task in plan.tasks.all()]


def test_a_task_is_said_to_implement_those_above(client, chief, plans):
    willow, street = plans["willow"], plans["street"]
    page = client.get(address(willow, "plan_task", uids(willow)[0])).content
    boxes = BeautifulSoup(page, "html.parser").select("#implements input[name=upper]")
    assert len(boxes) == 4
    chosen = f"{street.translation_key}:{uids(street)[1]}"
    assert chosen in [box["value"] for box in boxes]
    client.post(address(willow, "plan_implements", uids(willow)[0]), {"upper": [chosen]})
    assert document(willow).detail["tasks"][0]["implements"] == [
        {"key": street.key, "task": str(uids(street)[1])}
    ]
    page = client.get(address(willow, "plan_task", uids(willow)[0])).content
    (checked,) = BeautifulSoup(page, "html.parser").select("#implements input[checked]")
    assert checked["value"] == chosen
    wrong = f"{plans['bridge'].translation_key}:{uids(plans['bridge'])[0]}"
    response = client.post(
        address(willow, "plan_implements", uids(willow)[0]), {"upper": [wrong]}, follow=True
    )
    assert "上级单位" in told(response)
    assert Implementation.objects.count() == 1


def test_what_nobody_below_has_taken_up_is_seen(client, chief, plans):
    street, willow = plans["street"], plans["willow"]
    implement(willow, uids(willow)[0], [(street.translation_key, uids(street)[0])], by=chief)
    report(willow, {uids(willow)[0]: Report("delayed")}, by=chief)
    rows = [
        [cell.get_text(" ", strip=True) for cell in row.select("td")]
        for row in BeautifulSoup(client.get(address(street, "plan_taken_up")).content, "html.parser").select(
            "tbody tr"
        )
    ]
    assert [row[0] for row in rows] == ["1. 甲", "2. 乙"]
    assert ["延期" in rows[0][1], "willow" in rows[0][1], rows[1][1]] == [True, True, "无"]
    assert "bridge" in rows[0][2]
    assert "willow" not in rows[0][2]
    only = client.get(address(street, "plan_taken_up") + "?open").content.decode()
    assert "2. 乙" in only
    assert "延期" not in only


def test_a_task_that_a_community_takes_up_counts_for_its_street(client, chief, plans):
    district, willow = plans["district"], plans["willow"]
    implement(willow, uids(willow)[0], [(district.translation_key, uids(district)[0])], by=chief)
    soup = BeautifulSoup(client.get(address(district, "plan_taken_up")).content, "html.parser")
    missing = [row.select("td")[2].get_text(" ", strip=True) for row in soup.select("tbody tr")]
    assert missing == ["–", "street街道"]


# --- History and dates ------------------------------------------------------------------------------------------


def test_the_history_tells_of_reports_and_of_the_text_in_all_versions(client, chief, plan):
    first = plan.tasks.first()
    report(plan, {first.uid: Report("under_way")}, by=chief)
    english = plan.copy_for_translation(factories.home("en").locale, copy_parents=True)
    english = factories.publish(english)
    report(english, {first.uid: Report("done")}, by=chief)
    changed = plan.tasks.first()
    changed.text = "<p>办好食堂</p>"
    plan.tasks = [changed, *list(plan.tasks.all())[1:2]]
    factories.publish(plan, user=chief)
    soup = BeautifulSoup(client.get(address(plan, "plan_changes")).content, "html.parser")
    lines = [line.get_text(" ", strip=True) for line in soup.select(".plan-lines li")]
    assert "进行中 → 已完成" in lines[0]
    assert "– → 进行中" in lines[1]
    assert any("删去" in line and "换线路" in line for line in lines[2:])
    words = next(line for line in soup.select(".plan-words") if "好" in line.text)
    assert [each.text for each in words.select("ins")] == ["好"]
    task = BeautifulSoup(client.get(address(plan, "plan_task", first.uid)).content, "html.parser")
    assert "换线路" not in task.select_one("#changes").text


def due_lines(client):
    soup = BeautifulSoup(client.get(reverse("wagtailadmin_home")).content, "html.parser")
    return [re.sub(r"\s+", " ", line.text.strip()) for line in soup.select(".plan-due li")]


def dated(text, days, **fields):
    return Task(text=f"<p>{text}</p>", due_on=timezone.localdate() + timedelta(days=days), **fields)


def test_the_first_page_tells_what_is_overdue_and_due_soon(client, chief):
    year = timezone.localdate().year
    plan = factories.plan(
        tasks=[dated("已过", -3), dated("将到", 14), dated("以后", 15), dated("做完", -1)], year=year
    )
    report(plan, {uids(plan)[3]: Report("done")}, by=chief)
    lines = due_lines(client)
    assert ["已过" in lines[0], "将到" in lines[1], len(lines)] == [True, True, 2]


def test_a_task_is_its_responsible_unit_s_in_whoever_s_plan(client):
    bodies, year = factories.bodies(), timezone.localdate().year
    tasks = [
        dated("柳的", -1, unit=bodies["willow"]),
        dated("桥的", -1, unit=bodies["bridge"]),
        dated("谁的", -1),
    ]
    plan = factories.plan(tasks=tasks, issuer=bodies["street"], year=year)
    client.force_login(factories.editor("w", of=plan.get_parent(), works_for=[bodies["willow"]]))
    (line,) = due_lines(client)
    assert "柳的" in line
    client.force_login(factories.editor("s", of=plan.get_parent(), works_for=[bodies["street"]]))
    assert len(due_lines(client)) == 3


def test_the_first_page_asks_as_many_queries_however_many_plans_there_are(
    chief, django_assert_max_num_queries
):
    year = timezone.localdate().year
    for number in range(4):
        factories.plan(f"计划{number}", tasks=[dated("甲", -1), dated("乙", -1)], year=year)
    with django_assert_max_num_queries(8):
        assert len(due(chief, timezone.localdate())) == 8


def queries(client, page) -> int:
    client.get(page)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(page).status_code == 200
    return len(asked)


def test_the_screen_asks_as_many_queries_however_many_tasks_there_are(client, chief):
    bodies = list(factories.bodies().values())
    counts = set()
    for size in (2, 40):
        tasks = [Task(text=f"<p>任务{number}</p>", unit=bodies[number % 4]) for number in range(size)]
        counts.add(queries(client, address(factories.plan(f"{size}项", tasks=tasks, year=2026))))
    assert len(counts) == 1


def test_a_task_s_page_asks_as_many_queries_however_many_entries_it_has(client, chief, plan):
    uid, notice = plan.tasks.first().uid, factories.notice()
    counts = set()
    for size in (2, 4):
        for number in range(size):
            image = Image(title=f"{size}{number}")
            image.file.save("river.png", picture(number))
            entry = ProgressEntry(text_zh=f"第{number}次")
            entry.pictures.set([EntryPicture(image=image)])
            entry.evidence.set([Evidence(page=notice)])
            enter(plan, uid, entry, by=chief)
        counts.add(queries(client, address(plan, "plan_task", uid)))
    assert len(counts) == 1


def test_a_history_without_lines_says_so(client, chief, plan):
    assert "还没有人填报" in client.get(address(plan, "plan_changes")).content.decode()
