from typing import Any

from django.core.management.base import BaseCommand

from cms.discovery.attachment_texts import read_waiting


class Command(BaseCommand):
    help = "Read the texts of attached files that wait for it. The worker starts this by itself."

    def handle(self, **options: Any) -> None:
        self.stdout.write(f"{read_waiting()} files read")
