"""What is known of a vote. Nothing here, or anywhere else, leads from a phone to choices."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any, Literal, NamedTuple
from uuid import UUID

from django.db.models import Count as Number
from django.db.models import Max, Q, QuerySet
from wagtail.models import Page

from cms.campaigns.ballots.models import Ballot, Choice, Count, Flag, Poll
from cms.campaigns.ballots.rules import patterns, tallies
from cms.campaigns.ballots.rules.order import shuffled
from cms.campaigns.ballots.rules.tallies import Line, Tally
from cms.campaigns.entries.models import EntryPage
from cms.campaigns.entries.queries import admitted, pages_admitted
from cms.campaigns.procedures.models import Procedure, StageKind, Window
from cms.campaigns.procedures.queries import categories_of
from cms.core.clock import written
from cms.core.documents import Data
from cms.core.membership import bodies_of

State = Literal["none", "before", "open", "closed"]


class Moment(NamedTuple):
    """Where a vote lies in time, and the window that this is said of."""

    state: State
    window: Window | None


def moment_of(procedure: Procedure, now: datetime) -> Moment:
    """Whether one may vote: in the window that is open, else the next one, else the last one."""
    windows = list(procedure.windows.filter(kind=StageKind.VOTE).order_by("starts_at"))
    for window in windows:
        if now < window.ends_at:
            return Moment("open" if window.starts_at <= now else "before", window)
    return Moment("closed", windows[-1]) if windows else Moment("none", None)


def to_be_closed(now: datetime) -> QuerySet[Procedure]:
    """The procedures whose vote is over and not counted yet, with its end as `closes`."""
    voting = Procedure.objects.filter(windows__kind=StageKind.VOTE)
    over = voting.annotate(closes=Max("windows__ends_at")).filter(closes__lte=now).order_by("pk")
    done = {(key, at) for key, at in Count.objects.values_list("procedure", "closed_at")}
    return over.filter(
        pk__in=[key for key, closes in over.values_list("pk", "closes") if (key, closes) not in done]
    )


def lines_of(procedure: Procedure) -> Iterator[Line]:
    """Every ballot by its mark, with the reason why it doesn't count."""
    choices: dict[str, list[UUID]] = defaultdict(list)
    for mark, entry in Choice.objects.filter(ballot__procedure=procedure).values_list(
        "ballot__mark", "entry"
    ):
        choices[mark].append(entry)
    excluded = Flag.objects.filter(procedure=procedure, decision=Flag.Decision.EXCLUDED)
    reasons: dict[str, list[str]] = defaultdict(list)
    for mark, reason in excluded.order_by("pk").values_list("ballots__mark", "reason"):
        reasons[mark].append(reason)
    for mark in Ballot.objects.filter(procedure=procedure).values_list("mark", flat=True):
        told = " · ".join(dict.fromkeys(reasons.get(mark, [])))
        yield Line(mark, tuple(sorted(choices[mark])), told)


def tally_of(procedure: Procedure, closed_at: datetime) -> Tally:
    """The count of all ballots as they are in the database now."""
    entries = [tallies.Entry(each.uuid, each.category, each.titles) for each in admitted(procedure)]
    return tallies.counted(procedure.pk, str(written(closed_at)), entries, lines_of(procedure))


def casts_of(procedure: Procedure) -> list[patterns.Cast]:
    """The ballots as they are looked over. Those that somebody decided on are not looked at again."""
    choices: dict[int, list[UUID]] = defaultdict(list)
    rows = Choice.objects.filter(ballot__procedure=procedure).order_by("ballot", "entry")
    for ballot, entry in rows.values_list("ballot", "entry"):
        choices[ballot].append(entry)
    decided = Flag.objects.filter(procedure=procedure).exclude(decision="").values("ballots")
    found = Ballot.objects.filter(procedure=procedure).exclude(pk__in=decided)
    return [
        patterns.Cast(pk, at, address, tuple(choices[pk]))
        for pk, at, address in found.values_list("pk", "cast_at", "address")
        if at
    ]


def standing_out(procedure: Procedure, moment: Moment) -> list[Flag]:
    """What stands out so far in a vote that is open: flags that are not kept, since ballots may still change."""
    if moment.window is None:
        return []
    groups = patterns.found(casts_of(procedure), moment.window.starts_at, moment.window.ends_at)
    return [flag_of(procedure, group) for group in groups]


def flag_of(procedure: Procedure, group: patterns.Group) -> Flag:
    """A group as a flag, unsaved."""
    return Flag(
        procedure=procedure,
        kind=group.kind,
        first_at=group.casts[0].at,
        last_at=group.casts[-1].at,
        size=len(group.casts),
        addresses=len({cast.address for cast in group.casts}),
    )


def published_tally(vote: UUID) -> Tally | None:
    """The published file of all ballots; None before the close."""
    text = Count.objects.filter(procedure=vote).values_list("file", flat=True).first()
    return tallies.from_json(text) if text else None


def live_votes(procedure: Procedure, campaign: Page, now: datetime) -> Data | None:
    """{"votes": {"page:7": 3}, "at"}: the sums that are shown while a vote is open; None where they are hidden."""
    if not procedure.shows_votes or moment_of(procedure, now).state != "open":
        return None
    poll = Poll.objects.filter(procedure=procedure).first() or Poll()
    keys = entry_keys(campaign)
    votes = {f"page:{keys[uid]}": poll.live.get(str(uid), 0) for uid in keys}
    return {"votes": votes, "at": written(poll.live_at)}


def entry_keys(campaign: Page) -> dict[UUID, int]:
    """{entry: the key of its page} of those below one campaign's page, in its language."""
    return dict(EntryPage.objects.live().child_of(campaign).values_list("translation_key", "pk"))


def categories_to_choose(procedure: Procedure, locale: str, day: date) -> list[Data]:
    """What can be voted for, as the day orders it: [{"id", "title", "entries": [{"id", "title", "nominee", "url"}]}]"""
    pages = pages_admitted(procedure)
    by_category: dict[UUID, list[UUID]] = defaultdict(list)
    for entry, found in pages.items():
        by_category[found[0].category or procedure.pk].append(entry)
    titles = {category.uid: category.said("title", locale) for category in categories_of(procedure)}
    return [
        {
            "id": str(uid),
            "title": titles.get(uid, ""),
            "entries": [
                _to_choose(entry, pages[entry], locale)
                for entry in shuffled(by_category[uid], procedure.pk, day)
            ],
        }
        for uid in [*titles, *(uid for uid in by_category if uid not in titles)]
        if uid in by_category
    ]


def _to_choose(entry: UUID, pages: list[EntryPage], locale: str) -> Data:
    page = next((each for each in pages if each.locale.language_code == locale), pages[0])
    nominee = page.nominee if page.nominee != page.title else ""
    return {"id": str(entry), "title": page.title, "nominee": nominee, "url": page.url_path}


def votes_seen_by(user: Any) -> QuerySet[Procedure]:
    """The procedures with a vote that a user of the admin may look after: of the organisations they work for."""
    found = Procedure.objects.filter(Q(windows__kind=StageKind.VOTE) | Q(counts__isnull=False))
    bodies = bodies_of(user)
    found = found if bodies is None else found.filter(issuer__in=bodies)
    return found.distinct().annotate(
        ballots_cast=Number("ballots", distinct=True),
        undecided=Number("flags", filter=Q(flags__decision=""), distinct=True),
    )


def long_over(before: datetime) -> QuerySet[Procedure]:
    """Procedures whose vote was counted, and whose stages up to the objections were over at a moment."""
    kinds = (StageKind.VOTE, StageKind.PUBLICITY_PERIOD, StageKind.OBJECTIONS)
    later = Window.objects.filter(kind__in=kinds, ends_at__gte=before).values("procedure")
    counted_later = Count.objects.filter(closed_at__gte=before).values("procedure")
    return Procedure.objects.exclude(poll=None).exclude(pk__in=later).exclude(pk__in=counted_later)


def finished(age: timedelta, now: datetime) -> QuerySet[Procedure]:
    """Procedures in which nobody needs to know any more who voted."""
    return long_over(now - age).filter(counts__isnull=False).distinct()
