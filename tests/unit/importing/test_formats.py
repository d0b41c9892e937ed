"""Texts in each encoding, pages, Markdown and Word files: all come out as lines that rea"
"d as their authors see them."""

import pytest

from cms.importing.api import Reading, read_bytes, read_html
from tests.unit.importing import word
from tests.unit.importing.outlines import outline

PLAN = "社区工作计划\r\n一、加强党建\r\n（一）学习\r\n（二）培训\r\n二、改善民生\r\n"
OUTLINE = ["1 一、加强党建", "2 （一）学习", "2 （二）培训", "1 二、改善民生"]


def read(text: str, name: str = "plan.txt") -> Reading:
    return read_bytes(text.encode(), name)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "gb18030"])
def test_a_text_is_read_in_each_encoding(encoding):
    assert outline(read_bytes(PLAN.encode(encoding), "plan.txt")) == OUTLINE


def test_a_page_gives_its_main_text_only():
    page = """<html><head><title>x</title></head><body>
    <div class="nav"><a href="/">首页</a><a href="/news">一、新闻</a></div>
    <div class="position">当前位置：<a>首页</a> &gt; <a>通知公告</a></div>
    <div class="main"><h1>关于开展邻里节活动的通知</h1><div>发布时间：2019-03-02 来源：街道 浏览：12</div>
    <div id="zoom"><p>各社区：</p><p>现将有关事项通知如下：</p>
    <p><b>一、</b>活动主题</p><p>邻里一家亲，共建美好家园。</p>
    <p>二、活动内容<br>（一）开幕式<br/>（二）百家宴</p></div>
    <div class="related"><h3>相关文章</h3><ul><li><a href="1">一、旧计划</a></li></ul></div></div>
    <div class="footer">版权所有</div><script>一、脚本</script></body></html>"""
    reading = read(page, "page.html")
    assert outline(reading) == ["1 一、活动主题", "1 二、活动内容", "2 （一）开幕式", "2 （二）百家宴"]
    assert reading.breadcrumb == ("首页", "通知公告")
    plan = reading.plans[0]
    assert (plan.title, plan.addressees, plan.preamble) == (
        "关于开展邻里节活动的通知",
        "各社区",
        "现将有关事项通知如下：",
    )


def test_a_page_in_the_encoding_that_it_declares():
    page = f'<html><head><meta charset="gb2312"></head><body>{PLAN.replace(chr(10), "<br>")}</body></html>'
    assert outline(read_bytes(page.encode("gb18030"), "page.htm")) == OUTLINE


def test_list_items_get_the_number_that_a_browser_shows():
    page = (
        "<p>计划</p><ol start=3><li>甲</li><li>乙<ol type=a><li>丙</li><li>丁</li></ol></li></ol>"
        "<ol type=I><li>戊</li><li>己</li></ol>"
    )
    assert [line.split()[1] for line in outline(read_html(page))] == [
        "3.甲",
        "4.乙",
        "a.丙",
        "b.丁",
        "I.戊",
        "II.己",
    ]


def test_nested_lists_of_one_style_keep_their_depth():
    page = "<ol><li>甲<ol><li>乙</li><li>丙</li></ol></li><li>丁<ol><li>戊</li></ol></li></ol>"
    assert [line.split(".")[0] for line in outline(read_html(page))] == ["1 1", "2 1", "2 2", "1 2", "2 1"]


def test_a_table_of_a_page_stays_text():
    page = (
        "<h1>计划</h1><p>一、任务</p><table><tr><th>序号</th><th>任务</th></tr><tr><td>1</td><td>"
        "宣传</td></tr></table><p>二、要求</p>"
    )
    reading = read_html(page)
    assert outline(reading) == ["1 一、任务", "1 二、要求"]
    assert "1 | 宣传" in reading.plans[0].sections[0].text


def test_markdown_headings_lists_and_emphasis():
    source = (
        "---\na: b\n---\n# 工作计划\n\n前言。\n\n## 一、**党建**\n\n1. 学习[制度](http://a.b)\n2."
        " 培训\n\n## 二、民生\n\n> 引用\n"
    )
    reading = read(source, "plan.md")
    assert outline(reading) == ["1 一、党建", "2 1.学习制度", "2 2.培训", "1 二、民生"]
    assert (reading.plans[0].title, reading.plans[0].preamble) == ("工作计划", "前言。")
    assert reading.plans[0].sections[1].text == "引用"


def test_markdown_headings_without_numbers_are_sections():
    reading = read("# 计划\n\n## 目标\n\n1. 甲\n2. 乙\n\n## 措施\n\n1. 丙\n", "plan.md")
    assert outline(reading) == ["1 目标", "2 1.甲", "2 2.乙", "1 措施", "2 1.丙"]


def test_markdown_counts_lists_as_it_shows_them():
    assert outline(read("1. 甲\n1. 乙\n1. 丙\n", "plan.md")) == ["1 1.甲", "1 2.乙", "1 3.丙"]


CHINESE = word.level(0, "chineseCounting", "%1、") + word.level(1, "chineseCountingThousand", "（%2）")


def word_outline(*blocks: str, **parts: str) -> list[str]:
    return outline(read_bytes(word.document(*blocks, **parts), "plan.docx"))


def test_word_numbers_are_written_as_word_shows_them():
    numbers = word.numbering({0: CHINESE}, {1: (0, "")})
    found = word_outline(
        word.paragraph("工作计划"),
        word.paragraph("党建", number=(1, 0)),
        word.paragraph("学习", number=(1, 1)),
        word.paragraph("培训", number=(1, 1)),
        word.paragraph("民生", number=(1, 0)),
        word.paragraph("养老", number=(1, 1)),
        numbers=numbers,
    )
    assert found == ["1 一、党建", "2 （一）学习", "2 （二）培训", "1 二、民生", "2 （一）养老"]


@pytest.mark.parametrize(
    ("form", "text", "shown"),
    [
        ("decimal", "%1.", ["1.", "2."]),
        ("decimalFullWidth", "%1．", ["１．", "２．"]),
        ("decimalEnclosedCircle", "%1", ["①", "②"]),
        ("decimalEnclosedCircleChinese", "%1", ["①", "②"]),
        ("decimalEnclosedParen", "%1", ["⑴", "⑵"]),
        ("japaneseCounting", "%1、", ["一、", "二、"]),
        ("taiwaneseCountingThousand", "%1、", ["一、", "二、"]),
        ("ideographDigital", "（%1）", ["（一）", "（二）"]),
        ("chineseCountingThousand", "第%1条", ["第一条", "第二条"]),
        ("upperRoman", "%1.", ["I.", "II."]),
        ("lowerLetter", "(%1)", ["(a)", "(b)"]),
        ("upperLetter", "%1.", ["A.", "B."]),
        ("lowerRoman", "(%1)", ["(i)", "(ii)"]),
    ],
)
def test_each_format_of_words_numbers(form, text, shown):
    numbers = word.numbering({0: word.level(0, form, text)}, {1: (0, "")})
    blocks = [word.paragraph("加强服务", number=(1, 0)), word.paragraph("改善环境", number=(1, 0))]
    assert word_outline(*blocks, numbers=numbers) == [f"1 {shown[0]}加强服务", f"1 {shown[1]}改善环境"]


def test_eleven_and_more_in_chinese():
    numbers = word.numbering({0: word.level(0, "chineseCounting", "%1、")}, {1: (0, "")})
    blocks = [word.paragraph(f"任务{place}", number=(1, 0)) for place in range(1, 22)]
    found = word_outline(*blocks, numbers=numbers)
    assert [found[place - 1].split("、")[0] for place in (10, 11, 20, 21)] == [
        "1 十",
        "1 十一",
        "1 二十",
        "1 二十一",
    ]


def test_a_word_list_may_start_late_and_start_again():
    again = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    numbers = word.numbering({0: word.level(0, "decimal", "%1.", start=5)}, {1: (0, ""), 2: (0, again)})
    blocks = [
        word.paragraph(text, number=(list_id, 0))
        for text, list_id in (("甲", 1), ("乙", 1), ("丙", 2), ("丁", 2))
    ]
    assert [line.split(".")[0] for line in word_outline(*blocks, numbers=numbers)] == [
        "1 5",
        "1 6",
        "1 1",
        "1 2",
    ]


def test_lists_of_one_abstract_list_go_on_counting():
    numbers = word.numbering({0: word.level(0, "decimal", "%1.")}, {1: (0, ""), 2: (0, "")})
    blocks = [word.paragraph("甲", number=(1, 0)), word.paragraph("乙", number=(2, 0))]
    assert word_outline(*blocks, numbers=numbers) == ["1 1.甲", "1 2.乙"]


def test_numbers_of_several_levels():
    levels = word.level(0, "chineseCounting", "第%1章") + word.level(
        1, "decimal", "%1.%2", extra="<w:isLgl/>"
    )
    numbers = word.numbering({0: levels}, {1: (0, "")})
    blocks = [
        word.paragraph("总则", number=(1, 0)),
        word.paragraph("目的", number=(1, 1)),
        word.paragraph("范围", number=(1, 1)),
    ]
    assert word_outline(*blocks, numbers=numbers) == ["1 第一章总则", "2 1.1目的", "2 1.2范围"]


def test_numbers_that_belong_to_a_style():
    levels = word.level(0, "chineseCounting", "%1、", extra='<w:pStyle w:val="Biaoti"/>')
    style = word.styles(Biaoti='<w:numPr><w:numId w:val="1"/></w:numPr><w:outlineLvl w:val="0"/>')
    blocks = [
        word.paragraph("计划"),
        word.paragraph("党建", style="Biaoti"),
        word.paragraph("民生", style="Biaoti"),
    ]
    found = word_outline(*blocks, numbers=word.numbering({0: levels}, {1: (0, "")}), style=style)
    assert found == ["1 一、党建", "1 二、民生"]


def test_typed_and_automatic_numbers_in_one_list():
    numbers = word.numbering({0: word.level(0, "japaneseCounting", "%1、", start=2)}, {1: (0, "")})
    blocks = [word.paragraph("一、背景"), word.paragraph("准备", number=(1, 0)), word.paragraph("三、实施")]
    assert word_outline(*blocks, numbers=numbers) == ["1 一、背景", "1 二、准备", "1 三、实施"]


def test_bullets_are_no_numbers():
    numbers = word.numbering({0: word.level(0, "bullet", "\uf0b7")}, {1: (0, "")})
    reading = read_bytes(
        word.document(
            word.paragraph("一、甲"),
            word.paragraph("要点", number=(1, 0)),
            word.paragraph("二、乙"),
            numbers=numbers,
        ),
        "plan.docx",
    )
    assert outline(reading) == ["1 一、甲", "1 二、乙"]
    assert reading.plans[0].sections[0].text == "要点"


def test_deleted_text_is_left_out_and_inserted_text_read():
    deleted = "<w:del><w:r><w:delText>旧</w:delText><w:t>旧</w:t></w:r></w:del>"
    inserted = f"<w:ins>{word.run('新')}</w:ins>"
    assert word_outline(word.paragraph("一、", inner=deleted + inserted), word.paragraph("二、乙")) == [
        "1 一、新",
        "1 二、乙",
    ]


def test_hidden_text_is_left_out():
    assert (
        word_outline(word.paragraph("一、甲", inner=word.run("暗", "<w:vanish/>")), word.paragraph("二、乙"))[
            0
        ]
        == "1 一、甲"
    )


def test_a_line_break_begins_a_line():
    assert word_outline(word.paragraph("一、甲\n（一）乙\n（二）丙"), word.paragraph("二、丁")) == [
        "1 一、甲",
        "2 （一）乙",
        "2 （二）丙",
        "1 二、丁",
    ]


def test_a_text_box_is_read_once():
    box = f"<w:txbxContent>{word.paragraph('框中文字')}</w:txbxContent>"
    both = (
        f"<w:r><mc:AlternateContent><mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback>"
        f"</mc:AlternateContent></w:r>"
    )
    reading = read_bytes(
        word.document(word.paragraph("一、甲", inner=both), word.paragraph("二、乙")), "plan.docx"
    )
    assert reading.plans[0].sections[0].text == "框中文字"


def test_a_word_table_that_only_places_text_is_text():
    assert word_outline(word.table([["一、甲"], ["（一）乙"], ["（二）丙"]])) == [
        "1 一、甲",
        "2 （一）乙",
        "2 （二）丙",
    ]


def test_a_word_table_of_tasks_is_a_plan():
    rows = [["序号", "任务", "单位"], ["1", "改造", "城建科"], ["2", "食堂", "民政科"]]
    reading = read_bytes(word.document(word.paragraph("任务分解表"), word.table(rows)), "plan.docx")
    assert outline(reading) == ["1 1改造", "1 2食堂"]
    assert reading.plans[0].sections[0].text == "单位：城建科"


def test_a_strict_word_file():
    blocks = word.paragraph("一、甲") + word.paragraph("二、乙")
    document = f"<w:document {word.NAMESPACES}><w:body>{blocks}</w:body></w:document>"
    strict = document.replace(
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "http://purl.oclc.org/ooxml/wordprocessingml/main",
    )
    assert outline(read_bytes(word.package({"word/document.xml": strict}), "plan.docx")) == [
        "1 一、甲",
        "1 二、乙",
    ]


def test_a_list_whose_items_are_numbered_by_hand_is_not_numbered_twice():
    inner = "<ol style='list-style-type:lower-alpha'><li>乙</li></ol>"
    page = f"<ol class='plain'><li>一、甲{inner}</li><li>二、丙</li></ol>"
    assert outline(read_html(page)) == ["1 一、甲", "2 a.乙", "1 二、丙"]


def test_the_number_of_an_item_may_be_told_by_its_own_style():
    page = '<ol><li>甲</li><ol><li style="list-style-type:lower-alpha">乙</li></ol><li>丙</li></ol>'
    assert outline(read_html(page)) == ["1 1.甲", "2 a.乙", "1 2.丙"]


def test_pasted_from_word_numbers_stay_and_bullets_go():
    item = (
        '<p style="mso-list:l0 level1 lfo1"><span style="mso-list:Ignore">{}<span>&nbsp;</span></span>{}</p>'
    )
    page = item.format("（一）", "甲") + item.format("Ø", "乙") + item.format("（二）", "丙")
    (plan,) = read_html(page).plans
    assert [(item.number, item.text) for item in plan.items()] == [("（一）", "乙"), ("（二）", "")]


def test_serial_numbers_that_word_counts_in_a_table():
    serial = word.paragraph(number=(1, 0))
    rows = "".join(
        f"<w:tr><w:tc>{serial}</w:tc><w:tc>{word.paragraph(task)}</w:tc><w:tc>{word.paragraph('城建科')}</w:tc></w:tr>"
        for task in ("整治环境", "美化楼道")
    )
    numbers = word.numbering({0: word.level(0, "decimal", "%1")}, {1: (0, "")})
    data = word.document(word.paragraph("社区工作计划"), f"<w:tbl>{rows}</w:tbl>", numbers=numbers)
    assert outline(read_bytes(data, "plan.docx")) == ["1 1整治环境", "1 2美化楼道"]


def test_empty_items_count_and_deleted_ones_do_not():
    empty = word.paragraph(number=(1, 0))
    deleted = empty.replace("</w:pPr>", '<w:rPr><w:del w:id="1"/></w:rPr></w:pPr>')
    item = [word.paragraph("甲", number=(1, 0)), empty, deleted]
    numbers = word.numbering({0: word.level(0, "decimal", "%1.")}, {1: (0, "")})
    data = word.document(*item, word.paragraph("乙", number=(1, 0)), numbers=numbers)
    assert outline(read_bytes(data, "plan.docx")) == ["1 1.甲", "1 3.乙"]


def test_the_record_above_the_text_of_a_governments_page_is_none_of_it():
    record = "<table><tr><td>索 引 号：</td><td>0001/2018</td><td>主题分类：</td><td>农业</td></tr></table>"
    text = "<p>关于奖售粮</p><p>几 个 问 题 的 通 知</p><p>国家经贸委、冶金部：</p><p>一、甲</p><p>二、乙</p>"
    (plan,) = read_html(f"<div>{record}{text}</div>").plans
    assert (plan.title, plan.addressees) == ("关于奖售粮几个问题的通知", "国家经贸委、冶金部")
