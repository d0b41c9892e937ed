"""A vote that residents take part in."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.utils import timezone

from cms.campaigns.ballots import services
from cms.campaigns.ballots.forms import VoteForm, category_field
from cms.campaigns.models import CampaignCategory, CampaignPage, EntryPage, Procedure, Stage, Window
from tests import factories
from tests.support.residents import Resident, ticket_of

DAY = timedelta(days=1)


class Vote:
    """A campaign whose vote is open since yesterday, with entries A, B, C … in the order of their names."""

    def __init__(self, entries: int = 3, categories: int = 0, **fields: Any) -> None:
        now = timezone.now().replace(microsecond=0)
        stage = Stage(kind="vote", title="投票", starts_at=now - DAY, ends_at=now + DAY)
        parts = [CampaignCategory(title=f"类别{number}") for number in range(1, categories + 1)]
        self.page: CampaignPage = factories.campaign(
            "绿色楼栋评选", stages=[stage], categories=parts, **fields
        )
        uids = [each.uid for each in self.page.categories.all()] or [None]
        earlier = now - 365 * DAY
        self.entries: list[EntryPage] = []
        for number in range(entries):
            page = factories.entry(f"{chr(65 + number)}栋", self.page, category=uids[number % len(uids)])
            EntryPage.objects.filter(pk=page.pk).update(first_published_at=earlier)
            self.entries.append(page)

    @classmethod
    def found(cls) -> "Vote":
        """The one that is in the database, for tests that share it."""
        vote = cls.__new__(cls)
        vote.page = CampaignPage.objects.get()
        vote.entries = list(EntryPage.objects.order_by("title"))
        return vote

    @property
    def key(self) -> UUID:
        return self.page.translation_key

    @property
    def procedure(self) -> Procedure:
        return Procedure.objects.get(pk=self.key)

    @property
    def uids(self) -> list[UUID]:
        """What the entries are called on ballots."""
        return [entry.translation_key for entry in self.entries]

    def cast(self, phone: str | int, *entries: int, address: str = "", now: datetime | None = None) -> Any:
        """Vote for entries by their numbers. A number for a phone is one of many."""
        phone = phone if isinstance(phone, str) else f"139{phone:08}"
        return services.cast(self.key, phone, [self.uids[each] for each in entries], address, now)

    def ends(self, moment: datetime) -> None:
        """Have the vote end at another moment."""
        starts = moment - 2 * DAY
        Window.objects.filter(procedure=self.key, kind="vote").update(starts_at=starts, ends_at=moment)
        Stage.objects.filter(campaign__translation_key=self.key, kind="vote").update(
            starts_at=starts, ends_at=moment
        )

    def close(self) -> None:
        """Have the vote end a second ago, and be counted."""
        self.ends(timezone.now() - timedelta(seconds=1))
        services.close_due()

    def form(self, *entries: int) -> dict[str, Any]:
        """The fields of the form for entries."""
        chosen: dict[str, Any] = {"ticket": ticket_of(VoteForm.rule, seconds=20)}
        for number in entries:
            name = category_field(str(self.entries[number].category or self.key))
            chosen.setdefault(name, []).append(str(self.uids[number]))
        return chosen

    def post(self, resident: Resident, *entries: int, **fields: Any) -> Any:
        """Have a resident send the form."""
        return resident.post(f"vote/{self.page.pk}/", **{**self.form(*entries), **fields})
