"""`manage.py backup DIR`"""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from cms.operations import backups


class Command(BaseCommand):
    help = (
        "Saves the database, the uploads and the settings in a new folder, verified. Linli may go on running."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path, metavar="DIR", help="a folder that is new or empty")

    def handle(self, *, folder: Path, **options: Any) -> None:
        files = backups.make(folder)["files"]
        size = sum(file["size"] for file in files.values())
        self.stdout.write(f"{len(files)} files, {size / 1_000_000:.1f} MB, saved in {folder} and verified.")
