"""The register: filters, decisions, who changed a status when, and two entries that become one."""

import pytest
from bs4 import BeautifulSoup
from django.core import mail
from django.db import IntegrityError, transaction
from django.urls import reverse

from cms.intake.models import Access, Person
from cms.volunteers import services
from cms.volunteers.models import (
    Application,
    Certificate,
    Entry,
    Place,
    Roster,
    StatusChange,
    Trained,
    Training,
    Volunteer,
)
from cms.volunteers.queries import own_data
from tests.support.residents import Resident, recruitment

pytestmark = pytest.mark.django_db
State = Application.State


def come(page, phone: str, name: str, **fields) -> Volunteer:
    """Somebody signs up for all shifts of a recruitment."""
    resident = Resident(phone)
    resident.prove()
    assert resident.sign_up(page, name=name, **fields).status_code == 302
    return Volunteer.objects.latest("pk")


def words(response) -> str:
    return " ".join(BeautifulSoup(response.content, "html.parser").body.get_text(" ").split())


def states() -> list[str]:
    return list(Application.objects.order_by("pk").values_list("state", flat=True))


def test_where_it_is_asked_for_nobody_has_a_place_before_somebody_decides(
    client, coordinator, communities, monkeypatch
):
    page = recruitment(places=1, issuer=communities["willow"], is_decided_on=True)
    come(page, "13800138000", "李秀英")
    second = come(page, "13700137000", "王芳")
    third = come(page, "13600136000", "赵敏")
    assert states() == [State.ASKED] * 3
    assert not Place.objects.exclude(application=None).exists()
    listed = words(client.get(reverse("volunteers_applications")))
    assert "李**" in listed
    assert "王*" in listed
    monkeypatch.setattr(transaction, "on_commit", lambda act, robust=False: act())
    mail.outbox.clear()
    rows = list(Application.objects.order_by("pk"))
    address = reverse("volunteers_applications")
    client.post(address, {"application": [rows[0].pk, rows[1].pk], "approve": "", "message": "请带水杯。"})
    client.post(address, {"application": rows[2].pk, "decline": "", "message": "人已够。"})
    assert states() == [State.CONFIRMED, State.WAITING, State.DECLINED]
    told = {each.to[0][:11]: each.body for each in mail.outbox}
    assert "您有名额" in told["13800138000"]
    assert "请带水杯。" in told["13800138000"]
    assert "候补" in told["13700137000"]
    assert "人已够。" in told["13600136000"]
    assert (Volunteer.objects.get(pk=second.pk).status, Volunteer.objects.get(pk=third.pk).status) == (
        "approved",
        "applied",
    )
    assert "没有待审核的报名" in words(client.get(address))
    assert {entry.action for entry in Access.objects.all()} == {"change"}


def test_nobody_decides_on_applications_of_another_organisation(client, coordinator, communities):
    page = recruitment(places=1, issuer=communities["bridge"], is_decided_on=True)
    come(page, "13800138000", "李秀英")
    address = reverse("volunteers_applications")
    assert "李**" not in words(client.get(address))
    client.post(address, {"application": Application.objects.get().pk, "approve": ""})
    assert states() == [State.ASKED]


def test_the_register_is_filtered(client, coordinator, communities):
    page = recruitment(places=5, issuer=communities["willow"])
    first = come(page, "13800138000", "李秀英", abilities=["first_aid", "cooking"])
    second = come(page, "13700137000", "王芳", abilities=["cooking"])
    Volunteer.objects.filter(pk=second.pk).update(joined_at="2024-05-01T08:00:00+08:00", status="active")
    numbers = {each: Volunteer.objects.get(pk=each.pk).number for each in (first, second)}
    address = reverse("volunteers_register")
    for query, found in (
        ("ability=first_aid", {first}),
        ("ability=cooking", {first, second}),
        ("ability=law", set()),
        ("year=2024", {second}),
        ("year=0", set()),
        ("status=active", {second}),
        (f"organisation={communities['willow'].pk}", {first, second}),
    ):
        listed = words(client.get(f"{address}?{query}"))
        assert {each for each in numbers if numbers[each] in listed} == found, query
    bridge = communities["bridge"].pk  # not theirs to ask for
    assert f'value="{bridge}"' not in client.get(address).content.decode()


def test_who_changed_a_status_and_when_is_kept(client, coordinator, communities):
    volunteer = come(recruitment(issuer=communities["willow"]), "13800138000", "李秀英")
    address = reverse("volunteer", args=[volunteer.pk])
    client.post(address, {"save": "", "status": "active", "notes": ""})
    client.post(address, {"save": "", "status": "active", "notes": "周末有空"})
    client.post(reverse("volunteers_register"), {"volunteer": volunteer.pk, "status": "left"})
    changes = list(StatusChange.objects.order_by("pk").values_list("status", "username"))
    assert changes == [("applied", ""), ("active", "coordinator"), ("left", "coordinator")]
    assert "coordinator" in words(client.get(address))
    assert "本人报名" in words(client.get(address))
    come(recruitment(title="再来", issuer=communities["willow"], shifts=2), "13700137000", "王芳")
    resident = Resident()
    resident.prove()
    assert (
        resident.sign_up(recruitment(title="下一次", issuer=communities["willow"], places=3)).status_code
        == 422
    )
    Application.objects.all().update(state=State.CANCELLED, held=None)
    resident.sign_up(recruitment(title="又一次", issuer=communities["willow"], places=3))
    assert StatusChange.objects.filter(volunteer=volunteer).first().status == "applied"  # came back


@pytest.fixture
def twice(communities):
    """One person who signed up under two numbers: for the first shift with both, for another with the second."""
    page = recruitment(places=1, shifts=1, issuer=communities["willow"])
    other = recruitment(title="灯会", places=1, issuer=communities["willow"])
    start = other.shifts.get()
    Roster.objects.filter(pk=start.uid).update(
        starts_at="2035-01-01T08:00:00+08:00", ends_at="2035-01-01T10:00:00+08:00"
    )
    first = come(page, "13800138000", "李秀英")
    second = come(page, "13900139000", "李秀英", abilities=["law"])
    come(other, "13900139000", "李秀英", abilities=["law"])
    return first, second


def test_two_entries_of_one_person_become_one(client, coordinator, communities, twice):
    first, second = twice
    training = Training.objects.create(name_zh="急救")
    services.trainings.learned_elsewhere(second, training, first.joined_at.date(), by=coordinator)
    services.change(Volunteer.objects.get(pk=second.pk), "active", "第二条", by=coordinator)
    served = Roster.objects.order_by("starts_at").first()
    Entry.objects.create(
        volunteer=second,
        roster=served,
        issuer=served.issuer,
        served_on=first.joined_at.date(),
        quarters=8,
        user_id=coordinator.pk,
        username="coordinator",
    )
    Certificate.objects.create(
        person=second.person, volunteer=second, issuer=served.issuer, asked_at=first.joined_at, state="asked"
    )
    page = words(client.get(reverse("volunteer", args=[first.pk])))
    assert second.number in page  # they are found by the same name
    address = reverse("volunteers_merge", args=[first.pk, second.pk])
    assert "139****9000" in words(client.get(address))
    client.post(address, {"keep": first.pk})  # not confirmed
    assert Volunteer.objects.present().count() == 2
    client.post(address, {"keep": first.pk, "sure": "on"})
    assert Volunteer.objects.present().get() == first
    kept = Volunteer.objects.get(pk=first.pk)
    assert sorted(kept.applications.standing().values_list("state", flat=True)) == ["confirmed", "confirmed"]
    assert not Application.objects.filter(volunteer=second).exists()
    assert Trained.objects.get().volunteer == first
    assert (kept.entries.total(), second.entries.total()) == (8, 0)
    assert (Certificate.objects.get().volunteer, Certificate.objects.get().person) == (first, first.person)
    assert (kept.abilities, kept.notes) == (["law"], "第二条")
    gone = Volunteer.objects.get(pk=second.pk)
    assert (gone.merged_into, gone.notes, gone.birth_year) == (kept, "", None)
    entry = Access.objects.latest("pk")
    assert set(entry.people) == {first.person_id, second.person_id}
    assert f"{second.number} → {first.number}" in entry.reason
    assert first.number in words(client.post(reverse("volunteers_register"), {"find": second.number}))
    assert client.get(address).status_code == 404
    with pytest.raises(ValueError, match="two different"):
        services.merge(kept, gone, by=coordinator)
    assert own_data(kept)["former_numbers"] == [second.number]
    services.forget(kept)  # under both names and numbers
    assert not Person.objects.filter(forgotten_at=None).exists()


def test_of_two_applications_for_a_shift_the_better_stays_and_the_other_place_passes_on(
    client, coordinator, communities, twice
):
    first, second = twice
    services.merge(second, first, by=coordinator)  # the one who waits is kept, the place comes with the other
    kept = Volunteer.objects.get(pk=second.pk)
    assert set(kept.applications.standing().values_list("state", flat=True)) == {"confirmed"}
    assert kept.applications.filter(state=State.CANCELLED).count() == 1
    with pytest.raises(IntegrityError), transaction.atomic():
        Volunteer.objects.filter(pk=kept.pk).update(merged_into=kept.pk)


def test_only_ones_own_volunteers_are_merged(client, coordinator, communities, twice):
    first, _second = twice
    stranger = come(recruitment(issuer=communities["bridge"]), "13600136000", "赵敏")
    address = reverse("volunteers_merge", args=[first.pk, stranger.pk])
    assert client.post(address, {"keep": first.pk, "sure": "on"}).status_code == 404
