"""Writing the public tree: a file is replaced as a whole or not at all, and only when its bytes differ.

A file is written in a folder beside the tree's own (on the same file system, never served) and then moved to its
place, so what a killed writer leaves behind is found in one folder.
"""

import hashlib
import itertools
import os
import shutil
import socket
from collections.abc import Iterator
from pathlib import Path

ARRIVING = ".~"
_MACHINE = socket.gethostname()
_numbers = itertools.count()


def write(folder: Path, path: str, content: bytes | Path) -> tuple[bool, str, int]:
    """Put the bytes (or a copy of the file) at `path` in the folder. Returns (whether it changed, sha256, size).

    Raises OSError where that is not possible; a reader sees the old file until the new one is complete.
    """
    digest, size = _digest(content)
    goal = f"{folder}/{path}"
    if _is(goal, digest, size):
        return False, digest, size
    arriving = f"{folder}/{ARRIVING}/{_MACHINE}-{os.getpid()}-{next(_numbers)}"
    try:
        _write(arriving, content)
        _move(arriving, goal)
    except BaseException:
        Path(arriving).unlink(missing_ok=True)
        raise
    return True, digest, size


def remove(folder: Path, path: str) -> bool:
    """Remove a file and the folders that it leaves empty. Returns whether it was there."""
    goal = folder / path
    if not goal.is_file():
        return False
    goal.unlink()
    for above in goal.parents:
        if above == folder:
            break
        try:
            above.rmdir()
        except OSError:  # not empty, or another writer was quicker
            break
    return True


def sweep(folder: Path) -> None:
    """Remove what writers that are no more left half written."""
    try:
        left = os.listdir(folder / ARRIVING)
    except FileNotFoundError:
        return
    for name in left:
        machine, pid, _number = name.rsplit("-", 2)
        if machine == _MACHINE and not Path(f"/proc/{pid}").exists():
            (folder / ARRIVING / name).unlink(missing_ok=True)


def every_path(folder: Path) -> Iterator[str]:
    """The path of every file in the tree."""
    for place, folders, names in os.walk(folder):
        if ARRIVING in folders:
            folders.remove(ARRIVING)
        for name in names:
            yield (Path(place) / name).relative_to(folder).as_posix()


def _write(arriving: str, content: bytes | Path) -> None:
    try:
        file = os.open(arriving, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644)
    except FileNotFoundError:
        Path(arriving).parent.mkdir(parents=True, exist_ok=True)
        file = os.open(arriving, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644)
    with open(file, "wb") as goal:
        os.fchmod(file, 0o644)  # whatever the umask: a web server of another user reads it
        if isinstance(content, bytes):
            goal.write(content)
        else:
            with content.open("rb") as source:
                shutil.copyfileobj(source, goal)


def _move(arriving: str, goal: str) -> None:
    for _attempt in range(3):  # another writer may remove the folder, being empty, in between
        try:
            os.replace(arriving, goal)
        except FileNotFoundError:
            Path(goal).parent.mkdir(parents=True, exist_ok=True)
        else:
            return
    os.replace(arriving, goal)


def _digest(content: bytes | Path) -> tuple[str, int]:
    if isinstance(content, bytes):
        return hashlib.sha256(content).hexdigest(), len(content)
    with content.open("rb") as source:
        return hashlib.file_digest(source, "sha256").hexdigest(), content.stat().st_size


def _is(goal: str, digest: str, size: int) -> bool:
    try:
        with open(goal, "rb") as file:
            return (
                os.fstat(file.fileno()).st_size == size
                and hashlib.file_digest(file, "sha256").hexdigest() == digest
            )
    except FileNotFoundError:
        return False
