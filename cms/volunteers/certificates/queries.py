"""What certificates say: to their holders, to coordinators, to whoever verifies one."""

from dataclasses import dataclass
from typing import Any, Literal

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.crypto import constant_time_compare

from cms.core.base_path import whole
from cms.core.clock import written, written_day
from cms.core.documents import Data
from cms.core.languages import LANGUAGES
from cms.core.membership import bodies_of, organisations_of
from cms.core.organisations import Organisation
from cms.core.qr import svg
from cms.intake.rules import masked_name
from cms.volunteers.certificates.models import Certificate
from cms.volunteers.hours import rules
from cms.volunteers.hours.models import Entry
from cms.volunteers.people import Volunteer

State = Certificate.State
Standing = Literal["valid", "withdrawn", "altered", "unknown"]


@dataclass(frozen=True)
class Verified:
    """What whoever verifies a certificate gets to know: never the whole name, no contact, no list of services."""

    standing: Standing
    told: Data


def seen_by(user: Any) -> QuerySet[Certificate]:
    """Those that a user of the admin may see: of the organisations that they work for."""
    bodies = bodies_of(user)
    rows = Certificate.objects.select_related("issuer", "volunteer__person")
    return rows if bodies is None else rows.filter(issuer__in=bodies)


def verified(number: str, code: str) -> Verified:
    """Whether a certificate of that number and code was issued, is still valid, and is as it was issued."""
    row = Certificate.objects.filter(number=number.strip()).exclude(number=None).first()
    if row is None or not constant_time_compare(row.code.encode(), code.strip().upper().encode()):
        return Verified("unknown", {})
    if not row.is_whole:
        return Verified("altered", {"number": row.number})
    if row.state == State.WITHDRAWN:
        ended: Data = {"ended_on": written(row.ended_at), "why": row.get_why_display(), "number": row.number}
        return Verified("withdrawn", ended)
    if counted(row) != row.quarters:
        return Verified("altered", {"number": row.number})
    told = row.told
    return Verified(
        "valid",
        {
            "number": row.number,
            "name": masked_name(told["name"]),
            "hours": rules.in_hours(told["quarters"]),
            "issuer_zh": told["issuer_zh"],
            "issuer_en": told["issuer_en"],
            "first": told["services"][0]["first"],
            "last": max(service["last"] for service in told["services"]),
            "issued_on": told["issued_on"],
        },
    )


def counted(certificate: Certificate) -> int:
    """The quarters that the ledger has for what a certificate counts, as far as it goes."""
    period = Q(served_on__gte=certificate.since) if certificate.since else Q()
    period &= Q(served_on__lte=certificate.until) if certificate.until else Q()
    return Entry.objects.filter(
        period,
        volunteer=certificate.volunteer_id,
        issuer__in=certificate.bodies,
        pk__lte=certificate.last_entry,
    ).total()


def printed(certificate: Certificate, locale: str) -> Data:
    """What stands on paper, in one of the languages: as it was sealed, with the code to verify it."""
    told, own = certificate.told, "en" if locale == "en" else "zh"
    address = verify_address(certificate, locale)
    return {
        **told,
        "hours": rules.in_hours(told["quarters"]),
        "issuer": told[f"issuer_{own}"],
        "services": [
            {**service, "title": service[f"title_{own}"], "hours": rules.in_hours(service["quarters"])}
            for service in told["services"]
        ],
        "address": address,
        "qr": svg(address, address),
    }


def verify_address(certificate: Certificate, locale: str) -> str:
    """Where anybody verifies a certificate."""
    args = [LANGUAGES[locale].segment, certificate.number, certificate.code]
    return whole(reverse("my_verify_certificate", args=args))


def shown(volunteers: list[Volunteer]) -> dict[int, list[Data]]:
    """{volunteer's key: certificates and requests, the newest first} for the volunteers."""
    found: dict[int, list[Data]] = {each.pk: [] for each in volunteers}
    for row in Certificate.objects.filter(volunteer__in=volunteers).select_related("issuer"):
        found[row.volunteer_id].append(
            {
                "id": row.pk,
                "number": row.number,
                "issuer": str(row.issuer),
                "state": row.state,
                "hours": rules.in_hours(row.quarters),
                "why": row.get_why_display(),
                "day": written(row.issued_at or row.asked_at),
            }
        )
    return found


def issuers_for(volunteers: list[Volunteer]) -> dict[int, list[Data]]:
    """{volunteer's key: the organisations that may certify hours: those that they served for}"""
    rows = Entry.objects.filter(volunteer__in=volunteers, corrects=None).exclude(issuer=None)
    pairs = set(rows.order_by().values_list("volunteer", "issuer"))
    bodies = Organisation.objects.in_bulk({issuer for _volunteer, issuer in pairs})
    return {
        each.pk: [
            {"id": issuer, "name": str(bodies[issuer])}
            for volunteer, issuer in sorted(pairs)
            if volunteer == each.pk
        ]
        for each in volunteers
    }


def own_certificates(volunteer: Volunteer) -> list[Data]:
    """All of a volunteer's, for the file with their own data."""
    return [
        {"state": row.state, "since": written_day(row.since), "until": written_day(row.until), **row.told}
        for row in Certificate.objects.filter(volunteer=volunteer)
    ]


def may_certify(user: Any, volunteer: Volunteer) -> QuerySet[Organisation]:
    """The organisations in whose names a user may certify: those that the volunteer served for, and those above."""
    served = Entry.objects.filter(volunteer=volunteer, corrects=None).values("issuer")
    rows = organisations_of(user).filter(
        Q(pk__in=served) | Q(children__in=served) | Q(children__children__in=served)
    )
    return rows.distinct().order_by("-level", "name_zh")
