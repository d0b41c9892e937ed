"""The desk's screens take as many statements for many people, shifts, hours and certificates as for one."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from cms.volunteers import services
from cms.volunteers.certificates import services as certificates
from cms.volunteers.certificates.services import Terms
from cms.volunteers.hours import services as hours
from cms.volunteers.models import Entry, Roster, Training, Volunteer
from cms.volunteers.remarks import Remark
from tests.support.residents import recruitment
from tests.support.serving_people import Served

pytestmark = pytest.mark.django_db
LISTS = ("register", "shifts", "applications", "trainings", "certificates", "statistics")
DAY = timezone.localdate() - timedelta(days=30)


@pytest.fixture
def training(communities):
    made = Training(name_zh="急救", name_en="First aid", months=12, issuer=communities["willow"])
    services.trainings.save(made)
    return made


@pytest.fixture
def to_be_decided_on(communities, training):
    """A shift to come that needs the training, and whose applications are decided on."""
    page = recruitment(places=9, issuer=communities["willow"])
    Roster.objects.filter(call=page.translation_key).update(is_decided_on=True, needs=training)
    return page


@pytest.fixture
def served(communities):
    return Served(issuer=communities["willow"])


def grow(served: Served, training: Training, page, *names: str) -> None:
    """One more shift that these served in, and all that can be known of each of them; then the shift goes on today."""
    people = served.volunteers(*names)
    start = timezone.now().replace(microsecond=0) + timedelta(days=2)
    for _date in names:
        services.trainings.hold(
            training, services.trainings.Date(start, start + timedelta(hours=1), 9, "", "")
        )
    for each in people:
        services.trainings.learned_elsewhere(each, training, DAY, by=served.chief)
        services.sign_up(each, services.call_of(page), [shift.uid for shift in page.shifts.all()])
        for kind in Remark.Kind.values:
            services.remark(each, kind, DAY, "认真负责", by=served.chief)
        services.change(each, "active", "腿脚不便", by=served.chief)
    served.confirm(dict.fromkeys(people, 8))
    for each in people:
        certificates.issue(
            each, served.roster.issuer, Terms("周建国", "林晓", "0000-1000101"), by=served.chief
        )
    served.roster.starts_at, served.roster.ends_at = timezone.now(), timezone.now() + timedelta(hours=2)
    served.roster.save()


def statements(client, address: str, **posted: str) -> int:
    """How many statements a screen takes, seen or printed once before."""
    act = (lambda: client.post(address, posted)) if posted else (lambda: client.get(address))
    assert act().status_code == 200, address
    with CaptureQueriesContext(connection) as asked:
        act()
    return len(asked)


def test_lists_and_screens_of_a_shift_do_not_grow_with_people(
    client, coordinator, served, training, to_be_decided_on
):
    counted = []
    for names in (["李秀英"], ["王芳", "赵敏", "潘立新"]):
        grow(served, training, to_be_decided_on, *names)
        addresses = {name: reverse(f"volunteers_{name}") for name in LISTS}
        for name in ("shift", "attendance"):
            addresses[name] = reverse(f"volunteers_{name}", args=[served.roster.pk])
        waiting = Roster.objects.get(call=to_be_decided_on.translation_key)
        addresses["applied"] = reverse("volunteers_shift", args=[waiting.pk])
        addresses["training"] = reverse("volunteers_training", args=[training.pk])
        found = {name: statements(client, address) for name, address in addresses.items()}
        printed = reverse("volunteers_printed_shift", args=[served.roster.pk])
        found["printed"] = statements(client, printed, print="1")
        found["workbook"] = statements(client, addresses["register"], export="1")
        counted.append(found)
    assert counted[1] == counted[0]


def test_the_page_of_a_volunteer_does_not_grow_with_what_is_known_of_them(
    client, coordinator, served, training, to_be_decided_on
):
    grow(served, training, to_be_decided_on, "李秀英")
    one = Volunteer.objects.get()
    addresses = [reverse("volunteer", args=[one.pk])]
    addresses.append(reverse("volunteers_entry", args=[Entry.objects.get().pk]))
    before = [statements(client, address) for address in addresses]
    shown = statements(client, addresses[0], reason="核对")
    later = recruitment(shifts=4, issuer=served.roster.issuer)
    services.sign_up(one, services.call_of(later), [shift.uid for shift in later.shifts.all()])
    for number in range(3):
        services.remark(one, "evaluation", DAY, "认真负责", by=served.chief)
        services.set_status([one], ("resting", "active")[number % 2], by=served.chief)
        services.trainings.learned_elsewhere(one, training, DAY - timedelta(days=number), by=served.chief)
        hours.correct(Entry.objects.get(corrects=None), number, Entry.Why.TIME, by=served.chief)
    assert [statements(client, address) for address in addresses] == before
    assert statements(client, addresses[0], reason="核对") == shown
