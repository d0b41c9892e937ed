"""Styles, scripts and themes of yesterday: kept in the tree for a day after the last page was made without them.

A server that was not started again yet names them, and so do pages that somebody holds: a browser, a cache in between,
a large site that is still being made again. No record names them, so the law of the public tree leaves them out.
"""

import os
import time
from pathlib import Path

from django.conf import settings

from cms.publishing.locks import BusyError, hold
from cms.publishing.models import PublicFile
from cms.publishing.tree import files

ASSETS = "assets/"
KEPT = 86_400.0  # seconds; the file's own time says since when


def let_go(folder: Path, path: str) -> bool:
    """Remove a file that no target has any more, or begin the last day of an asset. Returns whether it was removed."""
    if not path.startswith(ASSETS):
        return files.remove(folder, path)
    if (folder / path).is_file():
        os.utime(folder / path)
    return False


def is_kept(folder: Path, path: str) -> bool:
    """Whether a file that nobody knows is an asset in its last day."""
    return path.startswith(ASSETS) and (folder / path).stat().st_mtime > time.time() - KEPT


def clear() -> int:
    """Remove the assets whose last day is over. Returns how many; 0 where others are at work on the tree."""
    folder: Path = settings.PUBLIC_DIR
    try:
        with hold("site", patience=1):
            known = set(PublicFile.objects.filter(path__startswith=ASSETS).values_list("path", flat=True))
            there = {f"{ASSETS}{file.name}" for file in (folder / ASSETS).glob("*") if file.is_file()}
            over = [path for path in there - known if not is_kept(folder, path)]
            return sum(files.remove(folder, path) for path in over)
    except BusyError:
        return 0
