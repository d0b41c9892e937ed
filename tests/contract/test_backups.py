"""Backing up and restoring on every database."""

import json
import sqlite3
from contextlib import closing

import pytest
from django.contrib.auth import get_user_model

from cms.operations import backups, manifests, preflight
from cms.operations.manifests import BackupError
from tests.support.installation import Installation

pytestmark = pytest.mark.django_db
UPLOAD = "documents/计划 2019.docx"


@pytest.fixture(params=["sqlite", "postgres"])
def make_installation(request, tmp_path):
    """Gives a new installation by name, with a migrated database or with none at all."""

    def make(name, *, migrated=True):
        if request.param == "sqlite":
            if migrated:
                return Installation.on_sqlite(tmp_path / name, request.getfixturevalue("migrated_database"))
            return Installation(tmp_path / name)
        server = request.getfixturevalue("postgres")
        template = request.getfixturevalue("migrated_postgres") if migrated else "template0"
        return Installation(tmp_path / name, server.create_database(template=template))

    return make


@pytest.fixture
def filled(make_installation):
    """An installation with a person and an upload."""
    installation = make_installation("filled")
    add(installation, "kept", upload=b"the upload")
    return installation


@pytest.fixture
def other(make_installation):
    """An installation with another person and another upload, and with traces of both on its site."""
    installation = make_installation("other")
    add(installation, "other", upload=b"another upload")
    for folder in ("public", "index"):
        (installation.data_dir / folder).mkdir()
        (installation.data_dir / folder / "index.html").write_text("made from other data")
    return installation


@pytest.fixture
def backup(filled, tmp_path, monkeypatch):
    monkeypatch.setenv("LINLI_HOSTS", "linli.example")
    (filled.data_dir / "personal_keys").write_text("the newest\nthe one before\n")
    with filled.active(secret_key="the key of the filled one"):
        backups.make(tmp_path / "backup")
    return tmp_path / "backup"


def add(installation, person, *, upload):
    with installation.active():
        get_user_model().objects.create_user(person)
    path = installation.data_dir / "media" / UPLOAD
    path.parent.mkdir(parents=True)
    path.write_bytes(upload)


def contents(installation):
    """The people and the uploads."""
    with installation.active():
        people = list(get_user_model().objects.values_list("username", flat=True).order_by("username"))
    media = installation.data_dir / "media"
    uploads = {
        path.relative_to(media).as_posix(): path.read_bytes() for path in media.rglob("*") if path.is_file()
    }
    return people, uploads


def refuses(installation, backup, reason, *, force=True):
    """Restoring fails with the reason in one line, and changes nothing."""
    before = contents(installation)
    with installation.active(), pytest.raises(BackupError, match=reason) as raised:
        backups.restore(backup, force=force)
    assert "\n" not in str(raised.value)
    assert contents(installation) == before
    return True


def sign_again(backup):
    """A manifest that agrees with files that were damaged before it was written."""
    facts = json.loads((backup / manifests.NAME).read_text())
    manifests.write(backup, {name: facts[name] for name in ("made_at", "database", "migrations")})


def test_a_backup_restored_on_a_new_machine_is_the_same_installation(filled, backup, make_installation):
    new = make_installation("new", migrated=False)

    with new.active():
        backups.restore(backup, force=False)

    assert contents(new) == contents(filled) == (["kept"], {UPLOAD: b"the upload"})
    assert (new.data_dir / "secret_key").read_text() == "the key of the filled one\n"
    assert (new.data_dir / "personal_keys").read_text() == "the newest\nthe one before\n"
    assert "LINLI_HOSTS=linli.example\n" in (backup / "settings.env").read_text()


def test_what_is_there_is_replaced_only_by_force(filled, backup, other):
    assert refuses(other, backup, "--force", force=False)

    with other.active():
        backups.restore(backup, force=True)

    assert contents(other) == contents(filled)


def test_index_and_site_of_the_old_data_are_not_taken_for_the_new(backup, other):
    with other.active():
        backups.restore(backup, force=True)

    assert not (other.data_dir / "public" / "index.html").exists()
    assert not (other.data_dir / "index").exists()


@pytest.mark.parametrize(
    ("damage", "reason"),
    [
        (lambda backup: (backup / "media" / UPLOAD).write_bytes(b"THE UPLOAD"), "changed"),
        (lambda backup: (backup / "media" / UPLOAD).unlink(), "missing"),
        (lambda backup: (backup / manifests.NAME).unlink(), "no complete backup"),
        (lambda backup: next(backup.glob("database.*")).write_bytes(b""), "changed"),
        (lambda backup: (backup / "media" / "more.txt").touch(), "should not"),
    ],
    ids=["upload changed", "upload missing", "no manifest", "empty database", "a file too many"],
)
def test_a_damaged_backup_is_refused_before_anything_is_touched(backup, other, damage, reason):
    damage(backup)

    assert refuses(other, backup, reason)


def test_a_database_that_cannot_take_the_dump_keeps_all_it_has(backup, other):
    """The dump is refused after the uploads were exchanged: both go back."""
    database = next(backup.glob("database.*"))
    if database.suffix == ".sqlite3":
        with closing(sqlite3.connect(database)) as broken:
            broken.execute("PRAGMA writable_schema=ON")
            broken.execute("UPDATE sqlite_schema SET rootpage = 100000 WHERE name = 'auth_user'")
            broken.commit()
    else:
        database.write_text(database.read_text().replace("CREATE TABLE", "CREATE THE TABLE", 1))
    sign_again(backup)

    assert refuses(other, backup, "damaged|failed")
    with other.active():
        backups.check_nothing_unfinished()


def test_a_backup_of_a_newer_program_is_refused(backup, other):
    path = backup / manifests.NAME
    path.write_text(path.read_text().replace('"auth.0001_initial"', '"auth.9999_from_the_future"'))

    assert refuses(other, backup, r"newer Linli.* auth\.9999_from_the_future")


def test_a_restore_that_was_killed_keeps_linli_from_starting_until_one_succeeds(backup, other, monkeypatch):
    monkeypatch.setattr(backups.dumps, "load", lambda _source: (_ for _ in ()).throw(SystemExit))
    monkeypatch.setattr(
        backups.Path, "unlink", lambda *_words, **_options: None
    )  # a killed process tidies nothing
    with other.active(), pytest.raises(SystemExit):
        backups.restore(backup, force=True)
    monkeypatch.undo()

    with other.active():
        with pytest.raises(preflight.NotReadyError, match="interrupted"):
            backups.check_nothing_unfinished()
        backups.restore(backup, force=True)
        backups.check_nothing_unfinished()


def test_nothing_is_restored_under_a_running_program(backup, other):
    with (
        other.active(),
        preflight.hold(other.data_dir),
        pytest.raises(preflight.NotReadyError, match="running"),
    ):
        backups.restore(backup, force=True)

    assert contents(other)[0] == ["other"]


def test_a_backup_never_goes_into_a_folder_with_something_in_it(filled, tmp_path):
    (tmp_path / "taken").mkdir()
    (tmp_path / "taken" / "letter.txt").write_text("mine")

    with filled.active(), pytest.raises(BackupError, match="not an empty folder"):
        backups.make(tmp_path / "taken")

    assert [path.name for path in (tmp_path / "taken").iterdir()] == ["letter.txt"]


def test_a_backup_that_fails_leaves_no_folder(filled, tmp_path):
    (filled.data_dir / "media" / "documents" / "gone.docx").symlink_to("nowhere")
    (tmp_path / "file").touch()

    with filled.active(), pytest.raises(BackupError) as raised:
        backups.make(tmp_path / "file" / "backup")

    assert "\n" not in str(raised.value)
    assert not list(tmp_path.rglob("*.unfinished"))
