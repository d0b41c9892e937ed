"""Items as official texts number them: which lines are items, and how deep."""

import pytest

from cms.importing.api import read_text
from tests.unit.importing.outlines import numbers_of, outline_of


def test_the_order_of_the_national_standard():
    assert outline_of(
        "一、目标\n（一）环境\n1.绿化\n（1）种树\n①南区\n②北区\n（2）种草\n2.清洁\n（二）秩序\n二、措施"
    ) == [
        "1 一、目标",
        "2 （一）环境",
        "3 1.绿化",
        "4 （1）种树",
        "5 ①南区",
        "5 ②北区",
        "4 （2）种草",
        "3 2.清洁",
        "2 （二）秩序",
        "1 二、措施",
    ]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("一、", "二、"),
        ("一．", "二．"),
        ("（一）", "（二）"),
        ("(一)", "(二)"),
        ("1.", "2."),
        ("1．", "2．"),
        ("1、", "2、"),
        ("１、", "２、"),
        ("1 . ", "2 . "),
        ("（1）", "（2）"),
        ("(1)", "(2)"),
        ("1)", "2)"),
        ("1）", "2）"),
        ("①", "②"),
        ("⑴", "⑵"),
        ("⒈", "⒉"),
        ("㈠", "㈡"),
        ("1,", "2,"),
        ("1。", "2。"),
        ("一 ", "二 "),
        ("第一章 ", "第二章 "),
        ("第一条　", "第二条　"),
        ("第1条 ", "第2条 "),
        ("第一，", "第二，"),
        ("首先，", "其次，"),
        ("其一，", "其二，"),
        ("第一阶段：", "第二阶段："),
        ("活动一：", "活动二："),
        ("一月份：", "二月份："),
        ("First, ", "Second, "),
        ("Firstly, ", "Secondly, "),
        ("First of all, ", "Secondly, "),
        ("One, ", "Two, "),
        ("I. ", "II. "),
        ("Ⅰ、", "Ⅱ、"),
        ("A. ", "B. "),
        ("a) ", "b) "),
        ("(a) ", "(b) "),
        ("Chapter 1 ", "Chapter 2 "),
        ("Article 1 ", "Article 2 "),
    ],
)
def test_each_way_of_numbering_gives_two_items_with_the_number_as_written(first, second):
    found = outline_of(f"{first}加强社区服务工作\n{second}改善居住环境")
    assert found == [f"1 {first.strip()}加强社区服务工作", f"1 {second.strip()}改善居住环境"]


@pytest.mark.parametrize(
    "line",
    [
        "高一、高二年级召开家长会",
        "3.12植树节活动",
        "11.5-6月份开展活动",
        "Second Session of the Congress",
        "□①满意 □②不满意",
        "2-3 communities take part",
        "2-3个社区参加",
        "12.5%的居民参加",
        "10:30集合",
        "2019.12.31前完成",
        "1.5倍工资",
        "A new year begins",
        "I think so",
        "第一书记走访居民",
    ],
)
def test_what_only_looks_like_a_number_is_text(line):
    assert outline_of(f"一、宣传工作\n{line}\n二、服务工作") == ["1 一、宣传工作", "1 二、服务工作"]


def test_a_number_before_a_year_or_a_month_is_a_number():
    assert outline_of("1.2019年底前完成改造\n2.5月份开展评选\n3.6-7月份进行总结") == [
        "1 1.2019年底前完成改造",
        "1 2.5月份开展评选",
        "1 3.6-7月份进行总结",
    ]


def test_a_month_behind_a_full_width_stop_is_no_part_of_the_number():
    text = "（一）调查\n1．3月底前完成\n2．建账\n（二）施工\n1．4-6月施工\n2．7月验收"
    assert outline_of(text) == [
        "1 （一）调查",
        "2 1．3月底前完成",
        "2 2．建账",
        "1 （二）施工",
        "2 1．4-6月施工",
        "2 2．7月验收",
    ]


def test_items_run_together_on_one_line():
    assert outline_of("一、准备阶段\n1、成立小组；2、制定方案；3、广泛发动。\n二、实施阶段") == [
        "1 一、准备阶段",
        "2 1、成立小组；",
        "2 2、制定方案；",
        "2 3、广泛发动。",
        "1 二、实施阶段",
    ]


def test_a_whole_plan_on_one_line():
    assert outline_of(
        "创建方案 一、目标 做到整洁。 二、任务 （一）绿化。（二）清洁。 三、措施 1、领导。2、投入。"
    ) == [
        "1 一、目标 做到整洁。",
        "1 二、任务",
        "2 （一）绿化。",
        "2 （二）清洁。",
        "1 三、措施",
        "2 1、领导。",
        "2 2、投入。",
    ]


def test_points_inside_a_paragraph_are_one_level_deeper():
    assert outline_of("（一）完善制度。一是每季度开会；二是每月公布；三是每周接待。\n（二）培训干部。") == [
        "1 （一）完善制度。",
        "2 一是每季度开会；",
        "2 二是每月公布；",
        "2 三是每周接待。",
        "1 （二）培训干部。",
    ]


def test_points_may_go_on_in_the_next_paragraph():
    assert numbers_of("一、党建\n重点如下：一是学习；二是培训。\n三是服务。\n二、民生") == (
        "1一、 2一是 2二是 2三是 1二、"
    )


def test_a_list_that_begins_behind_a_colon_goes_on_below():
    assert (
        numbers_of("一、文化周\n活动安排：1.健身操比赛\n2.乒乓球比赛\n3.书画展\n二、其他")
        == "1一、 21. 22. 23. 1二、"
    )


def test_references_to_items_are_no_items():
    assert outline_of("第一条　按照本条例第（一）、（二）项执行。\n第二条　适用（一）至（三）项。") == [
        "1 第一条按照本条例第（一）、（二）项执行。",
        "1 第二条适用（一）至（三）项。",
    ]


def test_a_single_adverb_opens_no_list():
    assert outline_of("First, do this: first assist the town.\nSecond, do that.") == [
        "1 First,do this: first assist the town.",
        "1 Second,do that.",
    ]


def test_words_and_digits_in_one_list():
    assert numbers_of("First, a\nSecond, b\nThird, c\n4. d\n5. e") == "1First, 1Second, 1Third, 14. 15."


def test_brackets_of_two_kinds_in_one_list():
    assert numbers_of("I. Aims\n(A) the idea\n(2) principles\nII. Tasks") == "1I. 2(A) 2(2) 1II."


def test_a_list_in_words_inside_one_in_words():
    text = "First, grasp the system\nFirst, train. The second is to talk. Third, vote.\nSecond, set up posts"
    assert numbers_of(text) == "1First, 2First, 2The second is 2Third, 1Second,"


def test_articles_count_on_through_the_chapters():
    text = "第一章 总则\n第一条 甲\n第二条 乙\n（一）丙\n第二章 附则\n第三条 丁\n第四条 戊"
    assert numbers_of(text) == "1第一章 2第一条 2第二条 3（一） 1第二章 2第三条 2第四条"


def test_a_level_may_be_skipped():
    assert numbers_of("一、甲\n1.乙\n2.丙\n二、丁\n（一）戊\n1.己") == "1一、 21. 22. 1二、 2（一） 31."


def test_a_list_before_the_first_heading_is_at_the_top():
    assert numbers_of("1.甲\n2.乙\n一、丙\n1.丁\n2.戊\n3.己\n二、庚") == "11. 12. 1一、 21. 22. 23. 1二、"


def test_the_same_numbers_may_be_nested():
    assert numbers_of("1.甲\n2.乙\n3.丙\n1.丁\n2.戊\n4.己\n5.庚") == "11. 12. 13. 21. 22. 14. 15."


def test_decimal_numbers_of_several_parts():
    assert numbers_of("1 总则\n1.1 目的\n1.2 范围\n1.2.1 甲\n1.2.2 乙\n2 职责\n2.1 甲\n2.2 乙") == (
        "11 21.1 21.2 31.2.1 31.2.2 12 22.1 22.2"
    )


def test_months_are_headings():
    assert numbers_of("一月份：\n1、慰问\n2、联欢\n二月份\n猜灯谜\n四、五月份：\n1、清明\n6月：\n总结") == (
        "1一月份： 21、 22、 1二月份 1四、五月份： 21、 16月："
    )


def test_a_school_year_goes_from_december_to_january():
    assert numbers_of("十一月份：\n甲\n十二月份：\n乙\n一月份：\n丙") == "1十一月份： 1十二月份： 1一月份："


def test_a_line_broken_before_what_looks_like_a_number():
    assert outline_of("1.报修电话在办公室,高\n二、高三学生家庭优先。\n2.请配合检查。") == [
        "1 1.报修电话在办公室,高二、高三学生家庭优先。",
        "1 2.请配合检查。",
    ]


def test_a_table_with_numbers_is_a_plan_of_tasks():
    assert (
        numbers_of("任务分解表\n序号\t任务\t单位\n1\t改造\t城建科\n2\t食堂\t民政科\n3\t分类\t城管科")
        == "11 12 13"
    )


def test_items_of_three_depths_in_one_paragraph():
    assert numbers_of("二、任务 1.政治建设。2.思想建设：（1）学习；（2）自学。3.作风建设。\n三、步骤") == (
        "1二、 21. 22. 3（1） 3（2） 23. 1三、"
    )


def test_quarters_and_spans_of_months_are_headings():
    assert (
        numbers_of("第一季度：\n1.慰问\n2.联欢\n第二季度：\n1.评选") == "1第一季度： 21. 22. 1第二季度： 21."
    )
    assert (
        numbers_of("1月至3月：计划\n4月至10月：实施\n11月至12月：总结")
        == "11月至3月： 14月至10月： 111月至12月："
    )


def test_a_plan_in_translated_english_with_digits_for_words():
    text = (
        "First, books.\nSecond, dances.\n3. In May, a film.\n"
        "Summer courses:\n1, singing\n2, sports\n4. In June, reading."
    )
    assert numbers_of(text) == "1First, 1Second, 13. 21, 22, 14."


def test_parts_hold_sections():
    assert numbers_of(
        "第一部分 回顾\n（一）党建\n（二）民生\n第二部分 打算\n一、思想\n二、工作\n（一）党建"
    ) == ("1第一部分 2（一） 2（二） 1第二部分 2一、 2二、 3（一）")


def test_a_section_stays_in_its_chapter_after_words_that_sound_like_an_end():
    lines = [
        "章程",
        "第一章 总则",
        "第二章 服务",
        "第三章 完善服务设施。",
        "各单位密切配合，形成合力。",
        "第一节 分工",
        "第二节 时限",
    ]
    levels = [
        (item.level, item.number) for plan in read_text("\n\n".join(lines)).plans for item in plan.items()
    ]
    assert levels == [(1, "第一章"), (1, "第二章"), (1, "第三章"), (2, "第一节"), (2, "第二节")]
