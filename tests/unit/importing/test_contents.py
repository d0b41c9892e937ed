"""A table of contents above the text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cms.importing.api import read_text
from tests.unit.importing.outlines import outline_of

TEXT = "一、总体要求\n坚持便民。\n二、重点任务\n（一）改造小区\n（二）开办食堂\n三、保障措施\n各社区落实。"
ITEMS = ["1 一、总体要求", "1 二、重点任务", "2 （一）改造小区", "2 （二）开办食堂", "1 三、保障措施"]


@pytest.mark.parametrize(
    "contents",
    [
        "目录\n一、总体要求\n二、重点任务\n三、保障措施",
        "目  录\n一、总体要求……………1\n二、重点任务 ...... 2\n（一）改造小区\t3\n（二）开办食堂\t12\n三、保障措施（15）",
        "Contents\n一、总体要求 1\n二、重点任务 2",
    ],
)
def test_it_is_left_out(contents):
    title = "柳溪街道2026年工作计划"
    assert outline_of(f"{title}\n{contents}\n{TEXT}") == ITEMS
    assert read_text(f"{title}\n{contents}\n{TEXT}").plans[0].title == title


def test_it_may_stand_before_the_title():
    text = f"目录\n一、总体要求\n二、重点任务\n柳溪街道2026年工作计划\n{TEXT}"
    assert outline_of(text) == ITEMS


def test_items_under_such_a_line_that_stand_nowhere_else_are_items():
    assert outline_of("目录\n一、总体要求\n二、重点任务\n三、保障措施") == [
        "1 一、总体要求",
        "1 二、重点任务",
        "1 三、保障措施",
    ]


@given(
    st.lists(
        st.sampled_from(["改造小区", "开办食堂", "巡查河道", "走访老人", "评选家庭"]), min_size=2, unique=True
    )
)
def test_a_text_reads_the_same_with_and_without_it(names):
    items = [f"{mark}、{name}" for mark, name in zip("一二三四五", names, strict=False)]
    text = "\n".join(f"{item}\n由社区负责，年底完成。" for item in items)
    assert outline_of("\n".join(["目录", *items, text])) == outline_of(text)
