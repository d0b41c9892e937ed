"""Items in the ways that real plans, charters and translations have beside the usual ones."""

import pytest

from cms.importing.api import read_bytes, read_html, read_text
from tests.unit.importing.outlines import numbers_of, outline_of


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("壹、", "贰、"),
        ("甲、", "乙、"),
        ("第一点，", "第二点，"),
        ("第一项：", "第二项："),
        ("第一是", "第二是"),
        ("目标一：", "目标二："),
        ("周一：", "周二："),
        ("上半年：", "下半年："),
        ("第一学期：", "第二学期："),
        ("2026年1月：", "2026年2月："),
        ("A：", "B："),
        ("1-1 ", "1-2 "),
        ("Step 1: ", "Step 2: "),
        ("Phase I: ", "Phase II: "),
        ("PART ONE ", "PART TWO "),
        ("First. ", "Second. "),
        ("1st, ", "2nd, "),
        ("One is ", "The second is "),
        ("No.1 ", "No.2 "),
        ("I. ", "Ii. "),
    ],
)
def test_rarer_ways_of_numbering(first, second):
    found = outline_of(f"{first}加强社区服务工作\n{second}改善居住环境")
    assert found == [f"1 {first.strip()}加强社区服务工作", f"1 {second.strip()}改善居住环境"]


def test_a_charter_whose_chapters_and_articles_run_together():
    text = (
        "居民自治章程第一章总则第一条为保障居民自治，制定本章程。\n第二条本章程经居民会议通过后施行。\n"
        "第二章组织第一节居民会议第三条居民会议是权力机构。\n第四条居民会议职责：1、选举；2、监督。"
    )
    assert numbers_of(text) == "1第一章 2第一条 2第二条 1第二章 2第一节 3第三条 3第四条 41、 42、"


def test_articles_stand_inside_their_sections():
    text = (
        "第一章 总则\n第一条 甲\n第二章 组织\n第一节 会议\n第二条 乙\n第三章 附则\n第三条 丙\n第三条之一 丁"
    )
    assert numbers_of(text) == "1第一章 2第一条 1第二章 2第一节 3第二条 1第三章 2第三条 2第三条之一"


def test_articles_inside_headings_of_another_kind():
    assert (
        numbers_of("一、一般规定\n第一条 甲\n第二条 乙\n二、特别规定\n第三条 丙")
        == "1一、 2第一条 2第二条 1二、 2第三条"
    )


def test_an_item_may_begin_behind_a_sentence_of_the_one_before():
    text = "一、爱护公物。\n保持楼道畅通。二、讲究卫生。\n不乱扔垃圾,三、文明养犬。四、邻里互助。"
    assert numbers_of(text) == "1一、 1二、 1三、 1四、"


def test_a_list_may_follow_its_heading_without_a_stop():
    assert numbers_of("一、要求1、提高认识。2、狠抓落实。\n二、扶贫行动一是争取资金。二是结对帮扶。") == (
        "1一、 21、 22、 1二、 2一是 2二是"
    )


def test_two_numbers_side_by_side():
    assert (
        numbers_of("一、（一）党建\n（二）民生\n二、（一）环境\n（二）秩序")
        == "1一、 2（一） 2（二） 1二、 2（一） 2（二）"
    )


def test_a_list_of_the_same_kind_inside_an_item_with_a_colon():
    assert numbers_of("1. Name: a\n2. Time: b\n3. Tasks:\n1. sing\n2. dance") == "11. 12. 13. 21. 22."


def test_digits_inside_brackets_and_brackets_inside_digits():
    assert numbers_of("(A) aims\n(2) principles\n1, people first\n2, step by step") == "1(A) 1(2) 21, 22,"
    assert numbers_of("1.政治\n（1）学习\n（2）培训\n2.作风") == "11. 2（1） 2（2） 12."


def test_a_paragraph_after_points_inside_one_leaves_them():
    text = "一、目标\n做好三件事：一是学习；二是培训；三是服务。\n1.学习计划\n2.培训计划\n二、措施"
    assert numbers_of(text) == "1一、 2一是 2二是 2三是 21. 22. 1二、"


def test_a_note_below_the_items_is_none():
    assert numbers_of("1.报名\n2.抽签\n注：1.每人限报一项；2.不收费用。") == "11. 12."


def test_a_number_of_two_parts_before_a_word_that_begins_as_a_count():
    assert numbers_of("1 引言\n1.1 目的\n1.2项目背景\n1.3条件与限制\n2 内容") == "11 21.1 21.2 21.3 12"


def test_words_of_a_list_in_several_manners():
    assert numbers_of("一、思路\n首先，学习。\n其次，培训。\n第三，服务。\n最后，考核。\n二、保障") == (
        "1一、 2首先， 2其次， 2第三， 2最后， 1二、"
    )


def test_a_form_in_a_table_is_read_as_its_text():
    rows = "<tr><td>主题</td><td>社区</td></tr><tr><td>内容</td><td>1、学习<br>2、培训</td></tr>"
    page = f"<h1>会议纪要</h1><table>{rows}</table>"
    assert [item.number for item in read_html(page).plans[0].items()] == ["1、", "2、"]


def test_months_hold_the_lists_that_begin_again_below_each():
    text = "1、学习\n2、培训\n三月\n1、植树\n2、运动\n四月:\n1、朗诵\n2、检查\n五月:\n1、庆祝"
    assert numbers_of(text) == "11、 12、 1三月 21、 22、 1四月: 21、 22、 1五月: 21、"


def test_lists_below_numbers_of_several_parts_stand_inside_them():
    text = "1. 概述\n1.1 产品\n1. 程序\n2. 文档\n1.2 服务\n1. 咨询\n2. 维护\n2. 计划\n2.1 进度\n3. 保障"
    assert numbers_of(text) == "11. 21.1 31. 32. 21.2 31. 32. 12. 22.1 13."


def test_a_chapter_is_told_by_the_number_of_two_parts_below_it():
    assert numbers_of("1.1 目的\n1.2 范围\nA. 甲\nB. 乙\n2. 任务\n2.1 目标\n3. 要求\n3.1 功能") == (
        "11.1 11.2 2A. 2B. 12. 22.1 13. 23.1"
    )


def test_a_heading_that_ends_as_a_title_is_none_where_2_1_goes_on_below_it():
    text = "项目计划\n项目概述\n1.1 目的\n1.2 背景\n范围计划\n2.1 产品\n2.2 用户\n资源计划\n3.1 人力"
    assert len(read_text(text).plans) == 1


def test_numbers_glued_to_their_headings_but_no_counts():
    assert numbers_of("1登录验证\n2用户管理\n3权限管理") == "11 12 13"
    assert numbers_of("一、管理\n1对保安、水电提供服务。\n2公示服务电话。\n3房屋完好。") == "1一、 21 22 23"
    assert numbers_of("1、人员\n2名志愿者负责签到\n3楼大厅布置会场\n2、物资") == "11、 12、"


def test_the_last_of_a_list_needs_a_first():
    assert numbers_of("一、后期\n主要是宣传。\n其次是总结。\n最后，反馈结果。\n二、预期") == "1一、 1二、"


def test_a_paragraph_goes_on_with_paragraphs_and_not_with_the_words_inside_one():
    text = "First, study.\nSecond, train.\n3. Act. First, hold talks. Second, visit homes. Third, meet.\nFourth, plan."
    assert numbers_of(text) == "1First, 1Second, 13. 2First, 2Second, 2Third, 1Fourth,"


def test_a_single_number_of_two_parts_below_a_goal():
    text = "Goal 1: safety\n1.1 Recruit\n1.2 Meet\nGoal 2: news\n2.1 Publish"
    assert numbers_of(text) == "1Goal 1: 21.1 21.2 1Goal 2: 22.1"


def test_rows_with_typed_borders_are_rows():
    text = "一、安排\n时间 | 内容 | 负责人 |\n第1周 | 调研 | 班主任 |\n第2周 | 计划 | 班主任 |\n二、要求"
    assert numbers_of(text) == "1一、 1二、"


def test_a_title_of_the_size_of_numbered_headings():
    (plan,) = read_bytes("# 社区工作计划\n# 一、目标\n文\n# 二、措施\n文".encode(), "plan.md").plans
    assert (plan.title, [item.number for item in plan.items()]) == ("社区工作计划", ["一、", "二、"])
