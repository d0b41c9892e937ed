"""What the worker does about votes."""

from django.utils.translation import gettext_lazy as _

from cms.campaigns.ballots.services import counting, keeping
from cms.core import chores
from cms.intake import retention, rotation

CLOSED_WITHIN, LIVE_WITHIN, DAYS = 15.0, 60.0, 60


def connect() -> None:
    """Have votes closed and counted in time. Called once, when the app is ready."""
    chores.register("votes", seconds=CLOSED_WITHIN, act=counting.close_due)
    chores.register("votes so far", seconds=LIVE_WITHIN, act=counting.follow_live)
    retention.register("ballots", retention.Kind(_("Who voted, and from where"), DAYS, keeping.forget_voters))
    rotation.register(keeping.renew_keys)
