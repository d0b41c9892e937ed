"""Robots are kept from the forms of residents, and nobody else is: no picture to read, no script that must run.

A form carries a ticket, which says when it was shown. A browser that runs scripts works on it while the form is filled
in (a proof of work) and may then send often and soon. Without a script the same form takes a few seconds and has a
lower limit, which no person notices.
"""

import hashlib
import secrets
import time
from dataclasses import dataclass
from typing import Literal

from django.conf import settings
from django.core import signing

from cms.intake import limits

BITS = 15  # some 30,000 hashes: a second or two on a phone, a bill for who sends a million forms
SOONEST = 2  # seconds from a form's being shown to its being sent; settings.UNHURRIED without a proof
LATEST = 4 * 3600
TRAP = "website"  # a field that people don't see

Refusal = Literal["trap", "soon", "late", "often", "phone"]


@dataclass(frozen=True)
class Rule:
    """How often one kind of form is taken within an hour: from an address (where a whole office or a mobile network
    may be behind one), from there without proof of work, and about a phone.
    """

    form: str
    of_address: int = 120
    without_proof: int = 30
    of_phone: int = 6


def new_ticket(rule: Rule) -> str:
    """What a form carries from now on."""
    return signing.dumps([int(time.time()), secrets.token_urlsafe(9)], salt=_salt(rule))


def is_valid(rule: Rule, ticket: str) -> bool:
    """Whether a form that carries this ticket may still be sent."""
    return _age(rule, ticket) is not None


def refusal(
    rule: Rule, *, ticket: str, proof: str, trap: str, address: str, phone: str = ""
) -> Refusal | None:
    """Why a form is not taken, or None. What is taken counts."""
    proved = is_proof(ticket, proof)
    age = _age(rule, ticket)
    if trap:
        return "trap"
    if age is None:
        return "late"
    if age < (SOONEST if proved else settings.UNHURRIED):
        return "soon"
    if not _from_address(rule, address, proved):
        return "often"
    return "phone" if phone and not limits.within(f"{rule.form}:phone", phone, rule.of_phone) else None


def is_proof(ticket: str, proof: str) -> bool:
    """Whether work was done on the ticket: the hash of both begins with enough zero bits."""
    if not proof.isascii() or not proof.isdecimal() or len(proof) > 12:
        return False
    digest = hashlib.sha256(f"{ticket}:{proof}".encode()).digest()
    return int.from_bytes(digest) >> (len(digest) * 8 - BITS) == 0


def _age(rule: Rule, ticket: str) -> float | None:
    """Seconds since the ticket was made; None for one that is not of this form or too old."""
    try:
        made = signing.loads(ticket, salt=_salt(rule), max_age=LATEST)[0]
    except signing.BadSignature:
        return None
    return time.time() - made


def _from_address(rule: Rule, address: str, proved: bool) -> bool:
    """Whether an address may send once more, which counts."""
    if not limits.within(f"{rule.form}:address", address, rule.of_address):
        return False
    return proved or limits.within(f"{rule.form}:unproved", address, rule.without_proof)


def _salt(rule: Rule) -> str:
    return f"cms.intake.{rule.form}"
