"""From the words of a reading to the values of a page's fields."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cms.core.blocks import BodyBlock, plain_text
from cms.core.text import plain
from cms.importing.making import body_of, day_in, html_of, issuer_named
from cms.importing.readings import PlanReading, SectionReading
from tests import factories


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("2019年1月5日", date(2019, 1, 5)),
        ("二〇一九年十二月二十一日", date(2019, 12, 21)),
        ("2019-01-05", date(2019, 1, 5)),
        ("January 5, 2019", date(2019, 1, 5)),
        ("5 January 2019", date(2019, 1, 5)),
        ("2019年2月30日", None),
        ("2019年xx月xx日", None),
        ("2019年1月", None),
        ("January 2019", None),
        ("", None),
        (None, None),
    ],
)
def test_a_date_as_written_means_a_day_or_nothing(words, day):
    assert day_in(words) == day


@given(st.dates(date(1950, 1, 1), date(2099, 12, 31)))
def test_every_day_is_understood_as_it_is_usually_written(day):
    assert day_in(f"{day.year}年{day.month}月{day.day}日") == day
    assert day_in(f"{day:%B} {day.day}, {day.year}") == day


@given(st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"]), max_size=80))
def test_no_word_of_a_text_is_lost_or_becomes_markup(text):
    assert plain(html_of(text)).split() == text.split()


def test_empty_lines_part_paragraphs():
    assert html_of("一\n二\n\n\n三 < 四") == "<p>一<br/>二</p><p>三 &lt; 四</p>"


def test_items_with_something_below_them_become_headings():
    reading = PlanReading(
        title="通知",
        addressees="各社区：",
        preamble="现通知如下。",
        sections=(
            SectionReading(
                "一、", 1, "时间", "周一至周五。", (SectionReading("（一）", 2, "上午九时开始。"),)
            ),
            SectionReading("二、", 1, "请互相转告。"),
        ),
        closing="特此通知。",
    )
    assert body_of(reading) == [
        ("text", "<p>各社区：</p><p>现通知如下。</p>"),
        ("heading", {"text": "一、时间", "level": "2"}),
        ("text", "<p>周一至周五。</p><p>（一）上午九时开始。</p><p>二、请互相转告。</p><p>特此通知。</p>"),
    ]


def test_a_made_body_is_a_valid_one():
    block = BodyBlock()
    section = SectionReading("1.", 1, "Time", "Monday.", (SectionReading("a)", 2, "Place", "Hall."),))
    value = block.clean(block.normalize(body_of(PlanReading(sections=(section,)))))
    public = block.public_form(value)
    assert [(each["type"], each.get("level")) for each in public] == [
        ("heading", 2),
        ("text", None),
        ("heading", 3),
        ("text", None),
    ]
    assert plain_text(public).splitlines() == ["1. Time", "Monday.", "a) Place", "Hall."]


@pytest.mark.django_db
def test_an_issuer_is_found_by_its_name_in_either_language():
    street = factories.organisation(name_zh="柳溪街道", name_en="Liuxi Street")
    assert issuer_named("柳溪街道") == issuer_named("liuxi street") == street
    assert issuer_named("石桥社区") is None
    assert issuer_named("") is None
