"""What a line of text must not tear apart, and what in it can be called."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import escape

from cms.publishing.rendering.typography import unbroken, with_calls


def whole(text):
    return f'<span class="whole">{text}</span>'


def test_a_year_a_month_and_a_day_keep_their_numbers():
    assert unbroken("柳溪街道2026年社区工作计划") == f"柳溪街道{whole('2026年')}社区工作计划"
    assert unbroken("3月8日停水<通知>") == f"{whole('3月')}{whole('8日')}停水&lt;通知&gt;"
    assert unbroken("Plan 2026") == "Plan 2026"


@pytest.mark.parametrize(
    ("number", "called"),
    [
        ("0000 1000102", "00001000102"),
        ("0000-1000102", "00001000102"),
        ("+86 138 0013 8000", "+8613800138000"),
    ],
)
def test_a_telephone_number_can_be_called(number, called):
    assert with_calls(f"石桥社区服务站，{number}。") == (
        f'石桥社区服务站，<a class="whole" href="tel:{called}">{number}</a>。'
    )


@pytest.mark.parametrize(
    "text",
    [
        "2026-03-02",
        "9:00-17:30",
        "18 Liuxi Road",
        "柳街发〔2026〕1号",
        "a@1234567.example",
        "12345678901234567890",
    ],
)
def test_other_numbers_are_no_telephone(text):
    assert with_calls(text) == escape(text)


@given(st.text())
def test_nothing_is_said_but_what_was_there(text):
    assert unbroken(text).striptags() == escape(text).striptags()
    assert with_calls(text).striptags() == escape(text).striptags()
