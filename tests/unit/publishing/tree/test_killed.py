"""A worker that is killed at any point leaves nothing behind that the next one does not put right."""

from itertools import count

import pytest

from cms.publishing.models import Pending
from cms.publishing.services import refresh_all
from tests import factories
from tests.support.law.killing import killed_at


def tree(folder):
    return {path.relative_to(folder): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture
def section(site, installed):
    section = factories.section("通知公告", slug="notices")
    refresh_all()
    site.build()
    return section


@pytest.fixture
def installed(installation):
    """Real transactions: a killed process's is lost."""
    with installation.active():
        yield


@pytest.mark.django_db
def test_what_a_killed_worker_wrote_goes_with_its_page_at_whichever_step_it_was_killed(
    site, public_dir, section
):
    site.drain()
    before = tree(public_dir)
    for moment in count(1):
        notice = factories.notice("周五停水通知", section)
        with killed_at(moment):
            site.drain()
        finished = not Pending.objects.filter(projection="site").exists()
        notice.delete()
        site.drain()
        assert tree(public_dir) == before, f"killed at step {moment}"
        if finished:
            break
    assert moment > 10
