from typing import Any

from django.core.management.base import BaseCommand, CommandError

from cms.intake.rotation import rotate
from cms.intake.secrecy import UnreadableError


class Command(BaseCommand):
    help = "Write all personal data with the newest key, so that older ones can be taken away."

    def handle(self, **options: Any) -> None:
        try:
            count = rotate()
        except UnreadableError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(
            f"{count} rows are written with the newest key; older keys are not needed any more."
        )
