"""The command that shows a reading."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from tests.unit.importing.quality import PLANS


def run(*arguments: str) -> str:
    out = StringIO()
    call_command("parse_plan", *arguments, stdout=out)
    return out.getvalue()


def test_json_is_the_whole_reading():
    reading = json.loads(run(str(PLANS / "000.txt"), "--json"))
    assert reading["breadcrumb"] == ["Work Plan", "Community Work Plan"]
    assert [len(plan["sections"]) for plan in reading["plans"]] == [10, 7]
    sixth = reading["plans"][1]["sections"][5]
    assert [(item["number"], item["level"]) for item in sixth["sections"]] == [
        ("First of all,", 2),
        ("Secondly,", 2),
    ]


def test_the_outline_shows_facts_items_and_levels():
    lines = run(str(PLANS / "066.txt")).splitlines()
    assert "穗民规字〔2025〕2号 · 广州市民政局　　广州市财政局 · 2025年5月30日 · 2025" in lines
    assert "  一、 社会救助标准" in lines
    assert any(line.startswith("    （一） 全市城乡最低生活保障标准") for line in lines)


def test_the_outline_shows_doubts_and_attachments(tmp_path):
    file = tmp_path / "plan.txt"
    file.write_text("计划\n一、甲\n三、乙\n附件：名册", "utf-8")
    lines = run(str(file)).splitlines()
    assert "Attachment: 名册" in lines
    assert "Line 3: Before 三、, number 2 of the list is missing." in lines


def test_a_text_without_items_says_so(tmp_path):
    file = tmp_path / "letter.txt"
    file.write_text("倡议书\n请大家爱护环境。", "utf-8")
    assert "(no numbered items)" in run(str(file))


@pytest.mark.parametrize("data", [b"", b"\0\1\2" * 900])
def test_bad_input_is_one_line(tmp_path, data):
    file = tmp_path / "plan.txt"
    file.write_bytes(data)
    with pytest.raises(CommandError) as caught:
        run(str(file))
    assert str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_missing_file_is_one_line(tmp_path):
    with pytest.raises(CommandError, match="no file"):
        run(str(tmp_path / "gone.docx"))
