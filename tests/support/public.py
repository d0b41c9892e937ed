"""A web server before the public tree, which can be made to misbehave."""

import ssl
import sys
import threading
from collections.abc import Callable
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import TracebackType

Misbehave = Callable[[SimpleHTTPRequestHandler], bool]


class Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """A browser that left before it had its answer is no news."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


class PublicServer:
    """Serves a folder on a loopback port, 0: any free one. `asked` lists the paths; `misbehave` may answer instead."""

    def __init__(self, folder: Path, tls: ssl.SSLContext | None = None, port: int = 0) -> None:
        self.asked: list[str] = []
        self.connections = 0
        self.misbehave: Misbehave | None = None
        outer = self

        class Handler(SimpleHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            disable_nagle_algorithm = True

            def __init__(self, *args, **kwargs):
                super().__init__(*args, directory=str(folder), **kwargs)

            def setup(self):
                outer.connections += 1
                super().setup()

            def do_GET(self):
                outer.asked.append(self.path)
                if not (outer.misbehave and outer.misbehave(self)):
                    super().do_GET()

            def do_POST(self):
                """A read that is counted: as the program answers."""
                self.rfile.read(int(self.headers.get("Content-Length") or 0))
                self.send_response(204)
                self.end_headers()

            def log_message(self, *args):
                pass

        self._server = Server(("127.0.0.1", port), Handler)
        if tls:
            self._server.socket = tls.wrap_socket(self._server.socket, server_side=True)
        self.url = f"http{'s' if tls else ''}://127.0.0.1:{self._server.server_port}"

    def __enter__(self) -> "PublicServer":
        threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True).start()
        return self

    def __exit__(self, kind: type | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._server.shutdown()
        self._server.server_close()


def answer(status: int, content: bytes = b"", **headers: str) -> Misbehave:
    """Answers everything alike."""

    def misbehave(handler: SimpleHTTPRequestHandler) -> bool:
        handler.send_response(status)
        for name, value in headers.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.send_header("Content-Length", str(len(content)))
        handler.end_headers()
        handler.wfile.write(content)
        return True

    return misbehave
