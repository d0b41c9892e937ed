"""The ledger of hours: who writes it, what it refuses, and that sums stay sums."""

from datetime import timedelta

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from cms.intake import people, retention
from cms.intake.models import Access, CleanUp, Person
from cms.volunteers.hours import attendance, queries, rules, services
from cms.volunteers.hours.oneself import is_oneself
from cms.volunteers.models import Attendance, Entry, Roster
from tests import factories
from tests.support.serving_people import Served

pytestmark = pytest.mark.django_db
Why = Entry.Why


@pytest.fixture
def served():
    return Served()


def test_hours_are_confirmed_once_and_the_sum_is_what_was_served(served):
    first, second = served.volunteers("李秀英", "王芳")
    assert served.confirm({first: 8, second: 5}) == 2
    assert served.confirm({first: 12}) == 0  # it is written already: that would be a correction
    assert [(each.quarters, each.username) for each in Entry.objects.all()] == [(8, "chief"), (5, "chief")]
    assert queries.totals([first, second]) == {first.pk: 8, second.pk: 5}
    assert Access.objects.get().people == sorted([first.person_id, second.person_id])


def test_a_correction_names_what_it_corrects_who_and_why_and_the_person_is_told(
    served, settings, monkeypatch
):
    settings.CODE_SENDER = "mailto:{phone}@sms.example.org"
    monkeypatch.setattr(transaction, "on_commit", lambda act, robust=False: act())
    (volunteer,) = served.volunteers("李秀英")
    served.confirm({volunteer: 8})
    entry = Entry.objects.get()
    written = services.correct(entry, 5, Why.TIME, by=served.chief)
    assert (written.quarters, written.corrects, written.why, written.username) == (-3, entry, "time", "chief")
    assert Entry.objects.get(pk=entry.pk).quarters == 8
    assert "1.25" in mail.outbox[-1].body
    assert services.correct(entry, 5, Why.TIME, by=served.chief) is None
    assert queries.totals([volunteer]) == {volunteer.pk: 5}
    with pytest.raises(ValueError, match="day"):
        services.correct(entry, rules.MOST + 1, Why.LONGER, by=served.chief)


@pytest.mark.parametrize("known", [{"email": "li@example.org"}, {"last_name": "李", "first_name": "秀英"}])
def test_nobody_confirms_or_corrects_their_own_hours(served, known):
    oneself, other = served.volunteers("李秀英", "王芳", email="li@example.org")
    Person.objects.filter(pk=other.person_id).update(email="", email_hash="")
    other.person.refresh_from_db()
    user = factories.administrator("li")
    for name, value in {"email": "", **known}.items():
        setattr(user, name, value)
    user.save()
    done = served.confirmed({oneself: 8, other: 8}, by=user)
    assert (done.count, [each.pk for each in done.own]) == (1, [oneself.pk])
    served.confirm({oneself: 8})
    with pytest.raises(PermissionDenied):
        services.correct(Entry.objects.get(volunteer=oneself), 9, Why.LONGER, by=user)
    assert queries.totals([oneself]) == {oneself.pk: 8}


def test_hours_are_confirmed_by_who_organised_and_not_before_the_shift(served):
    bodies = factories.bodies()
    (volunteer,) = served.volunteers("李秀英")
    Roster.objects.update(issuer=bodies["willow"])
    served.roster.refresh_from_db()
    stranger = factories.editor("stranger", of=factories.home(), works_for=[bodies["bridge"]])
    friend = factories.editor("friend", of=factories.home(), works_for=[bodies["willow"]])
    with pytest.raises(PermissionDenied):
        served.confirmed({volunteer: 8}, by=stranger)
    with pytest.raises(PermissionDenied):
        served.confirmed({volunteer: 8}, by=friend, now=timezone.now() - timedelta(days=5))
    assert served.confirmed({volunteer: 8}, by=friend).count == 1
    with pytest.raises(PermissionDenied):
        services.correct(Entry.objects.get(), 4, Why.TIME, by=stranger)


def test_who_has_no_place_has_no_hours(served):
    first, waiting = served.volunteers("李秀英", "王芳", places=1)
    assert served.confirm({first: 8, waiting: 8}) == 1
    assert not Entry.objects.filter(volunteer=waiting).exists()


def test_nothing_in_the_ledger_changes_or_goes_whoever_asks(served):
    (volunteer,) = served.volunteers("李秀英")
    served.confirm({volunteer: 8})
    entry = Entry.objects.get()
    for change in (
        entry.save,
        entry.delete,
        Entry.objects.all().delete,
        lambda: Entry.objects.update(quarters=9),
    ):
        with pytest.raises(TypeError):
            change()
    for words in ("UPDATE volunteers_entry SET quarters = 9", "DELETE FROM volunteers_entry"):
        with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(words)


def test_the_database_takes_no_correction_that_corrects_nothing_or_too_much(served):
    first, second = served.volunteers("李秀英", "王芳")
    served.confirm({first: 8})
    entry = Entry.objects.get()
    common = {
        name: getattr(entry, name) for name in ("roster_id", "issuer_id", "served_on", "user_id", "username")
    }
    fits = common | {"volunteer": first, "quarters": -8, "corrects": entry, "why": "time"}
    for wrong in ({"volunteer": second}, {"quarters": -9}, {"quarters": 90}, {"quarters": 0}, {"why": ""}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Entry.objects.create(**fits | wrong)
    with pytest.raises(IntegrityError), transaction.atomic():
        Entry.objects.create(**common, volunteer=second, quarters=0)
    correction = Entry.objects.create(**fits)
    with pytest.raises(IntegrityError), transaction.atomic():
        Entry.objects.create(**fits | {"corrects": correction, "quarters": 1})


def test_who_is_forgotten_leaves_hours_that_lead_to_nobody(served):
    (volunteer,) = served.volunteers("李秀英")
    served.confirm({volunteer: 8})
    people.forget(Person.objects.filter(pk=volunteer.person_id))
    assert queries.year_of(served.chief, Entry.objects.get().served_on.year)["quarters"] == 8
    assert not is_oneself(served.chief, Person.objects.get(pk=volunteer.person_id))


def test_two_entries_in_the_register_that_are_one_person_have_their_hours_together(served):
    one, other, third = served.volunteers("李秀英", "李秀瑛", "王芳")
    served.confirm({one: 8, other: 6, third: 4})
    services.move(one, other, by=served.chief)  # both in one shift: it was served once
    assert queries.totals([one, other]) == {one.pk: 0, other.pk: 6}
    services.move(other, to=served.newcomer("赵敏"), by=served.chief)
    assert Entry.objects.total() == 6 + 4
    assert queries.totals([other])[other.pk] == 0


def test_coming_and_going_propose_hours(served):
    (volunteer,) = served.volunteers("李秀英")
    application = volunteer.applications.get()
    start, end = application.roster.starts_at, application.roster.ends_at
    assert attendance.come([application], Attendance.How.LIST, now=start + timedelta(minutes=20)) == 1
    assert attendance.come([application], Attendance.How.CODE, now=start + timedelta(minutes=50)) == 0
    assert attendance.go([application], now=end - timedelta(minutes=10)) == 1
    noted = Attendance.objects.get()
    assert (noted.how, noted.missed) == ("list", False)
    assert rules.proposed((start, end), noted.came_at, noted.went_at) == 6  # 90 minutes
    assert attendance.miss([application]) == 1
    noted.refresh_from_db()
    assert (noted.missed, noted.came_at, noted.went_at) == (True, None, None)
    assert attendance.come([application], Attendance.How.LIST, now=end + timedelta(hours=5)) == 1
    noted.refresh_from_db()
    assert noted.came_at == start  # noted afterwards: they were there


def test_whose_hours_are_confirmed_did_not_miss_the_shift(served):
    (volunteer,) = served.volunteers("李秀英")
    served.confirm({volunteer: 8})
    assert attendance.miss([volunteer.applications.get()]) == 0
    assert not Attendance.objects.exists()


def test_when_people_came_is_kept_for_a_year_and_their_hours_for_good(served):
    (volunteer,) = served.volunteers("李秀英")
    attendance.come([volunteer.applications.get()], Attendance.How.LIST)
    served.confirm({volunteer: 8})
    retention.clean_up()
    assert Attendance.objects.exists()
    Roster.objects.update(
        starts_at=timezone.now() - timedelta(days=400), ends_at=timezone.now() - timedelta(days=399)
    )
    retention.clean_up()
    assert not Attendance.objects.exists()
    assert Entry.objects.total() == 8
    assert CleanUp.objects.get().kind == "attendance"
