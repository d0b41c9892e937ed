"""Those who look after volunteers: what they see, what is written down of it, and whose volunteers they are."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.core import mail
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from cms.intake.models import Access
from cms.volunteers.models import Application, Roster, Volunteer
from tests import factories
from tests.support.residents import Resident, recruitment

pytestmark = pytest.mark.django_db
State = Application.State


@pytest.fixture
def page(communities):
    """A recruitment of Willow with a place for one, which 李秀英 has, and 王芳 waits for."""
    made = recruitment(places=1, issuer=communities["willow"])
    for phone, name in (("13800138000", "李秀英"), ("13700137000", "王芳")):
        resident = Resident(phone)
        resident.prove()
        resident.sign_up(made, name=name, email="li@example.org")
    return made


def words(response) -> str:
    return " ".join(BeautifulSoup(response.content, "html.parser").body.get_text(" ").split())


def first() -> Volunteer:
    return Volunteer.objects.order_by("pk").first()


def test_people_are_masked_until_somebody_says_why_and_that_is_written_down(client, coordinator, page):
    listed = client.get(reverse("volunteers_register"))
    address = reverse("volunteer", args=[first().pk])
    for response in (listed, client.get(address), client.post(address, {"reason": ""})):
        assert "138****8000" in words(response)
        assert "李**" in words(response)
        assert "李秀英" not in response.content.decode()
        assert "13800138000" not in response.content.decode()
    assert not Access.objects.exists()
    shown = words(client.post(address, {"reason": "雨天改期，电话通知"}))
    assert "李秀英" in shown
    assert "13800138000" in shown
    entry = Access.objects.get()
    assert (entry.username, entry.action, entry.people) == ("coordinator", "show", [first().person_id])
    assert entry.reason == "雨天改期，电话通知"
    assert (
        client.get(reverse("access_report")).status_code == 302
    )  # a coordinator does not oversee coordinators
    client.force_login(factories.administrator())
    assert "雨天改期，电话通知" in words(client.get(reverse("access_report")))


@pytest.mark.parametrize("sought", ["13800138000", "李秀英"])
def test_somebody_is_found_by_what_is_whole_and_not_by_an_address(client, coordinator, page, sought):
    address = reverse("volunteers_register")
    found = words(client.post(address, {"find": sought}))
    assert first().number in found
    assert "王" not in found
    assert first().number not in words(client.post(address, {"find": "李"}))
    assert first().number in words(client.post(address, {"find": first().number}))


def test_nobody_sees_the_volunteers_of_another_organisation(client, coordinator, communities, page):
    Roster.objects.update(issuer=communities["bridge"])
    assert first().number not in words(client.get(reverse("volunteers_register")))
    uid = Roster.objects.get().pk
    assert client.get(reverse("volunteer", args=[first().pk])).status_code == 404
    for name in ("volunteers_shift", "volunteers_printed_shift"):
        assert client.post(reverse(name, args=[uid])).status_code == 404
    assert page.title not in words(client.get(reverse("volunteers_shifts")))
    client.post(reverse("volunteers_register"), {"volunteer": first().pk, "status": "left"})
    assert first().status == "applied"


def test_who_has_not_the_right_sees_nothing(client, page):
    client.force_login(factories.editor("writer", of=factories.home()))
    for name in ("volunteers_register", "volunteers_shifts"):
        assert client.get(reverse(name)).status_code == 302
    assert "volunteers_register" not in client.get(reverse("wagtailadmin_home")).content.decode()


def test_who_is_declined_is_told_why_and_the_place_goes_to_the_next(client, coordinator, page, monkeypatch):
    monkeypatch.setattr(transaction, "on_commit", lambda act, robust=False: act())
    address = reverse("volunteers_shift", args=[Roster.objects.get().pk])
    holder = Application.objects.get(state=State.CONFIRMED)
    client.post(address, {"application": holder.pk, "message": "须年满十六周岁。", "decline": ""})
    assert list(Application.objects.values_list("state", flat=True)) == [State.DECLINED, State.OFFERED]
    assert "须年满十六周岁。" in next(each for each in mail.outbox if "未能通过" in each.body).body
    assert "须年满十六周岁。" in words(client.get(address))
    assert Access.objects.get().action == "change"


def test_who_was_there_is_not_declined_when_the_shift_is_over(client, coordinator, page):
    now = timezone.now()
    Roster.objects.update(starts_at=now - timedelta(hours=3), ends_at=now - timedelta(hours=1))
    address = reverse("volunteers_shift", args=[Roster.objects.get().pk])
    assert "谢绝" not in words(client.get(address))
    holder = Application.objects.get(state=State.CONFIRMED)
    client.post(address, {"application": holder.pk, "message": "须年满十六周岁。", "decline": ""})
    holder.refresh_from_db()
    assert holder.state == State.CONFIRMED
    assert not [sent for sent in mail.outbox if "未能通过" in sent.body]


def test_the_list_to_print_has_names_and_is_a_look_at_all_of_them(client, coordinator, page):
    address = reverse("volunteers_printed_shift", args=[Roster.objects.get().pk])
    assert client.get(address).status_code == 302
    printed = words(client.post(address))
    assert "李秀英" in printed
    assert "王芳" not in printed  # who waits does not come
    assert (Access.objects.get().action, Access.objects.get().people) == ("print", [first().person_id])


def test_a_status_is_given_to_many_and_notes_to_one(client, coordinator, page):
    everybody = list(Volunteer.objects.values_list("pk", flat=True))
    client.post(reverse("volunteers_register"), {"volunteer": everybody, "status": "active"})
    assert set(Volunteer.objects.values_list("status", flat=True)) == {"active"}
    assert Access.objects.get().reason == "服务中"
    address = reverse("volunteer", args=[first().pk])
    client.post(address, {"save": "", "status": "resting", "notes": "腿脚不便"})
    assert (first().status, first().notes) == ("resting", "腿脚不便")
    assert "腿脚不便" not in words(client.get(address))
