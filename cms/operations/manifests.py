"""The list of a backup's files with their hashes: written last, checked first."""

import hashlib
import json
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError

NAME = "manifest.json"
FORMAT = 1


class BackupError(CommandError):
    """A backup could not be made or restored; the message is one line for the operator."""


def write(folder: Path, facts: dict[str, Any]) -> dict[str, Any]:
    """Lists all files of the folder beside the facts, as manifest.json in it. Returns the manifest."""
    files = {name: _describe(folder / name) for name in _files(folder)}
    manifest = {"format": FORMAT, **facts, "files": files}
    (folder / NAME).write_text(json.dumps(manifest, ensure_ascii=False, indent=1) + "\n")
    return manifest


def verify(folder: Path) -> dict[str, Any]:
    """The manifest of a folder that holds exactly the files it lists, unchanged. Raises BackupError."""
    try:
        manifest = json.loads((folder / NAME).read_text())
        listed = dict(manifest["files"])
        if manifest["format"] != FORMAT:
            raise BackupError(f"{folder} was made by another version of Linli (format {manifest['format']})")
    except (OSError, UnicodeDecodeError, json.JSONDecodeError, KeyError, TypeError, ValueError) as error:
        raise BackupError(f"{folder} is no complete backup: it has no readable {NAME}") from error
    found = set(_files(folder))
    if missing := sorted(listed.keys() - found):
        raise BackupError(f"{folder} is damaged: {len(missing)} files are missing, the first is {missing[0]}")
    if foreign := sorted(found - listed.keys()):
        raise BackupError(f"{folder} holds {len(foreign)} files it should not, the first is {foreign[0]}")
    if changed := [name for name in listed if _describe(folder / name) != listed[name]]:
        raise BackupError(
            f"{folder} is damaged: {len(changed)} files have changed, the first is {changed[0]}"
        )
    return manifest


def _files(folder: Path) -> list[str]:
    paths = sorted(path for path in folder.rglob("*") if path.is_file() and not path.is_symlink())
    return [name for path in paths if (name := path.relative_to(folder).as_posix()) != NAME]


def _describe(path: Path) -> dict[str, Any]:
    with path.open("rb") as file:
        return {"sha256": hashlib.file_digest(file, "sha256").hexdigest(), "size": path.stat().st_size}
