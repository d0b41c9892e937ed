"""The list of plans in the admin: filters, order, and as many statements for many plans as for one."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from cms.workplans.models import Implementation, Task
from cms.workplans.recording import Report, followed_task, report
from cms.workplans.summaries import summaries
from tests import factories

pytestmark = pytest.mark.django_db

YESTERDAY = timezone.localdate() - timedelta(days=1)
LATE = {"due_on": YESTERDAY}


@pytest.fixture
def staff(client):
    client.force_login(factories.administrator())
    return client


def listed(staff, **asked):
    answer = staff.get(reverse("workplans:index"), asked)
    assert answer.status_code == 200
    return [page.title for page in answer.context["page_obj"].object_list]


def say(plan, place, status):
    report(plan, {plan.tasks.all()[place].uid: Report(status)}, by=None)


@pytest.fixture
def plans():
    """Done; half done with one that is late; an old draft of another issuer."""
    street = factories.organisation("liuxi")
    done = factories.plan("完成", year=2019, issuer=street)
    half = factories.plan(
        "一半", year=2020, tasks=[Task(number="一、", heading="甲"), Task(heading="乙", **LATE)]
    )
    factories.plan("草稿", year=2018, issuer=factories.organisation("dongpo"), live=False)
    for place in (0, 1):
        say(done, place, "done")
    say(half, 0, "done")


def test_plans_are_filtered_and_put_in_order(staff, plans):
    expected = [
        ({}, ["一半", "完成", "草稿"]),
        ({"year": 2019}, ["完成"]),
        ({"status": "done"}, ["完成"]),
        ({"status": "under_way"}, ["一半"]),
        ({"status": "delayed"}, []),
        ({"overdue": "yes"}, ["一半"]),
        ({"live": "False"}, ["草稿"]),
        ({"live": "True", "year": 2018}, []),
        ({"locale": "en"}, []),
        ({"ordering": "progress"}, ["草稿", "一半", "完成"]),
        ({"ordering": "-progress"}, ["完成", "一半", "草稿"]),
        ({"ordering": "-overdue"}, ["一半", "完成", "草稿"]),
        ({"ordering": "year"}, ["草稿", "完成", "一半"]),
        ({"ordering": "-issuer__name_zh"}, ["完成", "草稿", "一半"]),
        ({"q": "完成"}, ["完成"]),
    ]
    assert [(asked, listed(staff, **asked)) for asked, _titles in expected] == expected


def test_plans_are_found_by_issuer_and_section(staff, plans):
    street = factories.organisation("liuxi")
    assert listed(staff, issuer=street.pk) == ["完成"]
    elsewhere = factories.section("街道计划", layout="plans")
    factories.plan("别处的", elsewhere)
    assert listed(staff, section=elsewhere.path) == ["别处的"]


def test_progress_stands_as_a_bar_and_in_words(staff, plans):
    html = staff.get(reverse("workplans:index"), {"year": 2020}).content.decode()
    assert "共 2 项任务，已完成 1 项，50%" in html
    assert 'max="100" value="50"' in html
    assert "1 项" in html


def test_where_there_is_nothing_it_says_so(staff):
    assert "还没有工作计划" in staff.get(reverse("workplans:index")).content.decode()
    assert "没有符合条件的计划" in staff.get(reverse("workplans:index"), {"q": "无"}).content.decode()


def test_it_takes_as_many_statements_for_many_plans_as_for_one(staff):
    def plan(number):
        factories.plan(f"计划{number}", issuer=factories.organisation(f"street-{number}"))

    for number in range(2):
        plan(number)
    address = reverse("workplans:index") + "?ordering=-progress&status=not_started"
    staff.get(address)
    with CaptureQueriesContext(connection) as before:
        staff.get(address)
    for number in range(2, 8):
        plan(number)
    with CaptureQueriesContext(connection) as after:
        staff.get(address)
    assert len(after) <= len(before)


def test_a_street_and_its_community_are_summed_up_each_for_itself():
    section = factories.section(layout="plans")
    community = factories.plan("社区", section, tasks=["甲", "乙"])
    street = factories.plan("街道", section, tasks=["丙"])
    upper = followed_task(street, street.tasks.first().uid)
    for task in community.tasks.all():
        Implementation.objects.create(lower=followed_task(community, task.uid), upper=upper)
    say(community, 0, "done")
    found = summaries([street, community], date(2019, 6, 1))
    assert [found[plan.pk].progress["percent"] for plan in (street, community)] == [50, 50]
    assert found[street.pk] == summaries([street], date(2019, 6, 1))[street.pk]
