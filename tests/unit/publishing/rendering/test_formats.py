"""Dates and numbers as each language writes them."""

import pytest

from cms.publishing.rendering import formats
from cms.publishing.rendering.compiling import plural


def test_dates_are_written_as_each_language_writes_them():
    assert formats.written_date("2026-03-02", "zh-hans") == "2026年3月2日"
    assert formats.written_date("2026-03-02T09:30:00+08:00", "en") == "2 March 2026"
    assert formats.written_datetime("2026-03-02T09:30:00+08:00", "zh-hans") == "2026年3月2日 09:30"
    assert formats.written_month("2026-03", "en") == "March 2026"
    assert formats.weekday("2026-11-28", "zh-hans") == "星期六"
    assert formats.written_date(None, "en") == ""


@pytest.mark.parametrize(
    ("size", "written"), [(0, "0 B"), (812, "812 B"), (98_304, "96 KB"), (1_258_291, "1.2 MB")]
)
def test_sizes(size, written):
    assert formats.written_size(size) == written


@pytest.mark.parametrize(
    ("first", "last", "chinese", "english"),
    [
        ("2026-03-23", "2026-03-27", ("2026年3月23日", "27日"), ("23", "27 March 2026")),
        ("2026-03-23", "2026-04-02", ("2026年3月23日", "4月2日"), ("23 March", "2 April 2026")),
        (
            "2026-12-23",
            "2027-01-02",
            ("2026年12月23日", "2027年1月2日"),
            ("23 December 2026", "2 January 2027"),
        ),
        (
            "2026-03-23T09:00:00+08:00",
            "2026-03-27T00:00:00+08:00",
            ("2026年3月23日", "27日"),
            ("23", "27 March 2026"),
        ),
    ],
)
def test_days_say_once_what_they_have_in_common(first, last, chinese, english):
    assert formats.written_days(first, last, "zh-hans") == chinese
    assert formats.written_days(first, last, "en") == english


@pytest.mark.parametrize(
    ("number", "chinese", "english"),
    [
        (0, "0", "0"),
        (999, "999", "999"),
        (1204, "1204", "1,204"),
        (12345, "12,345", "12,345"),
        (-1204, "-1204", "-1,204"),
    ],
)
def test_thousands_stand_apart(number, chinese, english):
    assert formats.written_number(number, "zh-hans") == chinese
    assert formats.written_number(number, "en") == english


def test_counts_are_written_in_their_plural():
    assert [plural("en", count, "{n} hour", "{n} hours") for count in (0, 1, 2, 1.5, 1204)] == [
        "0 hours", "1 hour", "2 hours", "1.5 hours", "1,204 hours",
    ]  # fmt: skip
