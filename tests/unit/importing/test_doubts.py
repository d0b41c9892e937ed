"""What is odd about the numbers of a text is said with its line, and never guessed away."""

from cms.importing.api import read_text


def doubts(text: str) -> list[tuple[int, str]]:
    return [(doubt.line, doubt.message) for doubt in read_text(text).warnings]


def test_a_text_in_order_raises_none():
    assert doubts("一、甲\n（一）乙\n（二）丙\n二、丁\n（一）戊") == []


def test_a_missing_number():
    assert doubts("一、甲\n二、乙\n四、丙") == [(3, "Before 四、, number 3 of the list is missing.")]


def test_a_repeated_number():
    assert doubts("一、甲\n二、乙\n二、丙\n三、丁") == [(3, "二、 is repeated: number 3 was expected.")]


def test_a_number_that_goes_back():
    assert doubts("1、甲\n2、乙\n3、丙\n2、丁") == [(4, "2、 goes back: number 4 was expected.")]


def test_a_list_that_starts_again_without_reason():
    assert doubts("1、甲\n2、乙\n\n1、丙\n2、丁") == [
        (4, "The numbering starts again at 1、 without a heading above it.")
    ]


def test_a_list_that_is_introduced_again_is_no_doubt():
    assert doubts("（一）甲；\n（二）乙。\n有下列情形之一的，从严处理：\n（一）丙；\n（二）丁。") == []


def test_a_list_that_begins_late():
    assert doubts("三、甲\n四、乙") == [(1, "A list begins with 三、.")]


def test_months_may_be_left_out():
    assert doubts("一月份：\n甲\n三月份：\n乙") == []
