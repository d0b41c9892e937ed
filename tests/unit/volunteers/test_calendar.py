"""A coordinator's calendar: at a secret address, without any person, of their own organisations."""

import re

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import Permission
from django.urls import reverse

from cms.volunteers.models import CalendarAddress
from tests import factories
from tests.support.residents import Resident, recruitment

pytestmark = pytest.mark.django_db


def address(client) -> str:
    """The path of the address that the coordinator is given."""
    shown = client.post(reverse("volunteers_calendar"))
    return "/" + BeautifulSoup(shown.content, "html.parser").find(id="address")["value"].split("/", 3)[3]


def test_the_calendar_has_the_shifts_of_ones_own_organisations_and_no_name(client, coordinator, communities):
    page = recruitment(title="护河；巡查", places=3, issuer=communities["willow"], place="柳溪，桥头")
    recruitment(title="别处的事", issuer=communities["bridge"])
    resident = Resident()
    resident.prove()
    resident.sign_up(page)
    client.logout()
    path = address_of_a(client, coordinator)
    client.logout()
    answer = client.get(path)
    assert answer["Content-Type"].startswith("text/calendar")
    told = answer.content.decode().replace("\r\n ", "")
    assert told.count("BEGIN:VEVENT") == 1
    assert "护河；巡查" in told
    assert "3个名额已有1人" in told
    assert "LOCATION:柳溪，桥头" in told
    assert re.search(r"DTSTART;TZID=[\w/]+:\d{8}T\d{6}\r\n", told)
    for secret in ("李秀英", "别处的事", "13800138000"):
        assert secret not in told
    assert all(len(line.encode()) <= 75 for line in answer.content.decode().split("\r\n"))


def address_of_a(client, user) -> str:
    client.force_login(user)
    return address(client)


def test_an_address_that_was_taken_back_or_whose_owner_lost_the_right_opens_nothing(client, coordinator):
    first = address(client)
    assert client.get(first).status_code == 200
    assert first.split("/")[-1].removesuffix(".ics") not in str(CalendarAddress.objects.values())
    second = address(client)
    assert (client.get(first).status_code, client.get(second).status_code) == (404, 200)
    coordinator.user_permissions.clear()
    assert client.get(second).status_code == 404
    coordinator.user_permissions.add(Permission.objects.get(codename="change_volunteer"))
    coordinator.is_active = False
    coordinator.save()
    assert client.get(second).status_code == 404
    coordinator.is_active = True
    coordinator.save()
    client.force_login(coordinator)
    client.post(reverse("volunteers_calendar"), {"take_back": ""})
    assert client.get(second).status_code == 404
    assert client.get("/api/shifts/calendar/guessed.ics").status_code == 404


def test_who_is_no_coordinator_gets_no_address(client):
    client.force_login(factories.editor("writer", of=factories.home()))
    assert client.post(reverse("volunteers_calendar")).status_code == 302
    assert not CalendarAddress.objects.exists()
