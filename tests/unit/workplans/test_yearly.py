"""What a plan tells of the one before it."""

import pytest
from wagtail.models import Locale

from cms.publishing.models import Pending, StoredDocument
from cms.workplans.models import Continuation, Task, WorkPlanPage
from cms.workplans.recording import Report, followed_task, report
from tests import factories

pytestmark = pytest.mark.django_db

CARE = "逐步扩大虚拟养老服务试点社区范围，积极兴建养老设施。"
BRAND = "每个社区打造一个文化品牌，举办邻里节和灯会。"


@pytest.fixture
def chief():
    return factories.administrator()


@pytest.fixture
def before():
    return factories.plan("2018年计划", year=2018, tasks=[CARE, BRAND])


@pytest.fixture
def plan(before):
    return factories.plan(year=2019, previous=before, tasks=[CARE.replace("逐步", "继续"), "开设科普课堂。"])


def since(page):
    return StoredDocument.objects.get(pk=page.key).document.detail["since"]


def test_a_plan_tells_what_has_changed_since_the_one_before_it(plan, before):
    told = since(plan)
    assert (told["key"], told["year"]) == (before.key, 2018)
    assert told["counts"] == {"new": 1, "changed": 1, "kept": 0, "dropped": 1}
    changed, new = told["tasks"]
    assert (changed["kind"], changed["anchor"], changed["before"]["anchor"]) == (
        "changed",
        "task-1",
        "task-1",
    )
    assert [run for run in changed["text"] if run[0] != "kept"] == [["removed", "逐步"], ["added", "继续"]]
    assert (new["kind"], new["before"]) == ("new", None)
    assert told["dropped"] == [{"anchor": "task-2", "number": "2.", "name": BRAND, "status": "not_started"}]
    assert {"kind": "continues", "key": before.key} in plan.to_document().relations


def test_what_is_kept_beside_a_change_is_shortened():
    before = factories.plan(year=2018, tasks=["甲" * 200 + "一" + "乙" * 200])
    plan = factories.plan(year=2019, previous=before, tasks=["甲" * 200 + "二" + "乙" * 200])
    first, *_change, last = since(plan)["tasks"][0]["text"]
    assert first[1].startswith("… 甲")
    assert last[1].endswith("乙 …")
    assert len(first[1]) < 40 > len(last[1])


def test_what_staff_say_of_a_task_counts(plan, before):
    new, dropped = plan.tasks.last(), before.tasks.last()
    Continuation.objects.create(
        task=followed_task(plan, new.uid),
        plan=before.translation_key,
        earlier=followed_task(before, dropped.uid),
    )
    factories.publish(plan)
    assert since(plan)["counts"] == {"new": 0, "changed": 2, "kept": 0, "dropped": 0}


def test_it_follows_the_plan_before_it(plan, before, chief):
    report(before, {before.tasks.last().uid: Report("done")}, by=chief)
    assert since(plan)["dropped"][0]["status"] == "done"
    before.tasks.first().delete()
    earlier = WorkPlanPage.objects.get(pk=before.pk)
    earlier.tasks = [task for task in earlier.tasks.all() if task.text != f"<p>{CARE}</p>"]
    factories.publish(earlier)
    assert since(plan)["counts"] == {"new": 2, "changed": 0, "kept": 0, "dropped": 1}
    earlier.unpublish()
    assert since(plan) is None
    factories.publish(WorkPlanPage.objects.get(pk=before.pk))
    assert since(plan) is not None
    WorkPlanPage.objects.get(pk=before.pk).delete()
    assert since(plan) is None


def test_plans_are_compared_in_their_own_language(plan, before):
    english = Locale.objects.get(language_code="en")
    translated = factories.publish(plan.copy_for_translation(english, copy_parents=True))
    assert since(translated) is None
    assert StoredDocument.objects.get(pk=translated.key).document.detail["previous"] == before.key
    earlier = factories.publish(before.copy_for_translation(english))
    assert since(translated)["key"] == earlier.key
    earlier.unpublish()
    assert since(translated) is None


def test_an_edit_concerns_the_plans_right_after_it_and_no_others(before, plan):
    others = [factories.plan(f"计划{number}", tasks=[CARE], year=2018) for number in range(5)]
    after = factories.plan("2020年计划", year=2020, previous=plan, tasks=[CARE])
    Pending.objects.all().delete()
    before.title = "二〇一八年计划"
    factories.publish(before)
    search = set(Pending.objects.filter(projection="search").values_list("subject", flat=True))
    assert search.isdisjoint({after.key, *(other.key for other in others)})


def test_a_plan_with_one_before_it_needs_few_queries(django_assert_max_num_queries):
    before = factories.plan(year=2018, tasks=[Task(text=f"<p>{n}甲</p>") for n in range(60)])
    plan = factories.plan(year=2019, previous=before, tasks=[Task(text=f"<p>{n}乙</p>") for n in range(60)])
    with django_assert_max_num_queries(22):
        plan.to_document()
