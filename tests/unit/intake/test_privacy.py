"""Personal data at rest, who may read it, and how it goes away."""

import logging
from datetime import timedelta

import pytest
from django.core.exceptions import FieldError, ImproperlyConfigured
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from cms.intake import audit, consents, people, retention, secrecy
from cms.intake.logs import MaskingFormatter
from cms.intake.models import Access, CleanUp, Code, Consent, Person
from cms.settings import environment
from tests import factories

pytestmark = pytest.mark.django_db
OLD, NEW = "a key of before, long enough to be one", "the key of today, long enough to be one"


def person(**fields) -> Person:
    return Person.objects.create(
        **{"name": "李秀英", "phone": "13800138000", "email": "li@example.org", **fields}
    )


def raw(table: str) -> str:
    """All that the database holds of a table."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {table}")  # noqa: S608
        return str(cursor.fetchall())


def test_a_person_cannot_be_read_in_the_database_and_is_found_by_number_name_and_address():
    someone = person()
    written = raw("intake_person")
    for value in ("李秀英", "13800138000", "li@example.org"):
        assert value not in written
    assert Person.objects.get() == someone
    assert Person.objects.get().name == "李秀英"
    for text in ("13800138000", "李秀英", "LI@example.org"):
        assert Person.objects.found_by(text).get() == someone
    assert not Person.objects.found_by("李").exists()
    with pytest.raises(FieldError, match="hash"):
        Person.objects.filter(name="李秀英").exists()


def test_a_family_shares_a_number_and_nobody_is_kept_twice():
    person()
    person(name="李小明")
    assert Person.objects.with_phone("13800138000").count() == 2
    with pytest.raises(IntegrityError), transaction.atomic():
        person()


def test_keys_are_changed_without_losing_anybody(settings):
    settings.PERSONAL_KEYS = [OLD]
    someone = person()
    settings.PERSONAL_KEYS = [NEW, OLD]
    assert Person.objects.found_by("13800138000").get().name == "李秀英"
    call_command("rotate_personal_keys")
    settings.PERSONAL_KEYS = [NEW]
    assert Person.objects.found_by("13800138000").get() == someone
    assert Person.objects.get().email == "li@example.org"
    settings.PERSONAL_KEYS = [OLD]
    with pytest.raises(secrecy.UnreadableError, match="LINLI_PERSONAL_KEYS"):
        Person.objects.get()
    with pytest.raises(CommandError, match="LINLI_PERSONAL_KEYS"):
        call_command("rotate_personal_keys")


def test_without_a_key_that_cannot_be_guessed_there_is_no_start(monkeypatch, tmp_path):
    monkeypatch.setenv("DATA_DIR", str(tmp_path))
    monkeypatch.delenv("LINLI_PERSONAL_KEYS")
    with pytest.raises(ImproperlyConfigured, match="LINLI_PERSONAL_KEYS"):
        environment.personal_keys()
    (tmp_path / "personal_keys").write_text(f"{NEW.replace(' ', '-')}\n{OLD.replace(' ', '-')}\n")
    assert len(environment.personal_keys()) == 2
    monkeypatch.setenv("LINLI_PERSONAL_KEYS", "short")
    with pytest.raises(ImproperlyConfigured, match="32"):
        environment.personal_keys()


def test_a_consent_keeps_its_words_and_its_times():
    someone = person()
    consents.settle(someone, {"record": "We keep your hours.", "mention": None})
    consents.settle(someone, {"record": "We keep your hours."})
    assert consents.agrees(someone, "record")
    assert not consents.agrees(someone, "mention")
    consents.settle(someone, {"record": "We keep your hours for three years."})
    new, before = Consent.objects.all()
    assert before.withdrawn_at
    assert new.wording != before.wording
    assert (new.words, new.withdrawn_at) == ("We keep your hours for three years.", None)
    consents.settle(someone, {"record": None})
    assert not consents.agrees(someone, "record")


def test_who_is_forgotten_is_nowhere_and_still_counts():
    someone = person()
    consents.settle(someone, {"record": "We keep your hours."})
    assert people.forget(Person.objects.filter(pk=someone.pk)) == 1
    someone.refresh_from_db()
    assert (someone.name, someone.phone, someone.email) == ("", "", "")
    assert someone.forgotten_at
    assert not Person.objects.found_by("13800138000").exists()
    assert not consents.agrees(someone, "record")
    assert Person.objects.count() == 1
    assert people.forget(Person.objects.all()) == 0
    person()  # and may come again


def test_the_log_of_access_is_only_added_to():
    audit.note(factories.administrator(), Access.Action.SHOW, "volunteers.volunteer", [7], "rings back")
    entry = Access.objects.get()
    assert (entry.username, entry.people, entry.reason) == ("chief", [7], "rings back")
    for change in (
        entry.save,
        entry.delete,
        Access.objects.all().delete,
        lambda: Access.objects.update(people=[]),
    ):
        with pytest.raises(TypeError):
            change()
    for words in ("UPDATE intake_access SET reason = ''", "DELETE FROM intake_access"):
        with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(words)


def test_what_is_over_goes_by_itself_and_that_is_written_down(settings):
    now = timezone.now()
    for days in (1, 3, 5):
        Code.objects.create(phone_hash="x", digest="y", sent_at=now - timedelta(days=days))
    settings.RETENTION = {"codes": 4}
    assert retention.clean_up() == 1
    settings.RETENTION = {}
    assert retention.clean_up() == 1
    assert [(each.kind, each.rows, each.days) for each in CleanUp.objects.all()] == [
        ("codes", 1, 2),
        ("codes", 1, 4),
    ]
    assert retention.clean_up() == 0


def test_no_line_of_the_log_tells_a_number_or_an_address():
    formatter = MaskingFormatter("{message}", style="{")
    try:
        raise ValueError("13800138000 is wrong")
    except ValueError as error:
        told = (type(error), error, error.__traceback__)
    record = logging.LogRecord("cms", logging.ERROR, "", 1, "of %s", ("li@example.org",), told)
    line = formatter.format(record)
    assert "13800138000" not in line
    assert "li@example.org" not in line
    assert "138****8000" in line
