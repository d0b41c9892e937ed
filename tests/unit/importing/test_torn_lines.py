"""What copying does to a plan: brackets left behind, titles and items run together, code and clocks that only count."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cms.importing.api import read_bytes, read_html, read_text
from cms.importing.numerals import to_chinese
from tests.unit.importing.outlines import numbers_of, outline, outline_of

TASKS = st.lists(
    st.sampled_from(["改造小区", "开办食堂", "巡查河道。", "走访老人；"]), min_size=2, max_size=6
)


@given(TASKS, st.sampled_from(["（\n{}）", "（{}\n）", "（\n{}\n）"]))
def test_a_bracket_on_another_line_than_its_number(tasks, torn):
    whole = [f"（{to_chinese(place)}）{task}" for place, task in enumerate(tasks, start=1)]
    apart = [torn.format(to_chinese(place)) + task for place, task in enumerate(tasks, start=1)]
    assert outline_of("\n".join(["方案", *apart])) == outline_of("\n".join(["方案", *whole]))


def test_a_bracket_left_at_the_end_of_the_item_before():
    assert outline_of("方案\n（一）组织\n（二）宣传（\n三）实施") == [
        "1 （一）组织",
        "1 （二）宣传",
        "1 （三）实施",
    ]


def test_a_bracket_that_counts_with_no_other_stays_where_it_is():
    assert numbers_of("方案\n一、参加人员：二年级（\n三）班全体。\n二、时间") == "1一、 1二、"


def test_a_number_on_the_line_above_its_sign():
    assert outline_of("方案\n一\n、目标\n二\n、措施") == ["1 一、目标", "1 二、措施"]


@pytest.mark.parametrize(
    ("first", "second"),
    [("一、", "二、"), ("1、", "2、"), ("1.", "2."), ("（一）", "（二）"), ("壹、", "贰、")],
)
def test_a_title_that_runs_into_the_first_item(first, second):
    (plan,) = read_text(f"柳溪社区2026年工作计划{first}加强党建。每月学习。\n{second}改善民生").plans
    assert (plan.title, plan.year) == ("柳溪社区2026年工作计划", 2026)
    assert [item.number for item in plan.items()] == [first, second]


def test_a_bullet_before_a_number_is_none_of_it():
    assert outline_of("工作计划\n◆一、党建\n● 1、学习\n●2、培训\n◆二、民生\n◆全年开展。") == [
        "1 一、党建",
        "2 1、学习",
        "2 2、培训",
        "1 二、民生",
    ]


def test_a_plan_on_one_line_without_a_stop():
    (plan,) = read_text("社区工作计划一、加强党建二、改善民生三、整治环境").plans
    assert plan.title == "社区工作计划"
    assert [item.heading for item in plan.items()] == ["加强党建", "改善民生", "整治环境"]


@pytest.mark.parametrize(
    "words", ["走访张三、李四", "周二、周三开放", "第二、第三小区", "初二、初三学生", "五月二、三日"]
)
def test_words_that_end_with_a_number_do_not_go_on_in_a_list(words):
    assert numbers_of(f"一、{words}\n二、总结") == "1一、 1二、"


def test_a_title_that_names_numbers_is_no_item():
    assert read_text("关于工作计划一、二、三的说明\n一、甲\n二、乙").plans[0].sections[0].heading == "甲"


@pytest.mark.parametrize(
    "contents",
    [
        "目录 一、总体要求 1 二、重点任务 3 三、保障措施 5",
        "目录：一、总体要求……1二、重点任务……3三、保障措施……5",
        "目录\n一、总体要求 二、重点任务 三、保障措施",
        "目录\n一、总体要求 1　二、重点任务 3\n三、保障措施 5",
    ],
)
def test_a_table_of_contents_whose_entries_run_together(contents):
    text = "一、总体要求\n坚持便民。\n二、重点任务。改造小区。\n三、保障措施\n各社区落实。"
    reading = read_text(f"柳溪街道工作计划\n{contents}\n{text}")
    assert outline(reading) == outline_of(text)
    assert (reading.plans[0].preamble, reading.warnings) == ("", ())


def test_a_page_in_the_contents_before_the_next_number():
    text = "1.总体要求\n坚持便民。\n2.重点任务\n改造小区。\n3.保障措施"
    assert outline_of(f"工作计划\n目录 1.总体要求…12.重点任务…33.保障措施…15\n{text}") == outline_of(text)


def test_a_line_about_the_contents_is_text():
    assert read_text("工作计划\n目录 见附件。\n一、甲\n二、乙").plans[0].preamble == "目录 见附件。"


def test_the_numbers_in_a_timetable_are_none_of_the_plan():
    text = "一、上午：9:10 （一）班集合；9:30 （二）班出发；10：00（三）班到达。\n二、下午"
    assert numbers_of(text) == "1一、 1二、"
    assert numbers_of("一、上午\n9 :10 签到\n10 ：00 开幕\n二、下午") == "1一、 1二、"


def test_school_classes_are_no_items():
    assert numbers_of("一、初二(1)班、初二(2)班参加。\n二、初三(1)班主持，(2)班主讲。") == "1一、 1二、"


def test_a_list_that_counts_down():
    page = "<h1>十大实事</h1><ol reversed><li>食堂</li><li>绿化</li><li>照明</li></ol>"
    assert outline(read_html(page)) == ["1 3.食堂", "1 2.绿化", "1 1.照明"]
    assert read_html(page).warnings == ()
    assert outline(read_html(page.replace("reversed", "reversed start=5"))) == [
        "1 5.食堂",
        "1 4.绿化",
        "1 3.照明",
    ]


def test_a_list_that_counts_from_nought():
    assert outline(read_html("<ol start=0><li>前言</li><li>任务</li></ol>")) == ["1 0.前言", "1 1.任务"]


@pytest.mark.parametrize("fence", ["```", "~~~~", "```text", "> ```"])
def test_what_stands_between_fences_is_quoted(fence):
    end = fence.removesuffix("text")
    source = f"# 工作计划\n一、甲\n{fence}\n1. 用户\n# 注释\n\n2. *密码*\n{end}\n二、乙\n"
    reading = read_bytes(source.encode(), "plan.md")
    assert outline(reading) == ["1 一、甲", "1 二、乙"]
    assert reading.plans[0].sections[0].text == "1. 用户\n\n# 注释\n\n2. *密码*"


def test_a_fence_around_the_whole_text_or_without_an_end_quotes_nothing():
    for source in ("```markdown\n# 工作计划\n一、甲\n二、乙\n```\n", "# 工作计划\n一、甲\n```\n二、乙\n"):
        reading = read_bytes(source.encode(), "plan.md")
        assert (reading.plans[0].title, outline(reading)) == ("工作计划", ["1 一、甲", "1 二、乙"])


def test_code_on_a_page_is_quoted_and_a_plan_in_pre_is_read():
    page = "<h1>工作计划</h1><p>一、甲</p><pre>{}</pre><p>二、乙</p>"
    assert outline(read_html(page.format("<code>1. a\n2. b</code>"))) == ["1 一、甲", "1 二、乙"]
    assert outline(read_html(page.format("<b>（一）丙</b>\n<b>（二）丁\n</b>"))) == [
        "1 一、甲",
        "2 （一）丙",
        "2 （二）丁",
        "1 二、乙",
    ]


def test_headings_without_numbers_are_text_where_nothing_says_that_there_is_a_plan():
    page = "<h1>{}</h1><h2>地理位置</h2><p>位于城北。</p><h2>历史沿革</h2><p>建于明代。</p>"
    reading = read_html(page.format("柳溪街道概况"))
    assert (outline(reading), reading.plans[0].title) == ([], "柳溪街道概况")
    assert reading.plans[0].preamble == "地理位置\n\n位于城北。\n\n历史沿革\n\n建于明代。"
    assert [doubt.line for doubt in reading.warnings] == [2]
    assert outline(read_html(page.format("柳溪街道工作计划"))) == ["1 地理位置", "1 历史沿革"]
