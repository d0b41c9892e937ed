from datetime import timedelta

import pytest
from django.utils import timezone

from cms.campaigns.models import Criterion, EntryPage, Procedure, Stage
from cms.campaigns.results import objecting, services
from cms.campaigns.scoring import services as scoring
from tests import factories

DAY = timedelta(days=1)
SAID = objecting.Told("李秀英", "13800138000", "facts", "石桥巷口那一处去年就没有人照看了，请核实。")


class Ending:
    """A campaign whose scoring was yesterday: three entries, the first one the best, one place for two."""

    def __init__(self) -> None:
        self.now = timezone.now()
        kinds = ("scoring", "publicity_period", "commendation")
        stages = [
            Stage(
                kind=kind,
                title=kind,
                starts_at=self.now + (2 * number - 2) * DAY,
                ends_at=self.now + 2 * number * DAY - timedelta(seconds=1),
            )
            for number, kind in enumerate(kinds)
        ]
        plan = factories.plan()
        self.campaign = factories.campaign(
            stages=stages,
            criteria=[Criterion(title="绿化", weight=100)],
            places=2,
            approval_basis="柳街发〔2026〕2号",
            issuer=factories.organisation(),
            fulfils=plan,
            fulfils_anchor="task-1",
        )
        self.brand = factories.brand()
        self.entries = [
            factories.entry("李家小院", self.campaign, organisation=factories.organisation()),
            factories.entry("石桥巷口", self.campaign, subject=self.brand),
            factories.entry("柳荫花圃", self.campaign),
        ]
        EntryPage.objects.update(first_published_at=self.now - 9 * DAY)
        self.procedure = Procedure.objects.get(pk=self.campaign.translation_key)
        self.staff = factories.administrator("office")
        self.reviewer = scoring.appoint(self.procedure, self.staff, "chair", self.staff)
        self.plan = plan

    def key(self, number: int):
        return self.entries[number].translation_key

    def score(self, *points: int) -> None:
        for number, each in enumerate(points):
            scoring.fill(self.reviewer, self.key(number), {1: each}, submit=True, now=self.now - DAY)

    def publish(self) -> None:
        """The list of the two best, up for objections."""
        self.score(90, 80, 70)
        services.propose(self.procedure, self.staff)
        services.publish(self.procedure, self.staff)

    def listed(self) -> list:
        rows = self.procedure.result.listed.standing()
        return list(rows.values_list("entry", flat=True))


@pytest.fixture
def ending(db) -> Ending:
    return Ending()
