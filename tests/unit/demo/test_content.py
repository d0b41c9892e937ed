"""The content as it is written: complete, in pairs, and invented."""

import re
from datetime import date

import pytest
from PIL import Image as Picture

from cms.demo import content, dates
from cms.demo.library import PICTURES
from cms.importing.api import read_file

ENTRIES = content.entries()
BY_SLUG = {entry.slug: entry for entry in ENTRIES}
LARGEST_PICTURE = 250_000
LONGEST_SUMMARY, LONGEST_ALT = 300, 250
PHONE = re.compile(r"(?<![\d-])(?:\+?\d{2,4}[- ])?\d{7,11}(?!\d)")

each_entry = pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.slug or "home")


def words_of(entry, locale):
    """All words of one language, in one text."""
    parts = []
    for value in entry.texts[locale].values():
        parts += [value] if isinstance(value, str) else [str(part) for part in value]
    return "\n".join(parts)


def test_there_is_enough_of_everything():
    counts = {
        kind: sum(entry.type == kind for entry in ENTRIES) for kind in {entry.type for entry in ENTRIES}
    }
    policies = [entry for entry in ENTRIES if entry.type == "policy"]

    assert counts["notice"] >= 12
    assert counts["policy"] == 6
    assert counts["work_plan"] >= 4
    assert (counts["brand"], counts["recruitment"], counts["campaign"]) == (2, 3, 4)
    assert counts["entry"] >= 6
    assert [entry.slug for entry in policies if "repealed_on" in entry.fields] == [
        "policies/resident-council-rules-2019"
    ]


@each_entry
def test_both_languages_say_the_same_things(entry):
    chinese, english = entry.texts["zh-hans"], entry.texts["en"]

    assert chinese.keys() == english.keys()
    for name in chinese:
        if isinstance(chinese[name], list):
            assert len(chinese[name]) == len(english[name])
    for marks in (r"^#+ ", r"^\|", r"^> ", r"^!\[", r"\]\((page|attachment):", r"\{[+-]"):
        pattern = re.compile(marks, re.MULTILINE)
        found = [len(pattern.findall(words_of(entry, locale))) for locale in content.LOCALES]
        assert found[0] == found[1], marks


@each_entry
def test_texts_fit_into_their_fields(entry):
    for locale in content.LOCALES:
        summary = dates.fill(entry.texts[locale]["summary"], date(2026, 9, 30), locale)
        assert 0 < len(summary) <= LONGEST_SUMMARY


@each_entry
def test_every_page_and_file_that_is_named_exists(entry):
    for locale in content.LOCALES:
        linked = re.findall(r"page:([\w/-]+)", words_of(entry, locale))
        assert [path for path in linked if path not in BY_SLUG] == []
        attached = re.findall(r"attachment:([\w.-]+)", words_of(entry, locale))
        assert [name for name in attached if not (content.FOLDER / "files" / name).is_file()] == []
    for name in ("replaces", "explanation"):
        assert entry.fields.get(name, "") in BY_SLUG
    assert entry.parent in BY_SLUG


@each_entry
def test_every_telephone_number_is_plainly_invented(entry):
    for locale in content.LOCALES:
        numbers = PHONE.findall(words_of(entry, locale))
        assert [number for number in numbers if not number.startswith("0000-")] == []


def test_pictures_are_described_small_and_there():
    described = content.read("pictures.toml")
    named = set(re.findall(r"picture:([\w-]+)", "".join(words_of(entry, "en") for entry in ENTRIES)))
    for entry in ENTRIES:
        named |= {*entry.fields.get("gallery", []), *map(entry.fields.get, ("cover", "emblem", "image"))}

    assert named - {None} == set(described) == {path.stem for path in PICTURES.glob("*.jpg")}
    for name, words in described.items():
        path = PICTURES / f"{name}.jpg"
        with Picture.open(path) as picture:
            assert 1600 <= picture.width <= 2400
        assert path.stat().st_size <= LARGEST_PICTURE
        assert all(20 <= len(words[locale]) <= LONGEST_ALT for locale in content.LOCALES)


def test_the_seed_and_its_translation_pair_task_by_task():
    english = read_file(content.FOLDER / "seed_article.txt")
    chinese = read_file(content.FOLDER / "seed_article.zh-hans.txt")

    levels = [
        [[item.level for item in plan.items()] for plan in reading.plans] for reading in (english, chinese)
    ]
    assert levels[0] == levels[1]
    assert [sum(level == 1 for level in plan) for plan in levels[0]] == [10, 7]
    assert english.breadcrumb == ("Work Plan", "Community Work Plan")
    assert chinese.breadcrumb == ("工作计划", "社区工作计划")


def test_dates_of_publication_never_lie_ahead():
    today = date(2026, 11, 25)
    for entry in ENTRIES:
        if published := entry.fields.get("published"):
            assert dates.moment(published, today).date() <= today
