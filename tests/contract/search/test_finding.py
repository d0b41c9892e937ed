"""What people type finds what they mean."""

import pytest

from search.documents import Query
from tests.contract.search.documents import notice, policy


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("志愿", "volunteers"),
        ("停水", "water"),
        ("志願者", "volunteers"),
        ("社区文化节", "lunar"),
        ("文化節", "lunar"),
        ("2018广州", "exchange"),
        ("2018 广州", "exchange"),
        ("２０１８广州", "exchange"),
        ("〔2019〕3号", "grants"),
        ("清办发[2019]3号", "grants"),
        ("清办发（2019）3號", "grants"),
        ("zhiyuanzhe", "volunteers"),
        ("shequ zhiyuanzhe", "volunteers"),
        ("wenhuajie", "lunar"),
        ("知愿者", "volunteers"),
        ("高龄金贴", "grants"),
        ("高龄津帖发放", "grants"),
        ("volunter training", "first-aid"),
        ("elections", "plan"),
        ("ELECTION", "plan"),
        ("élection", "plan"),
        ("怎么申请高龄津贴？", "grants"),
        ("青年路小区什么时候停水", "water"),
    ],
)
def test_first_answer(found, typed, key):
    assert found(typed)[:1] == [key]


def test_all_that_pinyin_may_mean_is_on_the_first_page_and_nothing_comes_twice(empty):
    """However many documents are about one of the words; the engine's own best are all about that."""
    about = [notice(f"event-{number}", f"事件{number}") for number in range(105)]
    aside = [notice(f"time-{number}", f"通知{number}", "活动时间" + "另行公布" * 50) for number in range(105)]
    empty.rebuild([*about, *aside])
    pages = [empty.search(Query(text="shijian", page=page, page_size=42)) for page in range(1, 6)]
    assert {hit.key.split("-")[0] for hit in pages[0].hits[:2]} == {"event", "time"}
    assert len({hit.key for page in pages for hit in page.hits}) == pages[0].total == 210


def test_one_character_finds_the_titles_that_hold_it(found):
    assert found("水") == ["water"]
    assert set(found("餐")) == {"meal", "meal-2"}


def test_all_typed_words_are_asked_for_while_something_holds_them(found):
    assert found("老年人 高龄津贴") == ["grants"]
    assert "meal" in found("老年人")


def test_where_nothing_holds_all_words_some_are_enough(found):
    assert found("高龄津贴 直升机")[:1] == ["grants"]


def test_unknown_words_find_nothing(found):
    assert found("qqqqqqqq") == []
    assert found("龘龘") == []


def test_quoted_phrases_stand_as_they_are_typed(found):
    assert found('"社区志愿者"') == ["volunteers"]
    assert found("“招募社区”") == ["volunteers"]
    assert found('"志愿者社区"') == []
    assert found('"virtual old-age service"') == ["plan"]
    assert found('"virtual old"') == ["plan"]
    assert found('"virtual ol"') == []


def test_words_after_a_minus_stay_away(found):
    assert set(found("助餐点")) == {"meal", "meal-2"}
    assert found("助餐点 -试运行") == ["meal"]
    assert found('助餐点 -"午餐八元"') == ["meal"]
    assert "grants" not in found("-高龄津贴")
    assert "water" in found("-高龄津贴")


def test_a_minus_inside_a_word_is_no_minus(found):
    assert found("old-age")[:1] == ["plan"]


def test_a_document_in_force_comes_before_a_repealed_one_that_is_newer(found):
    assert found("生活垃圾分类管理规定") == ["waste-new", "waste-old"]


def test_of_equal_documents_the_newer_comes_first(empty):
    empty.index(
        notice(key, "停电通知", "今日停电。", published_at=f"20{key}-01-01") for key in ("19", "25", "21")
    )
    assert [hit.key for hit in empty.search(Query(text="停电")).hits] == ["25", "21", "19"]


def test_a_repealed_document_still_comes_before_a_poor_match(empty):
    empty.index(
        [
            policy("old", "养犬管理规定", "养犬应当登记。", "repealed"),
            policy("other", "公园管理规定", "进入公园不得携犬。养老、犬类见其他规定。"),
        ]
    )
    assert empty.search(Query(text="养犬管理")).hits[0].key == "old"


def test_a_hit_inside_a_plan_points_at_its_task(office):
    hit = office.search(Query(text="virtual old-age")).hits[0]
    assert (hit.key, hit.part, hit.url) == ("plan", "task-4", "/en/plans/2019/#task-4")
    assert hit.part_title == "4. Virtual old-age service"
    assert hit.part_html == "4. <mark>Virtual</mark> <mark>old</mark>-<mark>age</mark> service"
    assert "<mark>virtual</mark>" in hit.snippet


def test_a_hit_in_a_plan_s_title_points_at_the_plan(office):
    hit = office.search(Query(text="community building work plan")).hits[0]
    assert (hit.key, hit.part, hit.url) == ("plan", None, "/en/plans/2019/")


def test_marks_are_in_the_document_s_own_script(office):
    hit = office.search(Query(text="国庆文化节")).hits[0]
    assert "<mark>國慶</mark>" in hit.snippet
    assert hit.title_html == "社區<mark>文化節</mark>開幕"


def test_marks_cover_whole_words_of_letters(office):
    hit = office.search(Query(text="volunteer")).hits[0]
    assert "<mark>volunteers</mark>" in hit.title_html


def test_words_whose_stem_is_spelt_differently_are_marked_too(office):
    assert office.search(Query(text="communities")).hits[0].title_html.startswith("<mark>Community</mark>")


def test_markup_in_a_document_is_text(office):
    hit = office.search(Query(text="first aid practise")).hits[0]
    assert hit.title_html == "<mark>First</mark> <mark>aid</mark> training for &lt;volunteers&gt;"
    assert hit.snippet == "Learn &amp; <mark>practise</mark>: a &lt; b."


def test_another_query_is_suggested_where_something_else_was_meant(office):
    assert office.search(Query(text="zhiyuanzhe")).suggestion == "志愿者"
    assert office.search(Query(text="高龄金贴")).suggestion == "高龄津贴"
    assert office.search(Query(text="elektion")).suggestion == "election"
    assert office.search(Query(text="志愿者")).suggestion is None


def test_a_page_of_words_that_nobody_knows_suggests_nothing(office):
    typed = "elektion elecion eletion electio elction lection eelection electionn electoin electon"
    assert office.search(Query(text=" ".join(typed.split()[:2]))).suggestion == "election election"
    assert office.search(Query(text=typed)).suggestion is None


def test_an_answer_carries_what_a_page_of_results_shows(office):
    answer = office.search(Query(text="志愿者"))
    hit = answer.hits[0]
    assert (hit.type, hit.locale, hit.issuer_name, hit.section_title) == (
        "notice",
        "zh-hans",
        "清河街道",
        "通知公告",
    )
    assert hit.published_at == "2026-03-01T09:30:00+08:00"
    assert (answer.total, answer.page, answer.pages, answer.available) == (1, 1, 1, True)
    assert answer.seconds > 0
