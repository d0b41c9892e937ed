"""A disk below one folder that gets full or read-only as the system has it, where a test may mount one."""

import errno
import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

ROOMY = "size=16m"


@contextmanager
def spoilt_disk(folder: Path, error: int) -> Iterator[Callable[[], None]]:
    """What is in the folder lies on a disk that is full (ENOSPC) or read-only (EROFS) until the yielded is called.

    Raises PermissionError, and leaves all as it was, where this process may not mount.
    """
    aside = folder.with_name("aside")
    folder.rename(aside)
    folder.mkdir()
    try:
        _mount("-t", "tmpfs", "-o", ROOMY, "linli-test", folder)
    except PermissionError:
        folder.rmdir()
        aside.rename(folder)
        raise
    try:
        shutil.copytree(aside, folder, dirs_exist_ok=True)
        _mount("-o", f"remount,{_spoilt(folder, error)}", folder)
        yield lambda: _mount("-o", f"remount,rw,{ROOMY}", folder)
    finally:
        subprocess.run(["umount", "--lazy", folder], check=True)
        shutil.rmtree(aside)


def _spoilt(folder: Path, error: int) -> str:
    if error == errno.EROFS:
        return "ro"
    disk = os.statvfs(folder)
    return f"size={(disk.f_blocks - disk.f_bfree + 1) * disk.f_frsize}"  # one block is left: half a page


def _mount(*words: str | Path) -> None:
    done = subprocess.run(["mount", *words], capture_output=True, text=True, check=False)
    if done.returncode:
        raise PermissionError(done.stderr)
