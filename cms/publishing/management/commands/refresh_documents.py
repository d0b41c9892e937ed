from typing import Any

from django.core.management.base import BaseCommand

from cms.publishing.progress import Bar
from cms.publishing.services import refresh_all


class Command(BaseCommand):
    help = "Bring the documents of all pages in line with the pages; what is right already stays as it is."

    def handle(self, **options: Any) -> None:
        with Bar(self.stderr) as bar:
            changed = refresh_all(bar)
        self.stdout.write(f"{changed} documents changed")
