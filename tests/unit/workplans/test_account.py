"""From a plan with its progress to the draft of a page that gives the account of its year."""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from cms.core.models import Image
from cms.home.models import StandardPage
from cms.publishing.models import StoredDocument
from cms.workplans.desk.years.account_text import title_of
from cms.workplans.models import EntryPicture, Evidence, ProgressEntry, Task, WorkPlanPage
from cms.workplans.recording import Report, followed_task, report
from tests import factories
from tests.support.law.town import picture

pytestmark = pytest.mark.django_db


def undescribed(number):
    """An image that nobody described."""
    made = Image(title=f"灯{number}")
    made.file.save("lamp.png", picture(number))
    return made


@pytest.fixture
def staff(client):
    client.force_login(factories.administrator())
    return client


@pytest.fixture
def shown():
    return factories.notice("灯会通知")


@pytest.fixture
def plan(shown):
    done = Task(
        number="一、",
        heading="文化试点",
        text="<p>办灯会。</p>",
        unit=factories.organisation("liuxi"),
        due_on=date(2026, 6, 30),
        target="3场",
    )
    part = Task(number="（一）", heading="选址", level=2)
    plain = Task(number="二、", text="<p>为老服务 & 送餐。</p>")
    plan = factories.plan("2026年社区工作计划", year=2026, tasks=[done, part, plain], issuer=done.unit)
    report(
        plan,
        {
            done.uid: Report("done", Decimal(3)),
            plain.uid: Report("dropped", reason_zh="无场地", reason_en="No room"),
        },
        by=None,
    )
    row = followed_task(plan, done.uid)
    later = ProgressEntry.objects.create(task=row, day=date(2026, 3, 2), text_zh="第二场 <灯会>")
    ProgressEntry.objects.create(task=row, day=date(2026, 2, 1), text_zh="第一场", text_en="The first")
    Evidence.objects.create(entry=later, page=shown)
    return plan


def press(staff, plan, **data):
    return staff.post(reverse("plan_account", args=[plan.pk]), data, follow=True)


def test_a_draft_of_the_account_is_made_in_the_plans_section(staff, plan):
    page = reverse("plan_account", args=[plan.pk])
    assert "2026年社区年度工作总结" in staff.get(page).content.decode()
    answer = press(staff, plan)
    made = StandardPage.objects.get()
    assert answer.redirect_chain[0][0] == reverse("wagtailadmin_pages:edit", args=[made.pk])
    assert (made.title, made.live, made.issuer) == ("2026年社区年度工作总结", False, plan.issuer)
    assert made.get_parent().pk == plan.get_parent().pk


def test_it_tells_task_by_task_what_was_planned_and_what_came_of_it(staff, plan, shown):
    press(staff, plan)
    page = StandardPage.objects.get()
    page.full_clean()
    body = page.public_body()
    headings = [(block["level"], block["text"]) for block in body if block["type"] == "heading"]
    assert headings == [(2, "一、文化试点"), (3, "（一）选址"), (2, "二、")]
    whole, done, _part, plain = [block["html"] for block in body if block["type"] == "text"]
    assert f'<a href="linli:page:{plan.pk}">2026年社区工作计划</a>' in whole
    assert "共 2 项任务，完成 100%" in whole
    assert "<p>办灯会。</p>" in done
    for words in ("已完成", "liuxi街道", "2026年6月30日", "3场"):
        assert words in done
    assert done.index("第一场") < done.index("第二场")
    assert f'<a href="linli:page:{shown.pk}">灯会通知</a>' in done
    assert "无场地" in plain
    (table,) = [block for block in body if block["type"] == "table"]
    assert table["rows"] == [["已完成", "1"], ["已取消", "1"]]


def test_words_of_entries_are_no_markup(staff, plan):
    press(staff, plan)
    assert "第二场 &lt;灯会&gt;" in StandardPage.objects.get().body[3].value.source


@pytest.mark.parametrize("count", [1, 2])
def test_pictures_come_with_words_for_those_who_do_not_see_them(staff, plan, count):
    entry = ProgressEntry.objects.first()
    for number in range(count):
        EntryPicture.objects.create(entry=entry, image=undescribed(number))
    press(staff, plan)
    page = StandardPage.objects.get()
    page.body.stream_block.clean(page.body)
    kinds = [block["type"] for block in page.public_body()]
    assert ("gallery" if count > 1 else "image") in kinds


def test_a_plan_in_both_languages_gets_an_account_in_each(staff, plan):
    english = plan.copy_for_translation(factories.home("en").locale, copy_parents=True)
    english.title = "Work plan 2026"
    english.save_revision().publish()
    press(staff, plan)
    chinese, other = StandardPage.objects.order_by("locale__language_code").reverse()
    assert (other.title, other.locale) == ("Account of the year: Work plan 2026", english.locale)
    assert chinese.translation_key == other.translation_key
    assert "Done" in str(other.body)
    assert "No room" in str(other.body)
    assert "已完成" not in str(other.body)


def test_the_plan_and_its_account_name_each_other(staff, plan):
    press(staff, plan)
    page = factories.publish(StandardPage.objects.get())
    relations = StoredDocument.objects.get(pk=plan.key).document.relations
    assert {"kind": "account", "key": page.key} in relations


def test_the_second_time_it_says_so_and_offers_both(staff, plan):
    press(staff, plan)
    first = StandardPage.objects.get()
    html = press(staff, plan).content.decode()
    assert reverse("wagtailadmin_pages:edit", args=[first.pk]) in html
    assert StandardPage.objects.count() == 1
    press(staff, plan, again="1")
    assert StandardPage.objects.count() == 2
    first.delete()
    assert str(first.pk) not in str(plan.to_document().relations)


def test_a_plan_without_tasks_has_an_account_too(staff):
    plan = factories.plan("总体设想", tasks=[])
    press(staff, plan)
    assert StandardPage.objects.get().title == "2019年总体设想年度工作总结"


def test_it_is_for_those_who_work_on_the_plan(client, plan):
    section = plan.get_parent()
    other = factories.organisation("other", "community")
    client.force_login(factories.editor(of=section, works_for=[other]))
    press(client, plan)
    client.force_login(factories.editor("changes", of=section, may=["change_page"]))
    assert (
        "不能在本计划所在栏目添加页面" in client.get(reverse("plan_account", args=[plan.pk])).content.decode()
    )
    press(client, plan)
    assert not StandardPage.objects.exists()


@pytest.mark.parametrize(
    ("title", "account"),
    [
        ("柳溪街道2026年社区工作计划", "柳溪街道2026年社区年度工作总结"),
        ("2026年工作要点", "2026年年度工作总结"),
        ("社区建设计划", "2026年社区建设年度工作总结"),
    ],
)
def test_the_title_is_the_plans_with_other_words(title, account):
    plan = WorkPlanPage(title=title, year=2026, locale=factories.home().locale)
    assert title_of(plan) == account
