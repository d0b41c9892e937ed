"""Last year's plan as this year's draft, with links kept."""

from datetime import date

import pytest
from django.urls import reverse

from cms.core.models import Topic
from cms.workplans.models import Continuation, FollowedTask, Implementation, Task, WorkPlanPage
from cms.workplans.recording import Report, followed_task, report
from cms.workplans.rules.years import a_year_later, a_year_on
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("words", "later"),
    [
        ("2026年社区工作计划", "2027年社区工作计划"),
        ("二〇二六年计划", "二〇二七年计划"),
        ("２０２６年计划", "２０２７年计划"),
        ("2025-2026学年", "2026-2027学年"),
        ("Work Plan 2026", "Work Plan 2027"),
        ("1998年以来的第20261号计划", "1998年以来的第20261号计划"),
        ("社区工作计划", "社区工作计划"),
        ("二零二六年", "二〇二七年"),
    ],
)
def test_years_in_words_are_one_later(words, later):
    assert a_year_on(words, 2026) == later


def test_the_last_of_february_stays_in_it():
    assert a_year_later(date(2024, 2, 29)) == date(2025, 2, 28)
    assert a_year_later(date(2026, 3, 1)) == date(2027, 3, 1)
    assert a_year_later(None) is None


@pytest.fixture
def staff(client):
    client.force_login(factories.administrator())
    return client


@pytest.fixture
def plan():
    street = factories.organisation("liuxi")
    task = Task(
        number="一、",
        heading="试点",
        text="<p>甲</p>",
        unit=street,
        helpers="文体站",
        target="3场",
        begins_on=date(2026, 1, 5),
        due_on=date(2026, 6, 30),
    )
    part = Task(number="（一）", heading="乙", level=2)
    topic = Topic.objects.create(name_zh="养老", slug="yanglao")
    plan = factories.plan(
        "2026年计划",
        year=2026,
        issuer=street,
        number="柳街发〔2026〕1号",
        plan_date=date(2026, 1, 5),
        tasks=[task, part],
        topics=[topic],
    )
    report(plan, {task.uid: Report("done")}, by=None)
    return plan


def press(staff, plan):
    return staff.post(reverse("plan_next_year", args=[plan.pk]), follow=True)


def after(plan):
    return WorkPlanPage.objects.get(previous=plan)


def test_a_draft_of_the_next_year_is_made_in_the_same_section(staff, plan):
    assert "2027年计划" in staff.get(reverse("plan_next_year", args=[plan.pk])).content.decode()
    assert "草稿" in press(staff, plan).content.decode()
    made = after(plan)
    assert (made.title, made.year, made.live, made.issuer) == ("2027年计划", 2027, False, plan.issuer)
    assert (made.number, made.plan_date, made.original) == ("", None, None)
    assert made.get_parent().pk == plan.get_parent().pk
    assert plan.topics.exists()
    assert [topic.slug for topic in made.topics.all()] == ["yanglao"]
    assert made.latest_revision is not None


def test_tasks_are_kept_with_days_a_year_later_and_no_status(staff, plan):
    press(staff, plan)
    made = after(plan)
    task, part = made.tasks.all()
    assert (task.number, task.heading, task.text, task.helpers, task.target) == (
        "一、",
        "试点",
        "<p>甲</p>",
        "文体站",
        "3场",
    )
    assert (task.begins_on, task.due_on, task.unit) == (date(2027, 1, 5), date(2027, 6, 30), plan.issuer)
    assert part.level == 2
    assert not {task.uid, part.uid} & {old.uid for old in plan.tasks.all()}
    assert set(FollowedTask.objects.filter(plan=made.translation_key).values_list("status", flat=True)) == {
        ""
    }


def test_each_task_goes_on_with_that_of_the_year_before(staff, plan):
    press(staff, plan)
    made = after(plan)
    pairs = Continuation.objects.values_list("earlier__uid", "task__uid")
    assert set(pairs) == {
        (old.uid, new.uid) for old, new in zip(plan.tasks.all(), made.tasks.all(), strict=True)
    }
    made.get_latest_revision().publish()
    assert made.to_document().detail["since"]["counts"]["kept"] == 2


def test_both_languages_are_copied_as_a_pair(staff, plan):
    english = plan.copy_for_translation(factories.home("en").locale, copy_parents=True)
    english.title = "Work plan 2026"
    english.save_revision().publish()
    assert "Work plan 2027" in staff.get(reverse("plan_next_year", args=[plan.pk])).content.decode()
    press(staff, plan)
    chinese, other = after(plan), after(english)
    assert (other.title, other.locale) == ("Work plan 2027", english.locale)
    assert chinese.translation_key == other.translation_key
    named = [[(task.uid, task.anchor) for task in page.tasks.all()] for page in (chinese, other)]
    assert named[0] == named[1]
    assert other.get_parent().pk == english.get_parent().pk


def test_the_second_time_it_says_so_and_leads_there(staff, plan):
    press(staff, plan)
    made = after(plan)
    for answer in (staff.get(reverse("plan_next_year", args=[plan.pk])), press(staff, plan)):
        assert reverse("wagtailadmin_pages:edit", args=[made.pk]) in answer.content.decode()
    assert after(plan) == made


def test_what_a_task_implements_goes_on_too_whoever_is_copied_first(staff, plan):
    upper = factories.plan("区2026年计划", plan.get_parent(), year=2026, tasks=["甲"])
    Implementation.objects.create(
        lower=followed_task(plan, plan.tasks.first().uid), upper=followed_task(upper, upper.tasks.first().uid)
    )
    for first in (plan, upper):
        press(staff, first)
    assert Implementation.objects.count() == 2
    link = Implementation.objects.get(lower__plan=after(plan).translation_key)
    assert link.upper.plan == after(upper).translation_key


def test_it_is_for_those_who_work_on_the_plan(client, plan):
    section = plan.get_parent()
    other = factories.organisation("other", "community")
    client.force_login(factories.editor(of=section, works_for=[other]))
    assert press(client, plan).redirect_chain[0][0] == "/admin/"
    client.force_login(factories.editor("changes", of=section, may=["change_page"]))
    assert (
        "不能在本计划所在栏目添加页面"
        in client.get(reverse("plan_next_year", args=[plan.pk])).content.decode()
    )
    press(client, plan)
    assert not WorkPlanPage.objects.filter(previous=plan).exists()


def test_after_the_last_year_there_is_none(staff):
    plan = factories.plan(year=2100)
    assert "之后没有年份" in press(staff, plan).content.decode()


def test_the_button_stands_at_plans_alone(staff, plan):
    address = reverse("plan_next_year", args=[plan.pk])
    assert address in staff.get(reverse("wagtailadmin_pages:edit", args=[plan.pk])).content.decode()
    assert address in staff.get(reverse("workplans:index")).content.decode()
    section = staff.get(reverse("wagtailadmin_pages:edit", args=[plan.get_parent().pk]))
    assert "next-year" not in section.content.decode()
