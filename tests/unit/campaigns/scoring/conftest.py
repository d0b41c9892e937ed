from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.utils import timezone

from cms.campaigns.models import Criterion, EntryPage, Procedure, Stage
from cms.campaigns.scoring import services
from tests import factories


class Scoring:
    """A campaign that is being scored, with two entries, a chair and a member."""

    def __init__(self) -> None:
        now = timezone.now()
        stage = Stage(
            kind="scoring",
            title="评审",
            starts_at=now - timedelta(hours=1),
            ends_at=now + timedelta(days=3),
        )
        criteria = [
            Criterion(title="绿化", weight=50),
            Criterion(title="参与", weight=20),
            Criterion(title="投票", weight=30, judged_by="vote"),
        ]
        self.campaign = factories.campaign(stages=[stage], criteria=criteria, issuer=factories.organisation())
        self.entries = [factories.entry(title, self.campaign) for title in ("李家小院", "石桥巷口")]
        EntryPage.objects.update(first_published_at=now - timedelta(days=2))
        self.procedure = Procedure.objects.get(pk=self.campaign.translation_key)
        self.staff = factories.administrator("office")
        self.chair, self.member = (self.reviewer(role, role) for role in ("chair", "member"))

    def reviewer(self, name: str, role: str):
        user = get_user_model().objects.create_user(name, f"{name}@example.org", "secret")
        user.user_permissions.add(Permission.objects.get(codename="access_admin"))
        return services.appoint(self.procedure, user, role, self.staff)

    def key(self, number: int):
        return self.entries[number].translation_key


@pytest.fixture
def scoring(db) -> Scoring:
    return Scoring()
