"""Votes of invented neighbours: one that is open, and one that was counted, in which something stands out."""

from datetime import timedelta
from random import Random

from django.db import transaction
from django.utils import timezone

from cms.campaigns.ballots import services
from cms.campaigns.entries.queries import admitted
from cms.campaigns.models import CampaignPage, Procedure

BALLOTS, FROM_ONE_ADDRESS = 30, 11


@transaction.atomic
def load(campaigns: list[CampaignPage]) -> bool:
    """Give ballots where nobody has voted yet, and count what is over. Returns whether any were given."""
    made = [_vote(Procedure.objects.get(pk=page.translation_key)) for page in campaigns]  # all of them
    return any(made)


def _vote(procedure: Procedure) -> bool:
    """Nobody has these numbers, which are none. The same ballots are given by each load into an empty database."""
    window = procedure.windows.filter(kind="vote").first()
    entries = [each.uuid for each in admitted(procedure)]
    if window is None or not entries or procedure.ballots.exists():
        return False
    chance = Random(procedure.title_zh)  # noqa: S311 - a demonstration
    lasts = min(window.ends_at, timezone.now()) - window.starts_at - timedelta(minutes=1)
    for number in range(BALLOTS):
        chosen = chance.sample(entries, min(procedure.votes_each, len(entries)))
        last = 1 if number < FROM_ONE_ADDRESS else number
        at = window.starts_at + lasts * chance.random()
        services.cast(procedure.pk, f"invented {number}", chosen, f"198.51.100.{last}", now=at)
    if window.ends_at <= timezone.now():
        services.close(procedure.pk, now=window.ends_at + timedelta(minutes=1))
    return True
