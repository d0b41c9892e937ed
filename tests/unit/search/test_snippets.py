from search.documents import Part, SearchDocument
from search.snippets import best_part, mark, snippet

WORTH = {"志愿": ("志愿", 5.0), "停水": ("停水", 3.0), "volunt": ("volunt", 2.0), "age": ("age", 1.0)}


def test_marks_touching_each_other_are_one():
    assert mark("志愿停水", WORTH) == "<mark>志愿停水</mark>"


def test_everything_else_is_escaped():
    assert mark('<志愿> & "x"\'', WORTH) == "&lt;<mark>志愿</mark>&gt; &amp; &quot;x&quot;&#x27;"


def test_letters_are_marked_from_the_start_of_a_word_to_its_end():
    assert (
        mark("Volunteers' village, aged", WORTH) == "<mark>Volunteers</mark>&#x27; village, <mark>aged</mark>"
    )


def test_a_single_letter_is_marked_only_where_it_stands_alone():
    assert mark("Everybody: e-bikes, e", {"e": ("e", 1.0)}) == (
        "Everybody: <mark>e</mark>-bikes, <mark>e</mark>"
    )


def test_marks_are_right_where_folding_changes_lengths():
    assert mark("㈠ﬁ½志願者", WORTH) == "㈠ﬁ½<mark>志願</mark>者"


def test_the_passage_with_most_of_the_query_is_shown():
    text = "停水。" + "无关的话。" * 60 + "志愿者遇到停水。" + "别的话。" * 60
    shown = snippet(text, WORTH)
    assert "<mark>志愿</mark>者遇到<mark>停水</mark>" in shown
    assert shown.startswith("…")
    assert shown.endswith("…")
    assert len(shown) < 160


def test_without_a_found_word_the_start_is_shown():
    assert snippet("无关的话。", WORTH) == "无关的话。"
    assert snippet("甲" * 500, {}) == "甲" * 110 + "…"


def test_words_of_letters_are_never_cut():
    text = "word " * 100 + "volunteering " + "another " * 100
    shown = snippet(text, WORTH).strip("…").replace("<mark>", "").replace("</mark>", "")
    assert set(shown.split()) == {"word", "volunteering", "another"}


def test_a_passage_begins_with_a_sentence_or_a_line_where_one_begins_shortly_before():
    for before, first in [
        ("无关的话。", "这里说志愿"),
        ("无关的话\n", "第二行说志愿"),
        ("Other words. ", "Here volunteers"),
    ]:
        shown = snippet(before * 60 + first + "别的话，" * 60, WORTH)
        plain = shown.replace("<mark>", "").replace("</mark>", "")
        assert plain.startswith(f"…{before.strip()}"), plain


def test_a_passage_begins_with_no_comma():
    shown = snippet("无关的话，还有一些，" * 30 + "志愿" + "别的话，" * 60, WORTH)
    assert shown[1].isalnum()


def test_line_breaks_become_spaces():
    assert snippet("停水\n\n\t通知", WORTH) == "<mark>停水</mark> 通知"


PARTS = (Part("a", "停水", "停水的安排"), Part("b", "招募", "志愿者招募"), Part("c", "", "志愿者与停水"))


def page(title, parts=PARTS, text=""):
    return SearchDocument(
        key="a", type="page", locale="zh-hans", url="/a/", title=title, text=text, parts=parts
    )


def test_the_part_that_holds_most_of_the_query_is_pointed_at():
    assert best_part(page("工作计划"), {"志愿": ("志愿", 5.0)}).anchor == "b"
    assert best_part(page("工作计划"), {"志愿": ("志愿", 5.0), "停水": ("停水", 3.0)}).anchor == "c"


def test_a_part_named_so_comes_before_one_that_only_says_so():
    assert best_part(page("工作计划"), {"停水": ("停水", 3.0)}).anchor == "a"


def test_no_part_is_pointed_at_where_the_title_says_it_all_or_no_part_says_half():
    assert best_part(page("停水计划"), {"停水": ("停水", 3.0)}) is None
    assert best_part(page("工作计划"), {"停水": ("停水", 3.0), "电梯": ("电梯", 4.0)}) is None
    assert best_part(page("工作计划", parts=()), WORTH) is None


def test_an_attachment_is_pointed_at_only_for_what_the_page_itself_does_not_say():
    file = Part("", "附件", "志愿者与停水")
    assert best_part(page("工作计划", parts=(file,)), WORTH) == file
    assert best_part(page("工作计划", parts=(file,), text="志愿与停水"), WORTH) is None
    assert best_part(page("工作计划", parts=(*PARTS, file)), {"志愿": ("志愿", 5.0)}).anchor == "b"
