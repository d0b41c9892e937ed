"""Writing the public tree: a file is replaced as a whole or not at all, and only when its bytes differ."""

import hashlib
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

BLOCK = 1 << 20
TEMPORARY = ".~"


def write(folder: Path, path: str, content: bytes | Path) -> tuple[bool, str, int]:
    """Put the bytes (or a copy of the file) at `path` in the folder. Returns (whether it changed, sha256,
    size).

    Raises OSError where that is not possible; a reader sees the old file until the new one is complete.
    """
    digest, size = _digest(content)
    goal = folder / path
    if _is(goal, digest, size):
        return False, digest, size
    goal.parent.mkdir(parents=True, exist_ok=True)
    temporary = goal.with_name(f"{TEMPORARY}{os.getpid()}-{goal.name}"[:200])
    try:
        if isinstance(content, bytes):
            temporary.write_bytes(content)
        else:
            shutil.copyfile(content, temporary)
        temporary.chmod(0o644)
        temporary.replace(goal)
    finally:
        temporary.unlink(missing_ok=True)
    return True, digest, size


def remove(folder: Path, path: str) -> bool:
    """Remove a file and the folders that it leaves empty. Returns whether it was there."""
    goal = folder / path
    if not goal.is_file():
        return False
    goal.unlink()
    for above in goal.parents:
        if above == folder or any(above.iterdir()):
            break
        above.rmdir()
    return True


def every_path(folder: Path) -> Iterator[str]:
    """The path of every file in the tree, left-over temporary ones too."""
    for place, _folders, names in os.walk(folder):
        for name in names:
            yield (Path(place) / name).relative_to(folder).as_posix()


def _digest(content: bytes | Path) -> tuple[str, int]:
    if isinstance(content, bytes):
        return hashlib.sha256(content).hexdigest(), len(content)
    with content.open("rb") as source:
        return hashlib.file_digest(source, "sha256").hexdigest(), content.stat().st_size


def _is(goal: Path, digest: str, size: int) -> bool:
    try:
        return goal.stat().st_size == size and _digest(goal)[0] == digest
    except FileNotFoundError:
        return False
