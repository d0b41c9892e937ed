"""What the whole tree is made with besides documents."""

import hashlib
from collections.abc import Iterable
from pathlib import Path

from django.conf import settings

from cms.publishing.rendering.maker import SOURCES


def fingerprint(folder: Path) -> str:
    """Names the templates, words, assets and program that make a tree, its address and its folder."""
    digest = hashlib.sha256(f"{settings.PUBLIC_URL}\n{folder}\n{settings.DEBUG}\n".encode())
    sources = (SOURCES / name for name in ("templates", "assets", "locale"))
    for file in sorted(_files_of(*sources, Path(__file__).parent.parent)):
        digest.update(f"{file.name}\n".encode())
        digest.update(file.read_bytes())
    return digest.hexdigest()


def _files_of(*folders: Path) -> Iterable[Path]:
    return (
        file for folder in folders for file in folder.rglob("*") if file.is_file() and file.suffix != ".pyc"
    )
