"""Tasks that implement those of higher bodies, and what becomes known of it above."""

import pytest
from django.core.exceptions import ValidationError
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from wagtail.models import PageLogEntry

from cms.publishing.models import StoredDocument
from cms.workplans import cascade
from cms.workplans.models import FollowedTask, Implementation, WorkPlanPage
from cms.workplans.recording import Report, implement, report
from cms.workplans.rules.standing import Standing
from tests import factories

pytestmark = pytest.mark.django_db
STATUSES = ["", "not_started", "under_way", "done", "delayed", "dropped"]


def detail(plan):
    return StoredDocument.objects.get(pk=plan.key).document.detail


def ref(plan, place=0):
    return (plan.translation_key, plan.tasks.all()[place].uid)


@pytest.fixture
def chief():
    return factories.administrator()


@pytest.fixture(scope="module")
def published(lasting):
    for slug, body in factories.bodies().items():
        factories.plan(f"{slug}计划", issuer=body, tasks=["甲", "乙"], year=2026)


@pytest.fixture
def plans(published):
    """A live plan of each body, by its slug."""
    return {plan.issuer.slug: plan for plan in WorkPlanPage.objects.select_related("issuer")}


def offered(plan):
    return [page.title for page, _tasks in cascade.offered(plan)]


def test_a_plan_is_offered_those_of_the_bodies_above_it_the_nearest_first(plans):
    assert offered(plans["willow"]) == ["street计划", "district计划"]
    assert offered(plans["street"]) == ["district计划"]
    assert offered(plans["district"]) == []


def test_only_public_plans_of_about_the_same_year_are_offered(plans):
    bodies = factories.bodies()
    factories.plan("去年计划", issuer=bodies["street"], year=2025)
    factories.plan("旧计划", issuer=bodies["street"], year=2024)
    factories.plan("草稿", issuer=bodies["street"], year=2026, live=False)
    assert offered(plans["willow"]) == ["street计划", "去年计划", "district计划"]


def test_a_plan_is_offered_in_the_language_of_the_one_that_implements_it(plans):
    english = plans["street"].copy_for_translation(factories.home("en").locale, copy_parents=True)
    english.title = "Street plan"
    factories.publish(english)
    assert offered(plans["willow"])[0] == "street计划"
    lower = plans["willow"].copy_for_translation(factories.home("en").locale, copy_parents=True)
    assert offered(lower)[0] == "Street plan"


def test_a_task_implements_others_and_both_sides_know(plans, chief):
    willow, street, district = (plans[slug] for slug in ("willow", "street", "district"))
    assert implement(willow, ref(willow)[1], [ref(street), ref(district, 1)], by=chief)
    assert detail(willow)["tasks"][0]["implements"] == [
        {"key": street.key, "task": str(ref(street)[1])},
        {"key": district.key, "task": str(ref(district, 1)[1])},
    ]
    assert detail(district)["tasks"][1]["below"]["total"] == 1
    assert not implement(willow, ref(willow)[1], [ref(district, 1), ref(street)], by=chief)
    implement(willow, ref(willow)[1], [], by=chief)
    assert detail(willow)["tasks"][0]["implements"] == []
    assert detail(district)["tasks"][1]["below"] is None
    told = [
        line.message for line in PageLogEntry.objects.filter(action="workplans.implements").order_by("pk")
    ]
    assert told == [
        "1. 甲：落实上级任务：– → district计划 2. 乙; street计划 1. 甲",
        "1. 甲：落实上级任务：district计划 2. 乙; street计划 1. 甲 → –",
    ]


@pytest.mark.parametrize("of", ["bridge", "willow"])
def test_only_the_tasks_of_bodies_above_can_be_implemented(plans, chief, of):
    with pytest.raises(ValidationError):
        implement(plans["willow"], ref(plans["willow"])[1], [ref(plans[of], 1)], by=chief)
    with pytest.raises(ValidationError):
        implement(plans["district"], ref(plans["district"])[1], [ref(plans["willow"])], by=chief)
    assert not Implementation.objects.exists()


def test_who_issues_a_plan_must_be_known_first(plans, chief):
    nobody = factories.plan("无名计划", year=2026)
    with pytest.raises(ValidationError) as refused:
        implement(nobody, ref(nobody)[1], [ref(plans["street"])], by=chief)
    assert "谁" in refused.value.messages[0] or "发布" in refused.value.messages[0]


def test_what_is_implemented_stays_when_it_is_taken_down(plans, chief):
    willow, street = plans["willow"], plans["street"]
    implement(willow, ref(willow)[1], [ref(street)], by=chief)
    street.unpublish()
    assert detail(willow)["tasks"][0]["implements"] == []
    assert not implement(willow, ref(willow)[1], [ref(street)], by=chief)
    factories.publish(street)
    assert detail(willow)["tasks"][0]["implements"] == [{"key": street.key, "task": str(ref(street)[1])}]


def test_the_lower_plan_forgets_one_that_is_deleted(plans, chief):
    willow, street = plans["willow"], plans["street"]
    implement(willow, ref(willow)[1], [ref(street)], by=chief)
    street.delete()
    assert detail(willow)["tasks"][0]["implements"] == []
    assert not Implementation.objects.exists()


# --- The laws of cascade and roll-up ------------------------------------------------------------------------------

LINKS = st.lists(
    st.tuples(
        st.sampled_from(
            [("willow", "street"), ("bridge", "street"), ("street", "district"), ("willow", "district")]
        ),
        st.integers(0, 1),
        st.integers(0, 1),
    ),
    max_size=8,
    unique=True,
)
SAID = st.fixed_dictionaries(
    {
        (slug, place): st.sampled_from(STATUSES)
        for slug in ("willow", "bridge", "street", "district")
        for place in (0, 1)
    }
)


def naive(slug, place, links, said):
    """Where a task stands, by the words of the law: what is said; else what those make together that implement it."""
    below = [
        naive(low, mine, links, said) for (low, up), mine, theirs in links if (up, theirs) == (slug, place)
    ]
    statuses = {standing.status for standing in below} - {"dropped"}
    shares = [standing.share for standing in below if standing.share is not None]
    status = said[slug, place]
    if not status:
        if not below:
            return Standing()
        if not statuses:
            return Standing("dropped", None)
        mixed = "delayed" if "delayed" in statuses else "under_way"
        status = statuses.pop() if len(statuses) == 1 else mixed
    if status == "done":
        return Standing("done", 1)
    if status == "dropped":
        return Standing("dropped", None)
    share = sum(shares) / len(shares) if shares else 0
    return Standing(status, min(share, 0.99))


@settings(max_examples=8, suppress_health_check=list(HealthCheck), deadline=None)
@given(links=LINKS, said=SAID)
def test_a_plan_stands_where_all_below_it_bring_it(plans, chief, links, said):
    FollowedTask.objects.all().delete()
    uppers = {}
    for (low, up), mine, theirs in links:
        uppers.setdefault((low, mine), []).append(ref(plans[up], theirs))
    for (low, mine), refs in uppers.items():
        implement(plans[low], ref(plans[low], mine)[1], refs, by=chief)
    for (slug, place), status in said.items():
        report(plans[slug], {ref(plans[slug], place)[1]: Report(status, reason_zh="无场地")}, by=chief)
    for slug, place in said:
        task = detail(plans[slug])["tasks"][place]
        expected = naive(slug, place, links, said)
        assert (task["status"], task["percent"]) == (
            expected.status,
            None if expected.share is None else int(100 * expected.share + 1e-9),
        )
    _walks_up_and_down(plans)


def _walks_up_and_down(plans):
    """From each task to those it implements, and from there down again, one comes back; and the other way."""
    cards = {plan.key: StoredDocument.objects.get(pk=plan.key).document for plan in plans.values()}
    up = {
        (key, task["anchor"], link["key"], link["task"])
        for key, document in cards.items()
        for task in document.detail["tasks"]
        for link in task["implements"]
    }
    down = {
        (key, each["anchor"], each["of"], each["task"])
        for key, document in cards.items()
        for each in document.card["extra"]["implements"]
    }
    assert up == down
    implemented = {
        (key, uid) for key, document in cards.items() for uid in document.card["extra"]["implemented"]
    }
    assert implemented == {(key, task) for _low, _anchor, key, task in up}


@settings(max_examples=6, suppress_health_check=list(HealthCheck), deadline=None)
@given(links=LINKS, slug=st.sampled_from(["willow", "bridge", "street", "district"]))
def test_a_report_changes_nothing_that_is_not_above(plans, chief, links, slug):
    FollowedTask.objects.all().delete()
    for (low, up), mine, theirs in links:
        now = cascade.chosen(plans[low], ref(plans[low], mine)[1])
        implement(plans[low], ref(plans[low], mine)[1], [*now, ref(plans[up], theirs)], by=chief)
    above, fresh = set(), {slug}
    while fresh:
        fresh = {up for (low, up), _mine, _theirs in links if low in fresh} - above
        above |= fresh
    before = {name: StoredDocument.objects.get(pk=plan.key).data for name, plan in plans.items()}
    report(plans[slug], {task.uid: Report("done") for task in plans[slug].tasks.all()}, by=chief)
    after = {name: StoredDocument.objects.get(pk=plan.key).data for name, plan in plans.items()}
    assert {name for name in plans if before[name] != after[name]} <= above | {slug}
