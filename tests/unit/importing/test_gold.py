"""Real documents, read as a person read them."""

import json

import pytest

from cms.importing.api import read_file
from tests.unit.importing import quality

EXPECTED = quality.expected_readings()


@pytest.mark.parametrize("path", EXPECTED, ids=lambda path: path.stem)
def test_the_items_are_those_that_a_person_saw(path):
    assert quality.f1(quality.expected_items(path), quality.items_of(read_file(quality.source_of(path)))) == 1


@pytest.mark.parametrize("path", EXPECTED, ids=lambda path: path.stem)
def test_title_year_issuer_number_and_date_are_found(path):
    expected = json.loads(path.read_text("utf-8"))
    plan = read_file(quality.source_of(path)).plans[0]
    assert plan.title == expected["title"]
    assert plan.year == expected["year"]
    assert plan.issuer == expected["issuer"]
    assert plan.date == expected["date_as_written"]
    assert plan.number == expected.get("doc_number")


@pytest.mark.parametrize("path", EXPECTED, ids=lambda path: path.stem)
def test_a_clean_document_raises_no_doubts(path):
    assert read_file(quality.source_of(path)).warnings == ()


def test_the_seed_article_is_two_plans_below_its_breadcrumb():
    reading = read_file(quality.PLANS / "seed_article.txt")
    first, second = reading.plans
    assert reading.breadcrumb == ("Work Plan", "Community Work Plan")
    assert (first.title, second.title) == ("Community building work plan", None)
    assert first.preamble.startswith("In 2019, the communi")
    assert first.preamble.endswith("the following tasks:")
    assert first.closing.startswith("In the new year, acc")
    assert second.preamble.startswith("In 2019, we will con")
    assert (second.year, second.closing) == (2019, "")


def test_the_broken_last_task_of_the_seed_keeps_its_second_paragraph():
    second = read_file(quality.PLANS / "seed_article.txt").plans[1]
    assert second.sections[-1].text.startswith("The spirit of righteousness")


def test_page_furniture_of_the_seed_is_no_text():
    reading = json.dumps(read_file(quality.PLANS / "seed_article.txt").to_dict())
    assert "recommended article" not in reading
    assert "popular articles" not in reading


def test_the_json_is_what_the_command_promises():
    reading = read_file(quality.PLANS / "040.txt").to_dict()
    assert list(reading) == ["breadcrumb", "plans", "attachments", "warnings"]
    plan = reading["plans"][0]
    assert list(plan) == ["title", "year", "issuer", "number", "date", "preamble", "sections", "closing"]
    assert plan["sections"][3] == {
        "number": "四、",
        "level": 1,
        "heading": "劳动节：5月1日放假。",
        "text": "",
        "sections": [],
    }
