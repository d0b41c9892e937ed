"""No query raises, takes unbounded time, or gets markup into a page."""

import re
import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from search.documents import FACETS, Part, Query, SearchDocument

ANYTHING = st.text(st.characters(codec=None), max_size=80)
NASTY = [
    "x" * 10_000,
    "社区" * 5_000,
    "zhiyuan" * 1_500,
    " ".join(f"word{number}" for number in range(1_000)),
    "\x00\x01\x1b[31m",
    "\ud800社区\udfff",
    ".*(a+)+$ [0-9]{1000} (?:",
    'title:社区 AND body:* OR NOT "',
    "'; drop table document; --",
    "%" * 50 + "_" * 50,
    "\"“”'「」『』",
    "- -- --- -",
    '-"',
    "<script>alert(1)</script>",
    "а" * 300,
    "👨‍👩‍👧 🏳️‍🌈",
    "\u202e\u200b\ufeff",
    "𠮷野家",
]


def assert_safe(html):
    assert not re.search(r"[<>]", re.sub(r"</?mark>", "", html))
    assert not re.search(r"&(?!(amp|lt|gt|quot|#x27);)", html)
    assert html.count("<mark>") == html.count("</mark>")


@pytest.mark.parametrize("text", NASTY, ids=range(len(NASTY)))
def test_nasty_queries_are_answered_calmly(office, text):
    begun = time.process_time()
    answer = office.search(Query(text=text, filters={"type": (text,), "date_from": (text,)}))
    office.search(Query(text=text))
    office.suggest(text)
    office.related(text)
    assert answer.available
    assert time.process_time() - begun < 2


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    text=ANYTHING,
    locale=st.one_of(st.none(), st.just("en"), ANYTHING),
    filters=st.dictionaries(
        st.sampled_from([*FACETS, "date_from", "date_to", "other"]), st.tuples(ANYTHING), max_size=3
    ),
    sort=st.sampled_from(["relevance", "newest", "oldest", "no such order"]),
    page=st.integers(-(10**12), 10**12),
    page_size=st.integers(-(10**12), 10**12),
)
def test_no_query_raises(office, text, locale, filters, sort, page, page_size):
    query = Query(text=text, locale=locale, filters=filters, sort=sort, page=page, page_size=page_size)
    answer = office.search(query)
    assert answer.available
    for hit in answer.hits:
        assert_safe(hit.snippet)
        assert_safe(hit.title_html)
    office.suggest(text, locale, page_size)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(title=ANYTHING, text=ANYTHING, part=ANYTHING, words=st.integers(0, 40))
def test_no_document_raises_or_gets_markup_out(empty, title, text, part, words):
    document = SearchDocument(
        key="a", type="page", locale="en", url="/a/", title=title, text=text, parts=(Part("p", part, text),)
    )
    empty.index([document])
    for query in (title, text[: words + 1], part, f'"{title}"'):
        for hit in empty.search(Query(text=query)).hits:
            assert_safe(hit.snippet)
            assert_safe(hit.title_html)
            assert_safe(hit.part_html)
    assert list(empty.fingerprints()) == ["a"]
