"""What is done in a vote. Whoever writes locks the procedure first, so that all is before the close or after it."""

from cms.campaigns.ballots.services.casting import Cast, Reason, cast
from cms.campaigns.ballots.services.counting import close, close_due, decide, differences, follow_live
from cms.campaigns.ballots.services.keeping import forget_voters, renew_keys

__all__ = [
    "Cast",
    "Reason",
    "cast",
    "close",
    "close_due",
    "decide",
    "differences",
    "follow_live",
    "forget_voters",
    "renew_keys",
]
