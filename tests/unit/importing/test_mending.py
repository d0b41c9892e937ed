"""Mending a reading: each change does what its button says, can be undone, and loses nothing of the text."""

import json
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cms.importing.api import read_text
from cms.importing.drafts import Draft, draft_of, reading_of
from cms.importing.mending import DEEPEST, ITEM_OPERATIONS, MendingError, apply, mended

TEXT = "社区计划\n前言一段。\n一、党建\n（一）学习\n每月一次。\n2、自学\n（二）培训\n二、民生\n（一）养老\n三、平安"


@pytest.fixture
def draft() -> Draft:
    return draft_of(read_text(TEXT))


def shown(draft: Draft) -> list[str]:
    return [f"{item.level}{item.number}{item.heading}" for plan in draft.plans for item in plan.items]


def item(draft: Draft, heading: str) -> int:
    return next(each.id for plan in draft.plans for each in plan.items if each.heading == heading)


def change(draft: Draft, operation: str, heading: str, /, **more) -> Draft:
    apply(draft, {"op": operation, "item": item(draft, heading), **more})
    return draft


def _of_items(plan) -> list[str]:
    return [word for each in plan.items for word in (each.number, each.heading, each.text)]


def words(draft: Draft) -> str:
    """All words of a draft, in the order of the page."""
    parts = [
        part for plan in draft.plans for part in (plan.title, plan.preamble, *_of_items(plan), plan.closing)
    ]
    return "".join("".join(parts).split())


def test_a_draft_is_what_was_read_and_goes_back_to_it(draft):
    reading = read_text(TEXT)
    assert reading_of(draft).plans == reading.plans
    assert Draft.from_dict(json.loads(json.dumps(draft.to_dict()))) == draft


def test_raising_takes_what_is_inside_along(draft):
    change(draft, "demote", "民生")
    assert shown(draft)[4:] == ["2二、民生", "3（一）养老", "1三、平安"]
    change(draft, "promote", "民生")
    assert shown(draft)[4:] == ["1二、民生", "2（一）养老", "1三、平安"]


def test_an_item_moves_past_its_neighbour_with_what_is_inside(draft):
    change(draft, "down", "党建")
    assert shown(draft)[:2] == ["1二、民生", "2（一）养老"]
    change(draft, "up", "党建")
    assert shown(draft)[0] == "1一、党建"


def test_merging_makes_it_text_of_the_item_above(draft):
    change(draft, "merge", "培训")
    above = draft.plans[0].items[draft.place_of(item(draft, "民生"))[1] - 1]
    assert above.text.endswith("（二）培训")


def test_the_first_item_merges_into_the_preamble(draft):
    change(draft, "merge", "党建")
    assert draft.plans[0].preamble == "前言一段。\n\n一、党建"
    assert shown(draft)[0] == "1（一）学习"


def test_splitting_makes_an_item_of_a_paragraph_and_knows_its_number():
    draft = draft_of(read_text("一、党建\n每月学习。\n二、民生\n办好食堂。\n四) 办好托管\n每周开放。"))
    change(draft, "split", "民生", at=1)
    assert shown(draft) == ["1一、党建", "1二、民生", "1四)办好托管"]
    assert [each.text for each in draft.plans[0].items] == ["每月学习。", "办好食堂。", "每周开放。"]


def test_deleting_takes_what_is_inside_along(draft):
    change(draft, "delete", "党建")
    assert shown(draft) == ["1二、民生", "2（一）养老", "1三、平安"]


def test_editing_changes_the_words_and_keeps_the_place(draft):
    change(
        draft, "edit", "养老", number="（1）", heading="养老服务", text="一段。\r\n二段。\r\n\r\n\r\n三段。"
    )
    found, place = draft.place_of(item(draft, "养老服务"))
    assert found.items[place].text == "一段。\n\n二段。\n\n三段。"
    assert "2（1）养老服务" in shown(draft)


def test_another_plan_may_begin_at_an_item_and_be_joined_again(draft):
    change(draft, "begin", "养老")
    assert [len(plan.items) for plan in draft.plans] == [5, 2]
    assert shown(draft)[5:] == ["1（一）养老", "1三、平安"]
    apply(draft, {"op": "join", "plan": 1})
    assert [len(plan.items) for plan in draft.plans] == [7]


def test_the_last_words_become_closing_words():
    draft = draft_of(read_text("一、党建\n1、学习\n2、培训\n二、民生\n办好食堂。\n各组按月报告"))
    change(draft, "close", "民生", at=1)
    assert draft.plans[0].closing == "各组按月报告"


@pytest.mark.parametrize(
    ("data", "told"),
    [
        ({"op": "promote", "heading": "党建"}, "at the top already"),
        ({"op": "demote", "heading": "党建"}, "no item above"),
        ({"op": "up", "heading": "党建"}, "first of its list"),
        ({"op": "down", "heading": "平安"}, "last of its list"),
        ({"op": "split", "heading": "平安", "at": 3}, "paragraph is no longer there"),
        ({"op": "edit", "heading": "平安", "number": "", "text": ""}, "needs a heading"),
        ({"op": "explode", "heading": "平安"}, "not known"),
        ({"op": "begin", "heading": "党建"}, "begins with this item already"),
        ({"op": "join", "plan": 0}, "no plan before"),
        ({"op": "leave_out", "plan": 0}, "only plan"),
        ({"op": "plan", "plan": 0, "year": "19"}, "year is a number"),
        ({"op": "delete", "item": 999}, "no longer there"),
    ],
)
def test_what_cannot_be_done_is_told_and_changes_nothing(draft, data, told):
    before = draft.to_dict()
    data = dict(data)
    if "heading" in data:
        data["item"] = item(draft, data.pop("heading"))
    with pytest.raises(MendingError, match=told):
        apply(draft, data)
    assert draft.to_dict() == before


STEPS = st.tuples(st.sampled_from(sorted(ITEM_OPERATIONS)), st.integers(1, 12), st.integers(0, 2))


@settings(max_examples=60, deadline=None)
@given(st.lists(STEPS, max_size=25))
def test_any_changes_leave_a_sound_outline_and_are_undone_by_leaving_the_last_out(steps):
    read = draft_of(read_text(TEXT))
    made = []
    for operation, number, at in steps:
        data = {"op": operation, "item": number, "at": at, "number": "9.", "heading": "新", "text": "文"}
        try:
            apply(mended(read, made), data)
        except MendingError:
            continue
        made.append(data)
        draft = mended(read, made)
        for plan in draft.plans:
            levels = [0, *(each.level for each in plan.items)]
            assert all(1 <= now <= before + 1 for before, now in pairwise(levels))
            assert max(levels) <= DEEPEST
        if operation not in ("delete", "edit", "add"):
            assert sorted(words(draft)) == sorted(words(mended(read, made[:-1])))
    assert mended(read, []) == read
