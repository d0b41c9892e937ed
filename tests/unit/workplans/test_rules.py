"""How far a plan has got."""

from hypothesis import given
from hypothesis import strategies as st

from cms.workplans.models import Task
from cms.workplans.rules import STATUSES, counted, progress


def test_the_statuses_are_those_that_editors_choose_from():
    assert set(Task.Status.values) == set(STATUSES)


def test_dropped_tasks_do_not_count_against_a_plan():
    assert progress(["done", "dropped", "under_way", "done"])["percent"] == 66
    assert progress(["done", "dropped"])["percent"] == 100


def test_a_plan_without_tasks_or_with_dropped_ones_only_is_at_nothing():
    assert progress([])["percent"] == 0
    assert progress(["dropped"]) == {
        "total": 1, "done": 0, "under_way": 0, "delayed": 0, "not_started": 0, "dropped": 1, "percent": 0
    }  # fmt: skip


@given(st.lists(st.sampled_from(STATUSES), max_size=300))
def test_a_hundred_percent_means_that_nothing_is_left_to_do(statuses):
    told = progress(statuses)
    assert sum(told[status] for status in STATUSES) == told["total"] == len(statuses)
    assert (told["percent"] == 100) == (
        bool(told["done"]) and told["done"] + told["dropped"] == told["total"]
    )
    assert 0 <= told["percent"] <= 100


@given(st.lists(st.sampled_from(STATUSES), min_size=1), st.data())
def test_finishing_a_task_never_sets_a_plan_back(statuses, data):
    index = data.draw(st.integers(0, len(statuses) - 1))
    finished = [*statuses[:index], "done", *statuses[index + 1 :]]
    assert progress(finished)["percent"] >= progress(statuses)["percent"]


def test_a_plan_is_counted_by_its_tasks_and_not_by_what_stands_inside_them():
    assert counted([(1, "done"), (2, "not_started"), (2, "not_started"), (1, "under_way")]) == [
        "done",
        "under_way",
    ]
    assert counted([(2, "done"), (3, "delayed")]) == ["done"]
    assert counted([]) == []
