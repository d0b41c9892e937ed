"""Files that a power cut took along are made again."""

import pytest

from cms.publishing.services import refresh_all
from cms.publishing.tree import power
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def start_machine(monkeypatch, settings, tmp_path):
    settings.DATA_DIR = tmp_path
    boot = tmp_path / "boot"
    monkeypatch.setattr(power, "BOOT", boot)
    return boot.write_text


def test_after_a_power_cut_lost_and_torn_files_are_made_again(site, public_dir, start_machine):
    start_machine("one")
    notice = factories.notice("周五停水通知")
    refresh_all()
    site.build()
    power.recover()
    file = public_dir / notice.url_path.strip("/") / "index.html"
    whole = file.read_bytes()
    file.write_bytes(b"")
    (public_dir / "robots.txt").unlink()
    start_machine("two")
    assert power.recover()
    report = site.drain()
    assert file.read_bytes() == whole
    assert (public_dir / "robots.txt").is_file()
    assert report.written == 2


def test_a_worker_that_is_started_again_makes_nothing(site, start_machine):
    start_machine("one")
    factories.notice("周五停水通知")
    site.build()
    power.recover()
    assert not power.recover()
    assert site.drain().written == 0
