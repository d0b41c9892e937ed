"""The web server as `make run` starts it, in processes that a test may kill."""

import os
import signal
import socket
from contextlib import suppress
from pathlib import Path

from django.core.wsgi import get_wsgi_application
from gunicorn.app.base import BaseApplication


class Server(BaseApplication):
    """gunicorn as `make run` starts it."""

    def __init__(self, port):
        self.port = port
        super().__init__()

    def load_config(self):
        address = f"127.0.0.1:{self.port}"
        for name, value in {"bind": address, "workers": 2, "threads": 4, "preload_app": True}.items():
            self.cfg.set(name, value)

    def load(self):
        return get_wsgi_application()


def serve(port):
    """Serve until the end: for a process of its own, see tests.support.forked."""
    Server(port).run()


def processes_of(pid):
    """The processes that a server has started."""
    with suppress(FileNotFoundError):
        return [int(word) for word in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    return []


def kill(pids):
    """End processes in the middle of whatever they do."""
    for pid in pids:
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)


def answers(port):
    """Whether somebody listens."""
    with suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
        return True
