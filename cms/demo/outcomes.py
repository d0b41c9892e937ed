"""A campaign that is over, with scores, list, an objection and commendation. Reviewers are users without a way in."""

from datetime import timedelta
from typing import Any

from django.contrib.auth import get_user_model
from django.db import transaction

from cms.campaigns.ballots import services as ballots
from cms.campaigns.entries.queries import admitted
from cms.campaigns.models import CampaignPage, Procedure, Result
from cms.campaigns.results import objecting, services
from cms.campaigns.scoring import queries
from cms.campaigns.scoring import services as scoring
from cms.intake.models import Person
from cms.intake.people import forget

REVIEWERS = (("demo-reviewer-1", "chair"), ("demo-reviewer-2", "member"), ("demo-reviewer-3", "member"))
OBJECTION = "“钥匙给对门留一把”说的两家，去年起就不再互留钥匙了，请核实。"
ANSWER = objecting.Answer(
    is_upheld=False,
    text="已到楼栋核实。",
    public_zh="经到楼栋核实：两家一直互留钥匙，推荐内容属实。",
    public_en="Looked into on the spot: both families still keep each other’s key.",
)


@transaction.atomic
def load(page: CampaignPage, user: Any) -> bool:
    """Make what is missing, in the name of a user. Returns whether anything was."""
    procedure = Procedure.objects.filter(pk=page.translation_key).first()
    if user is None or procedure is None or Result.objects.filter(procedure=procedure).exists():
        return False
    starts = dict(procedure.windows.values_list("kind", "starts_at"))
    if not {"scoring", "publicity_period", "commendation"} <= starts.keys() or not admitted(procedure):
        return False
    _score(procedure, user, starts["scoring"] + timedelta(hours=1))
    published = starts["publicity_period"] + timedelta(hours=1)
    for flag in procedure.flags.open():
        ballots.decide(flag, "counts", "同一楼栋共用网络，逐一核实无误。", user, now=published)
    services.propose(procedure, user, now=published)
    services.publish(procedure, user, now=published)
    _object(procedure, user, published + timedelta(days=1))
    services.commend(procedure, user, now=starts["commendation"] + timedelta(minutes=1))
    return True


def _score(procedure: Procedure, user: Any, now: Any) -> None:
    """The first entries are liked best, and no two reviewers agree."""
    numbers = [each.number for each in queries.criteria_now(procedure) if not each.is_vote]
    users = get_user_model().objects
    reviewers = [
        scoring.appoint(
            procedure,
            users.get_or_create(username=username, defaults={"is_active": False})[0],
            role,
            user,
            now=now - timedelta(days=1),
        )
        for username, role in REVIEWERS
    ]
    for place, reviewer in enumerate(reviewers):
        for rank, entry in enumerate(admitted(procedure)):
            points = {number: 94 - 4 * rank - 2 * place - number for number in numbers}
            scoring.fill(reviewer, entry.uuid, points, submit=True, now=now)


def _object(procedure: Procedure, user: Any, now: Any) -> None:
    """Whoever objected is forgotten before the answer, which then goes to nobody's phone."""
    told = objecting.Told("段立群", "13800000009", "facts", OBJECTION)
    row = objecting.receive(procedure, told, "zh-hans", now=now)
    forget(Person.objects.filter(pk=row.person_id))
    objecting.answer(row, ANSWER, user, now=now + timedelta(days=1))
