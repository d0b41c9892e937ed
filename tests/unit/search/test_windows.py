from hypothesis import given, settings
from hypothesis import strategies as st

from search.windows import best_window, places

WORTH = {"a": ("a", 3.0), "b": ("b", 2.0), "c": ("b", 5.0), "d": ("b", 1.0), "e": ("e", 1.0)}
PLACES = st.lists(st.tuples(st.integers(0, 60), st.sampled_from(sorted(WORTH))), max_size=25).map(sorted)


@settings(deadline=None, max_examples=200)
@given(PLACES, st.integers(1, 30))
def test_the_best_window_is_as_good_as_any(found, width):
    def value(start):
        inside = [WORTH[term] for at, term in found if start <= at <= start + width]
        return sum(
            max(worth for g, worth in inside if g == group) for group in {group for group, _ in inside}
        )

    best, start = best_window(found, WORTH, width)
    assert best == max((value(at) for at, _ in found), default=0.0)
    assert value(start) == best


def test_pieces_of_a_word_are_not_looked_for_where_the_word_stands():
    worth = {"志愿者": ("志愿者", 3.0), "志愿": ("志愿者", 2.0)}
    assert places("志愿服务和志愿者", worth) == [(5, "志愿者")]
    assert places("志愿服务", worth) == [(0, "志愿")]
