"""Readings into plans."""

import pytest

from cms.importing.readings import PlanReading, SectionReading
from cms.importing.registry import ImportContext, Source, maker_for
from cms.workplans.services import plan_of
from tests import factories

pytestmark = pytest.mark.django_db


def context() -> ImportContext:
    home = factories.home()
    return ImportContext(home, home.locale, Source("", "0" * 64))


def test_a_heading_too_long_for_a_heading_becomes_text():
    reading = PlanReading(year=2019, sections=(SectionReading("一、", 1, "长" * 300, "后文"),))
    task = plan_of(reading, context()).tasks.first()
    assert task.heading == ""
    assert task.text == f"<p>{'长' * 300}</p><p>后文</p>"


def test_levels_deeper_than_lists_go_are_kept_at_the_deepest():
    item = SectionReading("8", 8, "深")
    assert plan_of(PlanReading(year=2019, sections=(item,)), context()).tasks.first().level == 6


def test_markup_in_a_text_stays_text():
    reading = PlanReading(year=2019, preamble="<script>alert(1)</script>")
    assert plan_of(reading, context()).preamble == "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>"


@pytest.mark.parametrize("kind", ["work_plan", "notice", "policy", "page"])
def test_every_kind_of_section_can_be_imported_into(kind):
    section = factories.section()
    where = ImportContext(section, section.locale, Source("a.txt", "0" * 64))
    reading = PlanReading(
        title="关于楼道的规定",
        year=2026,
        number="柳街发〔2026〕1号",
        date="2026年1月5日",
        sections=(SectionReading("一、", 1, "范围", "适用于全街道。"),),
    )
    page = maker_for(kind)(reading, where)
    document = factories.add(page, section).to_document()
    assert document.type == kind
    assert document.title == "关于楼道的规定"
    assert "适用于全街道。" in document.text
    if kind == "policy":
        assert (document.detail["number"], document.detail["signed_on"]) == (
            "柳街发〔2026〕1号",
            "2026-01-05",
        )
    if kind == "notice":
        assert document.published_at == "2026-01-05T00:00:00+08:00"
