"""Asking for certificates, issuing and withdrawing them: the only door for whoever writes.

Whoever issues or withdraws locks the volunteer first, as whoever writes hours does: what is certified is what the
ledger says at that moment.
"""

import secrets
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Max, Q
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _

from cms.core.clock import written_day
from cms.core.documents import Data
from cms.core.membership import with_those_below, works_for
from cms.core.organisations import Organisation
from cms.intake import audit, senders
from cms.intake.models import Access
from cms.intake.people import Person
from cms.volunteers.certificates.models import Certificate
from cms.volunteers.hours.models import Entry
from cms.volunteers.hours.oneself import is_oneself
from cms.volunteers.hours.queries import services_of
from cms.volunteers.people import Volunteer
from cms.volunteers.places import Application

KIND = Certificate._meta.label_lower
State, Why = Certificate.State, Certificate.Why
TOLD = {
    State.ISSUED: _("Your certificate %(number)s by %(issuer)s is issued. You find it under “My service”."),
    State.WITHDRAWN: _("Certificate %(number)s by %(issuer)s was withdrawn: %(why)s."),
    State.DECLINED: _("No certificate was issued by %(issuer)s: %(why)s."),
}


@dataclass(frozen=True)
class Terms:
    """What a certificate says besides hours: who answers for it, who made it out, whom to ask, and for which time."""

    in_charge: str
    handler: str
    contact: str
    since: date | None = None
    until: date | None = None


@transaction.atomic
def ask(volunteer: Volunteer, issuer: Organisation) -> Certificate | None:
    """Ask an organisation for a certificate. Returns the open request, made or there already; None without hours."""
    locked = _locked(volunteer.pk)
    if not any(service["quarters"] for service in services_of(locked, with_those_below({issuer.pk}))):
        return None
    found, _made = Certificate.objects.get_or_create(
        volunteer=locked,
        issuer=issuer,
        state=State.ASKED,
        defaults={"person_id": locked.person_id, "asked_at": timezone.now()},
    )
    return found


@transaction.atomic
def issue(volunteer: Volunteer, issuer: Organisation, terms: Terms, by: Any) -> Certificate | None:
    """Certify what a volunteer served for an organisation and those below it, in answer to a request if there is one.

    Returns None where there are no hours. Raises PermissionDenied for who does not work for the issuer, and for the
    user's own certificate.
    """
    locked = _locked(volunteer.pk)
    if not works_for(by, issuer.pk) or is_oneself(by, locked.person) or locked.person.forgotten_at:
        raise PermissionDenied
    bodies = with_those_below({issuer.pk})
    services = services_of(locked, bodies, terms.since, terms.until)
    quarters = sum(service["quarters"] for service in services)
    if not quarters:
        return None
    asked = Certificate.objects.filter(volunteer=locked, issuer=issuer, state=State.ASKED).first()
    made = asked or Certificate(volunteer=locked, issuer=issuer)
    # With whom it is emptied: who asked may have been joined with another since.
    made.person_id = locked.person_id
    made.state, made.issued_at, made.username = State.ISSUED, timezone.now(), by.get_username()
    made.quarters, made.bodies, made.since, made.until = quarters, sorted(bodies), terms.since, terms.until
    made.last_entry = locked.entries.aggregate(last=Max("pk"))["last"]
    made.number, made.code = _number(), secrets.token_hex(5).upper()
    made.close(_told(made, services, terms))
    made.save()
    audit.note(
        by, Access.Action.CHANGE, KIND, [locked.person_id], f"{made.number} {made.get_state_display()}"
    )
    _tell(made)
    return made


@transaction.atomic
def withdraw(certificate: Certificate, why: str, by: Any) -> bool:
    """Withdraw a certificate: whoever verifies it is told so and why. Returns whether it was valid."""
    if not works_for(by, certificate.issuer_id):
        raise PermissionDenied
    _locked(certificate.volunteer_id)
    rows = Certificate.objects.filter(pk=certificate.pk, state=State.ISSUED)
    return bool(_withdrawn(rows, why, by))


@transaction.atomic
def decline(certificate: Certificate, by: Any) -> bool:
    """Close a request for a certificate that there is nothing to certify in. Returns whether it was open."""
    if not works_for(by, certificate.issuer_id):
        raise PermissionDenied
    _locked(certificate.volunteer_id)
    row = Certificate.objects.filter(pk=certificate.pk, state=State.ASKED).select_for_update().first()
    if row is None:
        return False
    row.state, row.why, row.ended_at = State.DECLINED, Why.NOTHING, timezone.now()
    row.save(update_fields=["state", "why", "ended_at"])
    _tell(row)
    return True


def follow_correction(entry: Entry, by: Any) -> int:
    """Withdraw what certifies hours that were corrected. Within the transaction of the correction."""
    rows = Certificate.objects.filter(
        Q(since=None) | Q(since__lte=entry.served_on),
        Q(until=None) | Q(until__gte=entry.served_on),
        volunteer=entry.volunteer_id,
        state=State.ISSUED,
        last_entry__gte=entry.corrects_id,
    )
    counting = [each.pk for each in rows if entry.issuer_id in each.bodies]
    return _withdrawn(Certificate.objects.filter(pk__in=counting), Why.CORRECTED, by)


def _withdrawn(rows: Any, why: str, by: Any) -> int:
    found = list(rows.select_for_update().order_by("pk"))
    for each in found:
        each.state, each.why, each.ended_at = State.WITHDRAWN, why, timezone.now()
        each.seal_state()
        each.save(update_fields=["state", "why", "ended_at", "state_seal"])
        audit.note(
            by, Access.Action.CHANGE, KIND, [each.person_id], f"{each.number} {each.get_why_display()}"[:200]
        )
        _tell(each)
    return len(found)


def _tell(certificate: Certificate) -> None:
    """A message to its holder of what became of it, in the language in which they last signed up."""
    person = Person.objects.get(pk=certificate.person_id)
    last = Application.objects.filter(volunteer=certificate.volunteer_id).order_by("pk").last()
    with translation.override(last.locale if last else settings.LANGUAGE_CODE):
        words = TOLD[State(certificate.state)] % {
            "number": certificate.number,
            "issuer": certificate.issuer,
            "why": certificate.get_why_display(),
        }
    if person.phone:
        senders.tell_after_commit([(person.phone, words)])


def _locked(volunteer: int) -> Volunteer:
    rows = Volunteer.objects.select_for_update(of=("self",)).select_related("person")
    return rows.get(pk=volunteer)


def _number() -> str:
    """The year, and digits that say nothing of how many there are."""
    year = timezone.localdate().year
    while Certificate.objects.filter(number=(number := f"{year}-{secrets.randbelow(10**8):08}")).exists():
        pass
    return number


def _told(made: Certificate, services: list[Data], terms: Terms) -> Data:
    """All that stands on paper."""
    return {
        "number": made.number,
        "code": made.code,
        "name": made.volunteer.person.name,
        "volunteer": made.volunteer.number,
        "quarters": made.quarters,
        "services": services,
        "since": written_day(terms.since),
        "until": written_day(terms.until),
        "issuer_zh": made.issuer.said("name", "zh-hans"),
        "issuer_en": made.issuer.said("name", "en"),
        "in_charge": terms.in_charge,
        "handler": terms.handler,
        "contact": terms.contact,
        "issued_on": timezone.localdate(made.issued_at).isoformat(),
    }
