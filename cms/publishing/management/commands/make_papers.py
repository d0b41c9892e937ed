from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from cms.publishing.media import painting, papers, pressing


class Command(BaseCommand):
    help = "Set the PDFs of plans that wait, with low priority. The worker starts it by itself."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--all", action="store_true", help="look after the PDF of every public plan")

    def handle(self, *, all: bool, **options: Any) -> None:  # noqa: A002 - the option's name
        if all:
            papers.ask_for_all()
        count = pressing.press(stop=painting.step_back())
        self.stdout.write(f"{count} papers are new")
