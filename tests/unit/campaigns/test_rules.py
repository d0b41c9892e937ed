"""The stages of a campaign in time."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from cms.campaigns.rules import Span, campaign_state, current, faults, next_end, stage_state

START = datetime(2026, 3, 1, tzinfo=UTC)
MOMENTS = st.integers(-10, 1000).map(lambda hours: START + timedelta(hours=hours))


def span(first: int, last: int) -> Span:
    return Span(START + timedelta(days=first), START + timedelta(days=last))


@st.composite
def orderly(draw) -> list[Span]:
    """Stages in order, some with pauses between them."""
    lengths = draw(st.lists(st.tuples(st.integers(0, 50), st.integers(1, 100)), max_size=6))
    stages, at = [], START
    for pause, length in lengths:
        begin = at + timedelta(hours=pause)
        at = begin + timedelta(hours=length)
        stages.append(Span(begin, at))
    return stages


def test_stages_that_follow_each_other_are_right_with_and_without_a_pause():
    assert faults([span(0, 5), span(5, 9), span(12, 13)], ["review"] * 3) == []


def test_each_wrong_stage_is_told_with_its_reason():
    assert faults([span(4, 6), span(0, 3)], ["review"] * 2) == [(1, "starts_before_previous")]
    assert faults([span(0, 5), span(4, 6), span(5, 7)], ["review"] * 3) == [
        (1, "overlaps_previous"),
        (2, "overlaps_previous"),
    ]


def test_a_vote_and_the_scoring_may_take_place_side_by_side_and_nothing_else():
    stages = [span(0, 9), span(2, 4), span(5, 12)]
    assert faults(stages[:2], ["vote", "scoring"]) == faults(stages[:2], ["scoring", "vote"]) == []
    assert faults(stages[:2], ["vote", "vote"]) == [(1, "overlaps_previous")]
    # The one right above it is over, the vote is not.
    assert faults(stages, ["vote", "scoring", "publicity_period"]) == [(2, "overlaps_previous")]


def test_a_campaign_is_running_also_in_a_pause_between_stages():
    stages = [span(0, 1), span(3, 4)]
    pause = START + timedelta(days=2)
    assert campaign_state(stages, pause) == "running"
    assert current(stages, pause) is None
    assert next_end(stages, pause) == stages[1].ends_at


def test_a_campaign_without_stages_has_not_begun():
    assert campaign_state([], START) == "upcoming"
    assert next_end([], START) is None


@given(orderly(), MOMENTS)
def test_in_orderly_stages_at_most_one_is_current_and_it_is_the_one_that_is_told(stages, now):
    assert faults(stages, ["review"] * len(stages)) == []
    states = [stage_state(stage, now) for stage in stages]
    assert states == sorted(states, key=["past", "current", "future"].index)
    assert [index for index, state in enumerate(states) if state == "current"] == [
        index for index in [current(stages, now)] if index is not None
    ]


@given(orderly(), MOMENTS, st.integers(0, 1000))
def test_time_only_moves_a_campaign_on(stages, now, hours):
    order = ["upcoming", "running", "finished"]
    later = now + timedelta(hours=hours)
    assert order.index(campaign_state(stages, now)) <= order.index(campaign_state(stages, later))
