"""Forms that anybody may send: what a person does goes through, what a robot does does not."""

import hashlib
import itertools
import time
from datetime import timedelta

import pytest
from django import forms
from django.utils import timezone

from cms.intake import limits, protection
from cms.intake.addresses import address_of
from cms.intake.forms import GuardedForm, PhoneField
from cms.intake.models import Tally
from tests.support.residents import ticket_of

pytestmark = pytest.mark.django_db


class Question(GuardedForm):
    rule = protection.Rule("question", of_address=4, without_proof=2, of_phone=3)
    phone = PhoneField()
    words = forms.CharField()


def shown(seconds: float) -> str:
    return ticket_of(Question.rule, seconds=seconds)


def proof_of(ticket: str) -> str:
    """What a browser's script finds."""
    for number in itertools.count():
        if protection.is_proof(ticket, str(number)):
            digest = hashlib.sha256(f"{ticket}:{number}".encode()).hexdigest()
            assert digest.startswith("0" * (protection.BITS // 4))
            return str(number)
    raise AssertionError


def send(ticket: str, *, phone: str = "138 0013 8000", address: str = "192.0.2.1", **fields: str) -> Question:
    return Question({"ticket": ticket, "phone": phone, "words": "何时开门？", **fields}, address=address)


def why(form: Question) -> str:
    return "" if form.is_valid() else form.errors.as_data()["__all__"][0].code


def test_a_phone_shows_the_keys_for_numbers():
    fields = Question().shown()["fields"]
    assert (fields["phone"]["kind"], fields["words"]["kind"]) == ("tel", "text")


def test_a_person_with_and_without_a_script_gets_through():
    proved, plain = shown(3), shown(9)
    assert why(send(proved, proof=proof_of(proved))) == ""
    assert why(send(plain)) == ""


def test_without_a_script_eight_seconds_are_taken_unless_the_office_says_otherwise(settings):
    assert [why(send(shown(seconds), address=f"192.0.2.{seconds}")) for seconds in (7, 9)] == ["soon", ""]
    settings.UNHURRIED = 2
    assert [why(send(shown(seconds), address="192.0.2.3")) for seconds in (1, 3)] == ["soon", ""]


def test_what_comes_too_soon_is_taken_when_it_is_sent_again_later(monkeypatch):
    form = send(shown(3))
    assert why(form) == "soon"
    again, now = form.shown()["guard"]["ticket"], time.time()
    monkeypatch.setattr(time, "time", lambda: now + 10)
    assert why(send(again)) == ""


@pytest.mark.parametrize(
    ("seconds", "fields", "reason"),
    [(20, {"website": "http://spam.example"}, "trap"), (5 * 3600, {}, "late"), (3, {"proof": "7"}, "soon")],
)
def test_what_no_person_does_is_refused_with_a_reason(seconds, fields, reason):
    assert why(send(shown(seconds), **fields)) == reason


def test_a_ticket_is_of_one_form_and_cannot_be_made_up():
    for wrong in (ticket_of(protection.Rule("other"), seconds=20), "", shown(20)[:-1] + "x"):
        form = send(wrong)
        assert why(form) == "late"
        assert protection.is_valid(Question.rule, form.shown()["guard"]["ticket"])


def test_limits_count_addresses_and_phones_and_more_strictly_without_proof():
    phones = (f"1380013{number:04}" for number in itertools.count())
    assert [why(send(shown(9), phone=next(phones))) for _ in range(3)] == ["", "", "often"]
    proved = shown(9)
    assert why(send(proved, phone=next(phones), proof=proof_of(proved))) == ""
    assert why(send(shown(9), phone=next(phones), address="192.0.2.2")) == ""
    assert [why(send(shown(9), address=f"192.0.2.{last}")) for last in range(3, 7)] == ["", "", "", "phone"]


def test_a_mistake_in_a_field_is_told_first_and_does_not_count():
    form = send(shown(0), phone="12345")
    assert list(form.errors) == ["phone"]
    told = form.shown()
    assert told["errors"][0]["id"] == told["fields"]["phone"]["first"] == "id_phone"
    assert told["fields"]["words"]["value"] == "何时开门？"
    assert not Tally.objects.exists()


def test_what_is_counted_names_nobody_and_is_kept_for_a_day():
    assert why(send(shown(9))) == ""
    written = str(list(Tally.objects.values()))
    assert "13800138000" not in written
    assert "192.0.2.1" not in written
    limits.forget_old()
    assert Tally.objects.exists()
    Tally.objects.update(hour=timezone.now() - timedelta(days=1, minutes=1))
    limits.forget_old()
    assert not Tally.objects.exists()


@pytest.mark.parametrize(
    ("proxies", "told", "address"),
    [
        (0, "203.0.113.9", "192.0.2.7"),
        (1, "10.9.9.9, 203.0.113.9", "203.0.113.9"),
        (2, "10.9.9.9, 203.0.113.9, 10.0.0.1", "203.0.113.9"),
        (1, "", "192.0.2.7"),
        (1, "2001:db8:1:2:3:4:5:6", "2001:db8:1:2::"),
        (1, "nonsense", ""),
    ],
)
def test_only_ones_own_servers_are_believed_whom_they_speak_for(rf, settings, proxies, told, address):
    settings.PROXIES = proxies
    assert address_of(rf.get("/", REMOTE_ADDR="192.0.2.7", HTTP_X_FORWARDED_FOR=told)) == address
