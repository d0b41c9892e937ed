"""From the recruitment to a place: over HTTP, without a script, in both languages."""

import json
from datetime import timedelta
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from django.core import mail
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone
from wagtail.models import Locale

from cms.intake.logs import MaskingFormatter
from cms.intake.models import Consent, Person
from cms.publishing.indexing import SearchProjection
from cms.publishing.services import refresh_all
from cms.publishing.tree.site import SiteProjection
from cms.volunteers import services
from cms.volunteers.models import Application, Place, Roster, Shift, Volunteer
from tests import factories
from tests.support.residents import Resident, errors, page_text, recruitment

pytestmark = pytest.mark.django_db
State = Application.State


def proved(phone: str = "13800138000", segment: str = "zh") -> Resident:
    resident = Resident(phone, segment)
    resident.prove()
    return resident


def states() -> list[str]:
    return list(Application.objects.values_list("state", flat=True))


def test_a_resident_proves_the_phone_signs_up_and_has_a_place():
    page = recruitment(places=2, skills="会急救")
    resident = Resident()
    asked = resident.get(f"sign-up/{page.pk}/")
    assert asked.headers["Location"] == f"/zh/my/phone/?next=/zh/my/sign-up/{page.pk}/"
    assert resident.prove(f"/zh/my/sign-up/{page.pk}/") == f"/zh/my/sign-up/{page.pk}/"
    form = resident.get(f"sign-up/{page.pk}/")
    assert "余2个名额" in page_text(form)
    assert "会急救" in page_text(form)
    assert form.headers["Cache-Control"] == "no-store"
    assert resident.sign_up(page).headers["Location"] == "/zh/my/service/"
    assert "已有名额" in resident.service()
    volunteer = Volunteer.objects.get()
    assert (volunteer.person.name, volunteer.person.phone, volunteer.birth_year) == (
        "李秀英",
        "13800138000",
        1958,
    )
    assert Consent.objects.get().purpose == "volunteers.record"


def test_what_is_wrong_is_told_beside_its_field_and_what_was_typed_stays():
    page, resident = recruitment(places=2, skills="会急救"), proved(segment="en")
    answer = resident.sign_up(page, birth_year="58", meets="", record="", email="li@", skills="First aid")
    assert answer.status_code == 422
    told = errors(answer)
    assert set(told) == {"birth_year", "email", "meets", "record"}
    assert "born" in told["birth_year"]
    soup = BeautifulSoup(answer.content, "html.parser")
    assert soup.find(id="id_name")["value"] == "李秀英"
    assert soup.find(id="id_skills").get_text().strip() == "First aid"
    assert soup.find("input", attrs={"name": "shifts"}).has_attr("checked")
    summary = soup.find(id="form-errors")
    assert {link["href"] for link in summary.select("a")} == {f"#id_{name}" for name in told}
    assert "4" in summary.h2.get_text()
    assert not Person.objects.exists()


def test_a_minor_needs_a_guardian_and_of_others_none_is_kept():
    page, resident = recruitment(places=2), proved()
    year = str(timezone.localdate().year - 15)
    assert set(errors(resident.sign_up(page, birth_year=year))) == {"guardian_name", "guardian_phone"}
    guardian = {"guardian_name": "李建国", "guardian_phone": "139 0013 9000"}
    assert resident.sign_up(page, birth_year=year, **guardian).status_code == 302
    assert Volunteer.objects.get().guardian_phone == "13900139000"
    other = proved("13700137000")
    other.sign_up(page, name="王芳", **guardian)
    assert Volunteer.objects.latest("pk").guardian_name == ""


def test_who_is_too_old_or_too_young_is_told_so():
    page, resident = recruitment(minimum_age=18, maximum_age=70), proved()
    child = {"birth_year": "2015", "guardian_name": "李", "guardian_phone": "13900139000"}
    for fields in ({"birth_year": "1930"}, child):
        assert "年龄" in errors(resident.sign_up(page, **fields))["shifts"]
    assert not Person.objects.exists()  # nothing is kept of a form that is refused


def test_two_shifts_at_the_same_time_and_one_that_has_begun_are_refused_with_the_reason():
    page, other, resident = recruitment(), recruitment(title="护桥"), proved()
    resident.sign_up(page)
    assert "冲突" in errors(resident.sign_up(other))["shifts"]
    Roster.objects.update(starts_at=timezone.now() - timedelta(minutes=1))
    assert "没有可报名的班次" in page_text(proved("13700137000").sign_up(other))
    volunteer = Volunteer.objects.get()
    refused = services.sign_up(volunteer, services.call_of(other), [other.shifts.get().uid])[1]
    assert [each.reason for each in refused] == ["past"]


def test_who_comes_when_all_places_are_taken_waits_in_order_and_is_offered_a_freed_one():
    page = recruitment(places=1)
    first, second, third = (proved(f"1380013800{number}") for number in range(3))
    for number, resident in enumerate((first, second, third)):
        resident.sign_up(page, name=f"志愿者{number}")
    assert states() == [State.CONFIRMED, State.WAITING, State.WAITING]
    assert "第1位" in second.service()
    assert "第2位" in third.service()
    mail.outbox.clear()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(transaction, "on_commit", lambda act, robust=False: act())
        first.post(f"service/application/{Application.objects.first().pk}/", cancel="")
    assert states() == [State.CANCELLED, State.OFFERED, State.WAITING]
    assert mail.outbox[0].to == ["13800138001@sms.example.org"]
    assert "第1位" in third.service()
    offered = Application.objects.get(state=State.OFFERED)
    assert third.post(f"service/application/{offered.pk}/", accept="").status_code == 404
    second.post(f"service/application/{offered.pk}/", accept="")
    assert states() == [State.CANCELLED, State.CONFIRMED, State.WAITING]


def test_an_offer_that_nobody_takes_passes_on_and_waiting_ends_when_the_shift_begins():
    page = recruitment(places=1)
    for number in range(3):
        proved(f"1380013800{number}").sign_up(page, name=f"志愿者{number}")
    services.cancel(Application.objects.first())
    assert services.pass_on() == 0
    offer = Application.objects.get(state=State.OFFERED)
    assert timezone.now() < offer.offer_until <= timezone.now() + timedelta(days=1)
    Application.objects.filter(pk=offer.pk).update(offer_until=timezone.now())
    assert not services.accept(offer)
    assert services.pass_on() == 1
    assert states() == [State.CANCELLED, State.LAPSED, State.OFFERED]
    Application.objects.filter(pk=offer.pk).update(state=State.WAITING)
    Roster.objects.update(starts_at=timezone.now())
    services.pass_on()
    assert states()[1] == State.LAPSED


def test_signing_up_twice_is_once():
    page, resident = recruitment(places=3), proved()
    for _ in range(2):
        assert resident.sign_up(page).status_code == 302
    assert states() == [State.CONFIRMED]
    assert Person.objects.count() == 1


def test_a_new_version_of_the_page_changes_the_places_and_takes_none_away():
    page = recruitment(places=2)
    for number in range(3):
        proved(f"1380013800{number}").sign_up(page, name=f"志愿者{number}")
    shift = page.shifts.get()
    shift.places = 1
    page.shifts = [shift]
    page = factories.publish(page)
    assert states() == [State.CONFIRMED, State.CONFIRMED, State.WAITING]
    services.cancel(Application.objects.first())
    services.follow(page)
    shift = page.shifts.get()
    shift.places = 3
    page.shifts = [shift]
    page = factories.publish(page)
    assert states() == [State.CANCELLED, State.CONFIRMED, State.OFFERED]
    assert page.to_document().detail["shifts"][0]["free"] == 1
    page.shifts = []
    factories.publish(page)
    assert Roster.objects.get().removed_at


def test_a_shift_is_called_what_its_page_says_in_the_reader_s_language():
    page = recruitment(places=2, title="护河志愿者招募", place="柳溪桥头")
    english = page.copy_for_translation(Locale.objects.get(language_code="en"), copy_parents=True)
    english.title, english.place = "Volunteers for the river", "By the bridge"
    factories.publish(english)  # the last publish is not everybody's
    form = page_text(proved().get(f"sign-up/{page.pk}/"))
    assert "柳溪桥头" in form
    assert "By the bridge" not in form
    resident = proved()
    resident.sign_up(page)
    assert "护河志愿者招募" in resident.service()
    resident.segment = "en"
    assert "Volunteers for the river" in resident.service()
    assert "By the bridge" in resident.service()


def test_a_shift_that_one_language_has_alone_stays_when_the_other_is_published():
    page = recruitment(places=2, shifts=1)
    english = page.copy_for_translation(Locale.objects.get(language_code="en"), copy_parents=True)
    factories.publish(english)
    start = timezone.now() + timedelta(days=9)
    page.shifts.add(Shift(starts_at=start, ends_at=start + timedelta(hours=2), places=1))
    page = factories.publish(page)
    factories.publish(english)
    assert not Roster.objects.exclude(removed_at=None).exists()
    resident = proved()
    assert (
        len(BeautifulSoup(resident.get(f"sign-up/{page.pk}/").content, "html.parser").select("[name=shifts]"))
        == 2
    )
    resident.segment = "en"
    assert (
        len(BeautifulSoup(resident.get(f"sign-up/{page.pk}/").content, "html.parser").select("[name=shifts]"))
        == 1
    )


def test_the_database_keeps_a_place_to_one_and_a_person_to_one_application():
    page = recruitment(places=1)
    for number in range(2):
        proved(f"1380013800{number}").sign_up(page, name=f"志愿者{number}")
    waiting = Application.objects.get(state=State.WAITING)
    with pytest.raises(IntegrityError), transaction.atomic():
        Application.objects.filter(pk=waiting.pk).update(state=State.CONFIRMED, held=Place.objects.get())
    with pytest.raises(IntegrityError), transaction.atomic():
        Application.objects.filter(pk=waiting.pk).update(state=State.CONFIRMED)
    with pytest.raises(IntegrityError), transaction.atomic():
        Application.objects.create(
            roster=waiting.roster, volunteer=waiting.volunteer, state=State.WAITING, locale="en"
        )


def test_what_residents_write_is_in_no_file_no_index_no_api_no_log_and_no_column(
    client, public_dir, tmp_path, caplog
):
    page, resident = recruitment(), proved()
    told = {"name": "李秀英", "email": "xiuying@example.org", "skills": "会吹唢呐"}
    resident.sign_up(page, **told, birth_year="2010", guardian_name="李建国", guardian_phone="13900139000")
    services.cancel(Application.objects.get())
    factories.publish(page)
    refresh_all()
    SiteProjection(public_dir).build()
    SearchProjection(str(tmp_path / "index")).drain()
    client.get("/zh/my/nothing/13800138000/")
    kept = [*tmp_path.rglob("*"), *Path(settings.DATA_DIR).rglob("*")]
    files = b"".join(path.read_bytes() for path in kept if path.is_file())
    answers = "".join(
        client.get(path).content.decode() for path in ("/api/documents/", "/api/search?q=李秀英")
    )
    assert "护河" in answers
    logged = "".join(MaskingFormatter().format(record) for record in caplog.records)
    for secret in (*told.values(), "李建国", "13800138000", "13900139000"):
        assert secret.encode() not in files
        assert secret not in answers
        assert secret not in logged


def test_free_places_of_now_are_told_as_json(client):
    page = recruitment(places=2)
    uid = str(page.shifts.get().uid)
    assert client.get(f"/api/shifts/{page.pk}").json() == {"shifts": {uid: {"free": 2, "waiting": 0}}}
    proved().sign_up(page)
    assert client.get(f"/api/shifts/{page.pk}").json()["shifts"][uid]["free"] == 1
    page.unpublish()
    assert client.get(f"/api/shifts/{page.pk}").status_code == 404


def test_a_family_shares_a_phone_and_nobody_sees_another_ones_service():
    page, resident = recruitment(places=5), proved()
    resident.sign_up(page)
    resident.sign_up(page, name="李小明")
    text = resident.service()
    assert "李秀英" in text
    assert "李小明" in text
    other = proved("13700137000")
    assert "李秀英" not in other.service()
    for path in ("data", "export", "forget"):
        assert other.get(f"service/{Volunteer.objects.last().pk}/{path}/").status_code == 404
    assert Resident().get("service/").status_code == 302


def test_ones_own_data_is_corrected_consent_taken_back_and_everything_exported():
    page, resident = recruitment(), proved()
    resident.sign_up(page, mention="on")
    own = f"service/{Volunteer.objects.get().pk}/"
    resident.post(
        f"{own}data/", name="李秀瑛", birth_year="1959", email="li@example.org", availability=["evenings"]
    )
    told = json.loads(resident.get(f"{own}export/").content)
    assert (told["name"], told["birth_year"], told["email"]) == ("李秀瑛", 1959, "li@example.org")
    assert told["availability"] == ["evenings"]
    assert [(each["purpose"], bool(each["withdrawn"])) for each in told["consents"]] == [
        ("volunteers.record", False),
        ("volunteers.mention", True),
    ]
    assert told["applications"][0]["state"] == "confirmed"


def test_who_asks_to_be_deleted_is_gone_and_the_place_goes_to_the_next():
    page = recruitment(places=1)
    first, second = proved(), proved("13700137000")
    first.sign_up(page, email="li@example.org")
    second.sign_up(page, name="王芳")
    own = f"service/{Volunteer.objects.last().pk}/forget/"
    assert "请勾选" in page_text(first.post(own))
    assert first.post(own, sure="on").status_code == 302
    assert states() == [State.CANCELLED, State.OFFERED]
    told = first.service()
    assert "您的信息已删除" in told
    assert "李秀英" not in told
    assert "您的信息已删除" not in first.service()
    assert Volunteer.objects.count() == 2
    gone = Volunteer.objects.last()
    assert (gone.person.name, gone.birth_year, gone.availability) == ("", None, [])


def test_a_browser_without_cookies_is_told_what_is_missing_in_its_language():
    answer = Client(enforce_csrf_checks=True).post("/en/my/phone/", {"phone": "13800138000"})
    assert answer.status_code == 403
    assert "cookie" in page_text(answer)
