"""`make run` as operators meet it: a second start, a move, a killed first start, and what keeps it from starting."""

import json
import signal
import socket
import urllib.error
import urllib.parse
import urllib.request

import pytest

from cms.demo import content
from tests.support.program import Program
from tests.support.waiting import PATIENCE

pytestmark = pytest.mark.journey


@pytest.fixture
def start(tmp_path):
    """Makes a program on a DATA_DIR of its own, and ends it with the test."""
    programs = []

    def make(name="data", **variables):
        programs.append(Program(tmp_path / name, **variables))
        return programs[-1]

    yield make
    for program in programs:
        program.__exit__(None, None, None)


def documents(program):
    """Everything that is published, by key, as the API gives it, without what each program goes on making by itself:
    AVIF some time after, and what is read most now.
    """
    found, page, pages = {}, 1, 1
    while page <= pages:
        with urllib.request.urlopen(f"{program.url}/api/documents/?page={page}") as response:  # noqa: S310
            answer = json.load(response, object_hook=_without_avif)
        found |= {document["key"]: document for document in answer["documents"]}
        page, pages = page + 1, answer["pages"]
    return {key: document for key, document in found.items() if document["type"] != "popular"}


def _without_avif(part):
    return {name: value for name, value in part.items() if name != "avif"}


def refusal(program):
    """The one line with which a program does not start."""
    assert program.launch().wait(PATIENCE) != 0
    (line,) = program.output.strip().splitlines()
    return line


def test_who_asks_for_too_long_an_address_is_told_so_in_both_languages(live):
    with pytest.raises(urllib.error.HTTPError, match="414") as refused:
        urllib.request.urlopen(f"{live.url}/en/search?q={'a' * 300_000}")  # noqa: S310
    words = refused.value.read().decode()
    assert "这个地址太长了" in words
    assert "This address is too long" in words


def test_a_busy_port_is_told_in_one_line(live, start):
    program = start(PORT=str(live.port))

    assert f"Port {live.port} of 127.0.0.1 cannot be opened (address already in use)" in refusal(program)


def test_a_page_of_text_that_was_pasted_as_a_question_is_answered(live):
    pasted = urllib.parse.urlencode({"q": "志愿者招募" * 667})  # 10 kB, 30 as a part of the address
    for path in ("/zh/search", "/en/search", "/api/search"):
        with urllib.request.urlopen(f"{live.url}{path}?{pasted}") as response:  # noqa: S310
            assert "志愿者" in response.read().decode()


def test_a_data_folder_in_use_is_told_in_one_line(live, start):
    program = start(DATA_DIR=str(live.data_dir))

    assert "already running" in refusal(program)


def test_a_data_folder_that_cannot_be_written_is_told_in_one_line(start, tmp_path):
    (tmp_path / "file").touch()
    program = start(DATA_DIR=str(tmp_path / "file" / "data"))

    assert "file/data cannot be written" in refusal(program)


def test_an_installation_moves_with_its_backup_and_keeps_everything_over_starts(live, start, tmp_path):
    made = live.manage("backup", tmp_path / "backup")
    assert made.returncode == 0, made.stderr
    program = start("moved")
    restored = program.manage("restore", tmp_path / "backup")
    assert restored.returncode == 0, restored.stderr

    program.start()

    before = documents(program)
    assert before == documents(live)
    assert "Loading the demonstration" not in program.output
    key = (program.data_dir / "secret_key").read_text()
    files = {path: path.read_bytes() for path in (program.data_dir / "public").rglob("*.html")}
    assert program.stop(signal.SIGINT) == 0
    with socket.create_server(("127.0.0.1", program.port)):
        pass  # nothing is left that holds the port

    program.start()

    assert documents(program) == before
    assert (program.data_dir / "secret_key").read_text() == key
    assert {path: path.read_bytes() for path in (program.data_dir / "public").rglob("*.html")} == files


def test_a_first_start_that_was_killed_is_completed_by_the_second(live):
    """The live program's was killed; see tests/conftest.py."""
    urls = [document["url"] for document in documents(live).values()]

    missing = {
        f"/{segment}/{entry.slug}/".replace("//", "/")
        for entry in content.entries()
        for segment in ("zh", "en")
    } - set(urls)
    assert missing == set()
    assert [url for url in urls if url.endswith("-2/")] == []  # nothing is made twice
    assert live.password
