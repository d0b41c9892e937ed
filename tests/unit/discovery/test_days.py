"""Days as residents write them."""

import pytest

from cms.discovery.days import iso_day


@pytest.mark.parametrize(
    "written",
    ["2026-03-01", "2026-3-1", "2026/3/1", "2026.3.1", " 2026年3月1日 ", "20260301", "２０２６年３月１日"],
)
def test_a_day_is_read_however_it_is_written(written):
    assert iso_day(written) == iso_day(written, last=True) == "2026-03-01"


@pytest.mark.parametrize(
    ("written", "first", "last"),
    [
        ("2026", "2026-01-01", "2026-12-31"),
        ("2026年", "2026-01-01", "2026-12-31"),
        ("2026-02", "2026-02-01", "2026-02-28"),
        ("2024年12月", "2024-12-01", "2024-12-31"),
    ],
)
def test_a_month_or_a_year_is_all_its_days(written, first, last):
    assert (iso_day(written), iso_day(written, last=True)) == (first, last)


@pytest.mark.parametrize(
    "written", ["", "yesterday", "2026-02-30", "2026-13", "0000", "31.2.2026", "12345678901", "2026-1-1-1"]
)
def test_what_is_no_day_is_none(written):
    assert iso_day(written) == iso_day(written, last=True) == ""
