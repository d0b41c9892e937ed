"""What attached files say: read once, by a process that can do no harm, and found as a hit of their page."""

import pytest
from django.core.files.base import ContentFile
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from cms.core.models import Attachment
from cms.discovery import attachment_texts, file_reader
from cms.discovery.attachment_texts import AttachmentText, UnreadableError, extract, have_read
from tests import factories
from tests.unit.discovery import files

LAUGHS = '<!DOCTYPE w [<!ENTITY a "哈哈哈"><!ENTITY b "&a;&a;&a;">]>'


def notice_with(data: bytes, name: str, title: str = "安排表"):
    """A published notice that offers this file."""
    attachment = Attachment(title=title)
    attachment.file.save(name, ContentFile(data), save=True)
    return factories.notice("停水通知", body=[("attachment", attachment)])


@pytest.mark.parametrize(
    ("data", "extension", "text"),
    [
        (files.pdf("Water cut on Friday", "Bring buckets"), "pdf", "Water cut on Friday\nBring buckets"),
        (files.docx("一、停水时间", "周五"), "docx", "一、停水时间\n周五"),
        (files.xlsx(["楼栋", "时间"], ["三号楼", 8], [None, None]), "xlsx", "楼栋 时间\n三号楼 8"),
        ("停水\r\n通知".encode(), "txt", "停水\n通知"),
        ("\ufeff停水".encode(), "txt", "停水"),
        ("停水通知，请互相转告".encode("gb18030"), "txt", "停水通知，请互相转告"),
        ("停水".encode("utf-16"), "txt", "停水"),
        ("楼栋,时间\n三号楼,8".encode(), "csv", "楼栋,时间\n三号楼,8"),
        (b"", "txt", ""),
    ],
)
def test_the_text_of_a_file(data, extension, text):
    assert extract(data, extension) == text


def test_a_long_file_is_cut():
    found = extract(("停水" * 80_000).encode(), "txt")
    assert len(found) == file_reader.LONGEST


@pytest.mark.parametrize(
    ("data", "extension"),
    [
        (b"not a pdf", "pdf"),
        (files.pdf("x")[:200], "pdf"),
        (b"not a zip", "docx"),
        (files.docx("x")[:100], "docx"),
        (files.xlsx([1]), "docx"),
        (files.docx("x"), "xlsx"),
        (b"\x00" * 1000, "xlsx"),
    ],
    ids=[
        "no pdf",
        "half a pdf",
        "no zip",
        "half a zip",
        "workbook as text",
        "text as workbook",
        "zeros",
    ],
)
def test_a_file_that_is_not_what_it_says_is_refused(data, extension):
    with pytest.raises(UnreadableError):
        extract(data, extension)


@pytest.mark.parametrize("extension", ["docx", "xlsx"])
def test_an_archive_that_unfolds_to_more_than_fits_is_refused(extension):
    with pytest.raises(UnreadableError):
        extract(files.bomb(), extension)


def test_entities_are_not_unfolded():
    assert "哈" not in extract(files.docx("&b;停水", doctype=LAUGHS), "docx")


def test_a_reader_that_takes_too_long_is_ended(monkeypatch, tmp_path):
    slow = tmp_path / "slow.py"
    slow.write_text("import time; time.sleep(60)")
    monkeypatch.setattr(attachment_texts, "READER", slow)
    monkeypatch.setattr(attachment_texts, "PATIENCE", 0.5)
    with pytest.raises(UnreadableError, match="too long"):
        extract(b"", "txt")


@pytest.mark.parametrize(
    "greedy",
    ["x = bytearray(3_000_000_000)", "import os; os.fork()", "open('/etc/hostname.new', 'w').write('x')"],
    ids=["memory", "processes", "files"],
)
def test_a_reader_gets_no_more_than_it_needs(monkeypatch, tmp_path, greedy):
    reader = tmp_path / "greedy.py"
    place = str(file_reader.__file__)
    reader.write_text(
        f"import runpy; runpy.run_path({place!r}, run_name='reader')['narrow'](); "
        f"import os; os.setuid(65534) if os.getuid() == 0 else None; {greedy}"
    )
    monkeypatch.setattr(attachment_texts, "READER", reader)
    with pytest.raises(UnreadableError):
        extract(b"", "txt")


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.binary(max_size=400), extension=st.sampled_from(sorted(file_reader.READERS)))
@example(data=b"\xff\xfe\x00", extension="txt")
def test_no_plain_text_raises_and_none_holds_control_characters(data, extension):
    if extension in ("txt", "csv"):
        found = file_reader.read(extension, data)
        assert all(character.isprintable() or character == "\n" for character in found)


@pytest.mark.django_db
class TestFound:
    def test_a_word_of_an_attachment_leads_to_its_page(self, client, found):
        page = notice_with(files.xlsx(["幸福里三号楼", "水表间"]), "plan.xlsx")
        assert found("水表间") == []  # the publish did not wait for the file
        have_read()
        assert found("水表间") == [page.key]
        hit = client.get("/api/search", {"q": "水表间"}).json()["hits"][0]
        assert (hit["url"], hit["task"], hit["task_title"]) == (page.url_path, None, "安排表")
        assert "<mark>水表间</mark>" in hit["snippet"]
        shown = client.get("/zh/search", {"q": "水表间"}).content.decode()
        assert "安排表" in shown

    def test_a_file_is_read_once_however_many_pages_offer_it(self, found, monkeypatch):
        data = files.xlsx(["水表间"])
        pages = [notice_with(data, "a.xlsx"), notice_with(data, "b.xlsx")]
        found("停水")
        read = []
        monkeypatch.setattr(attachment_texts, "extract", lambda data, kind: read.append(kind) or "水表间")
        have_read()
        assert read == ["xlsx"]
        assert set(found("水表间")) == {page.key for page in pages}
        have_read()
        assert read == ["xlsx"]

    def test_a_hostile_file_is_said_to_be_unreadable_and_not_tried_again(self, found):
        notice_with(b"%PDF-1.4 nonsense", "a.pdf")
        found("停水")
        have_read()
        row = AttachmentText.objects.get()
        assert (row.state, row.text) == ("unreadable", "")
        assert row.reason
        have_read()
        assert len(found("停水")) == 1

    def test_a_file_that_no_page_offers_any_more_is_forgotten(self, found):
        page = notice_with(files.xlsx(["水表间"]), "a.xlsx")
        found("停水")
        have_read()
        assert attachment_texts.forget_unused() == 0
        page.unpublish()
        assert found("水表间") == []
        assert attachment_texts.forget_unused() == 1
