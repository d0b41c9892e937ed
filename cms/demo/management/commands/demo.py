from django.core.management.base import BaseCommand

from cms.demo.loader import load
from cms.publishing.progress import Bar


class Command(BaseCommand):
    help = "Load the demonstration content: what is missing of it is made, nothing is reset."

    def handle(self, **options):
        with Bar(self.stderr) as bar:
            summary = load(progress=bar)
        self.stdout.write(str(summary))
