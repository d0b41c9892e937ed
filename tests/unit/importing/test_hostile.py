"""Input that is broken, too large or made to harm: refused with one clear line, in no time."""

import io
import time
import zipfile

import pytest

from cms.importing import api
from cms.importing.api import ReadingError, read_bytes, read_file, read_html, read_text
from cms.importing.formats import docx, xml
from tests.unit.importing import word


def refusal(data: bytes, name: str) -> str:
    with pytest.raises(ReadingError) as caught:
        read_bytes(data, name)
    message = str(caught.value)
    assert "\n" not in message
    return message


@pytest.mark.parametrize("name", ["plan.txt", "plan.docx", "plan.html", "plan.md", "plan.doc"])
def test_an_empty_file(name):
    assert refusal(b" \r\n", name) == "The file is empty."


def test_a_file_of_invisible_signs_only():
    assert refusal("\u200b\ufeff".encode(), "plan.txt") == "There is no text in it."


@pytest.mark.parametrize(
    "data",
    [
        bytes(range(256)) * 40,
        b"\x89PNG\r\n\x1a\n" + bytes(range(0, 250, 3)) * 50,
        b"\x7fELF\x02\x01\x01" + b"\0" * 900,
    ],
)
def test_a_binary_file_with_the_name_of_a_text(data):
    assert "not a text file" in refusal(data, "plan.txt")


def test_a_text_with_the_name_of_a_word_file():
    assert "not a Word file" in refusal("一、甲".encode(), "plan.docx")


def test_a_zip_file_that_is_no_word_file():
    assert "holds no document" in refusal(word.package({"a.xml": "<a/>"}), "plan.docx")


def test_a_damaged_word_file():
    data = word.document(word.paragraph("一、甲" * 500))
    assert refusal(data[: len(data) // 2], "plan.docx")
    assert "damaged" in refusal(word.package({"word/document.xml": "<w:document"}), "plan.docx")


def test_an_old_word_file_with_the_name_of_a_new_one():
    assert "old .doc file" in refusal(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "plan.docx")


def test_an_old_word_file_where_libreoffice_is_missing(monkeypatch):
    monkeypatch.setenv("PATH", "")
    assert "LibreOffice" in refusal(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "plan.doc")


def test_a_page_that_was_saved_as_an_old_word_file():
    page = "<html><body><p>一、甲</p><p>二、乙</p></body></html>"
    assert len(read_bytes(page.encode(), "plan.doc").plans[0].sections) == 2


def test_a_format_that_nobody_reads():
    assert ".docx" in refusal(b"%PDF-1.7", "plan.pdf")


def test_a_missing_file(tmp_path):
    with pytest.raises(ReadingError, match=r"no file .gone\.txt"):
        read_file(tmp_path / "gone.txt")


def test_a_folder(tmp_path):
    with pytest.raises(ReadingError, match="no file"):
        read_file(tmp_path)


def test_a_text_of_fifty_megabytes(tmp_path):
    file = tmp_path / "large.txt"
    with file.open("wb") as stream:
        stream.truncate(50 * api.MEGABYTE)
    with pytest.raises(ReadingError, match="larger than 20 MB"):
        read_file(file)


def test_pasted_text_that_is_too_large(monkeypatch):
    monkeypatch.setattr(api, "LARGEST_FILE", 100)
    with pytest.raises(ReadingError, match="larger"):
        read_text("一、甲" * 50)
    with pytest.raises(ReadingError, match="larger"):
        read_html("<p>一、甲</p>" * 50)


def test_more_text_than_an_office_writes(monkeypatch):
    monkeypatch.setattr(api, "MOST_SIGNS", 100)
    with pytest.raises(ReadingError, match="longer than 100 signs"):
        read_text("一、甲\n" * 50)


def test_more_lines_than_an_office_writes(monkeypatch):
    monkeypatch.setattr(api, "MOST_LINES", 100)
    with pytest.raises(ReadingError, match="more than 100 lines"):
        read_text("一、甲\n" * 101)


@pytest.mark.parametrize(
    "text",
    [
        "一、甲" + " " * 200_000 + "乙",  # each of these took time that grew with its square
        "abc def\n" * 6_000,
        "社区工作计划\n一、甲\n二、乙\n2019年1月1日\n" * 1_000,
    ],
)
def test_a_reading_takes_time_that_grows_with_the_text_only(text):
    started = time.process_time()
    read_text(text)
    assert time.process_time() - started < 5


def test_a_zip_bomb():
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b" " * (xml.LARGEST_PART + 10))
    assert len(stream.getvalue()) < 100_000
    assert "unpacks to too much" in refusal(stream.getvalue(), "plan.docx")


def test_a_word_file_of_very_many_parts():
    data = word.package({f"{number}.xml": "" for number in range(xml.MOST_PARTS + 1)})
    assert "too many parts" in refusal(data, "plan.docx")


def test_entities_that_grow():
    bomb = '<!DOCTYPE w [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;">]>'
    data = word.package(
        {"word/document.xml": f"{bomb}<w:document {word.NAMESPACES}><w:body>&b;</w:body></w:document>"}
    )
    assert "entities" in refusal(data, "plan.docx")


def test_a_word_file_that_names_a_file_of_the_machine():
    bomb = '<!DOCTYPE w [<!ENTITY a SYSTEM "file:///etc/hostname">]>'
    data = word.package(
        {"word/document.xml": f"{bomb}<w:document {word.NAMESPACES}><w:body>&a;</w:body></w:document>"}
    )
    assert "entities" in refusal(data, "plan.docx")


def test_deep_nesting_in_a_word_file():
    deep = "<w:ins>" * 5_000 + "</w:ins>" * 5_000
    assert "deeply" in refusal(word.document(deep), "plan.docx")


def test_tables_inside_tables():
    cell = word.paragraph("甲")
    for _depth in range(docx.DEEPEST_TABLE + 1):
        cell = f"<w:tbl><w:tr><w:tc>{cell}</w:tc></w:tr></w:tbl>"
    assert "deeply" in refusal(word.document(cell), "plan.docx")


def test_deep_nesting_in_a_page():
    with pytest.raises(ReadingError, match="deeply"):
        read_html("<div>" * 3_000 + "甲" + "</div>" * 3_000)


def test_a_page_cannot_name_a_file_of_the_machine():
    reading = read_html(
        '<!DOCTYPE html [<!ENTITY a SYSTEM "file:///etc/hostname">]><p>一、甲&a;</p><p>二、乙</p>'
    )
    assert [section.heading for section in reading.plans[0].sections] in (["甲&a;", "乙"], ["甲", "乙"])


def test_a_word_file_with_a_password():
    stream = io.BytesIO(word.document(word.paragraph("一、甲")))
    data = bytearray(stream.getvalue())
    for place in (data.index(b"PK\x03\x04") + 6, data.index(b"PK\x01\x02") + 8):
        data[place] |= 1
    assert "password" in refusal(bytes(data), "plan.docx")


def test_lists_inside_lists_without_end():
    (plan,) = read_text("\n".join(["1、甲：", "1、乙："] * 2_000)).plans
    assert max(item.level for item in plan.items()) <= 9
