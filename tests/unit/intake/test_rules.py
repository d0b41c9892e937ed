"""Phone numbers as people write them, and what is shown of people."""

import pytest

from cms.intake.rules import masked_email, masked_name, masked_phone, masked_text, normal_phone


@pytest.mark.parametrize(
    "written",
    [
        "13800138000",
        "138 0013 8000",
        "+86 138-0013-8000",
        "0086 13800138000",
        "１３８００１３８０００",
        "8613800138000",
    ],
)
def test_a_mobile_number_is_known_however_it_is_written(written):
    assert normal_phone(written) == "13800138000"


@pytest.mark.parametrize(
    "written", ["", "1380013800", "12800138000", "138001380001", "010-65551234", "+1 3800138000"]
)
def test_what_is_no_mobile_number_is_none(written):
    assert normal_phone(written) == ""


def test_what_is_shown_of_people():
    assert masked_phone("13800138000") == "138****8000"
    assert masked_email("wang@example.org") == "w***@example.org"
    assert [masked_name(name) for name in ("李秀英", "欧阳明月", "")] == ["李**", "欧***", ""]
    text = "王女士13800138000，wang@example.org，文号〔2026〕13800138000123号"
    assert masked_text(text) == "王女士138****8000，w***@example.org，文号〔2026〕13800138000123号"
