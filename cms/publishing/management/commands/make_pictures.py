from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from cms.publishing.media import painting, pictures


class Command(BaseCommand):
    help = "Make the AVIF files that wait, with low priority. The worker starts it by itself."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--all", action="store_true", help="ask for every public picture that has none yet"
        )

    def handle(self, *, all: bool, **options: Any) -> None:  # noqa: A002 - the option's name
        if not pictures.is_possible():
            raise CommandError("Pillow on this machine cannot write AVIF")
        if all:
            painting.ask_for_all()
        count = painting.paint(stop=painting.step_back())
        self.stdout.write(f"{count} pictures are ready")
