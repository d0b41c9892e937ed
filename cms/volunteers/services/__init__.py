"""What is done in the register of volunteers: the only door for whoever writes."""

from cms.volunteers.services import trainings
from cms.volunteers.services.applying import (
    Call,
    Particulars,
    Reason,
    Refused,
    add,
    apply,
    call_of,
    correct,
    enlist,
    enter,
    forget,
    sign_up,
)
from cms.volunteers.services.merging import merge
from cms.volunteers.services.register import (
    KIND,
    Action,
    Approved,
    approve,
    change,
    decline,
    remark,
    set_status,
)
from cms.volunteers.services.shifts import accept, cancel, follow, pass_on

__all__ = [
    "KIND",
    "Action",
    "Approved",
    "Call",
    "Particulars",
    "Reason",
    "Refused",
    "accept",
    "add",
    "apply",
    "approve",
    "call_of",
    "cancel",
    "change",
    "correct",
    "decline",
    "enlist",
    "enter",
    "follow",
    "forget",
    "merge",
    "pass_on",
    "remark",
    "set_status",
    "sign_up",
    "trainings",
]
