"""From the campaign to a nomination that the nominee agreed to: over HTTP, without a script."""

import io
from datetime import timedelta

import pytest
from django.core import mail
from django.db import connection
from django.utils import timezone
from PIL import Image

from cms.campaigns.models import CampaignCategory, Nomination, NominationPicture, Window
from cms.campaigns.nominations import services
from cms.campaigns.nominations.models import clear
from cms.intake.models import Consent, Person
from cms.intake.people import forget
from tests.support.nominating import (
    MYSELF,
    STORY,
    add_picture,
    agree,
    invitation,
    nominating,
    proved,
    send,
)
from tests.support.residents import Resident, errors, page_text

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sent_at_once")]


def sent(resident, page, **fields) -> Nomination:
    """A nomination that was taken."""
    answer = send(resident, page, **fields)
    assert answer.status_code == 302, errors(answer)
    return Nomination.objects.first()


def test_somebody_is_nominated_and_agrees_and_who_nominated_sees_it():
    page, resident = nominating(), Resident()
    asked = resident.get(f"nominate/{page.pk}/")
    assert asked.headers["Location"] == f"/zh/my/phone/?next=/zh/my/nominate/{page.pk}/"
    resident.prove()
    assert "最美邻里评选" in page_text(resident.get(f"nominate/{page.pk}/"))
    made = sent(resident, page)
    assert mail.outbox[-1].to == ["13900139000@sms.example.org"]
    assert "等待被推荐人同意" in page_text(resident.get(f"nominations/{made.pk}/"))
    assert "王秀兰" in page_text(resident.get("nominations/"))
    nominee = Resident()
    shown = page_text(nominee.get(invitation()))
    assert STORY in shown
    assert "李强" in shown
    agree(naming="full")
    made.refresh_from_db()
    assert (made.consent, made.public_name, made.category) == ("given", "王秀兰", page.translation_key)
    assert "正在审核" in page_text(resident.get(f"nominations/{made.pk}/"))
    assert "您已同意" in page_text(nominee.get(invitation()))


def test_nobody_of_the_public_can_read_it_in_the_database():
    sent(proved(), nominating())
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM campaigns_nomination")
        row = str(cursor.fetchall())
    assert not [word for word in ("王秀兰", "13900139000", STORY[:6], "李强") if word in row]


def test_what_is_wrong_is_told_beside_its_field_and_what_was_typed_stays():
    page = nominating(categories=[CampaignCategory(title="庭院"), CampaignCategory(title="楼道")])
    answer = send(proved(segment="en"), page, nominee="", nominee_phone="12", story="Short.", record="")
    assert answer.status_code == 422
    told = errors(answer)
    assert set(told) == {"category", "nominee", "nominee_phone", "story", "record"}
    assert told["story"] == "Please tell a little more: at least thirty characters."
    assert 'value="12"' in answer.content.decode()
    assert "Short.</textarea>" in answer.content.decode()
    assert not Nomination.objects.exists()


def test_who_nominates_themselves_agrees_at_once_and_nobody_is_asked():
    resident, page = proved(), nominating()
    assert set(errors(send(resident, page, **{**MYSELF, "publish": ""}))) == {"publish"}
    before = len(mail.outbox)
    made = sent(resident, page, **MYSELF)
    assert (made.nominee, made.public_name, made.consent) == ("李强", "李*", "given")
    assert len(mail.outbox) == before


def test_an_organisation_is_nominated_by_its_name_and_needs_one():
    resident, page = proved(), nominating()
    assert set(errors(send(resident, page, **{**MYSELF, "kind": "organisation"}))) == {"nominee"}
    made = sent(resident, page, **{**MYSELF, "kind": "organisation", "nominee": "石桥合唱团"})
    assert made.public_name == "石桥合唱团"


def test_one_second_after_the_close_nothing_is_taken():
    page, resident = nominating(), proved()
    end = timezone.now()
    Window.objects.update(ends_at=end)
    answer = send(resident, page)
    assert "报名推荐已经结束" in page_text(answer)
    assert not Nomination.objects.exists()
    Window.objects.update(starts_at=end + timedelta(days=1), ends_at=end + timedelta(days=2))
    assert "报名推荐尚未开始" in page_text(resident.get(f"nominate/{page.pk}/"))


def test_a_window_that_closes_while_the_form_is_open_is_refused_by_the_service(monkeypatch):
    page, resident = nominating(), proved()
    monkeypatch.setattr("cms.campaigns.nominations.views._is_open", lambda procedure: True)
    Window.objects.update(ends_at=timezone.now())
    assert "报名推荐已经结束" in page_text(send(resident, page))
    assert not Nomination.objects.exists()


def test_the_same_form_twice_is_one_nomination():
    page, resident = nominating(), proved()
    first = sent(resident, page)
    ticket = {"ticket": "the same"}
    told = services.Told(
        "李强", "13800138000", False, page.translation_key, "person", "甲", "13900139001", STORY
    )
    made = {services.nominate(first.procedure, told, {}, ticket["ticket"], "zh-hans").pk for _ in range(2)}
    assert len(made) == 1
    assert Nomination.objects.count() == 2


def test_pictures_are_made_clean_and_are_for_their_people_only():
    page, resident = nominating(), proved()
    made = sent(resident, page)
    link = invitation()
    assert add_picture(resident, made).status_code == 302
    picture = NominationPicture.objects.get()
    shown = resident.get(f"nominations/{made.pk}/pictures/{picture.pk}/")
    image = Image.open(io.BytesIO(shown.content))
    assert (image.format, image.size, dict(image.getexif())) == ("JPEG", (320, 240), {})
    assert shown.headers["Cache-Control"] == "no-store"
    other = proved("13700137000")
    assert other.get(f"nominations/{made.pk}/").status_code == 404
    assert other.get(f"nominations/{made.pk}/pictures/{picture.pk}/").status_code == 404
    assert Resident().get(f"{link}pictures/{picture.pk}/").status_code == 200
    assert Resident().get(f"consent/{'x' * 24}/pictures/{picture.pk}/").status_code == 404
    assert not picture.may_be_shown


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"content": b"no picture"}, "picture"),
        ({"content": b""}, "picture"),
        ({"description": ""}, "description"),
        ({"agreed": ""}, "agreed"),
    ],
)
def test_a_wrong_picture_costs_nothing_else(fields, told):
    resident, page = proved(), nominating()
    made = sent(resident, page)
    add_picture(resident, made)
    answer = add_picture(resident, made, **fields)
    assert (answer.status_code, set(errors(answer))) == (422, {told})
    assert made.pictures.count() == 1


def test_a_sixth_picture_is_refused_and_one_can_be_removed():
    resident, page = proved(), nominating()
    made = sent(resident, page)
    for _ in range(5):
        add_picture(resident, made)
    assert "五张" in errors(add_picture(resident, made)).get("picture", "") or made.pictures.count() == 5
    resident.post(f"nominations/{made.pk}/", remove=str(made.pictures.first().pk))
    assert made.pictures.count() == 4


def test_the_nominee_chooses_which_pictures_are_shown():
    resident, page = proved(), nominating()
    made = sent(resident, page)
    add_picture(resident, made)
    add_picture(resident, made, description="楼道")
    _first, second = made.pictures.all()
    agree(pictures=[str(second.pk)])
    assert [each.may_be_shown for each in made.pictures.all()] == [False, True]


def test_what_is_told_anew_is_agreed_to_anew():
    resident, page = proved(), nominating()
    made = sent(resident, page)
    old = invitation()
    agree()
    told = {"kind": "person", "nominee": "王秀兰", "nominee_phone": "13900139000", "story": STORY * 2}
    assert resident.post(f"nominations/{made.pk}/change/", naming="masked", **told).status_code == 302
    made.refresh_from_db()
    assert (made.consent, made.story) == ("awaited", STORY * 2)
    assert invitation() != old
    assert Resident().get(old).status_code == 404


def test_while_the_nominee_is_asked_a_change_sends_no_second_message():
    resident, page = proved(), nominating()
    made = sent(resident, page)
    before = len(mail.outbox)
    add_picture(resident, made)
    assert len(mail.outbox) == before
    assert Resident().get(invitation()).status_code == 200


def test_who_does_not_agree_is_not_kept():
    resident, page = proved(), nominating()
    made = sent(resident, page)
    add_picture(resident, made)
    nominee = Resident()
    nominee.post(invitation(), decline="")
    made.refresh_from_db()
    assert made.stands  # without the tick nothing happens
    nominee.post(invitation(), decline="", sure="on")
    made.refresh_from_db()
    assert (made.state, made.consent, made.story, made.nominee_phone) == ("withdrawn", "declined", "", "")
    assert made.nominee == "王**"
    assert not made.pictures.exists()
    assert "被推荐人不同意" in page_text(resident.get(f"nominations/{made.pk}/"))


def test_who_nominated_can_take_it_back():
    resident, page = proved(), nominating()
    made = sent(resident, page)
    link = invitation()
    resident.post(f"nominations/{made.pk}/", withdraw="", sure="on")
    made.refresh_from_db()
    assert (made.state, made.story) == ("withdrawn", "")
    assert Resident().get(link).status_code == 404
    assert add_picture(resident, made).status_code == 422


def test_one_number_is_not_flooded_with_invitations():
    resident, page = proved(), nominating()
    answers = [send(resident, page, nominee=f"王{number}") for number in range(4)]
    assert [each.status_code for each in answers] == [302, 302, 302, 422]
    assert set(errors(answers[-1])) == {"nominee_phone"}


def test_three_months_after_the_campaign_nothing_tells_of_anybody():
    page, resident = nominating(), proved()
    made = sent(resident, page)
    add_picture(resident, made)
    assert clear(timedelta(days=90)) == 0
    then = timezone.now() - timedelta(days=91)
    Nomination.objects.update(changed_at=then)
    assert clear(timedelta(days=90)) == 0  # the campaign goes on
    Window.objects.update(starts_at=then - timedelta(days=1), ends_at=then)
    assert clear(timedelta(days=90)) == 1
    made.refresh_from_db()
    assert (made.story, made.nominee, made.nominee_phone, made.state) == ("", "", "", "withdrawn")
    assert not NominationPicture.objects.exists()
    assert Person.objects.get().forgotten_at
    assert clear(timedelta(days=90)) == 0


def test_who_asks_to_be_deleted_takes_the_nomination_along():
    made = sent(proved(), nominating())
    forget(Person.objects.all())
    made.refresh_from_db()
    assert (made.story, made.nominee, made.state, made.link) == ("", "", "withdrawn", None)
    assert not Consent.objects.filter(Consent.current).exists()
