"""Laws of trainings and of the register that only the database can keep, whoever does what at once."""

import time
from datetime import timedelta
from uuid import UUID

import pytest
from django.db import transaction
from django.utils import timezone

from cms.core.languages import LANGUAGES
from cms.intake.models import Person
from cms.volunteers import services
from cms.volunteers.models import Application, Place, Roster, Trained, Training, Volunteer
from tests import factories
from tests.support.forked import Others

pytestmark = pytest.mark.django_db
PEOPLE, PLACES = 12, 3


def volunteer(number: int) -> Volunteer:
    person = Person.objects.create(name=f"志愿者{number}", phone=f"138{number:08}")
    return Volunteer.objects.create(person=person, birth_year=1980)


def session(training: Training, places: int, in_days: int = 1) -> Roster:
    start = timezone.now() + timedelta(days=in_days)
    told = services.trainings.Date(start, start + timedelta(hours=1), places)
    return services.trainings.hold(training, told)


def call(key) -> services.Call:
    return services.Call(key, is_open=True, locale=next(iter(LANGUAGES)))


def test_a_training_never_holds_more_people_than_places(office, tmp_path):
    training = Training.objects.create(name_zh="急救")
    date = session(training, PLACES)
    people = [volunteer(number) for number in range(PEOPLE)]
    others = Others(
        office,
        tmp_path,
        *(lambda each=each: services.sign_up(each, call(training.uid), [date.pk]) for each in people),
    )
    others.let_go()
    others.wait()
    states = list(Application.objects.order_by("pk").values_list("state", flat=True))
    assert states == ["confirmed"] * PLACES + ["waiting"] * (PEOPLE - PLACES)
    assert Place.objects.exclude(application=None).count() == PLACES


def test_a_training_that_is_just_taken_back_lets_nobody_in(office, tmp_path):
    chief = factories.administrator()
    training = Training.objects.create(name_zh="急救")
    date = session(training, PLACES)
    somebody = volunteer(1)
    services.sign_up(somebody, call(training.uid), [date.pk])
    came = Application.objects.select_related("roster__teaches")
    services.trainings.attended(came, by=chief)
    start = timezone.now() + timedelta(days=3)
    shift = Roster.objects.create(
        uid=UUID(int=1),
        call=UUID(int=2),
        title_zh="护河",
        starts_at=start,
        ends_at=start + timedelta(hours=1),
        needs=training,
    )
    Place.objects.create(roster=shift, number=1)
    others = Others(office, tmp_path, lambda: services.sign_up(somebody, call(shift.call), [shift.pk]))
    with transaction.atomic():
        services.trainings.withdraw(list(came), by=chief)
        others.let_go()
        time.sleep(1)  # the other asks meanwhile, and has to wait for what comes of this
        assert others.processes[0].is_alive
    others.wait()
    assert not Trained.objects.exists()
    assert not Application.objects.filter(roster=shift).exists()


def test_who_is_just_merged_into_another_signs_up_for_nothing_that_is_lost(office, tmp_path):
    chief = factories.administrator()
    training = Training.objects.create(name_zh="急救")
    first, second = session(training, 1), session(training, 1, in_days=2)
    kept, other = volunteer(1), volunteer(2)
    services.sign_up(other, call(training.uid), [first.pk])
    others = Others(office, tmp_path, lambda: services.sign_up(other, call(training.uid), [second.pk]))
    with transaction.atomic():
        services.merge(kept, other, by=chief)
        others.let_go()
        time.sleep(1)
        assert others.processes[0].is_alive
    others.wait()
    assert set(Application.objects.values_list("volunteer", "state")) == {(kept.pk, "confirmed")}
    assert Volunteer.objects.get(pk=other.pk).merged_into == kept
