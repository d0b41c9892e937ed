"""Gunicorn's worker, with words of ours where the server itself refuses a request."""

import socket
from typing import Any

from django.conf import settings
from gunicorn import util
from gunicorn.http.errors import LimitRequestLine
from gunicorn.workers.gthread import ThreadWorker

HEAD = (
    "HTTP/1.1 414 URI Too Long\r\nConnection: close\r\n"
    "Content-Type: text/html; charset=utf-8\r\nContent-Length: {}\r\n\r\n"
)


class WebWorker(ThreadWorker):
    """One process of the web server, with threads."""

    def handle_error(self, req: Any, client: socket.socket, addr: Any, exc: BaseException) -> None:
        """An address that is too long never gets to Django: the tree has the page that says so."""
        page = settings.PUBLIC_DIR / "414.html"
        if not isinstance(exc, LimitRequestLine) or not page.is_file():
            super().handle_error(req, client, addr, exc)
            return
        content = page.read_bytes()
        util.write_nonblock(client, HEAD.format(len(content)).encode() + content)
