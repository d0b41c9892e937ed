"""Whatever the desk shows or gives away of a person is in the log of access: each of its views is walked through."""

import io
import zipfile
from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import Permission
from django.urls import reverse

from cms.core.organisations import Organisation
from cms.intake.models import Access
from cms.volunteers import services
from cms.volunteers.certificates.services import Terms, issue
from cms.volunteers.desk import service_urls, urls
from cms.volunteers.hours import services as hours
from cms.volunteers.hours.codes import card_of
from cms.volunteers.models import Application, Entry, Roster, Training, Volunteer
from tests import factories
from tests.support.residents import Resident, recruitment

pytestmark = pytest.mark.django_db
PATTERNS = [*urls.urlpatterns, *service_urls.urlpatterns]
NAME, PHONE, EMAIL = "李秀英", "13800138000", "xiuying@example.org"
SHOWING = {
    "volunteer": [{"reason": "电话通知"}],
    "volunteers_printed_shift": [{}],
    "volunteers_certificate_paper": [{}],
}
EXPORTING = {"volunteers_shift_workbook": [{"export": ""}], "volunteers_register": [{"export": ""}]}
POSTS = SHOWING | EXPORTING


@pytest.fixture
def arguments(client):
    """The arguments of each view's address: of a volunteer, their twin, their shift, and a training's date."""
    chief = factories.administrator()
    client.force_login(chief)
    willow = factories.bodies()["willow"]
    page = recruitment(places=3, issuer=willow)
    for phone in (PHONE, "13900139000"):
        resident = Resident(phone)
        resident.prove()
        resident.sign_up(page, name=NAME, email=EMAIL, skills="会吹唢呐")
    training = Training.objects.create(name_zh="急救")
    session = Roster.objects.create(
        uid=training.uid,
        call=training.uid,
        teaches=training,
        starts_at="2035-01-01T08:00:00+08:00",
        ends_at="2035-01-01T10:00:00+08:00",
    )
    one, twin = Volunteer.objects.order_by("pk")
    services.change(one, "active", "腿脚不便", by=chief)
    shift = [page.shifts.get().uid]
    hour = served(Roster.objects.get(pk=shift[0]), one, chief)
    certificate = issue(one, willow, Terms("周建国", "林晓", "0000-1000101"), by=chief)
    return {
        "volunteer": [one.pk],
        "volunteers_merge": [one.pk, twin.pk],
        "volunteers_shift": shift,
        "volunteers_shift_workbook": shift,
        "volunteers_printed_shift": shift,
        "volunteers_training": [training.pk],
        "volunteers_training_new_date": [training.pk],
        "volunteers_training_date": [training.pk, session.pk],
        "volunteers_statistics_of": [2026],
        "volunteers_attendance": shift,
        "volunteers_entry": [hour.pk],
        "volunteers_card": [card_of(one)],
        "volunteers_issue": [one.pk],
        "volunteers_certificate": [certificate.pk],
        "volunteers_certificate_paper": [certificate.pk],
    }


def served(roster: Roster, volunteer: Volunteer, chief) -> Entry:
    """Hours that somebody served, as if the shift had been yesterday."""
    start, end = roster.starts_at, roster.ends_at
    Roster.objects.update(starts_at=start - timedelta(days=30), ends_at=end - timedelta(days=30))
    roster.refresh_from_db()
    hours.confirm(roster, {volunteer.applications.get().pk: 8}, by=chief)
    Roster.objects.filter(pk=roster.pk).update(starts_at=start, ends_at=end)
    return Entry.objects.get()


def tells(response) -> bool:
    """Whether an answer has anything of the person that is not masked."""
    content = response.content
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as book:
            content = b"".join(book.read(name) for name in book.namelist())
    return any(secret.encode() in content for secret in (NAME, PHONE, EMAIL, "会吹唢呐", "腿脚不便"))


def test_no_view_tells_of_a_person_without_writing_it_down(client, arguments):
    walked, told = 0, []
    for pattern in PATTERNS:
        address = reverse(pattern.name, args=arguments.get(pattern.name, []))
        walked += 1
        before = Access.objects.count()
        assert not tells(client.get(address)), pattern.name  # an address alone shows nothing of anybody
        assert Access.objects.count() == before
        for fields in POSTS.get(pattern.name, []):
            assert tells(client.post(address, fields)), pattern.name
            entry = Access.objects.first()
            assert Access.objects.count() == before + 1, pattern.name
            assert Volunteer.objects.order_by("pk").first().person_id in entry.people
            assert entry.action == (
                "export" if pattern.name in EXPORTING else "show" if pattern.name == "volunteer" else "print"
            )
            told.append(pattern.name)
    assert walked >= 15
    assert set(told) == set(POSTS)


def test_every_change_that_a_coordinator_makes_is_written_down(client, arguments):
    shift, person = arguments["volunteers_shift"], Volunteer.objects.order_by("pk").first().person_id
    one, twin = arguments["volunteers_merge"]
    application = Application.objects.order_by("pk").first()
    acts = [
        ("volunteer", [one], {"save": "", "status": "resting", "notes": ""}),
        ("volunteers_register", [], {"volunteer": one, "status": "active"}),
        ("volunteer", [one], {"learned": "", "training": Training.objects.get().pk, "day": "2026-01-05"}),
        ("volunteers_shift", shift, {"application": application.pk, "decline": "", "message": ""}),
        ("volunteer", [one], {"remarked": "", "kind": "evaluation", "day": "2026-01-05", "words": "认真"}),
        ("volunteers_merge", [one, twin], {"keep": one, "sure": "on"}),
    ]
    for name, args, fields in acts:
        before = Access.objects.count()
        client.post(reverse(name, args=args), fields)
        assert Access.objects.count() == before + 1, (name, fields)
        assert (Access.objects.first().action, person in Access.objects.first().people) == ("change", True)


def test_who_is_no_coordinator_gets_into_none_of_the_views(client, arguments):
    client.force_login(factories.editor("writer", of=factories.home()))
    for pattern in PATTERNS:
        address = reverse(pattern.name, args=arguments.get(pattern.name, []))
        for response in (client.get(address), client.post(address, {"export": "", "reason": "x"})):
            assert response.status_code in (302, 403), pattern.name
            assert not tells(response)
    assert not Access.objects.filter(username="writer").exists()


def test_a_coordinator_of_another_organisation_gets_at_nobody(client, arguments):
    Training.objects.update(issuer=Organisation.objects.get(slug="willow"))
    user = factories.editor(
        "stranger", of=factories.home(), may=[], works_for=[Organisation.objects.get(slug="bridge")]
    )
    user.user_permissions.add(Permission.objects.get(codename="change_volunteer"))
    client.force_login(user)
    number = Volunteer.objects.order_by("pk").first().number
    for pattern in PATTERNS:
        args = arguments.get(pattern.name, [])
        for response in (
            client.get(reverse(pattern.name, args=args)),
            client.post(reverse(pattern.name, args=args), {"export": "", "reason": "x", "find": number}),
        ):
            is_listing = not args or pattern.name == "volunteers_statistics_of"
            assert is_listing or response.status_code == 404, pattern.name
            assert not tells(response)
            assert not is_listing or response.status_code != 200 or number not in _words(response), (
                pattern.name
            )
    assert not any(entry.people for entry in Access.objects.filter(username="stranger"))


def _words(response) -> str:
    """What a page says; what was typed into its fields is none of it."""
    return BeautifulSoup(response.content, "html.parser").get_text()
