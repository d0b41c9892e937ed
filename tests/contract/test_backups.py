"""Backing up and restoring, as an operator does it, on every database."""

import json
import sqlite3
from contextlib import closing

import pytest

from cms.operations import manifests
from tests.support.installation import Installation

MAKE_PERSON = "from django.contrib.auth.models import User; User.objects.create_user('{name}')"
LIST_PEOPLE = "from django.contrib.auth.models import User; print(*User.objects.order_by('pk'))"


@pytest.fixture(params=["sqlite", "postgresql"])
def make_installation(request, tmp_path):
    """Gives a new installation by name, with an empty, migrated database or with none at all."""

    def make(name, *, migrated=True):
        if request.param == "sqlite":
            if migrated:
                return Installation.on_sqlite(tmp_path / name, request.getfixturevalue("migrated_database"))
            return Installation(tmp_path / name)
        server = request.getfixturevalue("postgres")
        template = request.getfixturevalue("migrated_postgres") if migrated else "template0"
        return Installation(tmp_path / name, DATABASE_URL=server.create_database(template=template))

    return make


@pytest.fixture
def filled(make_installation):
    """An installation with a person, an upload and a setting."""
    installation = make_installation("filled")
    installation.python(MAKE_PERSON.format(name="kept"))
    upload = installation.data_dir / "media" / "documents" / "计划 2019.docx"
    upload.parent.mkdir(parents=True)
    upload.write_bytes(b"the upload")
    installation.environment["LINLI_HOSTS"] = "linli.example"
    return installation


@pytest.fixture
def backup(filled, tmp_path):
    answer = filled.manage("backup", tmp_path / "backup")
    assert answer.returncode == 0, answer.stderr
    return tmp_path / "backup"


def contents(installation):
    """What must survive: people, uploads, and the key that signs and encrypts."""
    media = installation.data_dir / "media"
    uploads = {
        path.relative_to(media).as_posix(): path.read_bytes() for path in media.rglob("*") if path.is_file()
    }
    return installation.python(LIST_PEOPLE), uploads, (installation.data_dir / "secret_key").read_text()


def sign_again(backup):
    """A manifest that agrees with files that were damaged before it was written."""
    facts = json.loads((backup / manifests.NAME).read_text())
    manifests.write(backup, {name: facts[name] for name in ("made_at", "database", "migrations")})


def test_a_backup_restored_on_a_new_machine_is_the_same_installation(filled, backup, make_installation):
    other = make_installation("other", migrated=False)
    (other.data_dir / "secret_key").write_text("another key\n")

    answer = other.manage("restore", backup)

    assert answer.returncode == 0, answer.stderr
    assert contents(other) == contents(filled)
    assert "LINLI_HOSTS=linli.example" in (backup / "settings.env").read_text()


def test_what_is_there_is_replaced_only_by_force(backup, filled, make_installation):
    other = make_installation("other")
    other.python(MAKE_PERSON.format(name="newer"))
    (other.data_dir / "media").mkdir()
    (other.data_dir / "media" / "newer.txt").write_text("newer")
    before = contents(other)

    refused = other.manage("restore", backup)

    assert refused.returncode != 0
    assert "--force" in refused.stderr
    assert contents(other) == before

    forced = other.manage("restore", backup, "--force")

    assert forced.returncode == 0, forced.stderr
    assert contents(other) == contents(filled)


@pytest.mark.parametrize("damage", ["changed upload", "missing upload", "no manifest", "cut database"])
def test_a_damaged_backup_is_refused_before_anything_is_touched(backup, make_installation, damage):
    upload = backup / "media" / "documents" / "计划 2019.docx"
    match damage:
        case "changed upload":
            upload.write_bytes(b"THE UPLOAD")
        case "missing upload":
            upload.unlink()
        case "no manifest":
            (backup / "manifest.json").unlink()
        case "cut database":
            database = next(backup.glob("database.*"))
            database.write_bytes(database.read_bytes()[:-5000])
    other = make_installation("other")
    before = contents(other)

    answer = other.manage("restore", backup, "--force")

    assert answer.returncode != 0
    assert len(answer.stderr.strip().splitlines()) == 1
    assert contents(other) == before


def test_a_backup_never_goes_into_a_folder_with_something_in_it(filled, tmp_path):
    (tmp_path / "taken").mkdir()
    (tmp_path / "taken" / "letter.txt").write_text("mine")

    answer = filled.manage("backup", tmp_path / "taken")

    assert answer.returncode != 0
    assert [path.name for path in (tmp_path / "taken").iterdir()] == ["letter.txt"]


def test_a_backup_that_fails_leaves_no_folder(filled, tmp_path):
    (tmp_path / "file").touch()

    answer = filled.manage("backup", tmp_path / "file" / "backup")

    assert answer.returncode != 0
    assert len(answer.stderr.strip().splitlines()) == 1
    assert not list(tmp_path.rglob("*.unfinished"))


def test_a_backup_of_a_newer_program_is_refused(backup, make_installation):
    path = backup / manifests.NAME
    path.write_text(path.read_text().replace('"auth.0001_initial"', '"auth.9999_from_the_future"'))
    other = make_installation("other")

    answer = other.manage("restore", backup, "--force")

    assert answer.returncode != 0
    assert "newer Linli" in answer.stderr
    assert "auth.9999_from_the_future" in answer.stderr


def test_a_database_that_cannot_take_the_backup_keeps_all_it_has(backup, make_installation):
    """The dump is refused after the uploads were exchanged: both go back."""
    other = make_installation("other")
    before = contents(other)
    database = next(backup.glob("database.*"))
    if database.suffix == ".sqlite3":
        with closing(sqlite3.connect(database)) as broken:
            broken.execute("PRAGMA writable_schema=ON")
            broken.execute("UPDATE sqlite_schema SET rootpage = 100000 WHERE name = 'auth_user'")
            broken.commit()
    else:
        database.write_text(database.read_text().replace("CREATE TABLE", "CREATE THE TABLE", 1))
    sign_again(backup)

    answer = other.manage("restore", backup, "--force")

    assert answer.returncode != 0
    assert contents(other) == before
    assert not (other.data_dir / "restore.unfinished").exists()
