import time
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from cms.publishing.corpus import CorpusError, entries, load
from cms.publishing.progress import Bar


class Command(BaseCommand):
    help = "Publish a page for each line of a JSON-lines file: title, body, type, date, locale, section."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, *, file: Path, **options: Any) -> None:
        started = time.perf_counter()
        try:
            with file.open(encoding="utf-8") as lines:
                total = sum(1 for _line in lines)
            with file.open(encoding="utf-8") as lines, Bar(self.stderr) as bar:
                count = load(entries(lines), lambda done: bar(done, total))
        except (OSError, UnicodeDecodeError, CorpusError) as error:
            raise CommandError(str(error)) from error
        seconds = time.perf_counter() - started
        self.stdout.write(
            f"{count} pages published in {seconds:.1f} s, {seconds / max(count, 1) * 1000:.0f} ms each"
        )
