"""What only a server can do: be away, be busy, be of another version."""

import json
import socket
import threading
from collections.abc import Iterator
from contextlib import suppress
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from search.api import EngineUnavailableError, Index, RebuildNeededError, open_index
from search.documents import Query
from search.engines.elasticsearch import connection, stored, writing
from tests.contract.search.documents import notice


class Gate:
    """A port that leads to another one while it is open."""

    def __init__(self, port: int) -> None:
        self._target, self._open = port, True
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = self._listener.getsockname()[1]
        self._ends: list[socket.socket] = []
        threading.Thread(target=self._accept, daemon=True).start()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                near, _ = self._listener.accept()
                if not self._open:
                    near.close()
                    continue
                far = socket.create_connection(("127.0.0.1", self._target))
                self._ends += [near, far]
                for source, target in ((near, far), (far, near)):
                    threading.Thread(target=self._pump, args=(source, target), daemon=True).start()

    def _pump(self, source: socket.socket, target: socket.socket) -> None:
        with suppress(OSError):
            while data := source.recv(65536):
                target.sendall(data)
        for end in (source, target):
            end.close()

    def shut(self) -> None:
        self._open = False
        for end in self._ends:
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
        self._ends.clear()

    def open(self) -> None:
        self._open = True

    def close(self) -> None:
        self.shut()
        self._listener.close()


@pytest.fixture
def gate(node) -> Iterator[Gate]:
    gate = Gate(node.port)
    yield gate
    gate.close()


def total(index: Index, text: str) -> int:
    return index.search(Query(text=text)).total


def indexes(node, name: str) -> list[str]:
    connection = HTTPConnection("127.0.0.1", node.port)
    connection.request("GET", f"/{name}-*/_alias")
    found = sorted(json.load(connection.getresponse()))
    connection.close()
    return found


def test_while_the_server_is_away_answers_are_empty_and_changes_are_refused(node, gate):
    index = open_index(f"http://127.0.0.1:{gate.port}/away")
    index.index([notice("a", "停水通知")])
    assert total(index, "停水") == 1
    gate.shut()
    answer = index.search(Query(text="停水"))
    assert (answer.total, answer.available) == (0, False)
    assert index.suggest("停") == index.related("a") == []
    assert (index.fingerprints(), index.health().state) == ({}, "unavailable")
    for write in (
        lambda: index.index([notice("b", "停电通知")]),
        lambda: index.remove(["a"]),
        lambda: index.rebuild([]),
    ):
        with pytest.raises(EngineUnavailableError):
            write()
    gate.open()
    assert index.health().state == "ready"
    assert index.search(Query(text="停水")).available
    assert total(index, "停水") == 1
    index.index([notice("b", "停电通知")])
    assert total(index, "停电") == 1
    index.close()


def test_a_server_that_does_not_answer_is_left_alone_for_a_while(gate, monkeypatch):
    index = open_index(f"http://127.0.0.1:{gate.port}/resting")
    index.index([notice("a", "停水通知")])
    gate.shut()
    assert not index.search(Query(text="停水")).available
    gate.open()
    assert not index.search(Query(text="停水")).available
    monkeypatch.setattr(connection, "REST", 0.0)
    index.health()
    assert total(index, "停水") == 1
    index.close()


@pytest.mark.parametrize(("version", "answers"), [("0/other", False), (f"{stored.FORM}/other", True)])
def test_an_index_of_another_version_asks_to_be_rebuilt(node, monkeypatch, version, answers):
    """It answers until then, unless it has another form."""
    address = f"{node.address}/versions"
    with monkeypatch.context() as patch:
        patch.setattr(stored, "VERSION", version)
        open_index(address).rebuild([notice("a", "停水通知")])
    index = open_index(address)
    assert index.health().state == "outdated"
    assert version in index.health().reason
    found = index.search(Query(text="停水"))
    assert (found.available, found.total) == (answers, int(answers))
    with pytest.raises(RebuildNeededError):
        index.index([notice("b", "停电通知")])
    assert index.rebuild([notice("a", "停水通知")]) == 1
    assert (index.health().state, total(index, "停水")) == ("ready", 1)


def test_no_answer_is_missing_while_an_index_is_rebuilt(node):
    index = open_index(f"{node.address}/steady?timeout=60")
    documents = [notice(f"n{number}", "停水通知") for number in range(60)]
    index.rebuild(documents)
    wrong, done = [], threading.Event()

    def read() -> None:
        reader = open_index(f"{node.address}/steady?timeout=60")
        while not done.is_set():
            answer = reader.search(Query(text="停水"))
            if answer.total != 60:
                wrong.append(answer)

    readers = [threading.Thread(target=read) for _ in range(2)]
    for reader in readers:
        reader.start()
    for _ in range(3):
        index.rebuild(documents)
    done.set()
    for reader in readers:
        reader.join()
    assert wrong == []


def test_only_the_current_indexes_are_left(node):
    index = open_index(f"{node.address}/tidy")
    for _ in range(3):
        index.rebuild([notice("a", "停水通知")])
    with pytest.raises(RuntimeError):
        index.rebuild(_failing())
    assert len(indexes(node, "tidy")) == 2


def _failing():
    yield notice("b", "停电通知")
    raise RuntimeError("the database went away")


class Busy(BaseHTTPRequestHandler):
    """A server that refuses the first bulk request for want of room and takes the next."""

    bulks = 0

    def _send(self, body: object, status: int = 200) -> None:
        data = json.dumps(body).encode()
        self.send_response(status)
        self.send_header("X-Elastic-Product", "Elasticsearch")
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def do_GET(self) -> None:
        self._send({"busy-documents": {"mappings": {"_meta": {"version": stored.VERSION}}}})

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self._send({})

    def do_PUT(self) -> None:
        lines = self.rfile.read(int(self.headers["Content-Length"])).splitlines()
        type(self).bulks += 1
        status = 429 if self.bulks == 1 else 201
        actions = [json.loads(line) for line in lines[::2]]
        self._send({"errors": status == 429, "items": [{next(iter(a)): {"status": status}} for a in actions]})

    def log_message(self, *arguments: object) -> None:
        """Says nothing."""


def test_a_busy_server_is_asked_again_later(monkeypatch):
    monkeypatch.setattr(writing, "FIRST_WAIT", 0.05)
    with ThreadingHTTPServer(("127.0.0.1", 0), Busy) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        index = open_index(f"http://127.0.0.1:{server.server_port}/busy")
        assert index.index([notice("a", "停水")]) == 1
        index.close()
        server.shutdown()
    assert Busy.bulks == 3  # the terms twice, the document once
