"""Service that is over: two shifts of last month with invented neighbours, their hours and a certificate."""

from datetime import datetime, time, timedelta
from typing import Any
from uuid import UUID, uuid5

from django.db import transaction
from django.utils import timezone

from cms.core.models import Organisation
from cms.intake import consents
from cms.intake.models import Person
from cms.volunteers.certificates import services as certificates
from cms.volunteers.hours import attendance
from cms.volunteers.hours import services as hours
from cms.volunteers.models import Application, Attendance, Entry, Place, RecruitmentPage, Roster, Volunteer
from cms.volunteers.people import MENTION, RECORD

SPACE = UUID("6c696e6c-6900-4000-8000-736572760000")
# Name, year of birth, whether they may be named, quarters in each shift.
NEIGHBOURS: list[tuple[str, int, bool, tuple[int, int]]] = [
    ("梁桂芬", 1957, True, (12, 10)),
    ("方志远", 1984, True, (12, 0)),
    ("孟晓彤", 1999, False, (8, 12)),
    ("何长庚", 1951, True, (10, 12)),
    ("苏婉清", 1990, False, (0, 12)),
]
RECORD_WORDS = "我同意为组织本项服务而保存我在此填写的信息，并记录我的培训和服务时长。我可随时撤回同意。"
MENTION_WORDS = "可以公开提及我的姓名，例如列入光荣榜。"


@transaction.atomic
def load(page: RecruitmentPage, user: Any) -> bool:
    """Make what is missing, in the name of a user. Returns whether anything was."""
    rosters = [_shift(page, number) for number in range(2)]
    if user is None or page.issuer is None or rosters[0].applications.exists():
        return False
    people = [_neighbour(name, year, mention) for name, year, mention, _served in NEIGHBOURS]
    for index, roster in enumerate(rosters):
        served = {people[number]: row[3][index] for number, row in enumerate(NEIGHBOURS) if row[3][index]}
        _serve(roster, served, user)
    first = Entry.objects.filter(volunteer=people[1], roster=rosters[0]).get()
    hours.correct(first, 9, Entry.Why.TIME, by=user)
    _certify(people[0], page.issuer, user)
    certificates.ask(people[3], page.issuer)
    return True


def _shift(page: RecruitmentPage, number: int) -> Roster:
    day = timezone.localdate() - timedelta(days=35 - 7 * number)
    start = timezone.make_aware(datetime.combine(day, time(9)))
    values = {
        "call": page.translation_key,
        "title_zh": page.title,
        "issuer": page.issuer,
        "starts_at": start,
        "ends_at": start + timedelta(hours=3),
        "place_zh": page.place,
    }
    english = RecruitmentPage.objects.filter(
        translation_key=page.translation_key, locale__language_code="en"
    ).first()
    if english:
        values |= {"title_en": english.title, "place_en": english.place}
    uid = uuid5(SPACE, f"{page.translation_key}:{number}")
    return Roster.objects.get_or_create(uid=uid, defaults=values)[0]


def _neighbour(name: str, year: int, mention: bool) -> Volunteer:
    """They have no phone: nobody who exists is ever told anything in their place."""
    person = Person.objects.create(name=name)
    consents.settle(person, {RECORD: RECORD_WORDS, MENTION: MENTION_WORDS if mention else None})
    return Volunteer.objects.create(person=person, birth_year=year, status=Volunteer.Status.ACTIVE)


def _serve(roster: Roster, served: dict[Volunteer, int], user: Any) -> None:
    quarters = {}
    for number, (volunteer, count) in enumerate(served.items(), start=1):
        place, _made = Place.objects.get_or_create(roster=roster, number=number)
        application = Application.objects.create(
            roster=roster,
            volunteer=volunteer,
            state=Application.State.CONFIRMED,
            held=place,
            locale="zh-hans",
        )
        attendance.come([application], Attendance.How.LIST, now=roster.starts_at)
        attendance.go([application], now=roster.starts_at + timedelta(minutes=15 * count))
        quarters[application.pk] = count
    hours.confirm(roster, quarters, by=user)


def _certify(volunteer: Volunteer, issuer: Organisation, user: Any) -> None:
    head = issuer.people.first()
    terms = certificates.Terms(
        in_charge=head.name_zh if head else str(issuer), handler="社区志愿服务站", contact=issuer.phone
    )
    certificates.issue(volunteer, issuer, terms, by=user)
