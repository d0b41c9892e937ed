"""Search as you type, and what is like what."""

import pytest

from tests.contract.search.documents import OFFICE, notice


def lines(index, typed, **more):
    return [suggestion.text for suggestion in index.suggest(typed, **more)]


@pytest.mark.parametrize(
    "typed",
    ["生活垃", "生活", "shenghuol", "shlj", "生活laji", "垃圾分类", "laji", "ljfl", "生活 垃圾", "生货垃圾"],
)
def test_a_title_is_found_from_any_word_in_any_way_of_typing(office, typed):
    assert "生活垃圾分类管理规定" in lines(office, typed)


def test_titles_that_begin_so_come_first(office):
    assert lines(office, "助餐点") == ["助餐点开放公告", "第二助餐点试运行"]


def test_a_title_typed_whole_comes_before_longer_ones(empty):
    empty.index([notice("a", "停水通知", published_at="2020-01-01"), notice("b", "停水通知补充说明")])
    assert lines(empty, "停水通知")[0] == "停水通知"


def test_tasks_are_suggested_with_their_anchors(office):
    suggestion = office.suggest("virtual")[0]
    assert (suggestion.text, suggestion.url, suggestion.part, suggestion.key) == (
        "4. Virtual old-age service",
        "/en/plans/2019/#task-4",
        "task-4",
        "plan",
    )


def test_suggestions_keep_to_a_locale_and_a_limit(office):
    assert lines(office, "v", locale="zh-hans") == []
    assert lines(office, "v", locale="en") != []
    assert len(lines(office, "s", limit=2)) == 2
    assert lines(office, "s", limit=0) == []


def test_nothing_typed_suggests_nothing(office):
    assert office.suggest("") == office.suggest(" ，。") == []


def test_related_documents_are_about_the_same_thing(office):
    assert office.related("meal")[0] == "meal-2"
    assert office.related("waste-new")[0] == "waste-old"


def test_related_documents_are_others_of_the_same_language(office):
    locales = {document.key: document.locale for document in OFFICE}
    for key, locale in locales.items():
        found = office.related(key, limit=3)
        assert key not in found
        assert len(found) <= 3
        assert {locales[other] for other in found} <= {locale}


def test_nothing_is_related_to_what_is_not_there(office):
    assert office.related("no such key") == []
