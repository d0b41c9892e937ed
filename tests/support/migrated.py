"""Migrated databases, kept between runs and shared by those at once: 250 migrations take as long as most of the tests.

What is kept is found by all that a migration depends on, so what is old is never taken.
"""

import fcntl
import hashlib
import subprocess
import tempfile
from collections.abc import Callable
from pathlib import Path

from tests.support.machine import CACHE, PROJECT, clean_environment, manage


def kept(name: str, make: Callable[[Path], object]) -> Path:
    """The file that `make` writes, made once for these migrations and these versions of all packages.

    Several processes may ask at once: one makes it, the others wait.
    """
    folder = CACHE / "migrated"
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{_state()}-{name}"
    with (folder / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not path.exists():
            half = path.with_suffix(".half")
            half.unlink(missing_ok=True)
            make(half)
            half.replace(path)
    return path


def migrate(**environment: str) -> None:
    """Make all tables, in a process of its own: Wagtail's migrations choose by the first database that one knows."""
    with tempfile.TemporaryDirectory() as folder:
        variables = {"DATA_DIR": folder, "DJANGO_SETTINGS_MODULE": "cms.settings.test", **environment}
        subprocess.run(manage("migrate", "--verbosity", "0"), env=clean_environment(**variables), check=True)


def sqlite_file(path: Path) -> None:
    """Write a migrated SQLite database, whole in one file."""
    migrate(DATABASE_URL=f"sqlite:///{path}")


def _state() -> str:
    files = [
        *PROJECT.glob("cms/*/migrations/*.py"),
        PROJECT / "requirements.txt",
        *PROJECT.glob("cms/settings/*.py"),
    ]
    content = hashlib.sha256()
    for file in sorted(files):
        content.update(file.name.encode() + file.read_bytes())
    return content.hexdigest()[:24]
