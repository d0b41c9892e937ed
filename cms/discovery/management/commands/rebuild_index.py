from typing import Any

from django.core.management.base import BaseCommand, CommandError

from cms.publishing.indexing import default_projection
from cms.publishing.locks import BusyError
from cms.publishing.progress import Bar
from search.api import SearchError


class Command(BaseCommand):
    help = "Make the search index anew beside the old one, which answers meanwhile."

    def handle(self, **options: Any) -> None:
        try:
            with Bar(self.stderr) as bar:
                count = default_projection().rebuild(bar)
        except (SearchError, BusyError, OSError, ValueError) as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"{count} documents indexed")
