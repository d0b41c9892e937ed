"""Old Word files (.doc), read by way of LibreOffice: only where it is installed."""

import shutil
import subprocess

import pytest

from cms.importing.api import read_bytes
from tests.unit.importing import word
from tests.unit.importing.outlines import outline

PROGRAM = shutil.which("soffice") or shutil.which("libreoffice")
pytestmark = pytest.mark.skipif(PROGRAM is None, reason="LibreOffice is not installed")


@pytest.fixture
def old_word(tmp_path):
    """A .doc that LibreOffice itself has made of a .docx with automatic numbers."""
    levels = word.level(0, "chineseCounting", "%1、") + word.level(1, "chineseCountingThousand", "（%2）")
    blocks = [
        word.paragraph("社区工作计划"),
        word.paragraph("党建", number=(1, 0)),
        word.paragraph("学习", number=(1, 1)),
        word.paragraph("培训", number=(1, 1)),
        word.paragraph("民生", number=(1, 0)),
        word.paragraph("1、食堂；2、托管。"),
    ]
    source = tmp_path / "plan.docx"
    types = (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.'
        'wordprocessingml.document.main+xml"/>'
        '<Override PartName="/word/numbering.xml" ContentType="application/vnd.openxmlformats-officedocument.'
        'wordprocessingml.numbering+xml"/></Types>'
    )
    relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'
    body = f"<w:document {word.NAMESPACES}><w:body>{''.join(blocks)}</w:body></w:document>"
    source.write_bytes(
        word.package(
            {
                "[Content_Types].xml": types,
                "_rels/.rels": package.format(
                    f'<Relationship Id="a" Type="{relations}/officeDocument" Target="word/document.xml"/>'
                ),
                "word/document.xml": body,
                "word/numbering.xml": word.numbering({0: levels}, {1: (0, "")}),
                "word/_rels/document.xml.rels": package.format(
                    f'<Relationship Id="b" Type="{relations}/numbering" Target="numbering.xml"/>'
                ),
            }
        )
    )
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [PROGRAM, profile, "--headless", "--convert-to", "doc", "--outdir", str(tmp_path), str(source)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return (tmp_path / "plan.doc").read_bytes()


def test_an_old_word_file_is_read_with_its_automatic_numbers(old_word):
    assert old_word.startswith(b"\xd0\xcf\x11\xe0")
    assert outline(read_bytes(old_word, "plan.doc")) == [
        "1 一、党建",
        "2 （一）学习",
        "2 （二）培训",
        "1 二、民生",
        "2 1、食堂；",
        "2 2、托管。",
    ]
