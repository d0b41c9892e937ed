import json

from hypothesis import given, settings
from hypothesis import strategies as st

from search.documents import Part, SearchDocument
from search.texts import fingerprint, moment, prepare, searchable_text

TEXT = st.text(max_size=20)
DOCUMENTS = st.builds(
    SearchDocument,
    key=TEXT,
    type=TEXT,
    locale=TEXT,
    url=TEXT,
    title=TEXT,
    summary=TEXT,
    text=TEXT,
    parts=st.lists(st.builds(Part, TEXT, TEXT, TEXT), max_size=3).map(tuple),
    topics=st.lists(TEXT, max_size=3).map(tuple),
    year=st.none() | st.integers(1, 9999),
)


@settings(deadline=None, max_examples=50)
@given(DOCUMENTS)
def test_a_document_survives_json(document):
    assert SearchDocument.from_dict(json.loads(json.dumps(document.to_dict()))) == document


def test_an_older_reader_ignores_what_a_newer_writer_adds():
    data = SearchDocument(key="a", type="page", locale="en", url="/", title="A").to_dict()
    assert SearchDocument.from_dict(data | {"mood": "good"}).key == "a"


@settings(deadline=None, max_examples=50)
@given(DOCUMENTS, DOCUMENTS)
def test_fingerprints_are_equal_just_for_equal_documents(one, other):
    assert (fingerprint(one) == fingerprint(other)) == (one == other)


def test_parts_that_the_text_leaves_out_are_searched_too():
    document = SearchDocument(
        key="a",
        type="work_plan",
        locale="en",
        url="/",
        title="Plan",
        summary="Short.",
        text="Said here.",
        parts=(Part("x", "", "Said here."), Part("y", "Heading", "Only here.")),
    )
    assert searchable_text(document) == "Short.\nSaid here.\nHeading\nOnly here."


def test_moments_are_read_in_any_iso_form():
    assert moment("2026-03-02T01:30:00+08:00") == (1772386200, 20260302)
    assert moment("2026-03-02")[1] == 20260302
    assert moment("soon") == moment(None) == moment("") == (0, 0)


def test_lone_surrogates_are_replaced_before_anything_is_stored():
    prepared = prepare(SearchDocument(key="a\ud800", type="page", locale="en", url="/", title="b\udfff"))
    assert (prepared.document.key, prepared.document.title) == ("a\ufffd", "b\ufffd")
