import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search.parsing import LONGEST_QUERY, MOST_RUNS, ParsedQuery, joined, parse


@pytest.mark.parametrize(
    ("text", "parsed"),
    [
        ("志愿者 招募", ParsedQuery("志愿者 招募")),
        ("2018广州", ParsedQuery("2018 广州")),
        ('"社区 志愿者" 招募', ParsedQuery("社区 志愿者 招募", ("社区 志愿者",))),
        ("“停水”「通知」『公告』", ParsedQuery("停水 通知 公告", ("停水", "通知", "公告"))),
        ("志愿 -广州 －上海", ParsedQuery("志愿", (), ("广州", "上海"))),
        ('停水 -"青年路 小区"', ParsedQuery("停水", (), ("青年路 小区",))),
        ("old-age 2019-2020", ParsedQuery("old age 2019 2020")),
        ('half "open', ParsedQuery("half open")),
        ('"" - -- “”', ParsedQuery("")),
        ("a AND b OR (c)", ParsedQuery("a and b or c")),
    ],
)
def test_parse(text, parsed):
    assert parse(text) == parsed


@settings(deadline=None, max_examples=50)
@given(st.text(st.characters(codec=None), max_size=2 * LONGEST_QUERY))
def test_any_text_is_read_within_bounds(text):
    parsed = parse(text)
    assert len(parsed.words.split()) <= MOST_RUNS
    assert len(parsed.phrases) <= 8
    assert len(parsed.excluded) <= 8


def test_joined_texts_have_spaces_between_letters_only():
    assert joined("清办发 2019 3 号 old age") == "清办发2019 3号old age"


def test_one_quoted_character_is_a_word_and_no_demand():
    parsed = parse("哪个省简称为「粤」?")
    assert parsed.phrases == ()
    assert "粤" in parsed.words
    assert parsed.asks
