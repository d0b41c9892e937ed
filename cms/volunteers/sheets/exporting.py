"""Volunteers as a workbook: basic data, service, training, commendation, evaluation.

Who makes one writes down whose data it holds.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery, Sum
from django.utils import timezone
from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.utils import get_column_letter

from cms.core.clock import day_of
from cms.core.workbooks import dress, escape, put, saved
from cms.intake.consents import Consent
from cms.volunteers.forms import ABILITIES, TIMES
from cms.volunteers.hours.models import Entry
from cms.volunteers.hours.rules import in_hours
from cms.volunteers.people import MENTION, RECORD, Volunteer
from cms.volunteers.places import Application
from cms.volunteers.remarks import Remark
from cms.volunteers.sheets.columns import BASIC, COMMENDATION, EVALUATION, SERVICE, TRAINING, Column
from cms.volunteers.training import Trained

Row = dict[str, Any]
SERVED = (
    Entry.objects.filter(volunteer=OuterRef("volunteer"), roster=OuterRef("roster"))
    .order_by()
    .values("roster")
    .annotate(sum=Sum("quarters"))
    .values("sum")
)


def workbook(volunteers: QuerySet[Volunteer], applications: QuerySet[Application]) -> bytes:
    """The bytes of an .xlsx of these volunteers, with those of the applications that are theirs."""
    people = list(volunteers.select_related("person").order_by("pk"))
    names = {each.pk: {"number": each.number, "name": each.person.name} for each in people}
    served = (
        applications.filter(volunteer__in=people)
        .select_related("roster")
        .annotate(quarters=Subquery(SERVED))
        .order_by("roster__starts_at", "pk")
    )
    trained = Trained.objects.filter(volunteer__in=people).select_related("training").order_by("since", "pk")
    remarks = list(Remark.objects.filter(volunteer__in=people).order_by("day", "pk"))
    book = Workbook()
    book.remove(book.active)
    _fill(book, _("Basic data"), BASIC, _basic(people))
    _fill(book, _("Service record"), SERVICE, (names[each.volunteer_id] | _service(each) for each in served))
    _fill(
        book, _("Training record"), TRAINING, (names[each.volunteer_id] | _training(each) for each in trained)
    )
    for title, columns, kind in (
        (_("Commendation record"), COMMENDATION, Remark.Kind.COMMENDATION),
        (_("Evaluation record"), EVALUATION, Remark.Kind.EVALUATION),
    ):
        rows = (row for row in remarks if row.kind == kind)
        _fill(
            book,
            title,
            columns,
            (names[row.volunteer_id] | {"day": row.day, "words": row.words} for row in rows),
        )
    return saved(book)


def _basic(people: list[Volunteer]) -> Iterable[Row]:
    current = Consent.objects.filter(Consent.current, person__in=[each.person_id for each in people])
    agreed = set(current.values_list("person", "purpose"))
    for each in people:
        yield {
            "number": each.number,
            "name": each.person.name,
            "birth_year": each.birth_year,
            "phone": each.person.phone,
            "email": each.person.email,
            "abilities": _listed(ABILITIES, each.abilities),
            "skills": each.skills,
            "availability": _listed(TIMES, each.availability),
            "guardian_name": each.guardian_name,
            "guardian_phone": each.guardian_phone,
            "status": each.get_status_display(),
            "registered": day_of(each.joined_at),
            "record": _yes((each.person_id, RECORD) in agreed),
            "mention": _yes((each.person_id, MENTION) in agreed),
        }


def _service(application: Any) -> Row:
    """Of an application with the `quarters` that were confirmed, None before."""
    roster = application.roster
    return {
        "title": roster.title,
        "starts": f"{timezone.localtime(roster.starts_at):%Y-%m-%d %H:%M}",
        "ends": f"{timezone.localtime(roster.ends_at):%Y-%m-%d %H:%M}",
        "place": roster.place,
        "state": application.told,
        "hours": None if application.quarters is None else in_hours(application.quarters),
    }


def _training(trained: Trained) -> Row:
    return {"training": str(trained.training), "since": trained.since, "until": trained.until}


def _listed(choices: list[tuple[str, Any]], chosen: list[str]) -> str:
    known = dict(choices)
    return _(", ").join(str(known[key]) for key in chosen if key in known)


def _yes(whether: bool) -> str:
    return _("Yes") if whether else _("No")


def _fill(book: Workbook, title: str, columns: Sequence[Column], rows: Iterable[Row]) -> None:
    page = book.create_sheet(title)
    page.append([str(column.label) for column in columns])
    for number, row in enumerate(rows, start=2):
        for place, column in enumerate(columns, start=1):
            value = row[column.key]
            put(page.cell(number, place), escape(value) if isinstance(value, str) else value)
    dress(page, 1)
    for place, column in enumerate(columns, start=1):
        page.column_dimensions[get_column_letter(place)].width = column.width
