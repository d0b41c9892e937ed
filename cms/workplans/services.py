"""Plans out of readings."""

from dataclasses import replace
from pathlib import PurePath

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cms.core.bilingual import in_language
from cms.importing.making import day_in, html_of, issuer_named
from cms.importing.models import ImportedSource
from cms.importing.readings import PlanReading, Reading, ReadingError, SectionReading
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


def with_titles(reading: Reading, context: ImportContext) -> list[PlanReading]:
    """The plans of a reading, each with a title: one without takes the article's, with its position."""
    locale = context.locale.language_code
    article = (
        reading.plans[0].title or PurePath(context.source.name).stem or in_language(_("Work plan"), locale)
    )
    position = " (%d)" if locale == "en" else "（%d）"
    return [
        plan if plan.title else replace(plan, title=article + (position % number if number > 1 else ""))
        for number, plan in enumerate(reading.plans, start=1)
    ]


@transaction.atomic
def create_plans(reading: Reading, context: ImportContext) -> list[WorkPlanPage]:
    """Make a draft of every plan of a reading, all or none, in the name of `context.by`.

    Raises ReadingError where this source was imported into this section before.
    """
    imported = ImportedSource.objects.filter(section_id=context.parent.pk, sha256=context.source.sha256)
    if before := imported.select_related("page").first():
        raise ReadingError(_("This was imported here before: “%(title)s”.") % {"title": before.page.title})
    plans = [plan_of(each, context) for each in with_titles(reading, context)]
    for position, plan in enumerate(plans, start=1):
        plan.live = False
        plan.owner = context.by
        context.parent.add_child(instance=plan)
        plan.save_revision(user=context.by, log_action=True)
        ImportedSource.objects.create(
            section_id=context.parent.pk,
            page_id=plan.pk,
            name=context.source.name,
            sha256=context.source.sha256,
            position=position,
            by=context.by,
        )
    return plans
