"""The tasks of a plan in two languages."""

import pytest
from django.contrib.messages.storage.fallback import FallbackStorage
from django.core.exceptions import ValidationError
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st
from wagtail.models import Locale, PageLogEntry

from cms.health.findings import all_findings
from cms.publishing.models import StoredDocument
from cms.workplans.desk.years.translations import tell_of_unpaired
from cms.workplans.models import FollowedTask, Implementation, ProgressEntry, Task, WorkPlanPage
from cms.workplans.recording import Report, followed_task, report
from cms.workplans.rules.pairing import Line, offered, unpaired
from cms.workplans.versions import pair, pairings
from tests import factories


class TestRules:
    def test_tasks_pair_by_place_level_and_number(self):
        ours = [Line("a", 1, "1."), Line("b", 2, "(1)"), Line("c", 1, "Second")]
        theirs = [Line("x", 1, "一、"), Line("y", 2, "（一）"), Line("z", 1, "第二条")]
        assert offered(ours, theirs) == {"a": "x", "b": "y", "c": "z"}

    @pytest.mark.parametrize(
        "theirs",
        [
            [Line("x", 1, "一、"), Line("y", 1, "（一）")],  # another level
            [Line("x", 1, "一、"), Line("y", 2, "（二）")],  # another number
            [Line("x", 1, "一、")],  # another count
        ],
    )
    def test_nothing_is_offered_where_it_could_be_wrong(self, theirs):
        assert offered([Line("a", 1, "1."), Line("b", 2, "(1)")], theirs) == {}

    def test_what_is_paired_already_divides_the_rest(self):
        ours = [Line("a", 1), Line("same", 1), Line("b", 1), Line("c", 1)]
        theirs = [Line("x", 1), Line("same", 1), Line("y", 1)]
        assert offered(ours, theirs) == {"a": "x"}

    @given(st.lists(st.integers(1, 3), max_size=8), st.data())
    def test_an_offer_pairs_each_task_once_and_leaves_none(self, levels, data):
        same = data.draw(st.sets(st.integers(0, max(len(levels) - 1, 0))))
        ours = [Line(f"s{n}" if n in same else f"a{n}", level) for n, level in enumerate(levels)]
        theirs = [Line(f"s{n}" if n in same else f"b{n}", level) for n, level in enumerate(levels)]
        pairs = offered(ours, theirs)
        alone, others = unpaired(ours, theirs)
        assert list(pairs) == [line.uid for line in alone]
        assert list(pairs.values()) == [line.uid for line in others]


@pytest.fixture
def chief():
    return factories.administrator()


@pytest.fixture
def plan():
    return factories.plan(
        "计划", tasks=[Task(number="一、", heading="甲"), Task(number="二、", heading="乙")]
    )


@pytest.fixture
def english(plan):
    """The English version with tasks that were written anew."""
    page = plan.copy_for_translation(Locale.objects.get(language_code="en"), copy_parents=True)
    page.tasks = [Task(number="1.", heading="A"), Task(number="2.", heading="B")]
    return factories.publish(page)


def uids(page):
    return [str(task.uid) for task in WorkPlanPage.objects.get(pk=page.pk).tasks.all()]


def the_offer(page):
    (found,) = pairings(page)
    return found.offer


pytestmark = pytest.mark.django_db


def test_a_copied_version_pairs_up_by_itself(plan):
    page = plan.copy_for_translation(Locale.objects.get(language_code="en"), copy_parents=True)
    (found,) = pairings(page)
    assert (found.alone, found.others, found.offer) == ([], [], {})


def test_tasks_are_one_in_both_languages_and_keep_their_anchors(plan, english, chief):
    anchors = [task.anchor for task in english.tasks.all()]
    assert pair(english, plan, the_offer(english), by=chief) == 2
    assert uids(english) == uids(plan)
    assert [task.anchor for task in WorkPlanPage.objects.get(pk=english.pk).tasks.all()] == anchors
    (found,) = pairings(WorkPlanPage.objects.get(pk=english.pk))
    assert (found.alone, found.others) == ([], [])


def test_the_draft_and_the_next_publish_know_of_it(plan, english, chief):
    english.title = "Another title"
    english.save_revision()
    pair(english, plan, the_offer(english), by=chief)
    page = WorkPlanPage.objects.get(pk=english.pk)
    assert page.title != "Another title"
    published = factories.publish(page.get_latest_revision_as_object())
    assert published.title == "Another title"
    assert uids(published) == uids(plan)
    assert [task.anchor for task in published.tasks.all()] == [task.anchor for task in english.tasks.all()]


def test_what_was_recorded_comes_along(plan, english, chief):
    first, second = english.tasks.all()
    report(plan, {plan.tasks.first().uid: Report("under_way")}, by=chief)
    report(english, {first.uid: Report("done"), second.uid: Report("done")}, by=chief)
    row = followed_task(english, first.uid)
    ProgressEntry.objects.create(task=row, day="2026-03-02", text_en="Done")
    upper = factories.plan("街道计划", tasks=["丙"])
    Implementation.objects.create(lower=row, upper=followed_task(upper, upper.tasks.first().uid))
    pair(english, plan, the_offer(english), by=chief)
    tasks = StoredDocument.objects.get(pk=plan.key).document.detail["tasks"]
    assert [task["status"] for task in tasks] == ["under_way", "done"]
    assert [entry["text"] for entry in tasks[0]["entries"]] == ["Done"]
    assert tasks[0]["implements"]
    assert FollowedTask.objects.filter(plan=plan.translation_key).count() == 2


def test_a_lower_plan_follows_the_task_that_it_implements(plan, english, chief):
    first = english.tasks.first()
    lower = factories.plan("社区计划", tasks=["丙"])
    mine = followed_task(lower, lower.tasks.first().uid)
    Implementation.objects.create(lower=mine, upper=followed_task(english, first.uid))
    factories.publish(lower)
    pair(english, plan, the_offer(english), by=chief)
    (task,) = StoredDocument.objects.get(pk=lower.key).document.detail["tasks"]
    assert [step["task"] for step in task["implements"]] == [str(plan.tasks.first().uid)]


def test_no_number_is_given_twice_afterwards(plan, english, chief):
    page = english
    pair(page, plan, the_offer(page), by=chief)
    page = WorkPlanPage.objects.get(pk=page.pk)
    page.tasks = [*page.tasks.all(), Task(number="3.", heading="C")]
    anchors = [task.anchor for task in factories.publish(page).tasks.all()]
    assert len(set(anchors)) == 3


def test_it_is_in_the_history(plan, english, chief):
    pair(english, plan, the_offer(english), by=chief)
    entries = PageLogEntry.objects.filter(action="workplans.paired", page=english.pk)
    assert entries.count() == 2
    assert all(entry.user == chief for entry in entries)


def test_what_can_not_be_changes_nothing(plan, english, chief):
    first, second = (task.uid for task in english.tasks.all())
    target = plan.tasks.first().uid
    for wrong in ({first: target, second: target}, {target: first}, {first: first}):
        with pytest.raises(ValidationError):
            pair(english, plan, wrong, by=chief)
    assert uids(english) == [str(first), str(second)]


def test_the_report_names_tasks_without_a_partner(plan, english, chief):
    found = [finding for finding in all_findings() if finding.code == "unpaired_tasks"]
    assert {finding.key for finding in found} == {plan.key, english.key}
    assert "一、甲" in next(finding.message for finding in found if finding.key == plan.key)
    pair(english, plan, the_offer(english), by=chief)
    assert not [finding for finding in all_findings() if finding.code == "unpaired_tasks"]


class TestDesk:
    def test_one_click_pairs_what_stands_in_the_same_places(self, client, plan, english, chief):
        client.force_login(chief)
        address = reverse("plan_translations", args=[english.pk])
        page = client.get(address).content.decode()
        assert "1. A" in page
        assert "一、甲" in page
        answer = client.post(address, {"other": plan.pk, "offer": ""}, follow=True)
        assert uids(english) == uids(plan)
        assert "所有任务一一对应" in answer.content.decode()

    def test_the_rest_is_paired_by_hand(self, client, plan, english, chief):
        client.force_login(chief)
        mine, theirs = english.tasks.first().uid, plan.tasks.last().uid
        address = reverse("plan_translations", args=[english.pk])
        client.post(address, {"other": plan.pk, f"task-{mine}": str(theirs)})
        assert uids(english)[0] == str(theirs)

    def test_a_wrong_choice_is_told(self, client, plan, english, chief):
        client.force_login(chief)
        target = plan.tasks.first().uid
        chosen = {f"task-{task.uid}": str(target) for task in english.tasks.all()}
        address = reverse("plan_translations", args=[english.pk])
        answer = client.post(address, {"other": plan.pk, **chosen}, follow=True)
        assert "两项任务不能对应同一项任务" in answer.content.decode()
        chosen = {f"task-{english.tasks.first().uid}": "nonsense"}
        answer = client.post(address, {"other": plan.pk, **chosen}, follow=True)
        assert "这不是任务" in answer.content.decode()

    def test_a_plan_in_one_language_says_so(self, client, plan, chief):
        client.force_login(chief)
        page = client.get(reverse("plan_translations", args=[plan.pk])).content.decode()
        assert "还没有其他语言的版本" in page

    def test_strangers_are_refused(self, client, plan, english):
        client.force_login(factories.editor(of=factories.section("别处")))
        for name in ("plan_translations", "plan_compare"):
            assert client.get(reverse(name, args=[english.pk])).status_code == 302
            assert client.post(reverse(name, args=[english.pk]), {"other": plan.pk}).status_code == 302
        assert uids(english) != uids(plan)

    def test_after_an_edit_staff_are_told_how_many_have_no_partner(self, rf, plan, english, chief):
        request = rf.get("/")
        request.user, request.session = chief, {}
        request._messages = FallbackStorage(request)
        tell_of_unpaired(request, english)
        (told,) = (str(message) for message in request._messages)
        assert "4 项任务" in told
        assert reverse("plan_translations", args=[english.pk]) in told
        pair(english, plan, the_offer(english), by=chief)
        request._messages = FallbackStorage(request)
        tell_of_unpaired(request, WorkPlanPage.objects.get(pk=english.pk))
        tell_of_unpaired(request, factories.notice())
        assert list(request._messages) == []
