from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError, CommandParser

from cms.campaigns.ballots.services import differences
from cms.campaigns.models import Count, Procedure


class Command(BaseCommand):
    help = "Count votes again from their ballots, and compare that with what was published."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "campaign",
            nargs="*",
            type=UUID,
            help="the key of a vote, as in its file; without any: all that were counted",
        )

    def handle(self, *, campaign: list[UUID], **options: Any) -> None:
        counted = Count.objects.order_by("procedure").values_list("procedure", flat=True).distinct()
        wrong = 0
        for vote in campaign or list(counted):
            wrong += bool(self._recount(vote))
        if wrong:
            raise CommandError(f"{wrong} of the published counts are not what the ballots give.")

    def _recount(self, vote: UUID) -> list[str]:
        procedure = Procedure.objects.filter(pk=vote).first()
        if procedure is None:
            raise CommandError(f"There is no campaign with the key {vote}.")
        try:
            told = differences(vote)
        except LookupError as error:
            raise CommandError(f"{error}.") from error
        ballots = procedure.ballots.count()
        self.stdout.write(
            f"{vote} {procedure.title_zh}: {ballots} ballots, {'differs' if told else 'as published'}"
        )
        for line in told:
            self.stdout.write(f"  {line}")
        return told
