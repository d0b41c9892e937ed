"""A backup is a folder: the database, the uploads, the settings, and a manifest with the hash of each file.

The built site and the search index are left out: both are made again from the database.
"""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.utils import timezone

from cms.operations import dumps, manifests, preflight, projections
from cms.operations.manifests import BackupError

SECRET, PERSONAL = preflight.KEYS
SETTINGS = ("HOST", "PORT", "PUBLIC_URL", "ADMIN_URL", "LINLI_HOSTS", "LINLI_ORIGINS", "LINLI_TIME_ZONE")


def make(target: Path) -> dict[str, Any]:
    """Writes a backup into a new or empty folder, while Linli goes on running. Returns its manifest.

    The folder gets its name when it is complete and verified. Raises BackupError.
    """
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise BackupError(f"{target} is not an empty folder; give a new one")
    if target.resolve().is_relative_to(Path(settings.MEDIA_ROOT).resolve()):
        raise BackupError(f"{target} lies among the uploads that it would save")
    unfinished = target.with_name(f".{target.name}.unfinished")
    with _plain_errors(), _removed_at_the_end(unfinished):
        unfinished.mkdir(parents=True, mode=0o700)
        # The database first: an upload that comes meanwhile is saved without its row, never the other way.
        dumps.dump(unfinished / dumps.file_name())
        if Path(settings.MEDIA_ROOT).exists():
            shutil.copytree(settings.MEDIA_ROOT, unfinished / "media", symlinks=True)
        preflight.write_secret(unfinished / SECRET, settings.SECRET_KEY)
        # Keys that the environment gives are kept apart from the data on purpose, and stay so.
        if (kept := Path(settings.DATA_DIR) / PERSONAL).is_file():
            preflight.write_secret(unfinished / PERSONAL, kept.read_text().strip())
        lines = [f"{name}={os.environ[name]}\n" for name in SETTINGS if os.environ.get(name)]
        (unfinished / "settings.env").write_text("".join(lines))
        facts = {
            "made_at": timezone.localtime().isoformat(timespec="seconds"),
            "database": dumps.file_name(),
            "migrations": sorted(
                f"{app}.{name}" for app, name in MigrationLoader(connection).applied_migrations
            ),
        }
        manifests.write(unfinished, facts)
        manifest = manifests.verify(unfinished)
        unfinished.rename(target)
    return manifest


def restore(source: Path, *, force: bool) -> dict[str, Any]:
    """Puts a backup in the place of what DATA_DIR and the database hold. Returns its manifest.

    Everything is verified before anything is touched. A restore that fails leaves all as it was; one that is
    killed leaves a mark that keeps Linli from starting on half of it, until a restore succeeds.
    Raises BackupError, and preflight.NotReadyError while Linli runs.
    """
    manifest = manifests.verify(source)
    _check_fits(manifest)
    media = Path(settings.MEDIA_ROOT)
    if not force and (not dumps.is_empty() or (media.exists() and any(media.iterdir()))):
        raise BackupError(
            f"{settings.DATA_DIR} or its database is not empty; --force replaces what they hold"
        )
    arriving, leaving = media.with_name(".media.arriving"), media.with_name(".media.leaving")
    with preflight.hold(settings.DATA_DIR), _plain_errors(), _removed_at_the_end(arriving):
        if (source / "media").exists():
            shutil.copytree(source / "media", arriving, symlinks=True)
        else:
            arriving.mkdir()
        with _marked_as_unfinished(), _swapped(media, arriving, leaving):
            dumps.load(source / manifest["database"])
            for name in preflight.KEYS:
                if (source / name).is_file():
                    preflight.write_secret(settings.DATA_DIR / name, (source / name).read_text().strip())
        shutil.rmtree(leaving, ignore_errors=True)
        projections.forget()
    return manifest


def check_nothing_unfinished() -> None:
    """Raises NotReadyError where a restore was killed in the middle."""
    if _mark().exists():
        raise preflight.NotReadyError(
            "A restore was interrupted and left half of the data: run `manage.py restore DIR --force` again"
        )


def _check_fits(manifest: dict[str, Any]) -> None:
    if manifest["database"] != dumps.file_name():
        raise BackupError(f"The backup holds {manifest['database']}, this database needs {dumps.file_name()}")
    loader = MigrationLoader(None)
    known = set(loader.disk_migrations) | {
        old for new in loader.disk_migrations.values() for old in new.replaces
    }
    if unknown := sorted(set(manifest["migrations"]) - {f"{app}.{name}" for app, name in known}):
        raise BackupError(f"The backup was made by a newer Linli: this one does not know {unknown[0]}")


def _mark() -> Path:
    return Path(settings.DATA_DIR) / "restore.unfinished"


@contextmanager
def _marked_as_unfinished() -> Iterator[None]:
    """The mark stays where the process is killed, or where it stood before and this restore failed too."""
    stood_before = _mark().exists()
    _mark().touch()
    try:
        yield
    except BaseException:
        if not stood_before:
            _mark().unlink()
        raise
    _mark().unlink()


@contextmanager
def _swapped(current: Path, arriving: Path, leaving: Path) -> Iterator[None]:
    """Puts one folder in the place of another, and back again when the block fails."""
    shutil.rmtree(leaving, ignore_errors=True)
    current.mkdir(parents=True, exist_ok=True)
    current.rename(leaving)
    arriving.rename(current)
    try:
        yield
    except BaseException:
        current.rename(arriving)
        leaving.rename(current)
        raise


@contextmanager
def _removed_at_the_end(folder: Path) -> Iterator[None]:
    shutil.rmtree(folder, ignore_errors=True)  # of a run that was killed
    try:
        yield
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _plain_errors() -> Iterator[None]:
    """Turns what the disk says into one line."""
    try:
        yield
    except OSError as error:
        raise BackupError(f"{error.strerror or error}: {error.filename or ''}".rstrip(": ")) from error
