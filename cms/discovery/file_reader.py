"""Reads the text of one file in a process of its own: bytes come in, text goes out, and the process is narrow.

    python file_reader.py EXTENSION < FILE

Files come from anybody who sends the office one, and readers of such formats have had holes. So this program imports
nothing of the CMS, opens no other file, and the system ends it when it takes too much memory or time.
"""

import io
import re
import resource
import sys
import zipfile
from collections.abc import Callable, Iterator
from itertools import islice

import openpyxl
import pypdfium2
from lxml import etree

LONGEST = 100_000
"""Characters of a file that are searched."""

MOST_PAGES, MOST_ROWS, MOST_UNPACKED = 300, 20_000, 200_000_000
MEMORY, SECONDS = 1_000_000_000, 20

UNNAMED = re.compile(r"(Sheet|工作表) ?\d*")
"""What programs call a sheet that nobody named."""

WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def narrow() -> None:
    """Give up what reading a file does not need."""
    for what, most in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CPU, SECONDS),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_NPROC, 0),
    ):
        resource.setrlimit(what, (most, most))


def pdf(data: bytes) -> Iterator[str]:
    """The text of each page."""
    document = pypdfium2.PdfDocument(data)
    for number in range(min(len(document), MOST_PAGES)):
        page = document[number]
        text = page.get_textpage()
        yield text.get_text_bounded(errors="replace")
        text.close()
        page.close()


def docx(data: bytes) -> Iterator[str]:
    """The text of each paragraph, tables included."""
    with _archive(data).open("word/document.xml") as file:
        # Entities stay as they are, and nothing is fetched: both are ways to make a small file a large one.
        parsed = etree.iterparse(file, tag=f"{WORD}p", resolve_entities=False, no_network=True)
        for _event, paragraph in parsed:
            yield "".join(piece.text or "" for piece in paragraph.iter(f"{WORD}t"))
            paragraph.clear()


def xlsx(data: bytes) -> Iterator[str]:
    """The values of each row, of all sheets."""
    _archive(data)
    book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
    for sheet in book.worksheets:
        if not UNNAMED.fullmatch(sheet.title):
            yield sheet.title
        for row in islice(sheet.iter_rows(values_only=True), MOST_ROWS):
            yield " ".join(str(value) for value in row if value is not None)


def plain(data: bytes) -> Iterator[str]:
    """The lines of a text in Unicode or in the older Chinese encoding."""
    data = data[: 4 * LONGEST]
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        text = data.decode("utf-16", "replace")
    else:
        try:
            # A cut in the middle of a character is no sign of another encoding.
            text = data.decode("utf-8-sig", "strict" if len(data) < 4 * LONGEST else "ignore")
        except UnicodeDecodeError:
            text = data.decode("gb18030", "replace")
    yield from text.splitlines()


def _archive(data: bytes) -> zipfile.ZipFile:
    archive = zipfile.ZipFile(io.BytesIO(data))
    if sum(entry.file_size for entry in archive.infolist()) > MOST_UNPACKED:
        raise ValueError("unpacked, the file is too large")
    return archive


READERS: dict[str, Callable[[bytes], Iterator[str]]] = {
    "pdf": pdf,
    "docx": docx,
    "xlsx": xlsx,
    "txt": plain,
    "csv": plain,
}


def read(extension: str, data: bytes) -> str:
    """The text of a file with this extension, one space between words, at most LONGEST characters."""
    pieces: list[str] = []
    length = 0
    for piece in READERS[extension](data):
        said = " ".join("".join(c if c.isprintable() else " " for c in piece).split())
        if said:
            pieces.append(said)
            length += len(said) + 1
        if length > LONGEST:
            break
    return "\n".join(pieces)[:LONGEST]


if __name__ == "__main__":
    narrow()
    sys.stdout.buffer.write(read(sys.argv[1], sys.stdin.buffer.read()).encode("utf-8", "replace"))
