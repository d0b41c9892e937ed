"""What documents tell of a vote: when it is, and once it is over, how it was counted."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from wagtail.models import Page

from cms.campaigns.ballots.models import Count
from cms.campaigns.rules import Span
from cms.core.clock import written
from cms.core.documents import Data


def latest_count(vote: UUID) -> Count | None:
    """How a vote was counted last, without the file; None before its close."""
    return Count.objects.filter(procedure=vote).defer("file").first()


def votes_by_entry(vote: UUID) -> dict[UUID, int] | None:
    """{entry: its votes} as counted last; None before the close."""
    count = latest_count(vote)
    return {UUID(each["entry"]): each["votes"] for each in count.sums} if count else None


def vote_of(campaign: Page, spans: Iterable[Span], now: datetime, locale: str) -> Data | None:
    """The vote of a campaign's page with stages of voting at `spans`; None for one without any. The count is there some
    seconds after the close.
    """
    ordered = sorted(spans)
    count = latest_count(campaign.translation_key)
    if not ordered:
        return None
    span = next((each for each in ordered if now < each.ends_at), ordered[-1])
    state = "closed" if now >= span.ends_at else "open" if now >= span.starts_at else "before"
    told = {"state": state, "opens": written(span.starts_at), "closes": written(span.ends_at)}
    is_over = state == "closed" and count is not None
    return {**told, "count": _shown(count, _keys(campaign), locale) if count and is_over else None}


def votes_of(entry: Page) -> int | None:
    """The votes of an entry's page as counted last; None before the close."""
    campaign = Page.objects.parent_of(entry).values_list("translation_key", flat=True).first()
    votes = votes_by_entry(campaign) if campaign else None
    return None if votes is None else votes.get(entry.translation_key)


def _keys(campaign: Page) -> dict[UUID, int]:
    """{entry: the key of its page} below a campaign's page."""
    return dict(Page.objects.live().child_of(campaign).values_list("translation_key", "pk"))


def _shown(count: Count, keys: dict[UUID, int], locale: str) -> Data:
    """Entries by category, those with most votes first; one that was taken down has neither title nor category."""
    categories: dict[str, list[Data]] = defaultdict(list)
    for each in count.sums:
        titles, page = each["titles"], keys.get(UUID(each["entry"]))
        title = titles.get(locale) or next(iter(titles.values()), "")
        shown = {"title": title, "key": f"page:{page}" if page else "", "votes": each["votes"]}
        categories[each["category"]].append(shown)
    for entries in categories.values():
        entries.sort(key=lambda entry: (-entry["votes"], entry["title"]))
    told = {name: getattr(count, name) for name in ("number", "ballots", "excluded", "undecided", "digest")}
    return {**told, "at": written(count.at), "categories": dict(categories)}
