"""The public site's words: each has a Chinese translation, and none is left over."""

import re

import pytest
from babel.messages.pofile import read_po

from cms.publishing.rendering.words import asked_for


@pytest.fixture(scope="module")
def asked(site_folder):
    return {
        words for file in (site_folder / "templates").rglob("*.html") for words in asked_for(file.read_text())
    }


@pytest.fixture(scope="module")
def chinese(site_folder):
    with (site_folder / "locale" / "zh-hans.po").open("rb") as source:
        return {message.id: message.string for message in read_po(source) if message.id}


def test_every_word_has_a_translation_and_no_translation_is_left_over(asked, chinese):
    assert len(asked) > 200
    assert asked == set(chinese)
    assert all(chinese.values())


def test_translations_keep_the_places_for_values(chinese):
    places = re.compile(r"\{\w+\}")
    assert {
        english: words
        for english, words in chinese.items()
        if set(places.findall(english)) != set(places.findall(words))
    } == {}


def test_both_forms_of_a_plural_are_one_in_chinese(chinese):
    """Chinese nouns have no plural: "{n} task" and "{n} tasks" read alike."""
    pairs = [(one, f"{one}s") for one in chinese if f"{one}s" in chinese and "{n}" in one]
    assert len(pairs) >= 3
    assert all(chinese[one] == chinese[many] for one, many in pairs)


def test_chinese_punctuation_is_full_width(chinese):
    assert {
        words for words in chinese.values() if re.search(r"[一-鿿][,.:;!?()]|[,.:;!?()][一-鿿]", words)
    } == set()


def test_words_are_asked_for_as_plain_literals(site_folder):
    """Only `_("…")` is replaced while compiling; any other call would fail on the page."""
    calls = {
        call
        for file in (site_folder / "templates").rglob("*.html")
        for call in re.findall(
            r"\b_\([^)]{0,20}", re.sub(r"\{#.*?#\}", "", file.read_text(), flags=re.DOTALL)
        )
        if not re.match(r'_\(\s*"', call)
    }
    assert calls == set()
