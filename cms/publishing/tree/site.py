"""The public tree as a projection: what is out of date is made again, what has no source any more is removed."""

import logging
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from django.db import transaction
from django.db.models import Count
from django.utils import timezone

from cms.publishing import locks, pending
from cms.publishing.locks import hold
from cms.publishing.media import papers
from cms.publishing.models import FileTag, Pending, PublicFile, SiteBuild
from cms.publishing.redirects import gone, nginx, routes
from cms.publishing.rendering.maker import Workshop
from cms.publishing.tree import files, former, targets
from cms.publishing.tree.fingerprint import fingerprint
from cms.publishing.tree.making import Batch, make, make_all
from cms.publishing.tree.records import Made, record

logger = logging.getLogger(__name__)
TAKEN = 200  # pending rows at a time
PICTURES = 8  # pictures at a time: each may take half a second to make
MANY = (
    300  # files that one batch makes; what concerns more is done file by file, after all that staff ask for
)
HELD = 4000  # files of a full build between two moments in which waiting work may come first
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

    def count(self, batch: Batch) -> None:
        present = [made for made in batch.made if made.path]
        written = sum(made.written for made in present)
        self.written, self.kept = self.written + written, self.kept + len(present) - written
        self.failed += len(batch.failures)


class SiteProjection:
    """Keeps one folder equal to what the documents say."""

    name = "site"

    def __init__(self, folder: Path, workshop: Workshop | None = None):
        self.folder, self._workshop = folder, workshop or Workshop()
        # Since the rules for nginx were written; who worked here before may have been killed in between.
        self._has_redirected = True

    def drain(self) -> Report:
        """Make all waiting work public, what staff asked for before what can wait.

        Raises OSError where the folder cannot be written: the work goes on waiting.
        """
        report, started = Report(), time.perf_counter()
        self._tidy()
        if locks.has_row_locks():
            self._drain(report)
        else:
            with hold(self.name):
                self._drain(report)
        if self._has_redirected:
            nginx.write_rules()
            self._has_redirected = False
        report.seconds = time.perf_counter() - started
        return report

    def build(self, *, full: bool = False, progress: Progress | None = None) -> Report:
        """Make what is out of date; everything where asked for, or where templates, assets or program
        changed.
        """
        if not full and self._is_current():
            return self.drain()
        report, started = Report(), time.perf_counter()
        made_with = fingerprint(self.folder)  # before: what is changed meanwhile is for the next build
        waiting = list(Pending.objects.filter(projection__in=(self.name, pending.FILES)))
        wanted = targets.every_target(self._workshop.maker())
        if is_fresh := files.is_empty(self.folder):
            self._build_fresh(wanted, report, progress)
        else:
            self._build(wanted, report, progress)
        with hold(self.name):
            if not is_fresh:
                self._remove_strangers(report)
            pending.done(waiting)
            papers.ask_for_all()
            nginx.write_rules()
            SiteBuild.objects.update_or_create(
                pk=1, defaults={"fingerprint": made_with, "built_at": timezone.now()}
            )
        report.seconds = time.perf_counter() - started
        return report

    # --- Waiting work ---------------------------------------------------------------------------------

    def _drain(self, report: Report) -> None:
        while self._batch(report):
            pass

    def _batch(self, report: Report, queues: tuple[str, ...] = pending.SITE) -> bool:
        """Do some of the work that waits. Returns False where none does."""
        with pending.claimed(queues, TAKEN) as claimed:
            if not claimed:
                return False
            # Pictures come first, so that no page ever shows one that is not there.
            rows = [row for row in claimed if row.subject.startswith("media:")][:PICTURES] or claimed
            queue = rows[0].projection
            subjects = {row.subject for row in rows}
            wanted = targets.named_by(subjects)
            if queue == self.name:
                tagged = FileTag.objects.filter(tag__in=subjects).values_list("file__target", flat=True)
                wanted.update(tagged[: MANY + 1])
            if len(wanted) > MANY and self._spread(rows):
                return True
            locks.share(self.name, wanted | subjects)
            self._has_redirected |= any(target.startswith(routes.KIND) for target in wanted)
            self._has_redirected |= gone.concerns(subjects)
            batch = make(sorted(wanted), self._workshop.maker(), self.folder)
            self._finish(batch, report, rows)
        files.forget(batch.journal)
        return True

    def _spread(self, rows: list[Pending]) -> bool:
        """Turn what concerns many files into work for each of them. Returns whether there was any."""
        tags = FileTag.objects.filter(tag__in=[row.subject for row in rows]).values("tag")
        counts = dict(tags.annotate(files=Count("pk")).order_by().values_list("tag", "files"))
        large = [row for row in rows if counts.get(row.subject, 0) > MANY // 4]
        if not large:
            return False
        with transaction.atomic():
            files_of_them = FileTag.objects.filter(tag__in=[row.subject for row in large]).values("file")
            pending.spread(PublicFile.objects.filter(pk__in=files_of_them))
            pending.ask(pending.FILES, targets.named_by([row.subject for row in large]))
            pending.done(large)
        return True

    def _finish(self, batch: Batch, report: Report, rows: Iterable[Pending] = ()) -> None:
        """Record what was made, remove what has no target any more, and forget the work."""
        report.count(batch)
        with transaction.atomic():
            left = record(batch.made)
            report.removed += sum(former.let_go(self.folder, path) for path in left)
            if batch.failures:
                pending.failed(pending.FILES, batch.failures)
            pending.done(rows, made=[made.target for made in batch.made])

    def _tidy(self) -> None:
        """Clear up after a batch that came to no end: half a file, files that nobody knows, files of older bytes."""
        journals = files.sweep(self.folder)
        if not journals:
            return
        with hold(self.name):
            for journal in journals:
                paths = set(journal.read_text().splitlines()) if journal.exists() else set()
                known = dict(PublicFile.objects.filter(path__in=paths).values_list("target", "path"))
                pending.ask(pending.FILES, known)
                for path in paths.difference(known.values()):
                    files.remove(self.folder, path)
                files.forget(str(journal))

    # --- Everything -----------------------------------------------------------------------------------

    def _build(self, wanted: Iterator[str], report: Report, progress: Progress | None) -> None:
        total, done = PublicFile.objects.count(), 0
        while some := list(islice(wanted, HELD)):
            with hold(self.name):
                for batch in make_all(some, self._workshop, self.folder):
                    self._finish(batch, report)
                    files.forget(batch.journal)
                    done += len(batch.made) + len(batch.failures)
                    if progress:
                        progress(done, max(total, done))

    def _build_fresh(self, wanted: Iterator[str], report: Report, progress: Progress | None) -> None:
        """A tree from nothing is made aside and moved in when it is whole: quicker, and nobody meets half a site."""
        there: set[str] = set()
        with hold(self.name):
            fresh = files.begin_fresh(self.folder)
            for batch in make_all(wanted, self._workshop, fresh, is_fresh=True):
                self._finish(batch, report)
                there.update(made.target for made in batch.made)
                there.update(batch.failures)
                if progress:
                    progress(report.written, report.written)
            files.move_in(fresh, self.folder)
            self._forget_all_but(there, report)

    def _forget_all_but(self, there: set[str], report: Report) -> None:
        """Remove what has no source any more."""
        gone = set(PublicFile.objects.values_list("target", flat=True)) - there
        self._finish(Batch([Made(target) for target in sorted(gone)]), report)

    def _remove_strangers(self, report: Report) -> None:
        """Remove what has no source any more, and files that nobody knows."""
        self._forget_all_but(set(targets.every_target(self._workshop.maker())), report)
        known = set(PublicFile.objects.values_list("path", flat=True))
        strangers = set(files.every_path(self.folder)) - known
        report.removed += sum(
            files.remove(self.folder, path) for path in strangers if not former.is_kept(self.folder, path)
        )

    def _is_current(self) -> bool:
        """Whether the tree was last made in full with these templates, and is still there."""
        build = SiteBuild.objects.filter(pk=1).first()
        return bool(
            build and build.fingerprint == fingerprint(self.folder) and (self.folder / "index.html").is_file()
        )


def build_into(folder: Path, progress: Progress | None = None, workshop: Workshop | None = None) -> Report:
    """A full build into any folder, which records nothing: for checking, handing over, or another server.

    Files there that the site does not have are removed. Raises RuntimeError for the first file that cannot be made.
    """
    report, started, workshop = Report(), time.perf_counter(), workshop or Workshop()
    paths: set[str] = set()
    wanted = list(targets.every_target(workshop.maker()))
    for batch in make_all(wanted, workshop, folder):
        report.count(batch)
        for target, reason in batch.failures.items():
            raise RuntimeError(f"{target} could not be made: {reason}")
        paths.update(made.path for made in batch.made if made.path)
        files.forget(batch.journal)
        if progress:
            progress(report.written + report.kept, len(wanted))
    report.removed = sum(files.remove(folder, path) for path in set(files.every_path(folder)) - paths)
    report.seconds = time.perf_counter() - started
    return report
