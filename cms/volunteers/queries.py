"""What residents see of shifts and of their own applications, as plain data for templates."""

from collections import defaultdict
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Min, Q, QuerySet
from django.utils import timezone

from cms.core.clock import day_of, written, written_day
from cms.core.documents import Data
from cms.core.membership import bodies_of
from cms.intake.consents import Consent
from cms.intake.people import Person
from cms.volunteers.hours.rules import may_come
from cms.volunteers.models import RecruitmentPage
from cms.volunteers.people import MENTION, Volunteer
from cms.volunteers.places import Application, Roster, free_places, people_waiting
from cms.volunteers.remarks import Remark
from cms.volunteers.training import Trained, Training


def rosters_of(page: RecruitmentPage) -> QuerySet[Roster]:
    """The shifts of a recruitment as they are kept: those that it shows itself, not those of another language alone."""
    uids = [shift.uid for shift in page.shifts.all()]
    return dates_of(page.translation_key).filter(uid__in=uids)


def dates_of(call: UUID) -> QuerySet[Roster]:
    """All shifts of a call, or dates of a training, that take place."""
    return Roster.objects.filter(call=call, removed_at=None)


def rosters_seen_by(user: Any) -> QuerySet[Roster]:
    """The shifts that a user of the admin may see: those of the organisations that they work for."""
    bodies = bodies_of(user)
    return Roster.objects.all() if bodies is None else Roster.objects.filter(issuer__in=bodies)


def shifts_to_choose(of: QuerySet[Roster], now: datetime) -> list[Data]:
    """Those of some shifts that are still to come, with the places that are free and how many wait."""
    rosters = list(of.filter(starts_at__gt=now).select_related("needs"))
    free, waiting = free_now(rosters)
    return [
        {
            **_shown_shift(roster),
            "free": free[roster.uid],
            "waiting": waiting[roster.uid],
            "is_decided_on": roster.is_decided_on,
            "needs": {"id": roster.needs_id, "name": str(roster.needs)} if roster.needs else None,
        }
        for roster in rosters
    ]


def trainings_to_come(now: datetime) -> list[Data]:
    """The trainings that have dates to come, with the first of them."""
    rows = Training.objects.filter(sessions__starts_at__gt=now, sessions__removed_at=None)
    return [
        {"id": each.pk, "name": str(each), "first": written(each.first)}
        for each in rows.annotate(first=Min("sessions__starts_at", filter=Q(sessions__starts_at__gt=now)))
    ]


def shown_trained(volunteers: list[Volunteer]) -> dict[int, list[Data]]:
    """{volunteer's key: the trainings they took part in, the last first, and whether they still count}"""
    today = timezone.localdate()
    shown: dict[int, list[Data]] = defaultdict(list)
    for row in Trained.objects.filter(volunteer__in=volunteers).select_related("training"):
        shown[row.volunteer_id].append(
            {
                "name": str(row.training),
                "since": written_day(row.since),
                "until": written_day(row.until),
                "counts": row.until is None or row.until >= today,
            }
        )
    return shown


def shown_remarks(volunteers: list[Volunteer]) -> dict[int, list[Data]]:
    """{volunteer's key: their commendations and evaluations, the last first}"""
    shown: dict[int, list[Data]] = defaultdict(list)
    for row in Remark.objects.filter(volunteer__in=volunteers):
        shown[row.volunteer_id].append(
            {"kind": row.get_kind_display(), "day": written_day(row.day), "words": row.words}
        )
    return shown


def free_now(rosters: list[Roster]) -> tuple[dict[Any, int], dict[Any, int]]:
    """What is free for who comes now, and how many wait, by uid. Where somebody waits, nothing is free."""
    uids = [roster.uid for roster in rosters]
    waiting = defaultdict(int, people_waiting(uids))
    free = defaultdict(int, free_places(uids))
    return defaultdict(int, {uid: free[uid] for uid in uids if not waiting[uid]}), waiting


def volunteers_of(phone: str) -> QuerySet[Volunteer]:
    """All volunteers who gave this number."""
    people = Volunteer.objects.present().filter(person__in=_people(phone))
    return people.select_related("person").order_by("pk")


def mentioned(volunteers: list[Volunteer]) -> set[int]:
    """The keys of the people among them who may be named in public."""
    rows = Consent.objects.filter(
        Consent.current, purpose=MENTION, person__in=[each.person_id for each in volunteers]
    )
    return set(rows.values_list("person", flat=True))


def shown_applications(volunteers: list[Volunteer], now: datetime) -> dict[int, list[Data]]:
    """{volunteer's key: their applications, the next shift first}, with positions on waiting lists."""
    rows = list(
        Application.objects.filter(volunteer__in=volunteers)
        .select_related("roster__needs")
        .order_by("roster__starts_at", "pk")
    )
    lacking = _lacking([row for row in rows if row.stands and row.roster.needs_id])
    positions = _positions([row for row in rows if row.state == Application.State.WAITING])
    shown: dict[int, list[Data]] = defaultdict(list)
    for row in rows:
        shown[row.volunteer_id].append(
            {
                **_shown_shift(row.roster),
                "id": row.pk,
                "title": row.roster.title,
                "state": row.state,
                "position": positions.get(row.pk),
                "offer_until": written(row.offer_until),
                "message": row.message,
                "to_come": row.roster.starts_at > now,
                "over": row.roster.ends_at <= now,
                "here": row.state == Application.State.CONFIRMED
                and may_come((row.roster.starts_at, row.roster.ends_at), now),
                "stands": row.stands,
                "removed": row.roster.removed_at is not None,
                "is_training": row.roster.teaches_id is not None,
                "lacks": {"id": row.roster.needs_id, "name": str(row.roster.needs)}
                if row.pk in lacking
                else None,
            }
        )
    return shown


def own_data(volunteer: Volunteer) -> Data:
    """Everything that is kept of a volunteer, for the person."""
    person = volunteer.person
    consents = person.consents.order_by("given_at")
    return {
        "number": volunteer.number,
        "former_numbers": [each.number for each in volunteer.merged.order_by("pk")],
        "name": person.name,
        "phone": person.phone,
        "email": person.email,
        "birth_year": volunteer.birth_year,
        "skills": volunteer.skills,
        "availability": volunteer.availability,
        "abilities": volunteer.abilities,
        "guardian_name": volunteer.guardian_name,
        "guardian_phone": volunteer.guardian_phone,
        "status": volunteer.status,
        "registered": written(volunteer.joined_at),
        "consents": [
            {
                "purpose": each.purpose,
                "words": each.words,
                "given": written(each.given_at),
                "withdrawn": written(each.withdrawn_at),
            }
            for each in consents
        ],
        "applications": [
            {name: each[name] for name in ("title", "starts_at", "ends_at", "place", "state", "message")}
            for each in shown_applications([volunteer], timezone.now())[volunteer.pk]
        ],
        "trainings": shown_trained([volunteer])[volunteer.pk],
        "remarks": shown_remarks([volunteer])[volunteer.pk],
        "notes": volunteer.notes,
        "status_changes": [
            {"status": each.status, "at": written(each.at)}
            for each in volunteer.status_changes.order_by("at", "pk")
        ],
    }


def _lacking(applications: list[Application]) -> set[int]:
    """The keys of those whose training for the shift is lacking, in one query."""
    rows = (
        Trained.objects.filter(volunteer__in={each.volunteer_id for each in applications})
        if applications
        else []
    )
    learned: dict[tuple[int, int | None], list[Trained]] = defaultdict(list)
    for row in rows:
        learned[row.volunteer_id, row.training_id].append(row)
    return {
        each.pk
        for each in applications
        if not any(
            row.counts_on(day_of(each.roster.starts_at))
            for row in learned[each.volunteer_id, each.roster.needs_id]
        )
    }


def _people(phone: str) -> QuerySet[Person]:
    return Person.objects.with_phone(phone)


def _positions(waiting: list[Application]) -> dict[int, int]:
    """{application's key: its place in the waiting list, from 1}"""
    lists: dict[Any, list[int]] = defaultdict(list)
    rows = Application.objects.filter(roster__in={each.roster_id for each in waiting}).waiting()
    for pk, roster in rows.values_list("pk", "roster"):
        lists[roster].append(pk)
    return {pk: number for keys in lists.values() for number, pk in enumerate(keys, start=1)}


def _shown_shift(roster: Roster) -> Data:
    return {
        "uid": str(roster.uid),
        "starts_at": written(roster.starts_at),
        "ends_at": written(roster.ends_at),
        "place": roster.place,
    }
