"""An office at work in processes of its own: one that publishes, one that reads, workers; and what they saw."""

import hashlib
import json
import os
import random
import re
import signal
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from unittest import mock

from django.core.management import call_command
from django.db import transaction

from cms.notices.models import NoticePage
from cms.publishing.indexing import SearchProjection, every_document, search_document
from cms.publishing.rendering.maker import Workshop
from cms.publishing.services import refresh_all
from cms.publishing.tree import files, site
from cms.publishing.tree.site import SiteProjection
from search.api import fingerprint
from tests import factories
from tests.support.forked import Forked
from tests.support.installation import Installation


class Office:
    """One installation with a section of notices, built and indexed. Its files lie in `place`."""

    def __init__(self, installation: Installation, place: Path, workshop: Workshop) -> None:
        self.installation, self.place, self.workshop = installation, place, workshop
        self.public = installation.data_dir / "public"
        names = ("journal", "written", "changed", "seen", "log")
        self.journal, self.written, self.changed, self.seen, self.log = (place / name for name in names)
        factories.section("通知公告", slug="notices")
        for number in range(3):
            factories.notice(f"第{number}号", slug=f"first-{number}")
        refresh_all()
        with (
            mock.patch.object(files, "write", self._logged(files.write)),
            mock.patch.object(files, "write_fresh", self._logged(files.write_fresh)),
        ):
            projection = SiteProjection(self.public, workshop)
            projection.build()
            search = SearchProjection(str(installation.data_dir / "index"))
            search.drain()
            search.index.close()
            projection.drain()

    def start(self, act: Callable[..., object], *args: object) -> Forked:
        return Forked(self.installation, act, *args, log=self.log)

    # --- What the processes do ------------------------------------------------------------------------

    def work(self, *words: str) -> None:
        """`manage.py work`, which also logs the hash of each file before it writes it."""
        with (
            mock.patch.object(site, "Workshop", return_value=self.workshop),
            mock.patch.object(files, "write", self._logged(files.write)),
        ):
            call_command("work", *words)

    def _logged(self, write: Callable) -> Callable:
        def logged(folder: Path, path: str, content: bytes | Path, *rest: object):
            body = content if isinstance(content, bytes) else content.read_bytes()
            said = f"{os.getpid()} {path} {hashlib.sha256(body).hexdigest()}\n"
            _append(self.written, said)
            result = write(folder, path, content, *rest)
            if result[0]:
                _append(self.changed, said)
            return result

        return logged

    def publish(self, times: int | None = None) -> None:
        """Publish, edit and unpublish notices. The journal has what was begun, and what was acknowledged."""
        luck = random.Random(os.getpid() + time.time())
        while times is None or times > 0:
            times = times and times - 1
            number = f"{os.getpid()}-{luck.randrange(10**9)}"
            pages = list(NoticePage.objects.filter(slug__startswith="page-").values_list("slug", "live"))
            slug, live = luck.choice(pages) if pages and luck.random() < 0.6 else (f"page-{number}", False)
            said = f"{slug} {'gone' if live and luck.random() < 0.4 else number}"
            _append(self.journal, f"begun {said}\n")
            with transaction.atomic():  # as each request of the admin is
                _do(*said.split())
            _append(self.journal, f"done {said}\n")

    def read(self) -> None:
        """Read pages over and over until told to stop, then tell their hashes and which were cut short."""
        ended: list[int] = []
        signal.signal(signal.SIGTERM, lambda number, _frame: ended.append(number))
        seen: set[str] = set()
        half: set[str] = set()
        while not ended:
            for name in filter(lambda name: name.endswith("/index.html"), files.every_path(self.public)):
                with suppress(FileNotFoundError):
                    content = (self.public / name).read_bytes()
                    seen.add(hashlib.sha256(content).hexdigest())
                    if not content.rstrip().endswith(b"</html>"):
                        half.add(name)
            time.sleep(0.02)
        self.seen.write_text(json.dumps({"seen": sorted(seen), "half": sorted(half)}))

    # --- What came of it --------------------------------------------------------------------------------

    def progress(self) -> int:
        """Grows with all that is done."""
        return sum(file.stat().st_size for file in (self.journal, self.written) if file.exists())

    def told(self) -> str:
        """What the processes logged, but for the public address, at which nobody answers."""
        lines = self.log.read_text().splitlines() if self.log.exists() else []
        return "\n".join(line for line in lines if "verification" not in line)

    def lost(self) -> list[str]:
        """Pages that are not in the tree as they were last acknowledged, nor as somebody was killed over."""
        allowed: dict[str, set[str]] = {}
        for line in self.journal.read_text().splitlines():
            word, slug, said = line.split()
            if word == "done":
                allowed[slug] = {said}
            else:
                allowed.setdefault(slug, {"gone"}).add(said)
        return [
            f"{slug}: {self.public_state(slug)}, not {states}"
            for slug, states in allowed.items()
            if self.public_state(slug) not in states
        ]

    def public_state(self, slug: str) -> str:
        """The number that residents see on a page, or "gone"."""
        try:
            html = (self.public / "zh/notices" / slug / "index.html").read_text()
        except FileNotFoundError:
            return "gone"
        found = re.search(r"<h1[^>]*>\s*第(\S+)号", html)
        return found[1] if found else "unreadable"

    def unknown_reads(self) -> list[str]:
        """Hashes that the reader saw and nobody wrote."""
        written = {line.split()[-1] for line in self.written.read_text().splitlines()}
        return sorted(set(json.loads(self.seen.read_text())["seen"]) - written)

    def differences(self, fresh: Path) -> list[str]:
        """Files, left-over ones too, that a full build into the empty folder `fresh` has not, or has otherwise."""
        with mock.patch.object(site, "Workshop", return_value=self.workshop):
            call_command("build_site", "--output", str(fresh), "--full", verbosity=0)
        these, those = tree(self.public), tree(fresh)
        return sorted(path for path in these.keys() | those.keys() if these.get(path) != those.get(path))

    def index_differences(self) -> set[tuple[str, str]]:
        """Documents that the index lacks, has too many of, or has otherwise."""
        search = SearchProjection(str(self.installation.data_dir / "index"))
        expected = {document.key: fingerprint(search_document(document)) for document in every_document()}
        found = search.index.fingerprints()
        search.index.close()
        return set(found.items()) ^ set(expected.items())


def _do(slug: str, said: str) -> None:
    page = NoticePage.objects.filter(slug=slug).first()
    if said == "gone":
        page.unpublish()
    elif page:
        page.title = f"第{said}号"
        factories.publish(page)
    else:
        factories.notice(f"第{said}号", slug=slug)


def _append(file: Path, line: str) -> None:
    """At once and as a whole: what a process wrote outlives its being killed."""
    handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    os.write(handle, line.encode())
    os.close(handle)


def tree(folder: Path) -> dict[str, bytes]:
    """{path: content} of every file."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }
