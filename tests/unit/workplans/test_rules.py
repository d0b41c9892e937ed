"""How far tasks and plans have got."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cms.workplans.models import Status
from cms.workplans.rules.standing import (
    STATUSES,
    Outlined,
    Standing,
    counted,
    parts_of,
    progress,
    standings,
)
from cms.workplans.rules.targets import Target, target_in

shares = st.fractions(0, 1)
said = st.sampled_from(["", *STATUSES])
below = st.lists(
    st.sampled_from(
        [Standing("done", Fraction(1)), Standing("dropped", None), Standing("under_way", Fraction(1, 3))]
    ),
    max_size=3,
).map(tuple)
outlines = st.lists(st.builds(Outlined, st.integers(1, 4), said, st.none() | shares, below), max_size=40)


def top(outline, stand):
    return [stand[place] for place in counted([task.level for task in outline])]


def test_the_statuses_are_those_that_staff_choose_from():
    assert set(Status.values) == set(STATUSES)


def test_a_task_stands_where_staff_say():
    assert standings([Outlined(1, "done"), Outlined(2, "delayed")])[0] == Standing("done", Fraction(1))
    assert standings([Outlined(1, "delayed"), Outlined(2, "done")])[0].status == "delayed"


def test_a_task_of_which_nothing_is_said_stands_where_its_parts_do():
    half = standings([Outlined(1), Outlined(2, "done"), Outlined(2), Outlined(3), Outlined(2, "dropped")])
    assert (half[0].status, half[0].percent) == ("under_way", 50)
    assert standings([Outlined(1), Outlined(3, "done"), Outlined(2, "done")])[0].status == "done"
    assert standings([Outlined(1), Outlined(2, "dropped")])[0] == Standing("dropped", None)
    assert standings([Outlined(1), Outlined(2, "done"), Outlined(2, "delayed")])[0].status == "delayed"


def test_a_task_without_parts_stands_where_those_that_implement_it_do():
    lower = (Standing("done", Fraction(1)), Standing("not_started", Fraction(0)), Standing("dropped", None))
    assert standings([Outlined(1, below=lower)]) == [Standing("under_way", Fraction(1, 2))]


def test_a_target_that_is_reached_still_waits_for_staff_to_say_that_the_task_is_done():
    (task,) = standings([Outlined(1, measured=Fraction(1))])
    assert (task.status, task.percent) == ("under_way", 99)


@given(outlines)
def test_every_task_is_part_of_at_most_one_other(outline):
    parts = [part for place in range(len(outline)) for part in parts_of(outline, place)]
    assert len(parts) == len(set(parts))


@given(outlines)
def test_a_hundred_percent_means_that_nothing_is_left_to_do(outline):
    stand = top(outline, standings(outline))
    told = progress(stand)
    assert sum(told[status] for status in STATUSES) == told["total"] == len(stand)
    assert (told["percent"] == 100) == (
        bool(told["done"]) and told["done"] + told["dropped"] == told["total"]
    )
    assert 0 <= told["percent"] <= 100


@given(outlines.filter(bool), st.data())
def test_finishing_a_task_never_sets_a_plan_back(outline, data):
    place = data.draw(st.integers(0, len(outline) - 1))
    finished = [*outline]
    finished[place] = Outlined(outline[place].level, "done", outline[place].measured, outline[place].below)
    before, after = (progress(top(tasks, standings(tasks))) for tasks in (outline, finished))
    # A dropped task that is taken up again counts anew, and with it what had not counted.
    if standings(outline)[place].share is not None:
        assert after["percent"] >= before["percent"]


def test_dropped_tasks_do_not_count_against_a_plan():
    done, dropped, begun = Standing("done", Fraction(1)), Standing("dropped", None), Standing("under_way")
    assert progress([done, dropped, begun, done])["percent"] == 66
    assert progress([done, dropped])["percent"] == 100
    assert progress([dropped])["percent"] == progress([])["percent"] == 0


def test_a_plan_is_counted_by_its_tasks_and_not_by_what_stands_inside_them():
    assert counted([1, 2, 2, 1]) == [0, 3]
    assert counted([2, 3]) == [0]
    assert counted([]) == []


@pytest.mark.parametrize(
    ("written", "least", "most"),
    [
        ("2-3个社区", 2, 3),
        ("２～３ communities", 2, 3),
        ("不少于20场", 20, 20),
        ("95%以上", 95, 95),
        ("1,200 households", 1200, 1200),
        ("1.5万人次", 15000, 15000),
        ("2至3万人次", 20000, 30000),
        ("at least 5 to 8 courses", 5, 8),
    ],
)
def test_targets_are_read_as_they_are_written(written, least, most):
    assert target_in(written) == Target(Decimal(least), Decimal(most))


@pytest.mark.parametrize("written", ["", "全覆盖", "不超过3件", "控制在5%以内"])
def test_what_is_no_number_to_come_near_to_is_no_target(written):
    assert target_in(written) is None


@given(st.decimals(0, 10**9, places=2), st.decimals(0, 10**9, places=2))
def test_a_target_is_reached_from_its_least(least, value):
    share = Target(least, least).reached(value)
    assert 0 <= share <= 1
    assert (share == 1) == (value >= least)
