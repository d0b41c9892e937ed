"""How points and votes become scores and ranks."""

from decimal import Decimal
from uuid import UUID

from hypothesis import given as for_all
from hypothesis import settings
from hypothesis import strategies as st

from cms.campaigns.scoring.rules import Given, Measure, chosen, lines

A, B, C = (UUID(int=number) for number in (1, 2, 3))
CATEGORY = UUID(int=9)
ENTRIES = [(A, CATEGORY), (B, CATEGORY), (C, CATEGORY)]
MEASURES = [Measure(1, 50), Measure(2, 20), Measure(3, 30, is_vote=True)]


def given(sheets, reviewers=(1, 2), conflicts=()):
    return Given(set(reviewers), sheets, set(conflicts))


def test_the_score_is_the_weighted_mean_of_reviewers_and_votes_and_says_what_each_gave():
    sheets = {
        (1, A): {1: 80, 2: 60},
        (2, A): {1: 90, 2: 61},
        (1, B): {1: 70, 2: 70},
        (2, B): {1: 70, 2: 70},
    }
    second = lines(MEASURES, ENTRIES[:2], given(sheets), {A: 30, B: 40})[1]
    assert (second.entry, second.rank) == (A, 2)
    assert [(part.points, part.gives) for part in second.parts] == [
        (Decimal("85.00"), Decimal("42.50")),
        (Decimal("60.50"), Decimal("12.10")),
        (Decimal("75.00"), Decimal("22.50")),
    ]
    assert second.score == Decimal("77.10")


def test_an_entry_without_any_sheet_or_before_the_count_has_no_score_and_comes_last():
    sheets = {(1, A): {1: 80, 2: 60}}
    found = lines(MEASURES[:2], ENTRIES, given(sheets), None)
    assert [(line.entry, line.rank, line.missing) for line in found] == [
        (A, 1, 1),
        (B, None, 2),
        (C, None, 2),
    ]
    assert lines(MEASURES, ENTRIES, given(sheets), None)[0].score is None


def test_who_has_an_interest_is_not_asked_and_not_counted():
    sheets = {(1, A): {1: 100, 2: 100}, (2, A): {1: 10, 2: 10}}
    line = lines(MEASURES[:2], ENTRIES[:1], given(sheets, conflicts={(1, A)}), None)[0]
    assert (line.score, line.sheets, line.missing, line.conflicts) == (Decimal("10.00"), 1, 0, 1)


def test_a_reviewer_who_was_released_counts_no_more():
    sheets = {(1, A): {1: 100, 2: 100}, (2, A): {1: 10, 2: 10}}
    assert lines(MEASURES[:2], ENTRIES[:1], given(sheets, reviewers=(2,)), None)[0].score == Decimal("10.00")


def test_without_weights_votes_alone_count_and_no_vote_is_no_division_by_nothing():
    found = lines([], ENTRIES, given({}), {A: 0, B: 0, C: 0})
    assert [(line.score, line.rank, line.is_tied) for line in found] == [(Decimal("0.00"), 1, True)] * 3


def test_equal_scores_share_a_rank_and_those_that_tie_for_the_last_places_are_left_to_a_person():
    found = lines([], ENTRIES, given({}), {A: 5, B: 3, C: 3})
    assert [line.rank for line in found] == [1, 2, 2]
    assert chosen(found, 2) == ([A], [B, C])
    assert chosen(found, 3) == ([A, B, C], [])
    assert chosen(found, 1) == ([A], [])
    assert chosen(found, 0) == ([], [])


VOTES = st.dictionaries(st.sampled_from([A, B, C]), st.integers(0, 50), min_size=3, max_size=3)
POINTS = st.dictionaries(
    st.tuples(st.sampled_from([1, 2]), st.sampled_from([A, B, C])),
    st.fixed_dictionaries({1: st.integers(0, 100), 2: st.integers(0, 100)}),
    max_size=6,
)


@settings(max_examples=60)
@for_all(VOTES, POINTS, st.integers(0, 4))
def test_scores_lie_between_nothing_and_a_hundred_ranks_follow_them_and_places_are_never_too_many(
    votes, sheets, places
):
    found = lines(MEASURES, ENTRIES, given(sheets), votes)
    scored = [line for line in found if line.score is not None]
    assert all(0 <= line.score <= 100 for line in scored)
    assert [line.score for line in scored] == sorted((line.score for line in scored), reverse=True)
    sure, open_ = chosen(found, places)
    assert len(sure) <= places
    assert not set(sure) & set(open_)
    assert len(sure) + len(open_) >= min(places, len(scored))
