"""One server of a cluster, played by a small one: connections are kept, and trouble has the client's names."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from elastic_transport import ConnectionError as NoConnectionError
from elastic_transport import ConnectionTimeout, HttpHeaders, NodeConfig

from search.engines.elasticsearch.node import LeanNode


class Server(BaseHTTPRequestHandler):
    """Says what it was sent, and counts its connections."""

    protocol_version = "HTTP/1.1"
    connections: list[int] = []

    def setup(self) -> None:
        super().setup()
        self.connections.append(self.client_address[1])

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("content-length", 0)))
        said = f"{self.path} {self.headers['x-word']} ".encode() + body
        self.send_response(404 if self.path == "/gone" else 200)
        self.send_header("Content-Type", "text/plain")
        self.send_header("Content-Length", str(len(said)))
        if self.path == "/once":
            self.send_header("Connection", "close")
        self.end_headers()
        self.wfile.write(said)
        # Hangs up without a word, as a server does that is stopped.
        self.close_connection = self.path in ("/once", "/last")

    def log_message(self, *words: object) -> None:
        """Says nothing."""


class Listening(ThreadingHTTPServer):
    """Tells when it has hung up."""

    daemon_threads = True
    hung_up = threading.Event()

    def shutdown_request(self, request) -> None:
        super().shutdown_request(request)
        self.hung_up.set()


@contextmanager
def listening(port: int = 0) -> Iterator[int]:
    with Listening(("127.0.0.1", port), Server) as server:
        threading.Thread(target=server.serve_forever, args=(0.01,)).start()
        yield server.server_address[1]
        server.shutdown()


@pytest.fixture
def node() -> Iterator[LeanNode]:
    Server.connections.clear()
    with listening() as port:
        node = LeanNode(NodeConfig("http", "127.0.0.1", port, request_timeout=5))
        yield node
        node.close()


def ask(node: LeanNode, path: str, body: bytes | None = None) -> tuple[int, bytes]:
    said = node.perform_request("POST", path, body, HttpHeaders({"x-word": "志愿".encode().hex()}))
    return said.meta.status, said.body


def test_what_is_sent_arrives_and_what_is_answered_comes_back(node):
    assert ask(node, "/a", "停水".encode()) == (200, b"/a e5bf97e684bf " + "停水".encode())
    assert ask(node, "/gone")[0] == 404


def test_one_connection_does_for_many_questions(node):
    for _ in range(5):
        ask(node, "/a")
    assert len(Server.connections) == 1


@pytest.mark.parametrize("path", ["/once", "/last"])
def test_where_the_server_hung_up_a_new_connection_is_made(node, path):
    for _ in range(3):
        Listening.hung_up.clear()
        assert ask(node, path)[0] == 200
        assert Listening.hung_up.wait(5)
        assert ask(node, "/a")[0] == 200
    assert len(Server.connections) == 4


def test_questions_at_the_same_time_have_connections_of_their_own(node):
    found = []
    threads = [
        threading.Thread(target=lambda number=number: found.append(ask(node, f"/{number}", b"x" * 100_000)))
        for number in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(said.split(b" ")[0] for _, said in found) == [f"/{number}".encode() for number in range(8)]


def test_a_server_that_is_not_there_is_no_connection():
    with listening() as port:
        pass
    with pytest.raises(NoConnectionError, match="refused"):
        LeanNode(NodeConfig("http", "127.0.0.1", port)).perform_request("GET", "/")


def test_a_server_that_says_nothing_is_waited_for_as_long_as_was_said():
    with socket.create_server(("127.0.0.1", 0)) as silent:
        node = LeanNode(NodeConfig("http", "127.0.0.1", silent.getsockname()[1]))
        with pytest.raises(ConnectionTimeout):
            node.perform_request("GET", "/", request_timeout=0.05)
