"""Documents come, change and go, and every reader sees it at once."""

import dataclasses

import pytest

from search.api import fingerprint, open_index
from search.documents import Query
from tests.contract.search.documents import OFFICE, notice


def keys(index, text=""):
    return [hit.key for hit in index.search(Query(text=text)).hits]


def test_an_index_that_was_never_filled_answers_empty(empty):
    answer = empty.search(Query(text="停水"))
    assert (answer.total, answer.hits, answer.available) == (0, (), True)
    assert empty.suggest("停") == empty.related("a") == []
    assert (empty.fingerprints(), empty.health().state, empty.remove(["a"])) == ({}, "empty", 0)


def test_documents_are_found_once_written_also_by_others(empty, place):
    reader = open_index(place("documents_are_found_once_written_also_by_others"))
    assert keys(reader, "停水") == []
    assert empty.index([notice("a", "停水通知")]) == 1
    assert keys(empty, "停水") == keys(reader, "停水") == ["a"]
    empty.index([notice("b", "停水补充通知")])
    assert set(keys(reader, "停水")) == {"a", "b"}
    assert (reader.health().state, reader.health().documents) == ("ready", 2)
    reader.close()


def test_a_document_is_replaced_by_its_key(empty):
    empty.index([notice("a", "停水通知", "青年路停水"), notice("a", "停电通知", "青年路停电")])
    assert keys(empty, "停水") == []
    assert keys(empty, "停电") == ["a"]
    empty.index([notice("a", "停气通知", "青年路停气")])
    assert (keys(empty, "停电"), keys(empty, "停气"), empty.health().documents) == ([], ["a"], 1)


def test_writing_the_same_again_changes_nothing(empty):
    empty.index(OFFICE)
    before = (empty.fingerprints(), keys(empty, "社区"), empty.suggest("社区"))
    empty.index(OFFICE)
    assert (empty.fingerprints(), keys(empty, "社区"), empty.suggest("社区")) == before


def test_a_removed_document_leaves_nothing(empty):
    empty.index([notice("a", "志愿者招募", issuer="s", issuer_name="街道"), notice("b", "停水通知")])
    assert empty.remove(["a", "never there"]) == 1
    assert empty.remove(["a"]) == 0
    assert keys(empty, "志愿者") == keys(empty, "zhiyuanzhe") == empty.suggest("志愿") == []
    assert empty.search(Query(text="zhiyuanzhe")).suggestion is None
    assert keys(empty) == list(empty.fingerprints()) == ["b"]


def test_a_replaced_document_s_words_are_no_longer_guessed(empty):
    empty.index([notice("a", "志愿者招募"), notice("b", "停水通知")])
    empty.index([notice("a", "读书会")])
    answer = empty.search(Query(text="zhiyuanzhe"))
    assert (answer.total, answer.suggestion) == (0, None)


def test_a_rebuilt_index_holds_just_what_it_was_given(empty):
    empty.index([notice("a", "停水通知"), notice("b", "停电通知")])
    seen = []
    assert empty.rebuild([notice("b", "停电通知"), notice("c", "停气通知")], progress=seen.append) == 2
    assert keys(empty, "停水") == []
    assert set(keys(empty)) == {"b", "c"}
    assert seen[-1] == 2


def test_the_old_answers_stay_while_an_index_is_rebuilt(empty, place):
    empty.index([notice("a", "停水通知")])
    reader = open_index(place("the_old_answers_stay_while_an_index_is_rebuilt"))
    during = []

    def documents():
        during.append(keys(reader, "停水"))
        yield notice("b", "停电通知")
        during.append(keys(reader, "停水"))

    empty.rebuild(documents())
    assert during == [["a"], ["a"]]
    assert (keys(reader, "停水"), keys(reader, "停电")) == ([], ["b"])
    reader.close()


def test_a_rebuild_that_fails_leaves_the_old_index(empty):
    empty.index([notice("a", "停水通知")])

    def documents():
        yield notice("b", "停电通知")
        raise RuntimeError("the database went away")

    with pytest.raises(RuntimeError, match="went away"):
        empty.rebuild(documents())
    assert (keys(empty, "停水"), keys(empty, "停电")) == (["a"], [])
    assert empty.rebuild([notice("c", "停气通知")]) == 1


def test_an_index_filled_step_by_step_answers_as_one_made_at_once(empty, office):
    empty.index([dataclasses.replace(document, text="另一段文字", title="旧标题") for document in OFFICE])
    for document in OFFICE:
        empty.index([document])
    for text in ("社区", "志愿者", "zhiyuan", "voluntear", "助餐点 老年人", "怎么申请津贴", ""):
        assert keys(empty, text) == keys(office, text)
        assert empty.search(Query(text=text)).facets == office.search(Query(text=text)).facets
    assert empty.fingerprints() == office.fingerprints()


def test_fingerprints_tell_what_differs(empty):
    first, second = notice("a", "停水通知"), notice("b", "停电通知")
    empty.index([first, second])
    assert empty.fingerprints() == {"a": fingerprint(first), "b": fingerprint(second)}
    assert fingerprint(dataclasses.replace(first, state="repealed")) != fingerprint(first)


def test_thousands_of_documents_in_one_call(empty):
    assert (
        empty.index(notice(f"n{number}", f"第{number}号通知", "通知正文") for number in range(1203)) == 1203
    )
    assert empty.health(thorough=True).documents == 1203
    assert empty.remove(f"n{number}" for number in range(1100)) == 1100
    assert empty.search(Query()).total == 103
