"""Certificates: what is certified stays as it was, and anybody can verify it without learning more than they may."""

import json
import re
from datetime import timedelta
from importlib import import_module

import pypdfium2 as pdfium
import pytest
from bs4 import BeautifulSoup
from django.apps import apps
from django.contrib.auth.models import Permission
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from cms.core import papers
from cms.core.papers import PaperError
from cms.intake import people
from cms.intake.models import Access, Person
from cms.volunteers.certificates import queries, services
from cms.volunteers.certificates.services import Terms
from cms.volunteers.hours import services as hours
from cms.volunteers.models import Certificate, Entry
from tests import factories
from tests.support.residents import Resident, page_text
from tests.support.serving_people import Served

pytestmark = pytest.mark.django_db
TERMS = Terms(in_charge="周建国", handler="林晓", contact="0000-1000101")


@pytest.fixture
def willow():
    return factories.bodies()["willow"]


@pytest.fixture
def served(willow):
    """李秀英 has served two hours for the Willow community."""
    made = Served(issuer=willow)
    (made.volunteer,) = made.volunteers("李秀英", phone="13800138000")
    made.confirm({made.volunteer: 8})
    return made


@pytest.fixture
def certificate(served, willow):
    return services.issue(served.volunteer, willow, TERMS, by=served.chief)


@pytest.fixture
def coordinator(client, willow):
    user = factories.editor("coordinator", of=factories.home(), may=[], works_for=[willow])
    user.user_permissions.add(Permission.objects.get(codename="change_volunteer"))
    client.force_login(user)
    return user


def words(response) -> str:
    return " ".join(BeautifulSoup(response.content, "html.parser").main.get_text(" ").split())


def path_to_verify(certificate: Certificate) -> str:
    return queries.verify_address(certificate, "zh-hans").removeprefix("http://testserver")


def test_it_says_what_was_served_and_who_answers_for_it(certificate, served):
    told = certificate.told
    assert (told["name"], told["volunteer"], told["quarters"]) == ("李秀英", served.volunteer.number, 8)
    assert (told["in_charge"], told["handler"], told["contact"]) == ("周建国", "林晓", "0000-1000101")
    assert [(each["shifts"], each["quarters"]) for each in told["services"]] == [(1, 8)]
    assert re.fullmatch(r"20\d\d-\d{8}", certificate.number)
    assert Access.objects.first().reason.startswith(certificate.number)


def test_whoever_verifies_it_learns_that_it_is_valid_and_no_whole_name(certificate, client):
    page = client.get(path_to_verify(certificate))
    text = words(page)
    assert "该证书有效" in text
    assert "李**" in text
    assert certificate.number in text
    for hidden in ("李秀英", "13800138000", "0000-1000101", "护河"):
        assert hidden not in page.content.decode()
    typed = client.get("/en/my/verify/", {"number": certificate.number, "code": certificate.code.lower()})
    assert "This certificate is valid." in words(typed)
    assert page.headers["X-Robots-Tag"] == "noindex"


def test_a_number_alone_finds_nothing_and_who_guesses_is_slowed_down(certificate, client):
    address = reverse("my_verify", args=["zh"])
    missing = client.get(address, {"number": certificate.number, "code": ""})
    assert missing.status_code == 422
    for guess in range(60):
        told = words(client.get(address, {"number": certificate.number, "code": f"{guess:010X}"}))
        assert "没有开具过" in told
    stopped = client.get(address, {"number": certificate.number, "code": certificate.code})
    assert stopped.status_code == 429
    assert "该证书有效" not in words(stopped)


@pytest.mark.parametrize("change", ["content", "quarters", "issued_at"])
def test_what_was_altered_in_the_database_is_told(certificate, client, change):
    told = certificate.told | {"quarters": 4000}
    if change == "content":
        certificate.content = json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    elif change == "quarters":
        certificate.quarters = 4000
    else:
        certificate.issued_at = certificate.issued_at.replace(year=2020)
    certificate.save()
    assert "被改动" in words(client.get(path_to_verify(certificate)))


def test_what_was_altered_without_the_key_is_told_and_holds_up_no_list(certificate, client):
    with connection.cursor() as cursor:
        cursor.execute("UPDATE volunteers_certificate SET content = 'x' || content")
    assert "被改动" in words(client.get(path_to_verify(certificate)))
    client.force_login(factories.administrator("second"))
    assert certificate.number in words(client.get(reverse("volunteers_certificates")))
    assert "被改动" in words(client.get(reverse("volunteers_certificate", args=[certificate.pk])))
    assert client.post(reverse("volunteers_certificate_paper", args=[certificate.pk])).status_code == 404


def test_hours_that_leave_the_ledger_are_told(certificate, client):
    Certificate.objects.update(last_entry=0)  # as if what it counts were not there
    assert "被改动" in words(client.get(path_to_verify(certificate)))


def test_a_withdrawn_one_says_so_and_why(certificate, served, client):
    assert services.withdraw(certificate, Certificate.Why.MISTAKE, by=served.chief)
    assert not services.withdraw(certificate, Certificate.Why.MISUSED, by=served.chief)
    told = words(client.get(path_to_verify(certificate)))
    assert "已撤销" in told
    assert "开具有误" in told
    assert "李" not in told


@pytest.mark.parametrize(
    "change",
    [
        {"why": "replaced"},
        {"ended_at": timezone.now() - timedelta(days=30)},
        {"state": "issued", "why": "", "ended_at": None},
    ],
    ids=["why", "when", "taken away"],
)
def test_a_withdrawal_that_was_changed_in_the_database_is_told(certificate, served, client, change):
    services.withdraw(certificate, Certificate.Why.MISUSED, by=served.chief)
    Certificate.objects.update(**change)
    assert "被改动" in words(client.get(path_to_verify(certificate)))
    client.force_login(served.chief)
    assert "被改动" in words(client.get(reverse("volunteers_certificate", args=[certificate.pk])))
    assert client.post(reverse("volunteers_certificate_paper", args=[certificate.pk])).status_code == 404


def test_what_was_issued_before_states_were_sealed_is_valid_or_withdrawn_as_it_was(
    certificate, served, client, willow
):
    valid = services.issue(served.volunteer, willow, TERMS, by=served.chief)
    services.withdraw(certificate, Certificate.Why.MISTAKE, by=served.chief)
    Certificate.objects.update(state_seal="")
    import_module("cms.volunteers.migrations.0011_sealed_withdrawals").seal(apps, None)
    assert "该证书有效" in words(client.get(path_to_verify(valid)))
    assert "已撤销" in words(client.get(path_to_verify(certificate)))


def test_a_correction_withdraws_what_counts_these_hours_and_nothing_else(certificate, served, willow):
    (other,) = served.volunteers("王芳")
    served.confirm({other: 8})
    kept = services.issue(other, willow, TERMS, by=served.chief)
    hours.correct(Entry.objects.get(volunteer=served.volunteer), 4, Entry.Why.TIME, by=served.chief)
    for row in (certificate, kept):
        row.refresh_from_db()
    assert (certificate.state, certificate.why, kept.state) == ("withdrawn", "corrected", "issued")
    again = services.issue(served.volunteer, willow, TERMS, by=served.chief)
    assert (again.quarters, queries.counted(again)) == (4, 4)


def test_later_hours_leave_a_certificate_as_it_is(certificate, served, client, willow):
    (_other,) = served.volunteers("王芳")
    assert queries.counted(certificate) == 8
    assert "该证书有效" in words(client.get(path_to_verify(certificate)))


def test_nobody_certifies_their_own_hours_or_those_of_others_shifts(served, willow):
    oneself = factories.administrator("li")
    oneself.last_name, oneself.first_name = "李", "秀英"
    bridge = factories.organisation("bridge-3", "community")
    stranger = factories.editor("stranger", of=factories.home(), works_for=[bridge])
    for user in (oneself, stranger):
        with pytest.raises(PermissionDenied):
            services.issue(served.volunteer, willow, TERMS, by=user)
    assert (
        services.issue(served.volunteer, bridge, TERMS, by=served.chief) is None
    )  # nothing was served there


def test_who_is_deleted_leaves_a_certificate_that_is_no_longer_valid(certificate, client):
    people.forget(Person.objects.filter(pk=certificate.person_id))
    certificate.refresh_from_db()
    assert (certificate.content, certificate.state, certificate.quarters) == ("", "withdrawn", 8)
    assert "已撤销" in words(client.get(path_to_verify(certificate)))


@pytest.mark.parametrize("said", ["该证书有效", "已撤销"])
def test_it_stays_what_it_is_when_keys_are_changed(settings, certificate, served, client, said):
    if said == "已撤销":
        services.withdraw(certificate, Certificate.Why.MISTAKE, by=served.chief)
    old = settings.PERSONAL_KEYS[0]
    settings.PERSONAL_KEYS = ["the key of today, long enough to be one", old]
    call_command("rotate_personal_keys")
    settings.PERSONAL_KEYS = settings.PERSONAL_KEYS[:1]
    assert said in words(client.get(path_to_verify(certificate)))


def test_a_volunteer_asks_and_the_coordinator_issues(client, coordinator, served, willow):
    resident = Resident()
    resident.prove()
    assert "申请证书" in resident.service()
    resident.post(f"service/{served.volunteer.pk}/certificate/", issuer=willow.pk)
    resident.post(f"service/{served.volunteer.pk}/certificate/", issuer=willow.pk)
    asked = Certificate.objects.get()
    listed = words(client.get(reverse("volunteers_certificates")))
    assert "李**" in listed
    assert "李秀英" not in listed
    fields = {"issuer": willow.pk, "in_charge": "周建国", "handler": "林晓", "contact": "0000-1000101"}
    address = reverse("volunteers_issue", args=[served.volunteer.pk])
    assert client.post(address, fields | {"contact": ""}).status_code == 422
    client.post(address, fields)
    asked.refresh_from_db()
    assert asked.state == "issued"
    told = resident.service()
    assert asked.number in told
    page = page_text(resident.get(f"certificate/{asked.pk}/"))
    assert "兹证明李秀英" in page
    assert asked.code in page
    stranger = Resident("13700137000")
    stranger.prove()
    assert stranger.get(f"certificate/{asked.pk}/").status_code == 404


def told_by_message(phone: str) -> list[str]:
    return [sent.body for sent in mail.outbox if sent.to == [f"{phone}@sms.example.org"]]


def test_a_holder_is_told_what_becomes_of_a_certificate_in_their_language(
    served, willow, django_capture_on_commit_callbacks
):
    served.volunteer.applications.update(locale="en")
    bridge = factories.organisation("bridge-4", "community")
    asked = Certificate.objects.create(
        volunteer=served.volunteer,
        person=served.volunteer.person,
        issuer=bridge,
        state="asked",
        asked_at=timezone.now(),
    )
    with django_capture_on_commit_callbacks(execute=True):
        made = services.issue(served.volunteer, willow, TERMS, by=served.chief)
        assert services.withdraw(made, Certificate.Why.MISTAKE, by=served.chief)
        assert services.decline(asked, by=served.chief)
        assert not services.decline(asked, by=served.chief)
    issued, withdrawn, declined = told_by_message("13800138000")
    assert f"Your certificate {made.number}" in issued
    assert "was withdrawn: It was issued by mistake" in withdrawn
    assert "There are no hours to certify" in declined


def test_each_look_at_a_certificate_is_written_down(client, coordinator, certificate, monkeypatch):
    address = reverse("volunteers_certificate_paper", args=[certificate.pk])
    assert client.get(address).status_code == 405
    shown = client.get(reverse("volunteers_certificate", args=[certificate.pk]))
    assert "李秀英" not in shown.content.decode()
    before = Access.objects.count()
    assert "兹证明李秀英" in words(client.post(address))
    monkeypatch.setattr(papers, "_typesetters", [lambda *_args, **_context: b"%PDF-"])
    assert client.post(address, {"pdf": ""}).headers["Content-Type"] == "application/pdf"
    assert [each.action for each in Access.objects.all()[: Access.objects.count() - before]] == [
        "export",
        "print",
    ]
    client.post(reverse("volunteers_certificate", args=[certificate.pk]), {"why": "misused"})
    assert client.post(address).status_code == 404  # nothing is printed of what is not valid


def test_another_organisations_certificates_are_not_seen(client, coordinator, certificate):
    Certificate.objects.update(issuer=factories.organisation("bridge-2", "community"))
    for name in ("volunteers_certificate", "volunteers_certificate_paper"):
        assert client.post(reverse(name, args=[certificate.pk])).status_code == 404
    assert certificate.number not in words(client.get(reverse("volunteers_certificates")))


def test_where_no_pdf_can_be_made_the_page_is_there(certificate, monkeypatch):
    def none(*_args, **_context):
        raise PaperError("no_library: pango")

    monkeypatch.setattr(papers, "_typesetters", [none])
    resident = Resident()
    resident.prove()
    sent = resident.get(f"certificate/{certificate.pk}/pdf/")
    assert sent.headers["Location"] == f"/zh/my/certificate/{certificate.pk}/"


def test_the_pdf_says_what_the_page_says_and_says_it_again_in_the_same_bytes(certificate):
    made = [
        papers.pdf(
            "papers/certificate.html",
            "zh-hans",
            certificate.seal,
            one=queries.printed(certificate, "zh-hans"),
        )
        for _time in range(2)
    ]
    assert made[0] == made[1]
    text = pdfium.PdfDocument(made[0])[0].get_textpage().get_text_bounded()
    for said in ("李秀英", certificate.number, certificate.code, "周建国", "林晓", "0000-1000101"):
        assert said in text
