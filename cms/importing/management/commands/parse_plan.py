"""`manage.py parse_plan FILE [--json]`: what the importer reads, nothing saved."""

import json
from argparse import ArgumentParser
from collections.abc import Iterator
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from cms.importing.api import PlanReading, Reading, ReadingError, SectionReading, read_file

LONGEST_HEADING = 60  # signs of a heading in the outline


class Command(BaseCommand):
    """Reads one file and prints its outline, or the whole reading as JSON."""

    help = "Show what the importer reads in a document; nothing is saved."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", help="a .txt, .md, .html, .docx or .doc file")
        parser.add_argument("--json", action="store_true", help="the whole reading as JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            reading = read_file(options["file"])
        except ReadingError as error:
            raise CommandError(str(error)) from None
        if options["json"]:
            self.stdout.write(json.dumps(reading.to_dict(), ensure_ascii=False, indent=1))
            return
        for line in outline(reading):
            self.stdout.write(line)


def outline(reading: Reading) -> Iterator[str]:
    """A reading as a few lines that a person can check."""
    if reading.breadcrumb:
        yield " > ".join(reading.breadcrumb)
    for plan in reading.plans:
        yield ""
        yield plan.title or _("(no title)")
        facts = [fact for fact in (plan.number, plan.issuer, plan.date, str(plan.year or "")) if fact]
        if facts:
            yield " · ".join(facts)
        yield from _items(plan)
    for name in reading.attachments:
        yield _("Attachment: %(name)s") % {"name": name}
    for warning in reading.warnings:
        yield _("Line %(line)d: %(message)s") % {"line": warning.line, "message": warning.message}


def _items(plan: PlanReading) -> Iterator[str]:
    items = plan.items()
    for item in items:
        yield f"{'  ' * item.level}{item.number} {_short(item)}"
    if not items:
        yield _("(no numbered items)")


def _short(item: SectionReading) -> str:
    return item.heading if len(item.heading) <= LONGEST_HEADING else f"{item.heading[:LONGEST_HEADING]}…"
