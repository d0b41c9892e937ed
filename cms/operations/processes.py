"""The processes of a running Linli, and whether they answer."""

import http.client
import os
import socket
import sys

from django.conf import settings

from cms.operations.supervisor import Child


def web_server(listener: socket.socket) -> Child:
    """Gunicorn on the open socket. WEB_CONCURRENCY sets the number of its processes."""
    options = {
        "--config": "python:cms.operations.gunicorn_settings",
        "--chdir": str(settings.PROJECT),
        "--bind": f"fd://{listener.fileno()}",
        "--workers": os.environ.get("WEB_CONCURRENCY", "2"),
        "--threads": "4",
        "--timeout": "120",  # a large document takes its time to be imported
        "--graceful-timeout": "5",
        "--log-level": "warning",
    }
    words = [word for option in options.items() for word in option]
    return Child(
        name="web server",
        command=[sys.executable, "-m", "gunicorn", "cms.wsgi", *words, "--preload", "--no-control-socket"],
        inherited=[listener.fileno()],
    )


def worker() -> Child:
    """The worker: pending projections, scheduled publishing, due checks."""
    return Child(name="worker", command=[sys.executable, str(settings.PROJECT / "manage.py"), "work"])


def answers(listener: socket.socket) -> bool:
    """Whether the web server gives an answer, of whatever kind, on the socket."""
    host, port = listener.getsockname()[:2]
    connection = http.client.HTTPConnection(host, port, timeout=2)
    try:
        connection.request("GET", "/")
        connection.getresponse()
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()
    return True
