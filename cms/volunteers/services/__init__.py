"""What is done in the register of volunteers: the only door for whoever writes."""

from cms.volunteers.services.applying import (
    Particulars,
    Reason,
    Refused,
    apply,
    correct,
    enter,
    forget,
    sign_up,
)
from cms.volunteers.services.register import KIND, Action, change, decline, set_status
from cms.volunteers.services.shifts import accept, cancel, follow, pass_on

__all__ = [
    "KIND",
    "Action",
    "Particulars",
    "Reason",
    "Refused",
    "accept",
    "apply",
    "cancel",
    "change",
    "correct",
    "decline",
    "enter",
    "follow",
    "forget",
    "pass_on",
    "set_status",
    "sign_up",
]
