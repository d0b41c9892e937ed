"""Coming and going by list, by the code at the place, by a volunteer's own code; hours confirmed and corrected."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import Permission
from django.urls import reverse
from django.utils import timezone

from cms.volunteers.hours import codes
from cms.volunteers.models import Attendance, Entry, Roster, Volunteer
from tests import factories
from tests.support.residents import Resident, page_text, recruitment
from tests.support.serving_people import Served

pytestmark = pytest.mark.django_db


@pytest.fixture
def willow():
    return factories.bodies()["willow"]


@pytest.fixture
def coordinator(client, willow):
    user = factories.editor("coordinator", of=factories.home(), may=[], works_for=[willow])
    user.user_permissions.add(Permission.objects.get(codename="change_volunteer"))
    client.force_login(user)
    return user


@pytest.fixture
def resident(willow):
    """Somebody with a place in a shift that is under way."""
    page = recruitment(places=5, issuer=willow)
    someone = Resident()
    someone.prove()
    someone.sign_up(page)
    now = timezone.now()
    Roster.objects.update(starts_at=now - timedelta(minutes=30), ends_at=now + timedelta(minutes=90))
    return someone


def words(response) -> str:
    return " ".join(BeautifulSoup(response.content, "html.parser").main.get_text(" ").split())


def attendance_address() -> str:
    return reverse("volunteers_attendance", args=[Roster.objects.get().pk])


def test_by_the_list_people_came_went_or_did_not_come(client, coordinator, resident):
    address, pk = attendance_address(), Volunteer.objects.get().applications.get().pk
    client.post(address, {"application": pk, "came": ""})
    assert Attendance.objects.get().how == "list"
    client.post(address, {"application": pk, "went": ""})
    assert Attendance.objects.get().went_at
    client.post(address, {"application": pk, "missed": ""})
    assert "未到" in words(client.get(address))
    assert "请勾选" in words(client.post(address, {"came": ""}, follow=True))


def test_by_the_code_at_the_place_volunteers_note_it_themselves(resident):
    roster, pk = Roster.objects.get(), Volunteer.objects.get().applications.get().pk
    assert f"place/{roster.pk}/" in resident.get("service/").content.decode()
    wrong = resident.post(f"place/{roster.pk}/", code="000000", application=pk, came="")
    assert wrong.status_code == 422
    assert "不是本班次的代码" in page_text(wrong)
    assert not Attendance.objects.exists()
    scanned = f"place/{roster.pk}/{codes.code_at(roster)}/"
    assert codes.code_at(roster) in resident.get(scanned).content.decode()
    resident.post(scanned, code=codes.code_at(roster), application=pk, came="")
    assert Attendance.objects.get().how == "code"
    resident.post(scanned, code=codes.code_at(roster), application=pk, went="")
    assert Attendance.objects.get().went_at
    assert "谢谢" in page_text(resident.get(scanned))


def test_a_shift_that_goes_on_is_among_ones_shifts_and_is_not_given_back(resident):
    told = resident.service()
    assert told.index("我的班次") < told.index("签到或签退") < told.index("服务时长")
    assert "以往记录" not in told
    assert "取消报名" not in told


def test_the_code_is_of_one_shift_and_is_not_tried_through(resident):
    roster, pk = Roster.objects.get(), Volunteer.objects.get().applications.get().pk
    other = Roster(pk="6c696e6c-6900-4000-8000-64656d6f0000")
    assert codes.code_at(roster) != codes.code_at(other)
    for number in range(20):
        resident.post(f"place/{roster.pk}/", code=f"{number:06}", application=pk, came="")
    resident.post(f"place/{roster.pk}/", code=codes.code_at(roster), application=pk, came="")
    assert not Attendance.objects.exists()


def test_nobody_comes_for_somebody_else_or_at_another_time(resident):
    roster, pk = Roster.objects.get(), Volunteer.objects.get().applications.get().pk
    code = codes.code_at(roster)
    other = Resident("13700137000")
    other.prove()
    other.post(f"place/{roster.pk}/", code=code, application=pk, came="")
    Roster.objects.update(
        starts_at=roster.starts_at + timedelta(days=1), ends_at=roster.ends_at + timedelta(days=1)
    )
    resident.post(f"place/{roster.pk}/", code=code, application=pk, came="")
    assert not Attendance.objects.exists()


def test_by_the_volunteers_own_code_the_coordinator_notes_it(client, coordinator, resident):
    volunteer = Volunteer.objects.get()
    card = codes.card_of(volunteer)
    assert "<svg" in resident.get("service/").content.decode()
    address = reverse("volunteers_card", args=[card])
    shown = client.get(address)
    assert "李**" in words(shown)
    assert "李秀英" not in shown.content.decode()
    client.post(address, {"application": volunteer.applications.get().pk, "came": ""})
    assert Attendance.objects.get().how == "card"
    forged = f"{volunteer.pk}-{'0' * 16}"
    assert client.get(reverse("volunteers_card", args=[forged])).status_code == 404
    client.logout()
    assert client.get(address).status_code == 302  # to the login


def test_hours_of_a_shift_are_confirmed_in_one_go_and_one_wrong_number_stops_all(client, coordinator, willow):
    served = Served(issuer=willow)
    first, second = served.volunteers("李秀英", "王芳")
    address = attendance_address()
    fields = [f"hours-{each.applications.get().pk}" for each in (first, second)]
    wrong = client.post(address, {fields[0]: "2", fields[1]: "1.3", "confirm": ""})
    assert wrong.status_code == 422
    assert "2.25" in words(wrong)
    assert not Entry.objects.exists()
    client.post(address, {fields[0]: "2", fields[1]: "1.25", "confirm": ""})
    assert list(Entry.objects.values_list("quarters", "username")) == [(8, "coordinator"), (5, "coordinator")]


def test_who_would_confirm_their_own_hours_is_told_that_alone(client, coordinator, resident):
    coordinator.last_name, coordinator.first_name = "李", "秀英"
    coordinator.save()
    pk = Volunteer.objects.get().applications.get().pk
    told = client.post(attendance_address(), {f"hours-{pk}": "1.5", "confirm": ""}, follow=True)
    assert "不得确认自己的时长" in told.content.decode()
    assert "已确认" not in told.content.decode()
    assert not Entry.objects.exists()


def test_a_correction_is_told_at_the_desk_and_to_the_volunteer(client, coordinator, willow):
    served = Served(issuer=willow)
    (volunteer,) = served.volunteers("李秀英", phone="13800138000")
    served.confirm({volunteer: 8})
    address = reverse("volunteers_entry", args=[Entry.objects.get().pk])
    assert client.post(address, {"hours": "1", "why": ""}).status_code == 422
    client.post(address, {"hours": "1.5", "why": "time"})
    desk = words(client.get(address))
    assert "+2" in desk
    assert "-0.5" in desk
    assert "时间记录有误" in desk
    resident = Resident()
    resident.prove()
    told = resident.service()
    assert "1.5小时" in told
    assert "时间记录有误" in told
    assert "距下一星级98.5小时" in told


def test_the_desk_shows_no_other_organisations_hours(client, coordinator, willow):
    served = Served(issuer=factories.organisation("bridge-2", "street"))
    (volunteer,) = served.volunteers("李秀英")
    served.confirm({volunteer: 8})
    assert client.get(attendance_address()).status_code == 404
    assert client.get(reverse("volunteers_entry", args=[Entry.objects.get().pk])).status_code == 404
    assert client.get(reverse("volunteers_card", args=[codes.card_of(volunteer)])).status_code == 404
