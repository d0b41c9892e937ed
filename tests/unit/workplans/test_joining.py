"""Two plans written by themselves in two languages become versions of one, and are separated again."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from wagtail.models import PageLogEntry

from cms.publishing.models import StoredDocument
from cms.workplans.changes import lines
from cms.workplans.followed import Continuation
from cms.workplans.joining import candidates, join, missing_locales, separate
from cms.workplans.models import FollowedTask, Implementation, ProgressEntry, Task, WorkPlanPage, YearAccount
from cms.workplans.recording import Report, enter, followed_task, report
from cms.workplans.versions import pair, pairings
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def chief():
    return factories.administrator()


@pytest.fixture
def body():
    return factories.organisation("liuxi")


@pytest.fixture
def plan(body):
    tasks = [Task(number="一、", heading="食堂"), Task(number="二、", heading="绿化")]
    return factories.plan("工作计划", year=2026, issuer=body, tasks=tasks)


@pytest.fixture
def english(body):
    section = factories.section("Plans", factories.home("en"), slug="plans-en")
    tasks = [Task(number="1.", heading="Canteen"), Task(number="2.", heading="Greening")]
    return factories.plan("Work plan", section, year=2026, issuer=body, tasks=tasks)


def fresh(page):
    return WorkPlanPage.objects.get(pk=page.pk)


def document(page):
    return StoredDocument.objects.get(pk=page.key).document


def test_a_plan_in_the_other_language_is_offered_and_joined(plan, english, chief):
    (locale,) = missing_locales(plan)
    assert list(candidates(plan, locale, chief)) == [english]
    join(plan, english, by=chief)
    assert fresh(english).translation_key == plan.translation_key
    assert document(english).translation_key == document(plan).translation_key
    assert missing_locales(plan) == []
    (found,) = pairings(fresh(plan))
    assert [found.other.pk, len(found.offer)] == [english.pk, 2]


def test_drafts_and_later_publishes_keep_it(plan, english, chief):
    english.title = "Work plan, mended"
    english.save_revision()
    join(plan, english, by=chief)
    published = factories.publish(fresh(english).get_latest_revision_as_object())
    assert (published.title, published.translation_key) == ("Work plan, mended", plan.translation_key)


def test_what_was_recorded_of_both_is_of_both(plan, english, chief):
    first, second = english.tasks.all()
    report(plan, {plan.tasks.first().uid: Report("under_way")}, by=chief)
    report(english, {second.uid: Report("done")}, by=chief)
    enter(english, first.uid, ProgressEntry(day=date(2026, 3, 1), text_en="Opened"), chief)
    later = factories.plan("明年", year=2027, previous=plan, tasks=["丙"])
    row = followed_task(later, later.tasks.first().uid)
    Continuation.objects.create(
        task=row, plan=english.translation_key, earlier=followed_task(english, second.uid)
    )
    YearAccount.objects.create(plan=english.translation_key, page=factories.standard_page("Account"))
    old = english.translation_key
    join(plan, english, by=chief)
    for model in (FollowedTask, Continuation, YearAccount):
        assert not model.objects.filter(plan=old).exists()
    assert [task["status"] for task in document(english).detail["tasks"]][1] == "done"
    (found,) = pairings(fresh(english))
    pair(fresh(english), plan, found.offer, by=chief)
    tasks = document(plan).detail["tasks"]
    assert [task["status"] for task in tasks] == ["under_way", "done"]
    assert [entry["text"] for entry in document(english).detail["tasks"][0]["entries"]] == ["Opened"]


def test_what_can_not_be_versions_of_one_is_refused_and_changes_nothing(plan, english, chief, body):
    wrong = [
        factories.plan("同一语言", year=2026, issuer=body),
        factories.plan("Another year", english.get_parent(), year=2025, issuer=body),
        factories.plan(
            "Another body", english.get_parent(), year=2026, issuer=factories.organisation("dongpo")
        ),
        plan,
        english.create_alias(update_slug="mirror", parent=english.get_parent()),
    ]
    for other in wrong:
        with pytest.raises(ValidationError):
            join(plan, other, by=chief)
    assert list(candidates(plan, english.locale, chief)) == [english]
    join(plan, english, by=chief)
    third = factories.plan("Third", english.get_parent(), year=2026, issuer=body)
    for one, other in ((plan, third), (third, plan)):
        with pytest.raises(ValidationError, match="译本"):
            join(one, other, by=chief)


def test_nobody_joins_the_plans_of_others(plan, english):
    other = factories.organisation("other", "community")
    clerk = factories.editor(of=plan.get_parent(), works_for=[other])
    for change in (join, separate):
        with pytest.raises(PermissionDenied):
            change(plan, english, by=clerk)
    assert list(candidates(plan, english.locale, clerk)) == []


def test_it_is_undone_with_what_each_had(plan, english, chief):
    _first, second = english.tasks.all()
    report(english, {second.uid: Report("done")}, by=chief)
    join(plan, english, by=chief)
    separate(plan, english, by=chief)
    assert fresh(english).translation_key != plan.translation_key
    assert FollowedTask.objects.get().plan == fresh(english).translation_key
    assert [task["status"] for task in document(english).detail["tasks"]][1] == "done"
    join(plan, english, by=chief)
    assert [task["status"] for task in document(english).detail["tasks"]][1] == "done"


def test_tasks_that_were_paired_keep_their_status_in_both_and_pair_again(plan, english, chief):
    join(plan, english, by=chief)
    (found,) = pairings(fresh(english))
    pair(fresh(english), plan, found.offer, by=chief)
    uid = plan.tasks.first().uid
    report(plan, {uid: Report("done")}, by=chief)
    enter(plan, uid, ProgressEntry(day=date(2026, 3, 1), text_zh="开张"), chief)
    upper = factories.plan("上级计划", tasks=["丙"])
    Implementation.objects.create(
        lower=followed_task(plan, uid), upper=followed_task(upper, upper.tasks.first().uid)
    )
    separate(plan, english, by=chief)
    ours, theirs = (document(page).detail["tasks"][0] for page in (plan, english))
    assert [ours["status"], theirs["status"]] == ["done", "done"]
    assert [len(ours["entries"]), len(theirs["entries"])] == [1, 0]
    report(english, {uid: Report("delayed")}, by=chief)
    assert document(plan).detail["tasks"][0]["status"] == "done"
    join(plan, english, by=chief)
    (found,) = pairings(fresh(english))
    assert (found.alone, found.others) == ([], [])
    assert document(english).detail["tasks"][0]["status"] == "done"
    assert ProgressEntry.objects.count() == Implementation.objects.count() == 1


def test_it_is_in_the_history_of_both(plan, english, chief):
    join(plan, english, by=chief)
    separate(plan, english, by=chief)
    for page, title in ((plan, "Work plan"), (english, "工作计划")):
        found = PageLogEntry.objects.filter(page=page.pk, action__startswith="workplans.").order_by("pk")
        assert [line.action for line in found] == ["workplans.joined", "workplans.separated"]
        assert all(line.user == chief and title in str(line.message) for line in found)
    assert not lines(plan).exists()  # what is told of tasks


class TestDesk:
    def test_a_plan_is_chosen_joined_and_separated(self, client, plan, english, chief):
        client.force_login(chief)
        address = reverse("plan_translations", args=[plan.pk])
        assert "Work plan" in client.get(address).content.decode()
        answer = client.post(reverse("plan_join", args=[plan.pk]), {"other": english.pk}, follow=True)
        undo = reverse("plan_separate", args=[plan.pk, english.pk])
        assert answer.content.decode().count(undo) == 2  # in the message, and beside the version
        assert "解除" in client.get(undo).content.decode()
        client.post(undo)
        assert fresh(english).translation_key != plan.translation_key

    def test_a_missing_choice_is_told(self, client, plan, chief):
        client.force_login(chief)
        answer = client.post(reverse("plan_join", args=[plan.pk]), {"other": ""}, follow=True)
        assert "请选择一份计划" in answer.content.decode()

    def test_without_a_plan_to_choose_it_says_so(self, client, plan, chief):
        client.force_login(chief)
        page = client.get(reverse("plan_translations", args=[plan.pk])).content.decode()
        assert "尚无译本的计划" in page

    def test_strangers_are_refused(self, client, plan, english):
        client.force_login(factories.editor(of=plan.get_parent()))  # only of the Chinese section
        assert client.post(reverse("plan_join", args=[plan.pk]), {"other": english.pk}).status_code == 302
        assert client.get(reverse("plan_separate", args=[plan.pk, english.pk])).status_code == 302
        assert fresh(english).translation_key == english.translation_key
