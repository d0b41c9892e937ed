"""Writing the public tree: a file is replaced as a whole or not at all, and only when its bytes differ.

A file is written in a folder beside the tree's own (on the same file system, never served) and then moved to its
place, so what a killed writer leaves behind is found in one folder. A journal there names the files that a batch has
written until the database knows of them. Those of a killed writer may have lost their source before anybody knew them;
one that was stopped, taken over from and then went on may have put old bytes over new ones.
"""

import hashlib
import itertools
import os
import shutil
import socket
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ARRIVING = ".~"
JOURNAL = ".journal"
_MACHINE = socket.gethostname()
_numbers = itertools.count()


class Journal:
    """Names the files of one batch that are written. `path` is where it lies, for `forget`; "" where nothing was."""

    def __init__(self, folder: Path) -> None:
        self.path, self._folder, self._file = "", folder, -1

    def __enter__(self) -> "Journal":
        return self

    def __exit__(self, *_error: object) -> None:
        if self.path:
            os.close(self._file)

    def note(self, path: str) -> None:
        """Say that this file is about to be replaced."""
        if not self.path:
            self.path = f"{_arriving(self._folder)}{JOURNAL}"
            self._file = _create(self.path)
        os.write(self._file, f"{path}\n".encode())


def forget(journal: str) -> None:
    """Drop a journal: the database knows its files."""
    if journal:
        Path(journal).unlink(missing_ok=True)


def write(
    folder: Path, path: str, content: bytes | Path, journal: Journal | None = None
) -> tuple[bool, str, int]:
    """Put the bytes (or a copy of the file) at `path` in the folder. Returns (whether it changed, sha256, size).

    Raises OSError where that is not possible; a reader sees the old file until the new one is complete.
    """
    digest, size = _digest(content)
    goal = f"{folder}/{path}"
    if _is(goal, digest, size):
        return False, digest, size
    arriving = _arriving(folder)
    try:
        _write(arriving, content)
        if journal:
            journal.note(path)
        _move(arriving, goal)
    except BaseException:
        Path(arriving).unlink(missing_ok=True)
        raise
    return True, digest, size


def write_fresh(folder: Path, path: str, content: bytes | Path) -> tuple[bool, str, int]:
    """As `write`, into a tree that nobody reads yet: at its place at once."""
    goal = f"{folder}/{path}"
    _make_folder_of(goal)
    _write(goal, content)
    return True, *_digest(content)


def begin_fresh(folder: Path) -> Path:
    """An empty folder for a whole new tree, on the same file system as the one that it will be."""
    fresh = Path(_arriving(folder))
    fresh.mkdir(parents=True)
    return fresh


def move_in(fresh: Path, folder: Path) -> None:
    """Put a whole new tree into an empty folder, branch by branch."""
    for branch in sorted(fresh.iterdir()):
        branch.replace(folder / branch.name)
    fresh.rmdir()


def is_empty(folder: Path) -> bool:
    """Whether there is no file in a tree, or no tree."""
    return next(every_path(folder), None) is None


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


def sweep(folder: Path) -> list[Path]:
    """Remove what was left half written. Returns the journals of those who never told what they had written.

    Left by processes that are no more, and by this one, which has to have no batch in hand.
    """
    try:
        left = [folder / ARRIVING / name for name in os.listdir(folder / ARRIVING)]
    except FileNotFoundError:
        return []
    abandoned = [file for file in left if _is_abandoned(file.name)]
    for file in abandoned:
        if file.is_dir():
            shutil.rmtree(file, ignore_errors=True)
        elif file.suffix != JOURNAL:
            file.unlink(missing_ok=True)
    return [file for file in abandoned if file.suffix == JOURNAL]


def every_path(folder: Path) -> Iterator[str]:
    """The path of every file in the tree."""
    start = len(f"{folder}/")
    for place, folders, names in os.walk(folder):
        if ARRIVING in folders:
            folders.remove(ARRIVING)
        yield from (f"{place}/{name}"[start:] for name in names)


def _arriving(folder: Path) -> str:
    """A name that nobody else takes, and that says whose it is."""
    pid = os.getpid()
    return f"{folder}/{ARRIVING}/{_MACHINE}-{pid}-{_born(pid)}-{next(_numbers)}"


def _is_abandoned(name: str) -> bool:
    """Of another machine's process it cannot be known."""
    machine, pid, born, _number = name.rsplit("-", 3)
    return machine == _MACHINE and (int(pid) == os.getpid() or _moment_of_birth(int(pid)) != born)


@cache
def _born(pid: int) -> str:
    return _moment_of_birth(pid)


def _moment_of_birth(pid: int) -> str:
    """Tells a process from a later one with the same number; "" where the system does not say."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[19]
    except (FileNotFoundError, ProcessLookupError):
        return ""


def _create(path: str) -> int:
    try:
        return os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644)
    except FileNotFoundError:
        _make_folder_of(path)
        return os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644)


def _make_folder_of(path: str) -> None:
    folder = path.rpartition("/")[0]
    try:
        os.mkdir(folder)
    except FileExistsError:
        pass
    except FileNotFoundError:
        os.makedirs(folder, exist_ok=True)


def _write(arriving: str, content: bytes | Path) -> None:
    file = _create(arriving)
    try:
        os.fchmod(file, 0o644)  # whatever the umask: a web server of another user reads it
        if isinstance(content, bytes):
            rest = memoryview(content)
            while rest:  # the system may take less than all, such as the last of a full disk
                rest = rest[os.write(file, rest) :]
        else:
            with content.open("rb") as source, open(file, "wb", closefd=False) as goal:
                shutil.copyfileobj(source, goal)
    finally:
        os.close(file)


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
