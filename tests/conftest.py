"""What all tests share: closed doors to the outside, throw-away installations, the running program."""

import os
import shutil
import signal
import socket
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from django.db import connection, transaction
from hypothesis import settings
from xdist.scheduler import LoadScopeScheduling

from tests.support import migrated
from tests.support.browser import open_browser
from tests.support.installation import Installation
from tests.support.postgres import PostgresServer, find_binaries
from tests.support.program import FIRST_START, Program
from tests.support.waiting import wait_until

# How long an example takes says nothing on a busy machine.
settings.register_profile("linli", deadline=None)
settings.load_profile("linli")

SLOW_TO_START = (
    "journeys",
    "search",
    "site",
)  # folders: the running program, a node of Elasticsearch, the gallery

LONGEST = ("journeys", "site")  # of them

IN_CI = os.environ.get("CI") == "true"


def needed(thing: str | Path | None, name: str) -> None:
    """Skips a test whose tool this machine lacks; in CI it fails, for there the tool has to be."""
    if thing:
        return
    message = f"{name} is not installed on this machine"
    if IN_CI:
        pytest.fail(message, pytrace=False)
    pytest.skip(message)


class Together(LoadScopeScheduling):
    """On several processors the tests of a file stay together, and those that share what is slow to start.

    xdist's own groups are marks, which it loses with pytest 9.2 and later.
    """

    def _split_scope(self, nodeid: str) -> str:
        path, _, name = nodeid.partition("::")
        if "postgres" in name.partition("[")[2].rstrip("]").split("-"):
            return "postgres"
        folder = path.rpartition("/")[0]
        return folder if folder.rpartition("/")[2] in SLOW_TO_START else path


def pytest_xdist_make_scheduler(config, log):
    return Together(config, log)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items):
    """What stays together and takes longest begins first: whoever is left with it keeps the others waiting.

    pytest-django puts journeys last, and the gallery comes late in the alphabet.
    """
    items.sort(key=lambda item: [*LONGEST, item.path.parent.name].index(item.path.parent.name))


def pytest_xdist_auto_num_workers(config):
    """One more than there are processors, for one of them always waits for a browser, a server or a database."""
    return (os.cpu_count() or 1) + 1


@pytest.fixture(autouse=True, scope="session")
def _no_connection_leaves_this_machine():
    connect = socket.socket.connect

    def connect_nearby(self, address):
        if self.family in (socket.AF_INET, socket.AF_INET6) and address[0] not in (
            "127.0.0.1",
            "::1",
            "localhost",
        ):
            raise AssertionError(f"a test tried to reach {address[0]}")
        return connect(self, address)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", connect_nearby)
        yield


@pytest.fixture
def public_dir(tmp_path, settings):
    """An empty folder for the built site of this test."""
    settings.PUBLIC_DIR = tmp_path / "public"
    settings.PUBLIC_DIR.mkdir()
    return settings.PUBLIC_DIR


@pytest.fixture(scope="module")
def lasting(django_db_setup, django_db_blocker):
    """Lets other fixtures of a module make content that is there for all its tests, each of which leaves it as it was.

    Instances are not shared: a test gets its own from the database.
    """
    with django_db_blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="session")
def django_db_keepdb(request, django_db_modify_db_settings):
    """The tests’ database is a copy of one that was migrated before, with nothing left to migrate."""
    path = Path(connection.settings_dict["TEST"]["NAME"])
    if not path.exists():
        shutil.copyfile(migrated.kept("sqlite", migrated.sqlite_file), path)
    yield True
    if not request.config.getvalue("reuse_db"):
        for file in path.parent.glob(f"{path.name}*"):
            file.unlink()


@pytest.fixture(scope="session")
def migrated_database(django_db_setup, tmp_path_factory):
    """A SQLite file with all tables and no content, copied from the one migration of this run.

    For tests with the django_db mark: without any, pytest-django makes no database.
    """
    path = tmp_path_factory.mktemp("migrated") / "linli.sqlite3"
    # By a connection of its own: the tests' one may be in a transaction, which a copy would wait for.
    with (
        closing(sqlite3.connect(connection.settings_dict["NAME"])) as source,
        closing(sqlite3.connect(path)) as copy,
    ):
        source.backup(copy)
    return path


@pytest.fixture
def installation(tmp_path, migrated_database):
    """A DATA_DIR of its own, with an empty, migrated SQLite database."""
    return Installation.on_sqlite(tmp_path / "data", migrated_database)


@pytest.fixture(scope="session")
def postgres():
    """A PostgreSQL server of this run, on a free loopback port."""
    needed(find_binaries(), "PostgreSQL's server")
    with PostgresServer() as server:
        yield server


@pytest.fixture(scope="session")
def migrated_postgres(postgres):
    """The name of a PostgreSQL database with all tables and no content: a template for copies."""
    url = postgres.create_database()
    name = url.rpartition("/")[2]
    made = []

    def make(path: Path) -> None:
        migrated.migrate(DATABASE_URL=url)
        path.write_bytes(postgres.dump(name))
        made.append(path)

    kept = migrated.kept("postgres", make)
    if not made:
        postgres.restore(name, kept)
    return name


@pytest.fixture(scope="session")
def live(tmp_path_factory):
    """The running program as `make run` leaves it, with the demonstration content.

    Its first start is killed in the middle of loading, and completed by the second: for whoever is interrupted in that
    minute, and because to start anew for a test of it takes as long again.
    """
    data_dir = tmp_path_factory.mktemp("live") / "data"
    data_dir.mkdir()
    shutil.copyfile(migrated.kept("sqlite", migrated.sqlite_file), data_dir / "linli.sqlite3")
    with Program(data_dir) as program:
        program.launch()
        wait_until(
            lambda: program.count("wagtailcore_revision") > 20, lambda: program.output, seconds=FIRST_START
        )
        program.stop(signal.SIGKILL)
        assert program.password is None
        program.start()
        yield program


@pytest.fixture(scope="module")
def browser():
    """Chromium. It lives for one module: while it runs, its event loop keeps Django from the database."""
    needed(Path("/usr/bin/chromium").exists(), "Chromium")
    with open_browser() as chromium:
        yield chromium
