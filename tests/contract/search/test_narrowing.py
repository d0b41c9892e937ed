"""Filters, facets, sorting and pages."""

from search.documents import Query
from tests.contract.search.documents import notice


def counts(answer, name):
    facet = next(facet for facet in answer.facets if facet.name == name)
    return {value.value: value.count for value in facet.values}


def test_facets_count_the_matches(office):
    answer = office.search(Query(text="社区", locale="zh-hans"))
    assert counts(answer, "type") == {"notice": 3}
    assert counts(answer, "year") == {"2026": 1, "2018": 1}
    assert counts(answer, "issuer") == {"street": 2}


def test_facets_say_names_where_there_are_any(office):
    answer = office.search(Query(locale="zh-hans"))
    issuers = next(facet for facet in answer.facets if facet.name == "issuer")
    assert {value.value: value.label for value in issuers.values}["street"] == "清河街道"


def test_years_are_listed_newest_first(office):
    years = next(facet for facet in office.search(Query()).facets if facet.name == "year")
    assert [value.value for value in years.values] == ["2026", "2019", "2018"]


def test_a_filter_narrows_hits_and_other_facets_but_not_its_own(office):
    answer = office.search(Query(filters={"type": ("policy",)}))
    assert {hit.key for hit in answer.hits} == {"grants", "waste-old", "waste-new"}
    assert counts(answer, "state") == {"in_force": 2, "repealed": 1}
    assert counts(answer, "type")["notice"] == 9


def test_several_values_of_one_filter_widen_and_several_filters_narrow(found):
    assert set(found("", filters={"year": ("2018", "2019")})) == {"exchange", "plan", "grants"}
    assert found("", filters={"year": ("2018", "2019"), "issuer": ("street",), "topic": ("elderly",)}) == [
        "grants"
    ]


def test_filters_by_section_state_and_topic(found):
    assert set(found("", filters={"section": ("notices",)})) == {"volunteers", "water"}
    assert found("", filters={"state": ("repealed",)}) == ["waste-old"]
    assert found("", filters={"topic": ("daily-life",)}) == ["water"]


def test_dates_are_inclusive_and_taken_as_written(found):
    assert set(found("", filters={"date_from": ("2026-03-01",)})) == {"volunteers", "water"}
    assert found("", filters={"date_from": ("2026-03-01",), "date_to": ("2026-03-01",)}) == ["volunteers"]
    assert found("", filters={"date_to": ("2018-12-31",)}) == ["exchange"]


def test_filters_that_mean_nothing_find_nothing_or_are_ignored(found, office):
    assert found("社区", filters={"type": ("no such type",)}) == []
    assert found("停水", filters={"date_from": ("soon",), "colour": ("red",)}) == ["water"]
    assert found("停水", locale="en", filters={"locale": ("zh-hans",)}) == []


def test_a_locale_keeps_to_its_documents(found):
    assert found("volunteers", locale="en") == ["first-aid", "plan"]
    assert found("volunteers", locale="zh-hans") == []


def test_without_words_everything_is_shown_newest_first(office):
    answer = office.search(Query(locale="zh-hans", page_size=3))
    assert [hit.key for hit in answer.hits] == ["water", "volunteers", "lunar"]
    assert answer.total == 11
    assert answer.hits[0].snippet.startswith("因管网检修")


def test_sorting_by_date(found):
    assert found("社区", locale="zh-hans", sort="newest") == ["volunteers", "lunar", "exchange"]
    assert found("社区", locale="zh-hans", sort="oldest") == ["exchange", "lunar", "volunteers"]


def test_what_has_no_date_comes_last_whichever_way_one_sorts(empty):
    empty.index(
        [
            notice("street", "柳溪街道", "街道办事处的电话。"),
            notice("old", "柳溪街道简报", "春天的简报。", published_at="2024-03-01"),
            notice("new", "柳溪街道通知", "冬天的通知。", published_at="2025-12-01"),
        ]
    )
    for sort, dated in (("newest", ["new", "old"]), ("oldest", ["old", "new"])):
        found = empty.search(Query(text="柳溪街道", locale="zh-hans", sort=sort)).hits
        assert [hit.key for hit in found] == [*dated, "street"]


def test_pages_share_all_hits_out(empty):
    empty.index(notice(f"n{number}", f"第{number}期简报", "社区简报。") for number in range(137))
    for sort in ("relevance", "newest"):
        seen = []
        for page in range(1, 15):
            answer = empty.search(Query(text="简报", page=page, sort=sort))
            assert (answer.total, answer.pages) == (137, 14)
            seen += [hit.key for hit in answer.hits]
        assert sorted(seen) == sorted({f"n{number}" for number in range(137)})


def test_a_page_beyond_the_last_is_empty(office):
    for page in (2, 10**9):
        answer = office.search(Query(text="停水", page=page))
        assert (answer.hits, answer.total, answer.page) == ((), 1, page)


def test_page_numbers_and_sizes_are_kept_within_reason(office):
    assert office.search(Query(text="停水", page=-5)).page == 1
    assert len(office.search(Query(page_size=10**9)).hits) == 13
    assert len(office.search(Query(page_size=0)).hits) == 1
