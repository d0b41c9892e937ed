from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from cms.publishing.locks import BusyError
from cms.publishing.progress import Bar
from cms.publishing.tree import press


class Command(BaseCommand):
    requires_system_checks = ()  # they look at the whole program
    help = "Make the public site's files: what is out of date, or everything."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--output", type=Path, help="a full build into this folder instead of the public one"
        )
        parser.add_argument(
            "--full", action="store_true", help="make everything, and remove what has no source"
        )

    def handle(self, *, output: Path | None, full: bool, **options: Any) -> None:
        try:
            with Bar(self.stderr) as bar:
                report = press.build(output, full=full, progress=bar)
        except (OSError, BusyError) as error:
            raise CommandError(str(error)) from error
        self.stdout.write(str(report))
        if report.failed:
            raise CommandError(f"{report.failed} files could not be made; the log says why")
