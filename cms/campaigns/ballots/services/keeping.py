"""How long it is kept who voted, and under which key."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from cms.campaigns.ballots import queries
from cms.campaigns.ballots.models import Ballot, Poll
from cms.intake import secrecy


@transaction.atomic
def forget_voters(age: timedelta) -> int:
    """Forget who voted, from where and when, where objections ended longer ago than this; and the key that could tell.

    Ballots and counts stay. Returns of how many ballots.
    """
    over = [
        poll.pk
        for poll in Poll.objects.filter(procedure__in=queries.finished(age, timezone.now())).exclude(key="")
    ]
    forgotten = Ballot.objects.filter(procedure__in=over).update(voter=None, address="", cast_at=None)
    Poll.objects.filter(pk__in=over).update(key="", live={})
    return forgotten


def renew_keys() -> int:
    """Encrypt the keys of votes with the newest key of the program. Returns how many."""
    polls = list(Poll.objects.select_for_update().exclude(key=""))
    for poll in polls:
        poll.key = secrecy.encrypt(secrecy.decrypt(poll.key))
    return Poll.objects.bulk_update(polls, ["key"])
