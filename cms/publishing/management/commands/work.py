import signal
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from cms.publishing.locks import BusyError
from cms.publishing.worker import Worker


class Command(BaseCommand):
    help = "Publish what waits, index it, and do what is due; until stopped, or once."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--once", action="store_true", help="do everything that waits, then end")

    def handle(self, *, once: bool, **options: Any) -> None:
        worker = Worker()
        if once:
            try:
                self.stdout.write(worker.drain())
            except (OSError, BusyError) as error:
                raise CommandError(str(error)) from error
            return
        stopped: list[int] = []
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda got, _frame: stopped.append(got))
        worker.run(stop=lambda: bool(stopped))
