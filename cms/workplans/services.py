"""Plans out of readings."""

from django.utils import timezone

from cms.importing.making import day_in, html_of, issuer_named
from cms.importing.readings import PlanReading, SectionReading
from cms.importing.registry import ImportContext
from cms.workplans.models import Task, WorkPlanPage

DEEPEST = 6


def plan_of(reading: PlanReading, context: ImportContext) -> WorkPlanPage:
    """The plan that a reading tells of, with its tasks in order; not saved, and not yet in the tree.

    A reading without a year gets the present one: a draft is looked at before it is published.
    """
    return WorkPlanPage(
        title=reading.title or "",
        locale=context.locale,
        issuer=issuer_named(reading.issuer),
        year=reading.year or timezone.localdate().year,
        number=reading.number or "",
        plan_date=day_in(reading.date),
        preamble=html_of("\n\n".join(filter(None, [reading.addressees, reading.preamble]))),
        tasks=[_task(item, position) for position, item in enumerate(reading.items())],
        closing=html_of(reading.closing),
    )


def _task(item: SectionReading, position: int) -> Task:
    longest = Task._meta.get_field("heading").max_length
    fits = len(item.heading) <= longest
    text = item.text if fits else f"{item.heading}\n\n{item.text}"
    return Task(
        number=item.number,
        heading=item.heading if fits else "",
        text=html_of(text),
        level=min(item.level, DEEPEST),
        sort_order=position,
    )
