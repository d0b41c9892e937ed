"""What only files can suffer: damage, other versions, killed writers, several processes at once."""

import random
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from search.api import Index, IndexBusyError, RebuildNeededError, open_index
from search.documents import Query, SearchDocument
from search.engines.embedded import EmbeddedEngine
from search.engines.embedded.generations import Generations
from search.engines.embedded.opened import FORM
from search.engines.embedded.postings import Postings
from tests.support.waiting import PATIENCE


def document(number: int, word: str = "停水通知") -> SearchDocument:
    return SearchDocument(
        key=f"k{number}",
        type="notice",
        locale="zh-hans",
        url=f"/{number}/",
        title=f"第{number}号{word}",
        text="正文 " * 50,
    )


def total(index: Index, text: str = "停水") -> int:
    return index.search(Query(text=text)).total


@pytest.fixture
def folder(tmp_path) -> Path:
    """An index of fifty documents."""
    index = open_index(tmp_path / "index")
    index.rebuild(document(number) for number in range(50))
    index.close()
    return tmp_path / "index"


def generation(folder: Path) -> Path:
    current = Generations(folder).current()
    assert current is not None
    return current


def test_opening_an_index_takes_milliseconds(folder):
    total(open_index(folder))
    begun = time.process_time()
    assert total(open_index(folder)) == 50
    assert time.process_time() - begun < 0.1


def spoil_store(folder):
    path = generation(folder) / "store.sqlite3"
    path.write_bytes(path.read_bytes()[:4096] + bytes(random.Random(1).randbytes(path.stat().st_size)))


DAMAGE = {
    "no store": lambda folder: (generation(folder) / "store.sqlite3").unlink(),
    "empty store": lambda folder: (generation(folder) / "store.sqlite3").write_bytes(b""),
    "store of another kind": lambda folder: (generation(folder) / "store.sqlite3").write_text(
        "not a database" * 500
    ),
    "store half overwritten": spoil_store,
    "no postings": lambda folder: (generation(folder) / "postings" / "meta.json").unlink(),
    "postings of another kind": lambda folder: (generation(folder) / "postings" / "meta.json").write_text(
        "{}"
    ),
    "segments gone": lambda folder: [
        path.unlink() for path in (generation(folder) / "postings").glob("*.term")
    ],
    "no word which is current": lambda folder: (folder / "current").write_text("?"),
    "current generation gone": lambda folder: generation(folder).rename(folder / "elsewhere"),
}


@pytest.mark.parametrize("damage", DAMAGE)
def test_a_damaged_index_answers_empty_says_so_and_is_healed_by_a_rebuild(folder, damage):
    DAMAGE[damage](folder)
    index = open_index(folder)
    answer = index.search(Query(text="停水"))
    assert answer.hits == ()
    assert index.suggest("停水") == index.related("k1") == []
    health = index.health(thorough=True)
    assert (health.state, bool(health.reason)) == ("damaged", True)
    assert not index.search(Query(text="停水")).available
    with pytest.raises(RebuildNeededError):
        index.index([document(1)])
    with pytest.raises(RebuildNeededError):
        index.remove(["k1"])
    assert index.rebuild([document(1), document(2)]) == 2
    assert (total(index), index.health(thorough=True).state) == (2, "ready")


def test_damage_that_one_process_meets_is_known_to_the_others(folder):
    reader = open_index(folder)
    assert total(reader) == 50
    spoil_store(folder)
    assert open_index(folder).health(thorough=True).state == "damaged"
    assert open_index(folder).health().state == "damaged"


@pytest.mark.parametrize(("version", "answers"), [("0/other", False), (f"{FORM}/other", True)])
def test_an_index_of_another_version_asks_to_be_rebuilt(folder, version, answers):
    """It answers until then, unless it has another form."""
    connection = sqlite3.connect(generation(folder) / "store.sqlite3")
    with connection:
        connection.execute("update meta set value = ? where name = 'version'", [version])
    connection.close()
    index = open_index(folder)
    assert index.health().state == "outdated"
    assert version in index.health().reason
    found = index.search(Query(text="停水"))
    assert (found.available, found.total > 0) == (answers, answers)
    with pytest.raises(RebuildNeededError):
        index.index([document(1)])
    index.rebuild([document(1)])
    assert index.health().state == "ready"


def write_and_be_killed(monkeypatch, write):
    """Call `write`, which is stopped after the store and before the postings are written."""

    def killed(self, placed, gone=(), **more):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(Postings, "change", killed)
        with pytest.raises(KeyboardInterrupt):
            write()


def test_what_a_killed_writer_left_is_reported_and_made_good_by_the_next(folder, monkeypatch):
    index = open_index(folder)
    write_and_be_killed(monkeypatch, lambda: index.index([document(1, "停电通知"), document(99, "停电通知")]))
    other = open_index(folder)
    assert other.health(thorough=True).state == "ready"
    assert set(other.fingerprints()) == {f"k{number}" for number in range(50) if number != 1}
    assert total(other, "停电") == 0
    other.index([document(100)])
    assert total(other, "停电") == 2
    assert set(other.fingerprints()) == {f"k{number}" for number in [*range(50), 99, 100]}


def test_a_removal_that_was_killed_is_finished_by_the_next_writer(folder, monkeypatch):
    index = open_index(folder)
    write_and_be_killed(monkeypatch, lambda: index.remove(["k2"]))
    other = open_index(folder)
    assert "k2" not in [hit.key for hit in other.search(Query(text="停水", page_size=100)).hits]
    other.index([document(100)])
    assert (other.health(thorough=True).documents, total(other)) == (50, 50)
    assert "k2" not in other.fingerprints()


WRITER = """
import sys
from search.api import open_index
from tests.unit.search.engines.test_embedded import document
index, number = open_index(sys.argv[1]), 0
print("ready", flush=True)
while True:
    index.index([document(n, f"第{number}版停水通知") for n in range(number % 40, number % 40 + 10)])
    index.remove([f"k{number % 7}"])
    number += 1
"""

READER = """
import sys, time
from search.api import open_index
from search.documents import Query
index = open_index(sys.argv[1])
print("ready", flush=True)
until = time.monotonic() + float(sys.argv[2])
while time.monotonic() < until:
    answer = index.search(Query(text="停水"))
    assert answer.available and 40 <= answer.total <= 50, answer
"""


def start(script: str, *arguments: str) -> subprocess.Popen:
    process = subprocess.Popen([sys.executable, "-c", script, *arguments], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    return process


def test_a_writer_killed_at_any_moment_leaves_a_good_index(folder):
    chance = random.Random(3)
    for _ in range(5):
        with start(WRITER, str(folder)) as writer:
            time.sleep(chance.uniform(0.0, 0.4))
            writer.send_signal(signal.SIGKILL)
        index = open_index(folder)
        assert index.health(thorough=True).state == "ready"
        assert index.search(Query(text="停水", page_size=100)).available
        index.index([document(1000)])
        fingerprints = index.fingerprints()
        assert index.health(thorough=True).documents == len(fingerprints)
        assert total(index) == len(fingerprints)
        index.remove(["k1000"])
        index.close()


def test_processes_read_while_one_writes(folder):
    with start(WRITER, str(folder)) as writer:
        readers = [start(READER, str(folder), "1.5") for _ in range(2)]
        assert [reader.wait(timeout=PATIENCE) for reader in readers] == [0, 0]
        writer.send_signal(signal.SIGKILL)
    for reader in readers:
        reader.stdout.close()


def test_threads_read_while_one_writes_and_the_index_is_rebuilt(folder):
    index = open_index(folder)
    wrong = []
    done = threading.Event()

    def read():
        while not done.is_set():
            found = index.search(Query(text="停水"))
            if not (found.available and found.total == 50):
                wrong.append(found)

    threads = [threading.Thread(target=read) for _ in range(4)]
    for thread in threads:
        thread.start()
    for _ in range(3):
        index.index(document(number) for number in range(50))
        index.rebuild(document(number) for number in range(50))
    done.set()
    for thread in threads:
        thread.join()
    assert wrong == []


def test_a_second_writer_waits_and_then_says_that_it_has_to(folder):
    with Generations(folder).writing(1):
        impatient = Index(EmbeddedEngine(folder, timeout=0.1))
        with pytest.raises(IndexBusyError):
            impatient.index([document(1)])
        with pytest.raises(IndexBusyError):
            impatient.rebuild([])
        assert total(impatient) == 50
    assert impatient.index([document(1)]) == 1


def test_old_generations_are_cleared_away(folder):
    index = open_index(folder)
    for _ in range(4):
        index.rebuild([document(1)])
    assert len([path for path in folder.iterdir() if path.is_dir()]) == 2
