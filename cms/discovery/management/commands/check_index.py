from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from cms.publishing.indexing import SearchProjection, default_projection
from cms.publishing.locks import BusyError
from cms.publishing.progress import Bar
from search.api import SearchError


class Command(BaseCommand):
    help = "Compare the search index with the published documents."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--repair", action="store_true", help="index again what differs")

    def handle(self, *, repair: bool, **options: Any) -> None:
        try:
            faults = [self._check(projection, repair=repair) for projection in default_projection().each]
        except (SearchError, BusyError, OSError, ValueError) as error:
            raise CommandError(str(error)) from error
        if any(faults):
            raise CommandError("the index is not what the documents are: run check_index --repair")

    def _check(self, projection: SearchProjection, *, repair: bool) -> bool:
        """Report on one index, and mend it if told to. Returns whether something is still wrong."""
        health = projection.index.health(thorough=True)
        if health.state == "unavailable":
            raise CommandError(f"{projection.name}: {health.reason}")
        if health.state not in ("ready", "empty"):
            self.stdout.write(f"{projection.name}: {health.state}: {health.reason}")
            if not repair:
                return True
            with Bar(self.stderr) as bar:
                self.stdout.write(f"{projection.name}: rebuilt, {projection.rebuild(bar)} documents")
            return False
        difference = projection.compare()
        self.stdout.write(
            f"{projection.name}: {health.documents} documents; {len(difference.missing)} missing, "
            f"{len(difference.outdated)} outdated, {len(difference.stray)} that should not be there"
        )
        if difference and repair:
            self.stdout.write(f"{projection.name}: {projection.repair(difference)} indexed again")
        return bool(difference) and not repair
