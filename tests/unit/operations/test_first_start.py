import stat

import pytest
from django.contrib.auth import get_user_model
from django.db import IntegrityError, transaction

from cms.operations import first_start, projections
from cms.operations.models import Installation

pytestmark = pytest.mark.django_db
User = get_user_model()


@pytest.fixture(autouse=True)
def data_dir(settings, tmp_path):
    settings.DATA_DIR = tmp_path
    settings.SEARCH_URL = str(tmp_path / "index")
    return tmp_path


@pytest.fixture
def commands(monkeypatch):
    """The commands that the first start calls, in order, and a set of those that are to break off."""
    called = []
    failing = set()

    def call(name, *_words, **_options):
        called.append(name)
        if name in failing:
            raise KeyboardInterrupt

    monkeypatch.setattr(first_start, "call_command", call)
    monkeypatch.setattr(projections, "call_command", call)
    return called, failing


def silent(_line):
    """Takes progress and tells nobody."""


def test_an_empty_database_is_filled_once(commands):
    called, _failing = commands
    assert first_start.is_due()

    first_start.complete(silent)

    assert called == ["demo", "rebuild_index", "build_site"]
    assert User.objects.filter(username="admin", is_superuser=True).count() == 1
    assert not first_start.is_due()


def test_a_first_start_that_was_killed_is_completed_with_the_same_password(commands):
    called, failing = commands
    failing.add("build_site")
    first_start.is_due()
    with pytest.raises(KeyboardInterrupt):
        first_start.complete(silent)
    password = first_start.unused_password()

    failing.clear()
    assert first_start.is_due()
    first_start.complete(silent)

    assert called == ["demo", "rebuild_index", "build_site"] * 2
    assert first_start.unused_password() == password
    assert User.objects.filter(is_superuser=True).count() == 1
    assert not first_start.is_due()


def test_a_password_that_was_kept_before_the_admin_was_made_is_used(commands, data_dir):
    first_start.is_due()
    (data_dir / "admin_password").write_text("kept-by-a-killed-start\n")

    first_start.complete(silent)

    assert User.objects.get(username="admin").check_password("kept-by-a-killed-start")


def test_a_database_with_people_is_somebodys_own():
    User.objects.create_user("by_hand")

    assert not first_start.is_due()
    assert not User.objects.filter(is_superuser=True).exists()


def test_an_empty_data_folder_over_a_filled_database_is_no_first_start(commands, data_dir):
    first_start.is_due()
    first_start.complete(silent)
    (data_dir / "admin_password").unlink()

    assert not first_start.is_due()


def test_the_password_is_shown_at_every_start_until_its_first_use(commands, client):
    first_start.is_due()
    first_start.complete(silent)
    password = first_start.unused_password()
    assert password
    assert first_start.unused_password() == password

    admin = User.objects.get(username="admin")
    assert client.login(username="admin", password=password)
    admin.refresh_from_db()
    assert admin.last_login

    assert first_start.unused_password() is None
    assert admin.check_password(password)


def test_a_changed_password_is_neither_shown_nor_set_back(commands, data_dir):
    first_start.is_due()
    first_start.complete(silent)
    admin = User.objects.get(username="admin")
    admin.set_password("chosen by its owner")
    admin.save()

    assert first_start.unused_password() is None
    assert not (data_dir / "admin_password").exists()
    admin.refresh_from_db()
    assert admin.check_password("chosen by its owner")


def test_only_the_owner_of_the_program_reads_the_kept_password(commands, data_dir):
    first_start.is_due()
    first_start.complete(silent)

    assert stat.S_IMODE((data_dir / "admin_password").stat().st_mode) == 0o600


def test_there_is_one_installation_only():
    Installation.objects.create()
    with pytest.raises(IntegrityError), transaction.atomic():
        Installation.objects.create(id=2)
