"""Numbers of parts: once given, never given again."""

from hypothesis import given
from hypothesis import strategies as st

from cms.core.parts import allot

UIDS = st.lists(st.uuids().map(str), unique=True, max_size=8)


def test_a_new_page_numbers_its_parts_in_order():
    assert allot({}, ["a", "b", "c"]) == {"a": 1, "b": 2, "c": 3}


def test_a_part_in_front_of_others_gets_the_next_number():
    assert allot({"a": 1, "b": 2}, ["new", "a", "b"]) == {"a": 1, "b": 2, "new": 3}


def test_the_number_of_a_removed_part_is_not_given_again():
    assert allot({"a": 1, "b": 2}, ["a", "c"])["c"] == 3


@given(versions=st.lists(UIDS, max_size=6))
def test_whatever_happens_a_number_means_one_part_for_ever(versions):
    ledger, given_to = {}, {}
    for uids in versions:
        ledger = allot(ledger, uids)
        for uid in uids:
            assert given_to.setdefault(ledger[uid], uid) == uid
    assert len(set(ledger.values())) == len(ledger)
