"""A vote closes, is counted, looked over and counted again."""

import hashlib
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from cms.campaigns.ballots import queries
from cms.campaigns.ballots.models import Ballot, Count, Flag, Poll
from cms.campaigns.ballots.public import latest_count
from cms.campaigns.ballots.rules import patterns, tallies
from cms.campaigns.entries.queries import admitted, entries_of
from cms.campaigns.models import CampaignPage
from cms.campaigns.procedures.models import Procedure
from cms.campaigns.steps import record_step_at
from cms.core.signals import page_changed

LIVE_EVERY, LIVE_FROM = timedelta(minutes=5), 5  # ballots: the sums never move by one that somebody saw given


def close_due() -> None:
    """Count the votes that are over."""
    for procedure in queries.to_be_closed(timezone.now()):
        close(procedure.pk)


@transaction.atomic
def close(vote: UUID, now: datetime | None = None) -> None:
    """Look over the ballots of a vote that is over, count it, and publish that. Does nothing where it was done."""
    procedure = Procedure.objects.select_for_update().get(pk=vote)
    now = now or timezone.now()
    moment = queries.moment_of(procedure, now)
    if moment.window is None or moment.state != "closed":
        return
    closed_at = moment.window.ends_at
    if Count.objects.filter(procedure=procedure, closed_at=closed_at).exists():
        return
    flagged = _look_over(procedure, moment.window.starts_at, closed_at)
    count = _publish(procedure, closed_at, now)
    record_step_at(now, procedure, "vote_closed", ballots=count.ballots)
    if flagged:
        record_step_at(now, procedure, "flagged", groups=flagged, ballots=count.undecided)


@transaction.atomic
def decide(flag: Flag, decision: str, reason: str, by: Any, now: datetime | None = None) -> None:
    """Say whether the ballots that stand out count, and count anew. Who, when and why is recorded and published."""
    procedure = Procedure.objects.select_for_update().get(pk=flag.procedure_id)
    now = now or timezone.now()
    flag.decision, flag.reason = Flag.Decision(decision).value, reason
    flag.username, flag.decided_at = by.get_username(), now
    flag.save()
    closed_at = Count.objects.filter(procedure=procedure).defer("file")[0].closed_at
    count = _publish(procedure, closed_at, now)
    told = {"what": flag.kind, "ballots": flag.size, "decision": flag.decision, "reason": reason}
    record_step_at(now, procedure, "excluded", by, **told)
    told = {"number": count.number, "ballots": count.ballots, "excluded": count.excluded}
    record_step_at(now, procedure, "recounted", **told)


def differences(vote: UUID) -> list[str]:
    """Count a vote again from its ballots. Returns what differs from the published count, in English.

    Raises LookupError where nothing was counted yet.
    """
    count = Count.objects.filter(procedure=vote).first()
    if count is None:
        raise LookupError(f"the vote {vote} is not counted yet")
    again = queries.tally_of(count.procedure, count.closed_at)
    told = tallies.differences(tallies.from_json(count.file), again)
    if _digest(count.file) != count.digest:
        told.append("the file's digest is another one than when it was published")
    if any(again.totals.get(UUID(each["entry"]), 0) != each["votes"] for each in count.sums):
        told.append("the sums on the page are others")
    return told


@transaction.atomic
def forget_entry(procedure: Procedure, entry: UUID) -> None:
    """An entry is not public any more: its name goes from the published count, its votes stay."""
    procedure = Procedure.objects.select_for_update().get(pk=procedure.pk)
    count = latest_count(procedure.pk)
    if count and any(each["entry"] == str(entry) for each in count.sums):
        _publish(procedure, count.closed_at, timezone.now())


def follow_live() -> None:
    """Bring the sums that are shown during a vote up to date, in steps of several ballots."""
    now = timezone.now()
    for poll in Poll.objects.filter(procedure__shows_votes=True).select_related("procedure"):
        if queries.moment_of(poll.procedure, now).state == "open":
            _follow(poll, now)


def _follow(poll: Poll, now: datetime) -> None:
    fresh = Ballot.objects.filter(procedure=poll.procedure)
    if poll.live_at:
        if now - poll.live_at < LIVE_EVERY:
            return
        fresh = fresh.filter(cast_at__gt=poll.live_at)
    if fresh.count() < LIVE_FROM:
        return
    entries = [tallies.Entry(each.uuid, each.category, each.titles) for each in admitted(poll.procedure)]
    sums = tallies.totals_of(queries.lines_of(poll.procedure), entries)
    Poll.objects.filter(pk=poll.pk).update(live={str(uid): votes for uid, votes in sums.items()}, live_at=now)


def _look_over(procedure: Procedure, opened: datetime, closed: datetime) -> int:
    """Flag what stands out, in place of what did and nobody decided on. Returns how many groups."""
    procedure.flags.open().delete()
    groups = patterns.found(queries.casts_of(procedure), opened, closed)
    for group in groups:
        flag = queries.flag_of(procedure, group)
        flag.save()
        flag.ballots.set([cast.ballot for cast in group.casts])
    return len(groups)


def _publish(procedure: Procedure, closed_at: datetime, now: datetime) -> Count:
    """Count all ballots, keep that as the count that holds from now on, and have the pages say so."""
    tally = queries.tally_of(procedure, closed_at)
    file = tallies.as_json(tally)
    earlier = Count.objects.filter(procedure=procedure)
    number = (earlier.values_list("number", flat=True).first() or 0) + 1
    earlier.update(file="")
    count = Count.objects.create(
        procedure=procedure,
        number=number,
        closed_at=closed_at,
        at=now,
        ballots=len(tally.lines),
        excluded=sum(bool(line.reason) for line in tally.lines),
        undecided=Ballot.objects.filter(flags__in=procedure.flags.open()).distinct().count(),
        sums=_sums(tally),
        file=file,
        digest=_digest(file),
    )
    for page in CampaignPage.objects.live().filter(translation_key=procedure.pk):
        page_changed.send(CampaignPage, instance=page)
    for entry in entries_of(procedure):
        page_changed.send(type(entry), instance=entry)
    return count


def _sums(tally: tallies.Tally) -> list[dict[str, Any]]:
    """The sums of a count; entries that were taken down come last and without a name."""
    known = {each.uid for each in tally.entries}
    return [
        {
            "entry": str(each.uid),
            "category": str(each.category),
            "titles": dict(each.titles),
            "votes": tally.totals[each.uid],
        }
        for each in tally.entries
    ] + [
        {"entry": str(uid), "category": "", "titles": {}, "votes": votes}
        for uid, votes in sorted(tally.totals.items())
        if uid not in known
    ]


def _digest(file: str) -> str:
    return hashlib.sha256(file.encode()).hexdigest()
