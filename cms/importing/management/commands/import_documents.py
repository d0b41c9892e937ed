"""`manage.py import_documents PATH… [--section SLUG] [--publish] [--dry-run]`: files into pages."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from cms.importing.service import Outcome, Result, files_in, import_file


class Command(BaseCommand):
    """Imports files, each in a transaction of its own, and lists at the end what failed."""

    help = "Import documents into pages; a file that is already there is left alone."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "paths", nargs="+", type=Path, metavar="PATH", help="a file, or a folder of files"
        )
        parser.add_argument(
            "--section", help="the slug of the section (default: the first one for work plans)"
        )
        parser.add_argument("--publish", action="store_true", help="publish the pages (default: drafts)")
        parser.add_argument("--dry-run", action="store_true", help="show what would happen and keep nothing")
        parser.add_argument("--by", help="the name of the user in whose name the pages are made")

    def handle(self, *args: Any, **options: Any) -> None:
        by = _user(options["by"])
        outcomes = []
        for path in files_in(options["paths"]):
            outcome = import_file(
                path,
                section=options["section"],
                publish=options["publish"],
                dry_run=options["dry_run"],
                by=by,
            )
            outcomes.append(outcome)
            self._report(outcome)
        self._close(outcomes, options["dry_run"])

    def _report(self, outcome: Outcome) -> None:
        if outcome.result == Result.FAILED:
            return
        self.stdout.write(f"{outcome.name}: {outcome.result} {' · '.join(outcome.titles)}".rstrip())
        for message in outcome.messages:
            self.stdout.write(f"  {message}")

    def _close(self, outcomes: list[Outcome], dry_run: bool) -> None:
        counts = {result: sum(outcome.result == result for outcome in outcomes) for result in Result}
        self.stdout.write(
            _("%(imported)d imported, %(unchanged)d unchanged, %(failed)d failed.")
            % {str(result): count for result, count in counts.items()}
        )
        if dry_run:
            self.stdout.write(_("A dry run: nothing was kept."))
        failed = [outcome for outcome in outcomes if outcome.result == Result.FAILED]
        if failed:
            lines = [f"{outcome.name}: {' '.join(outcome.messages)}" for outcome in failed]
            raise CommandError("\n".join(lines))
        if not outcomes:
            raise CommandError(_("There is nothing to import in the folders named."))


def _user(name: str | None) -> Any:
    if name is None:
        return None
    model = get_user_model()
    user = model.objects.filter(**{model.USERNAME_FIELD: name}).first()
    if user is None:
        raise CommandError(_("There is no user “%(name)s”.") % {"name": name})
    return user
