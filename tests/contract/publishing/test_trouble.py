"""Trouble with the disk or the database: the worker lives, says it in one line, and does everything afterwards."""

import errno
import os
import time
from contextlib import ExitStack, contextmanager
from pathlib import Path
from unittest import mock

import pytest
from django.db import connection
from django.test import Client

from cms.publishing.tree import files
from tests import factories
from tests.support.disk import spoilt_disk
from tests.support.waiting import wait_until

pytestmark = pytest.mark.django_db


def lines(office, word):
    return [line for line in office.log.read_text().splitlines() if word in line]


@contextmanager
def broken_disk(folder: Path, error: int):
    """A folder that is full or read-only until the yielded is called: truly, where this process may mount a disk.

    Elsewhere what is written breaks off in the middle with this error.
    """
    with ExitStack() as stack:
        try:
            mend = stack.enter_context(spoilt_disk(folder, error))
        except PermissionError:
            mend = stack.enter_context(_broken_writes(folder.with_name("broken"), error))
        yield mend


@contextmanager
def _broken_writes(sign: Path, error: int):
    write = files._write
    sign.touch()

    def broken(arriving, content):
        if not sign.exists():
            return write(arriving, content)
        Path(arriving).write_bytes(b"<!DOCTYPE html> half of it")
        raise OSError(error, os.strerror(error), arriving)

    with mock.patch.object(files, "_write", broken):
        yield sign.unlink


@pytest.mark.parametrize("office", ["sqlite"], indirect=True)
@pytest.mark.parametrize("error", [errno.ENOSPC, errno.EROFS])
def test_a_full_or_read_only_disk_is_told_once_and_what_waits_is_written_when_it_is_over(
    office, tmp_path, error
):
    with broken_disk(office.public, error) as mend:
        with office.start(office.work) as worker:
            factories.notice("第7号", slug="page-late")
            wait_until(lambda: lines(office, os.strerror(error)), office.told)
            time.sleep(4)  # it is tried again in the meantime
            assert worker.is_alive
            assert office.public_state("page-late") == "gone"
            mend()
            wait_until(lambda: lines(office, "site: works again"), office.told)
        assert office.start(office.work, "--once").wait() == 0
        assert office.public_state("page-late") == "7"
        assert office.differences(tmp_path / "fresh") == []
    assert len(lines(office, os.strerror(error))) == 1
    assert lines(office, "Traceback") == []


def hold_database(place: Path) -> None:
    """Keep all others from writing until the sign is gone."""
    with connection.cursor() as cursor:
        cursor.execute("BEGIN IMMEDIATE")
        (place / "held").touch()
        while (place / "held").exists():
            time.sleep(0.02)
        cursor.execute("ROLLBACK")


@pytest.mark.parametrize("office", ["sqlite"], indirect=True)
def test_a_locked_database_is_told_once_and_waited_out(office, tmp_path):
    factories.notice("第7号", slug="page-late")
    office.installation.options = {"timeout": 0.5}  # seconds that a writer waits for another; 20 in real life
    with office.start(hold_database, tmp_path), office.start(office.work) as worker:
        wait_until(lambda: lines(office, "database is locked"), office.told)
        time.sleep(3)
        assert worker.is_alive
        (tmp_path / "held").unlink()
        wait_until(lambda: office.public_state("page-late") == "7", office.told)
        wait_until(lambda: lines(office, "database: works again"), office.told)
    assert len(lines(office, "database is locked")) == 1
    assert lines(office, "Traceback") == []


@pytest.mark.parametrize("office", ["sqlite"], indirect=True)
@pytest.mark.parametrize(("language", "words"), [("zh-hans", "数据库正忙"), ("en", "The database is busy")])
def test_staff_who_publish_while_the_database_is_locked_are_told_and_may_try_again(
    office, tmp_path, language, words
):
    page = factories.notice("第7号", slug="page-late", live=False)
    client = Client(raise_request_exception=False, headers={"accept-language": language})
    client.force_login(factories.administrator())
    address = f"/admin/bulk/wagtailcore/page/publish/?id={page.pk}&next=/admin/"
    connection.close()
    connection.settings_dict["OPTIONS"]["timeout"] = 0.1
    with office.start(hold_database, tmp_path):
        wait_until((tmp_path / "held").exists, office.told)
        answer = client.post(address)
        assert (answer.status_code, answer["Retry-After"]) == (503, "10")
        assert words in answer.content.decode()
        (tmp_path / "held").unlink()
        wait_until(lambda: client.post(address).status_code == 302, office.told)
    page.refresh_from_db()
    assert page.live


@pytest.mark.parametrize("office", ["postgres"], indirect=True)
def test_a_worker_outlives_a_restart_of_postgresql(office, tmp_path, postgres):
    with office.start(office.work) as worker:
        factories.notice("第6号", slug="page-early")
        wait_until(lambda: office.public_state("page-early") == "6", office.told)
        connection.close()
        postgres.stop()
        wait_until(lambda: lines(office, "database: "), office.told)
        postgres.start()
        factories.notice("第7号", slug="page-late")
        wait_until(lambda: office.public_state("page-late") == "7", office.told)
        assert worker.is_alive
        wait_until(lambda: lines(office, "database: works again"), office.told)
    assert office.start(office.work, "--once").wait() == 0
    assert office.differences(tmp_path / "fresh") == []
    assert len(lines(office, "trying again")) == 1
    assert lines(office, "Traceback") == []
