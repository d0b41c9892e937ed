import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search.analysis.latin import LONGEST_CORRECTED, beginnings, neighbours, stem


def test_words_of_one_stem_are_alike():
    assert stem("volunteers") == stem("volunteering") == stem("volunteered")


@settings(deadline=None, max_examples=50)
@given(st.text("abcdefgh", min_size=4, max_size=12), st.data())
def test_one_wrong_missing_added_or_swapped_letter_is_one_edit(word, data):
    at = data.draw(st.integers(0, len(word) - 2))
    letter = data.draw(st.sampled_from("xyz"))
    wrong = {
        word[:at] + letter + word[at + 1 :],
        word[:at] + word[at + 1 :],
        word[:at] + letter + word[at:],
        word[:at] + word[at + 1] + word[at] + word[at + 2 :],
    } - {word}
    for typed in wrong:
        assert word in neighbours(typed)


@pytest.mark.parametrize(
    ("one", "other"),
    [("community", "communities"), ("voting", "votes"), ("policy", "policies"), ("trained", "training")],
)
def test_words_of_one_stem_begin_in_one_of_its_ways(one, other):
    assert stem(one) == stem(other)
    assert all(any(word.startswith(way) for way in beginnings(stem(one))) for word in (one, other))


def test_very_short_and_very_long_words_are_not_corrected():
    assert neighbours("ab") == neighbours("x" * (LONGEST_CORRECTED + 1)) == set()
