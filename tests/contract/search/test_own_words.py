"""The office's own names and synonyms, as staff write them down."""

from collections.abc import Iterator

import pytest

from search.api import Index, make_lexicon, open_index
from search.documents import Query
from tests.contract.search.documents import notice

SAID = {"names": [], "synonyms": []}


@pytest.fixture
def index(place, request) -> Iterator[Index]:
    """An index whose office may change its words at any time, by `SAID`."""
    SAID.update(names=[], synonyms=[])
    name = request.node.name.split("[")[0].removeprefix("test_")
    index = open_index(place(name), lambda: make_lexicon(SAID["names"], SAID["synonyms"]))
    yield index
    index.close()


def keys(index, text):
    return [hit.key for hit in index.search(Query(text=text)).hits]


LETTERS = [
    notice("allowance", "低保金发放时间", text="最低生活保障金每月十日前发放。"),
    notice("pension", "养老金领取须知", text="养老金从本月起按新标准领取。"),
    notice("card", "社保卡换发", text="请携带身份证办理。"),
    notice("lift", "Lift repairs in spring", text="The lifts of blocks 3 and 5 are repaired.", locale="en"),
]


def test_a_synonym_is_found_at_once_and_no_longer_when_it_is_taken_back(index):
    index.index(LETTERS)
    assert "pension" not in keys(index, "退休金")
    SAID["synonyms"] = [["养老金", "退休金"]]
    assert keys(index, "退休金") == ["pension"]
    assert keys(index, "退休金领取") == ["pension"]
    assert "<mark>养老金</mark>" in index.search(Query(text="退休金")).hits[0].title_html
    SAID["synonyms"] = []
    assert "pension" not in keys(index, "退休金")


def test_a_synonym_works_in_the_other_script(index):
    index.index(LETTERS)
    SAID["synonyms"] = [["養老金", "退休金"]]
    assert keys(index, "退休金") == keys(index, "退休金領取") == ["pension"]


def test_the_typed_word_comes_before_its_synonym(index):
    index.index([notice("typed", "退休金调整"), notice("other", "养老金调整")])
    SAID["synonyms"] = [["养老金", "退休金"]]
    assert keys(index, "退休金调整") == ["typed", "other"]
    assert keys(index, "养老金调整") == ["other", "typed"]


def test_a_long_synonym_is_found_by_its_rarest_word(index):
    index.index(LETTERS)
    SAID["synonyms"] = [["困难补助", "最低生活保障金"]]
    assert keys(index, "困难补助") == ["allowance"]


def test_english_synonyms_of_several_words(index):
    index.index(LETTERS)
    SAID["synonyms"] = [["lift", "elevator", "moving stairs"]]
    assert keys(index, "elevators") == keys(index, "moving stair repaired") == ["lift"]


def test_words_that_no_document_holds_change_nothing(index):
    index.index(LETTERS)
    SAID.update(names=["社保卡换"], synonyms=[["社保卡", "市民码"]])
    assert keys(index, "社保卡换发") == ["card"]


STREETS = [
    notice("zhijiang", "之江里停水通知", text="之江里今晚停水。"),
    notice("river", "江里捕鱼禁令", text="江里禁止捕鱼，之前的许可作废。"),
    notice("flat", "和与里房屋登记", text="请登记。"),
]


def test_a_name_that_no_dictionary_has_is_one_word(index):
    SAID["names"] = ["之江里", "和与里"]
    index.index(STREETS)
    assert keys(index, "之江里") == ["zhijiang"]
    assert keys(index, "和与里") == ["flat"]
    assert keys(index, "之江里停水") == ["zhijiang"]


def test_a_name_is_found_by_its_sound(index):
    SAID["names"] = ["之江里", "和与里"]
    index.index(STREETS)
    assert keys(index, "zhijiangli")[0] == "zhijiang"


def test_a_new_name_works_once_its_documents_are_indexed_again(index):
    index.index(STREETS)
    SAID["names"] = ["和与里"]
    index.index([STREETS[2]])
    assert keys(index, "和与里") == ["flat"]


def test_nothing_that_is_said_raises(index):
    index.index(LETTERS)
    SAID.update(
        names=["", "a", "社", "社" * 500, "\ud800", "💧💧", "<b>"],
        synonyms=[[], ["x"], ["", " "], ["\x00", "停水"], ["a b c d", "e" * 5000], ["停水", "停水"]],
    )
    for text in ("停水", "社保", "a b c d", "💧💧", "\x00", "e" * 5000):
        assert index.search(Query(text=text)).available
