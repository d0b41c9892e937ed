"""A ballot is given, or given anew."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from cms.campaigns.ballots.models import Ballot, Choice, Poll
from cms.campaigns.ballots.queries import moment_of
from cms.campaigns.ballots.rules.receipts import mark_of, new_receipt
from cms.campaigns.entries.queries import admitted
from cms.campaigns.procedures.models import Procedure

Reason = Literal["none", "before", "closed", "nothing", "many", "gone"]


@dataclass(frozen=True)
class Cast:
    """What the voter gets, and nobody keeps: the receipt of their ballot. Only its mark is in the database."""

    receipt: str
    mark: str
    replaces: bool


@transaction.atomic
def cast(
    vote: UUID, phone: str, entries: Iterable[UUID], address: str = "", now: datetime | None = None
) -> Cast | Reason:
    """Give a phone's ballot for these entries, in place of the one before. Returns why that can't be.

    The clock is read under the lock that the close takes, too: what is answered with a receipt is counted.
    """
    procedure = Procedure.objects.select_for_update().get(pk=vote)
    now = now or timezone.now()
    state = moment_of(procedure, now).state
    if state != "open":
        return state
    slots = _slots(procedure, list(dict.fromkeys(entries)))
    if isinstance(slots, str):
        return slots
    poll = Poll.of(procedure)
    if not poll.key:  # who voted is forgotten already: nobody could be told from somebody else
        return "closed"
    receipt = new_receipt()
    mark = mark_of(vote, receipt, [slot.entry for slot in slots])
    ballot, is_new = Ballot.objects.update_or_create(
        procedure=procedure,
        voter=poll.hashed("voter", phone),
        defaults={"mark": mark, "address": address and poll.hashed("address", address), "cast_at": now},
    )
    if not is_new:
        ballot.choices.all().delete()
        ballot.flags.clear()  # whatever stood out was said of the ballot before
    for slot in slots:
        slot.ballot = ballot
    Choice.objects.bulk_create(slots)
    return Cast(receipt, mark, not is_new)


def _slots(procedure: Procedure, entries: list[UUID]) -> list[Choice] | Reason:
    """The choices, each in a slot of its category."""
    categories = {each.uuid: each.category for each in admitted(procedure)}
    if not entries:
        return "nothing"
    if not categories.keys() >= set(entries):
        return "gone"
    taken: dict[UUID, int] = {}
    made = []
    for entry in sorted(entries):
        category = categories[entry]
        taken[category] = taken.get(category, 0) + 1
        made.append(Choice(category=category, slot=taken[category], entry=entry))
    return "many" if max(taken.values()) > procedure.votes_each else made
