"""Staff who do anything in any order, a worker that comes by now and then and is killed, and the law."""

import difflib
import sys
import tempfile
from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar

from django.contrib.auth import get_user_model
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import invariant, rule, run_state_machine_as_test
from wagtail.models import Page

from cms.core.models import BasePage, Organisation
from cms.publishing import directory
from cms.publishing.indexing import SearchProjection, every_document, search_document
from cms.publishing.media.painting import paint
from cms.publishing.media.pressing import press
from cms.publishing.models import Pending, PublicFile, StoredDocument
from cms.publishing.services import is_public
from cms.publishing.tree.former import ASSETS
from cms.publishing.tree.site import SiteProjection, build_into
from search.api import fingerprint
from tests.support.law.campaigns import Campaigns
from tests.support.law.killing import killed_at
from tests.support.law.town import Town


def without_former_assets(files: dict[str, bytes]) -> dict[str, bytes]:
    """The tree without yesterday's styles and themes, which it keeps for a day; see cms/publishing/tree/former.py."""
    known = set(PublicFile.objects.values_list("path", flat=True))
    return {path: content for path, content in files.items() if path in known or not path.startswith(ASSETS)}


def tree(folder: Path) -> dict[str, bytes]:
    """All files below a folder."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }


def differences(these: Mapping[str, Any], those: Mapping[str, Any]) -> dict[str, Any]:
    """What two mappings do not have in common, for a message that says it at once."""
    return {
        key: _difference(these.get(key), those.get(key))
        for key in these.keys() | those.keys()
        if these.get(key) != those.get(key)
    }


def _difference(this: Any, that: Any) -> Any:
    if isinstance(this, dict) and isinstance(that, dict):
        return differences(this, that)
    if isinstance(this, bytes) and isinstance(that, bytes):
        lines = difflib.unified_diff(this.decode().splitlines(), that.decode().splitlines(), n=0, lineterm="")
        return "\n".join(lines)
    return this, that


def agree(these: Mapping[str, Any], those: Mapping[str, Any]) -> None:
    found = differences(these, those)
    assert not found, "\n".join(f"{key}: {values}" for key, values in found.items())[:4000]


@dataclass
class Tally:
    """What was tried. A rule is a step; so is the clock's or the worker's."""

    series: int = 0
    steps: int = 0
    comparisons: int = 0


def run(town: Town, *, series: int, steps: int, repeatable: bool) -> Tally:
    """Apply random series of changes. Raises AssertionError with the series that breaks the law.

    Repeatable series are the same in each run of the same program; others are new ones each time.
    """
    Publishing.town, Publishing.tally = town, Tally()
    run_state_machine_as_test(
        Publishing,
        settings=settings(
            max_examples=series,
            stateful_step_count=steps,
            deadline=None,
            derandomize=repeatable,
            database=None,
            report_multiple_bugs=False,
            phases=[Phase.generate],  # to shrink a series takes minutes
            suppress_health_check=list(HealthCheck),
        ),
    )
    return Publishing.tally


class Publishing(Campaigns):
    """One series: some changes, and then the comparison."""

    town: ClassVar[Town]
    tally: ClassVar[Tally]

    def __init__(self) -> None:
        super().__init__()
        self._stack = ExitStack()
        self.place, self.clock = self._stack.enter_context(self.town.copy())
        self.chief = get_user_model().objects.get()
        self.tally.series += 1
        self._start_worker()

    def teardown(self) -> None:
        try:
            if sys.exc_info()[0] is None:  # the series came to its end
                self.compare()
        finally:
            self.search.index.close()
            self._stack.close()

    def _start_worker(self) -> None:
        self.site = SiteProjection(self.place / "public", self.town.workshop)
        self.search = SearchProjection(str(self.place / "index"))

    # --- The worker ----------------------------------------------------------------------------------

    @rule()
    def work(self) -> None:
        self.site.drain()
        paint()
        press()
        self.search.drain()
        self.site.drain()

    @rule(moment=st.integers(1, 150))
    def work_until_killed(self, moment) -> None:
        with killed_at(moment):
            self.work()
        self.search.index.close()
        self._start_worker()

    @invariant()
    def a_minute_passes(self) -> None:
        self.clock.pass_by(seconds=61)
        self.tally.steps += 1

    # --- The law -------------------------------------------------------------------------------------

    def compare(self) -> None:
        self.tally.comparisons += 1
        self._compare_documents()
        self.work()
        assert [*Pending.objects.values_list("projection", "subject", "error")] == []
        with tempfile.TemporaryDirectory() as fresh:
            build_into(Path(fresh), workshop=self.town.workshop)
            agree(without_former_assets(tree(self.place / "public")), tree(Path(fresh)))
        expected = {document.key: fingerprint(search_document(document)) for document in every_document()}
        agree(self.search.index.fingerprints(), expected)

    def _compare_documents(self) -> None:
        """What is stored is what the pages say now, in their order."""
        public = [
            page
            for page in Page.objects.live().filter(depth__gt=1).order_by("path").specific()
            if isinstance(page, BasePage) and is_public(page)
        ]
        rows = StoredDocument.objects.filter(key__startswith="page:").order_by("position")
        stored = {row.key: row.document.to_dict() for row in rows}
        agree(stored, {page.key: page.to_document().to_dict() for page in public})
        assert list(stored) == [page.key for page in public]
        rows = StoredDocument.objects.filter(type=directory.TYPE)
        agree({row.key: row.document.to_dict() for row in rows}, _organisations())


def _organisations() -> dict[str, Any]:
    """What every organisation's documents say now."""
    homes = directory.home_pages()
    return {
        directory.key_of(each.pk, locale): directory.document_of(each, home).to_dict()
        for each in Organisation.objects.all()
        for locale, home in homes.items()
    }
