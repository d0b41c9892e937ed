"""The environment that a program started by a test gets, free ports, and where what is made once is kept."""

import os
import socket
import sys
from pathlib import Path

PROJECT = Path(__file__).parents[2]
CACHE = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "linli"  # outlives a run
OURS = (
    "LINLI_",
    "PUBLIC_",
    "ADMIN_URL",
    "DATA_DIR",
    "DATABASE_URL",
    "SEARCH_URL",
    "HOST",
    "PORT",
    "DJANGO_SETTINGS_MODULE",
    "PYTEST_XDIST_WORKER",
)


def clean_environment(**variables: str) -> dict[str, str]:
    """This process's environment without anything that steers Linli, plus the given variables."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(OURS)}
    return {**inherited, "PYTHONUNBUFFERED": "1", **variables}


def manage(*words: str | Path) -> list[str]:
    """The words of a `manage.py` command."""
    return [sys.executable, str(PROJECT / "manage.py"), *map(str, words)]


def free_port() -> int:
    """A port of this machine that nobody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])
