"""Notices and policies out of readings."""

from cms.core.clock import start_of
from cms.importing.making import body_of, day_in, issuer_named
from cms.importing.readings import PlanReading
from cms.importing.registry import ImportContext
from cms.notices.models import NoticePage, PolicyPage


def notice_of(reading: PlanReading, context: ImportContext) -> NoticePage:
    """The notice that a reading tells of, dated as it is signed; not saved, and not yet in the tree."""
    day = day_in(reading.date)
    return NoticePage(
        title=reading.title or "",
        locale=context.locale,
        issuer=issuer_named(reading.issuer),
        dated=start_of(day) if day else None,
        body=body_of(reading),
    )


def policy_of(reading: PlanReading, context: ImportContext) -> PolicyPage:
    """The policy that a reading tells of; not saved, and not yet in the tree."""
    return PolicyPage(
        title=reading.title or "",
        locale=context.locale,
        issuer=issuer_named(reading.issuer),
        issuing_body=reading.issuer or "",
        number=reading.number or "",
        signed_on=day_in(reading.date),
        body=body_of(reading),
    )
