"""Standard pages out of readings."""

from cms.home.models import StandardPage
from cms.importing.making import body_of, issuer_named
from cms.importing.readings import PlanReading
from cms.importing.registry import ImportContext


def page_of(reading: PlanReading, context: ImportContext) -> StandardPage:
    """The page that a reading tells of; not saved, and not yet in the tree."""
    return StandardPage(
        title=reading.title or "",
        locale=context.locale,
        issuer=issuer_named(reading.issuer),
        body=body_of(reading),
    )
