"""`manage.py restore DIR`"""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from cms.operations import backups, preflight


class Command(BaseCommand):
    help = "Puts a backup in the place of database, uploads and secret key, while Linli is stopped."
    requires_system_checks = ()  # there may be no database yet

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path, metavar="DIR", help="a folder that `backup` made")
        parser.add_argument("--force", action="store_true", help="replace what is there")

    def handle(self, *, folder: Path, force: bool, **options: Any) -> None:
        try:
            manifest = backups.restore(folder, force=force)
        except preflight.NotReadyError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"{len(manifest['files'])} files of {manifest['made_at']} restored.")
        self.stdout.write("The next `make run` builds the public site and the search index from them.")
