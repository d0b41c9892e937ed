"""What is said of tasks as the year goes by, and who else shows it."""

from decimal import Decimal
from itertools import pairwise

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone
from wagtail.models import Page, PageLogEntry

from cms.publishing.models import StoredDocument
from cms.workplans.models import FollowedTask, Implementation, Task, WorkPlanPage
from cms.workplans.queries import may_work_on, plans_to_work_on
from cms.workplans.recording import Report, followed_task, report
from cms.workplans.summaries import summaries
from tests import factories

pytestmark = pytest.mark.django_db


def detail(plan):
    return StoredDocument.objects.get(pk=plan.key).document.detail


def implement(lower, upper):
    """Let the first task of a plan implement the first of another."""
    return Implementation.objects.create(
        lower=followed_task(lower, lower.tasks.first().uid),
        upper=followed_task(upper, upper.tasks.first().uid),
    )


@pytest.fixture
def chief():
    return factories.administrator()


@pytest.fixture
def cascade():
    """A community's plan, the street's and the district's, each implementing the next, live."""
    section = factories.section(layout="plans")
    plans = [factories.plan(f"{name}计划", section, tasks=["甲", "乙"]) for name in ("社区", "街道", "区")]
    for lower, upper in pairwise(plans):
        implement(lower, upper)
        factories.publish(lower)
    return plans


def test_a_report_is_public_at_once_and_takes_no_draft(chief):
    plan = factories.plan(tasks=["甲", "乙"])
    revision = plan.latest_revision_id
    report(plan, {plan.tasks.first().uid: Report("done")}, by=chief)
    assert [task["status"] for task in detail(plan)["tasks"]] == ["done", "not_started"]
    assert StoredDocument.objects.get(pk=plan.key).document.card["extra"]["progress"]["percent"] == 50
    plan.refresh_from_db()
    assert plan.latest_revision_id == revision


def test_an_alias_of_a_plan_shows_its_progress_and_is_no_plan_of_its_own(chief, cascade):
    plan = cascade[1]
    alias = plan.create_alias(parent=factories.section("旧计划", layout="plans"))
    assert detail(alias)["mirrors"] == plan.key
    report(cascade[0], {cascade[0].tasks.first().uid: Report("done")}, by=chief)
    report(plan, {plan.tasks.last().uid: Report("under_way")}, by=chief)
    assert [task["status"] for task in detail(alias)["tasks"]] == ["done", "under_way"]
    assert detail(alias)["progress"] == detail(plan)["progress"]
    assert summaries([alias], timezone.localdate())[alias.pk].progress["percent"] == 50
    assert not may_work_on(chief, alias)
    assert alias not in plans_to_work_on(chief)


def test_what_residents_do_not_reach_counts_for_nothing(chief, cascade):
    """A section that is taken down takes what is below it with it, though those pages stay marked as live."""
    lower, upper, top = cascade
    report(lower, {lower.tasks.first().uid: Report("done")}, by=chief)
    closed = factories.section("社区", layout="plans")
    lower.move(closed, pos="last-child")
    assert detail(top)["tasks"][0]["status"] == "done"
    closed.unpublish()
    assert detail(upper)["tasks"][0]["below"] is None
    assert detail(top)["tasks"][0]["status"] == "not_started"
    factories.publish(closed)
    assert detail(top)["tasks"][0]["status"] == "done"
    closed = Page.objects.get(pk=closed.pk)
    closed.unpublish()
    lower.refresh_from_db()
    lower.move(upper.get_parent(), pos="last-child")
    assert detail(top)["tasks"][0]["status"] == "done"


def test_an_older_draft_that_is_published_later_does_not_undo_it(chief):
    plan = factories.plan(tasks=["甲"])
    draft = plan.save_revision()
    report(plan, {plan.tasks.first().uid: Report("done")}, by=chief)
    draft.publish()
    assert detail(plan)["tasks"][0]["status"] == "done"


def test_a_report_holds_in_every_language(chief):
    plan = factories.plan(tasks=["甲"])
    english = plan.copy_for_translation(factories.home("en").locale, copy_parents=True)
    english.save_revision().publish()
    report(
        plan, {plan.tasks.first().uid: Report("dropped", reason_zh="无场地", reason_en="No room")}, by=chief
    )
    (task,) = detail(english)["tasks"]
    assert (task["status"], task["percent"], task["reason"]) == ("dropped", None, "No room")


def test_what_is_not_valid_changes_nothing(chief):
    plan = factories.plan(tasks=["甲", "乙"])
    first, second = plan.tasks.all()
    for wrong in (Report("dropped"), Report(reached=Decimal(-1)), Report("finished")):
        with pytest.raises(ValidationError):
            report(plan, {first.uid: Report("done"), second.uid: wrong}, by=chief)
    assert not FollowedTask.objects.exists()


def test_the_history_tells_who_changed_which_task(chief):
    plan = factories.plan(tasks=["甲", "乙"])
    uid = plan.tasks.last().uid
    report(plan, {uid: Report("under_way")}, by=chief)
    report(plan, {uid: Report("under_way")}, by=chief)  # says nothing new
    report(plan, {uid: Report("done", Decimal(3))}, by=chief)
    entries = PageLogEntry.objects.filter(action="workplans.report").order_by("pk")
    assert [entry.user for entry in entries] == [chief, chief]
    assert entries[0].message == "2. 乙：状态：– → 进行中"
    assert entries[1].message == "2. 乙：状态：进行中 → 已完成；目前达到：– → 3"


def test_progress_rolls_up_through_all_bodies(cascade, chief):
    community, street, district = cascade
    report(community, {community.tasks.first().uid: Report("done")}, by=chief)
    assert [detail(plan)["progress"]["percent"] for plan in cascade] == [50, 50, 50]
    assert detail(street)["tasks"][0]["below"]["done"] == 1
    assert detail(district)["tasks"][0]["status"] == "done"


def test_a_plan_that_is_taken_down_counts_no_more_and_counts_again_when_it_is_back(cascade, chief):
    community, street, _district = cascade
    report(community, {community.tasks.first().uid: Report("done")}, by=chief)
    community.unpublish()
    assert detail(street)["tasks"][0]["below"] is None
    assert detail(street)["progress"]["percent"] == 0
    community.save_revision().publish()
    assert detail(street)["progress"]["percent"] == 50


def test_plans_that_implement_each_other_come_to_an_end(cascade, chief):
    community, _street, district = cascade
    implement(district, community)
    report(community, {community.tasks.last().uid: Report("done")}, by=chief)
    assert detail(community)["progress"]["done"] == 1


def test_what_was_recorded_stays_until_the_plan_is_gone_in_every_language(chief):
    plan = factories.plan(tasks=["甲"])
    english = plan.copy_for_translation(factories.home("en").locale, copy_parents=True)
    report(plan, {plan.tasks.first().uid: Report("done")}, by=chief)
    plan.delete()
    assert FollowedTask.objects.count() == 1
    WorkPlanPage.objects.get(pk=english.pk).delete()
    assert not FollowedTask.objects.exists()


def test_a_document_needs_as_many_queries_however_many_tasks_are_implemented(django_assert_max_num_queries):
    section = factories.section(layout="plans")
    upper = factories.plan("街道计划", section, tasks=[Task(text=f"<p>{n}</p>") for n in range(30)])
    for number in range(4):
        lower = factories.plan(
            f"社区计划{number}", section, tasks=[Task(text=f"<p>{n}</p>") for n in range(30)]
        )
        for mine, theirs in zip(lower.tasks.all(), upper.tasks.all(), strict=True):
            Implementation.objects.create(
                lower=followed_task(lower, mine.uid), upper=followed_task(upper, theirs.uid)
            )
    with django_assert_max_num_queries(20):
        assert upper.to_document().detail["tasks"][0]["below"]["total"] == 4
