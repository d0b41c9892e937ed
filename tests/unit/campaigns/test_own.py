"""What campaigns keep of a resident, who may have it as a file and have it deleted."""

import json
from datetime import timedelta

import pytest
from django.utils import timezone

from cms.campaigns.models import Ballot, Nomination, NominationPicture, Objection, Window
from cms.campaigns.nominations.models import clear
from cms.intake import retention
from cms.intake.models import Consent, Person
from cms.volunteers.models import Volunteer
from tests.support.nominating import STORY, add_picture, nominating, proved, send
from tests.support.residents import page_text
from tests.support.voting import Vote

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sent_at_once")]
WRONG = "石桥巷口那一处去年就没有人照看了，请核实。"


@pytest.fixture
def resident():
    """Somebody who nominated, objected and voted, all with one phone."""
    resident, page = proved(), nominating()
    send(resident, page)
    add_picture(resident, Nomination.objects.get())
    one = Nomination.objects.get()
    Objection.objects.create(
        procedure=one.procedure, person=one.person, number=1, about="facts", text=WRONG, locale="zh-hans"
    )
    Vote(entries=1).cast(resident.phone, 0)
    return resident


def test_all_of_it_is_one_file_which_does_not_tell_how_a_phone_voted(resident):
    answer = resident.get("nominations/export/")
    assert answer.headers["Cache-Control"] == "no-store"
    told = json.loads(answer.content)
    (person,), (nomination,), (objection,), (ballot,) = (
        told[name] for name in ("people", "nominations", "objections", "ballots")
    )
    assert (person["name"], person["phone"]) == ("李强", "13800138000")
    assert person["consents"]
    assert (nomination["nominee"], nomination["story"]) == ("王秀兰", STORY)
    assert (objection["number"], objection["text"]) == (1, WRONG)
    assert set(ballot) == {"campaign", "given_at"}
    assert "A栋" not in answer.content.decode()
    assert Objection.objects.get().code in resident.get("nominations/").content.decode()
    other = proved("13700137000", "en").get("nominations/export/")
    assert json.loads(other.content) == {"people": [], "nominations": [], "objections": [], "ballots": []}


def test_who_asks_to_be_deleted_is_in_nothing_any_more_but_the_count(resident):
    assert resident.get("nominations/forget/").status_code == 200
    resident.post("nominations/forget/")  # without the tick
    assert Nomination.objects.get().story
    assert resident.post("nominations/forget/", sure="on").status_code == 302
    nomination, objection, person = Nomination.objects.get(), Objection.objects.get(), Person.objects.get()
    assert (nomination.story, nomination.nominee, nomination.state) == ("", "", "withdrawn")
    assert (objection.text, person.name, person.phone) == ("", "", "")
    assert not NominationPicture.objects.exists()
    assert not Consent.objects.filter(Consent.current).exists()
    assert Ballot.objects.count() == 1
    assert "还没有" in page_text(resident.get("nominations/"))


def test_a_volunteer_who_asks_campaigns_to_delete_stays_a_volunteer(resident):
    Volunteer.objects.create(person=Person.objects.get())
    resident.post("nominations/forget/", sure="on")
    assert Person.objects.get().name == "李强"
    assert Nomination.objects.get().story == ""


def test_who_has_not_served_for_long_is_kept_while_a_nomination_goes_on(resident):
    long_ago = timezone.now() - timedelta(days=4 * 365)
    Volunteer.objects.create(person=Person.objects.get(), joined_at=long_ago)
    Objection.objects.update(emptied_at=long_ago)
    retention.clean_up()
    assert Person.objects.get().name == "李强"
    assert Nomination.objects.get().story == STORY
    Nomination.objects.update(changed_at=long_ago)
    Window.objects.update(starts_at=long_ago - timedelta(days=1), ends_at=long_ago)
    assert clear(timedelta(days=90)) == 1
    retention.clean_up()
    assert Person.objects.get().forgotten_at
