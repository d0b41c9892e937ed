"""The public tree as a projection: what is out of date is made again, what has no source any more is
removed.
"""

import hashlib
import logging
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from cms.publishing import files, pending, targets
from cms.publishing.batches import batched
from cms.publishing.locks import hold
from cms.publishing.maker import SOURCES, Maker, Workshop
from cms.publishing.models import FileTag, Pending, PublicFile, SiteBuild
from cms.publishing.records import Made, record

logger = logging.getLogger(__name__)
TAKEN = 500  # pending rows at a time
RECORDED = 50  # files a transaction: short enough that no editor waits for the worker
Progress = Callable[[int, int], None]


@dataclass
class Report:
    """What a build did: counts of files, and seconds."""

    written: int = 0
    removed: int = 0
    kept: int = 0
    failed: int = 0
    seconds: float = 0.0

    def __str__(self) -> str:
        failed = f", {self.failed} failed" if self.failed else ""
        counts = f"{self.written} written, {self.removed} removed, {self.kept} kept{failed}"
        return f"{counts} in {self.seconds:.2f} s"


class SiteProjection:
    """Keeps one folder equal to what the documents say. The lock makes it the folder's only writer."""

    name = "site"

    def __init__(self, folder: Path, workshop: Workshop | None = None):
        self.folder, self._workshop = folder, workshop or Workshop()

    def drain(self) -> Report:
        """Make all waiting work public. Raises OSError where the folder cannot be written: the work goes on
        waiting.
        """
        report, started = Report(), time.perf_counter()
        with hold(self.name):
            while rows := pending.take(self.name, TAKEN):
                subjects = {row.subject for row in rows}
                tagged = FileTag.objects.filter(tag__in=subjects).values_list("file__target", flat=True)
                wanted = {subject for subject in subjects if targets.is_target(subject)} | set(tagged)
                failures = self._make(sorted(wanted), report)
                pending.done(rows)
                _keep_failures(failures)
        report.seconds = time.perf_counter() - started
        return report

    def build(self, *, full: bool = False, progress: Progress | None = None) -> Report:
        """Make what is out of date; everything where asked for, or where templates, assets or program
        changed.
        """
        if not full and self._is_current():
            return self.drain()
        report, started = Report(), time.perf_counter()
        with hold(self.name):
            waiting = list(Pending.objects.filter(projection=self.name))
            self._build_all(report, progress)
            pending.done(waiting)
        report.seconds = time.perf_counter() - started
        return report

    def _build_all(self, report: Report, progress: Progress | None) -> None:
        wanted = list(targets.every_target(self._workshop.maker()))
        failures = self._make(wanted, report, progress)
        gone = set(PublicFile.objects.values_list("target", flat=True)).difference(wanted)
        self._make(sorted(gone), report)
        known = set(PublicFile.objects.values_list("path", flat=True))
        report.removed += sum(
            files.remove(self.folder, path) for path in set(files.every_path(self.folder)) - known
        )
        _keep_failures(failures)
        SiteBuild.objects.update_or_create(
            pk=1, defaults={"fingerprint": fingerprint(self.folder), "built_at": timezone.now()}
        )

    def _make(
        self, wanted: list[str], report: Report, progress: Progress | None = None
    ) -> dict[str, Exception]:
        """Make the files of these targets. Returns why the rest failed: one broken page holds up no other."""
        maker, failures = self._workshop.maker(), {}
        for number, some in enumerate(batched(wanted, RECORDED)):
            made = []
            for target in some:
                try:
                    made.append(self._write(target, maker, report))
                except OSError:
                    raise
                except Exception as error:
                    logger.exception("could not make %s", target)
                    failures[target] = error
            with transaction.atomic():
                left = record(made)
                report.removed += sum(files.remove(self.folder, path) for path in left)
            if progress:
                progress(min((number + 1) * RECORDED, len(wanted)), len(wanted))
        report.failed += len(failures)
        return failures

    def _write(self, target: str, maker: Maker, report: Report) -> Made:
        output = targets.make(target, maker)
        if output is None:
            return Made(target)
        changed, digest, size = files.write(self.folder, output.path, output.content)
        report.written += changed
        report.kept += not changed
        return Made(target, output.path, digest, size, output.tags)

    def _is_current(self) -> bool:
        """Whether the tree was last made in full with these templates, and is still there."""
        build = SiteBuild.objects.filter(pk=1).first()
        return bool(
            build and build.fingerprint == fingerprint(self.folder) and (self.folder / "index.html").is_file()
        )


def build_into(folder: Path, progress: Progress | None = None) -> Report:
    """A full build into any folder, which records nothing: for checking, handing over, or another server.

    Files there that the site does not have are removed. Raises what making the first broken file raises.
    """
    report, started, maker, paths = Report(), time.perf_counter(), Workshop().maker(), set()
    wanted = list(targets.every_target(maker))
    for number, target in enumerate(wanted, start=1):
        output = targets.make(target, maker)
        if output is not None:
            changed, _digest, _size = files.write(folder, output.path, output.content)
            report.written += changed
            report.kept += not changed
            paths.add(output.path)
        if progress:
            progress(number, len(wanted))
    report.removed = sum(files.remove(folder, path) for path in set(files.every_path(folder)) - paths)
    report.seconds = time.perf_counter() - started
    return report


def fingerprint(folder: Path) -> str:
    """Names what all files are made with besides documents: templates, words, assets, program, address and
    folder.
    """
    digest = hashlib.sha256(f"{settings.PUBLIC_URL}\n{folder}\n".encode())
    sources = (SOURCES / name for name in ("templates", "assets", "locale"))
    for file in sorted(_files_of(*sources, Path(__file__).parent)):
        digest.update(f"{file.name}\n".encode())
        digest.update(file.read_bytes())
    return digest.hexdigest()


def _files_of(*folders: Path) -> Iterable[Path]:
    return (
        file for folder in folders for file in folder.rglob("*") if file.is_file() and file.suffix != ".pyc"
    )


def _keep_failures(failures: dict[str, Exception]) -> None:
    for target, error in failures.items():
        pending.failed(SiteProjection.name, target, error)
