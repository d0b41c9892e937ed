"""Trainings: their dates have places like shifts, and who lacks one that counts is in no shift that needs it."""

from datetime import date, timedelta

import pytest
from bs4 import BeautifulSoup
from django.core import mail
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from cms.volunteers import services
from cms.volunteers.forms import SignUpForm
from cms.volunteers.models import Application, Roster, Trained, Training, Volunteer
from cms.volunteers.rules import counts_until
from tests import factories
from tests.support.residents import Resident, errors, page_text, recruitment, ticket_of

pytestmark = pytest.mark.django_db
State = Application.State


@pytest.fixture
def chief(client):
    user = factories.administrator()
    client.force_login(user)
    return user


@pytest.fixture
def training():
    made = Training(name_zh="急救", name_en="First aid", months=12)
    services.trainings.save(made)
    return made


def held(training: Training, *, in_days: int = 1, places: int = 1) -> Roster:
    starts = timezone.now().replace(microsecond=0) + timedelta(days=in_days)
    told = services.trainings.Date(starts, starts + timedelta(hours=1), places, "社区活动室", "Common room")
    return services.trainings.hold(training, told)


def needing(training: Training, **fields):
    """A recruitment whose shift needs the training."""
    page = recruitment(**fields)
    shift = page.shifts.get()
    shift.needs = training
    page.shifts = [shift]
    return factories.publish(page)


def signed_up_for(training: Training, resident: Resident, session: Roster, **fields):
    told = {"name": "李秀英", "birth_year": "1958", "record": "on", **fields}
    ticket = ticket_of(SignUpForm.rule, seconds=10)
    return resident.post(f"training/{training.pk}/", shifts=str(session.pk), ticket=ticket, **told)


def proved(phone: str = "13800138000", segment: str = "zh") -> Resident:
    resident = Resident(phone, segment)
    resident.prove()
    return resident


def test_from_the_training_to_the_shift_that_needs_it(client, chief, training):
    session, page, resident = held(training), needing(training, places=2), proved()
    assert "培训" in errors(resident.sign_up(page))["shifts"]
    assert "急救" in page_text(resident.get(f"training/{training.pk}/"))
    assert signed_up_for(training, resident, session).status_code == 302
    assert "培训：急救" in resident.service()
    assert "培训" in errors(resident.sign_up(page))["shifts"]  # a place in it is no training yet
    address = reverse("volunteers_shift", args=[session.pk])
    client.post(address, {"application": Application.objects.get().pk, "attended": ""})
    client.post(address, {"application": Application.objects.get().pk, "attended": ""})
    assert Trained.objects.get().until == counts_until(timezone.localdate(session.starts_at), 12)
    assert resident.sign_up(page).status_code == 302
    assert "有效期至" in resident.service()
    english = proved(segment="en")
    assert "counts until" in english.service()


def test_a_training_that_is_over_by_the_day_of_the_shift_does_not_count(training):
    page, resident = needing(training), proved()
    held(training)
    resident.sign_up(recruitment(title="另一次"))
    day = timezone.localdate()
    services.trainings.learned_elsewhere(
        Volunteer.objects.get(), training, day - timedelta(days=400), by=factories.administrator()
    )
    assert "有效期" in errors(resident.sign_up(page))["shifts"]
    Trained.objects.update(until=timezone.localdate(page.shifts.get().starts_at))
    Application.objects.all().update(state=State.CANCELLED, held=None)
    assert resident.sign_up(page).status_code == 302


@pytest.mark.parametrize(
    ("day", "months", "last"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2026, 11, 27), 12, date(2027, 11, 27)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2026, 12, 1), 1, date(2027, 1, 1)),
        (date(2026, 12, 1), None, None),
    ],
)
def test_how_long_a_training_counts(day, months, last):
    assert counts_until(day, months) == last


def test_a_full_training_has_a_waiting_list_and_nobody_is_in_two_places_at_once(training):
    session = held(training, in_days=3)
    first, second = proved(), proved("13700137000")
    signed_up_for(training, first, session)
    signed_up_for(training, second, session, name="王芳")
    assert list(Application.objects.values_list("state", flat=True)) == [State.CONFIRMED, State.WAITING]
    services.cancel(Application.objects.first())
    assert Application.objects.last().state == State.OFFERED
    services.accept(Application.objects.last())
    page = recruitment()  # in three days as well
    Roster.objects.filter(pk=session.pk).update(
        starts_at=page.shifts.get().starts_at, ends_at=page.shifts.get().ends_at
    )
    assert "冲突" in errors(second.sign_up(page, name="王芳"))["shifts"]


def test_a_training_that_was_taken_back_shows_in_the_shift_and_no_offer_is_taken_without_it(
    client, chief, training
):
    session, page, resident = held(training, places=5), needing(training, places=1), proved()
    signed_up_for(training, resident, session)
    services.trainings.attended(Application.objects.select_related("roster__teaches"), by=chief)
    resident.sign_up(page)
    shift = reverse("volunteers_shift", args=[page.shifts.get().uid])
    assert "已有" in words(client.get(shift))
    services.trainings.withdraw(session.applications.select_related("roster"), by=chief)
    assert "缺少" in words(client.get(shift))
    assert "须有“急救”培训记录" in resident.service()
    application = Application.objects.get(roster=page.shifts.get().uid)
    until = timezone.now() + timedelta(hours=1)
    Application.objects.filter(pk=application.pk).update(state=State.OFFERED, offer_until=until)
    assert not services.accept(application)
    services.trainings.learned_elsewhere(application.volunteer, training, timezone.localdate(), by=chief)
    assert services.accept(application)


def test_who_is_put_on_a_list_by_hand_needs_the_training_as_well(client, chief, training):
    page, resident = needing(training), proved()
    resident.sign_up(recruitment(title="另一次", shifts=1))
    Application.objects.all().update(state=State.CANCELLED, held=None)
    shift, volunteer = reverse("volunteers_shift", args=[page.shifts.get().uid]), Volunteer.objects.get()
    assert "培训" in words(client.post(shift, {"add": volunteer.number}, follow=True))
    assert not Application.objects.filter(state=State.CONFIRMED).exists()
    services.trainings.learned_elsewhere(volunteer, training, timezone.localdate(), by=chief)
    client.post(shift, {"add": volunteer.number})
    assert Application.objects.get(state=State.CONFIRMED).roster_id == page.shifts.get().uid
    assert "没有这个编号" in words(client.post(shift, {"add": "2026999999"}, follow=True))


def test_the_recruitment_shows_the_training_and_its_dates_and_follows_them(training):
    page = needing(training)
    assert page.to_document().detail["trainings"][0]["sessions"] == []
    session = held(training, places=7)
    told = page.to_document().detail["trainings"][0]
    assert (told["name"], told["months"], told["sessions"][0]["places"]) == ("急救", 12, 7)
    assert page.to_document().detail["shifts"][0]["needs"] == training.pk
    assert session.starts_at in page.moments()


def test_a_date_is_made_changed_and_called_off_and_who_signed_up_is_told(client, chief, monkeypatch):
    client.post(reverse("volunteers_training_add"), {"name_zh": "急救", "name_en": "", "months": "12"})
    training = Training.objects.get()
    wrong = {"starts_at": "2030-03-01 10:00", "ends_at": "2030-03-01 09:00", "places": "3"}
    address = reverse("volunteers_training_new_date", args=[training.pk])
    assert "date-time-chooser" in client.get(address).content.decode()  # days are chosen in a calendar
    assert "结束时间须在开始时间之后" in words(client.post(address, wrong))
    client.post(address, {**wrong, "ends_at": "2030-03-01 11:00", "place_zh": "活动室"})
    session = Roster.objects.get()
    assert session.places.count() == 3
    signed_up_for(training, proved(), session)
    change = reverse("volunteers_training_date", args=[training.pk, session.pk])
    client.post(change, {**wrong, "ends_at": "2030-03-01 12:00", "places": "1"})
    assert session.places.count() == 1
    monkeypatch.setattr(transaction, "on_commit", lambda act, robust=False: act())
    client.post(change, {"call_off": "", "message": "教室停电"})
    assert "教室停电" in mail.outbox[-1].body
    assert Application.objects.get().state == State.DECLINED
    assert "尚未安排" not in words(client.get(reverse("volunteers_training", args=[training.pk])))


def words(response) -> str:
    """All that a page of the admin says."""
    return " ".join(BeautifulSoup(response.content, "html.parser").body.get_text(" ").split())
