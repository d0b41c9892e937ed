"""The record of how a campaign's result came about stands beside the campaign, from the publication of the list on."""

import pytest

from cms.campaigns.results import objecting, services
from tests.unit.campaigns.results.conftest import DAY, SAID, Ending
from tests.unit.publishing.tree.test_calendars import read

pytestmark = pytest.mark.django_db


def test_list_record_and_badges_come_and_go(site, public_dir):
    site.build()
    ending = Ending()
    site.drain()
    folder = public_dir / ending.campaign.url_path.strip("/")
    assert not (folder / "record").exists()
    ending.publish()
    site.drain()
    listed = read(folder, "index.html")
    assert "拟表彰名单" in listed
    assert f"/my/object/{ending.campaign.pk}/" in listed
    record = read(folder, "record/index.html")
    assert "90.00" in record
    row = objecting.receive(ending.procedure, SAID, "zh-hans")
    objecting.answer(row, objecting.Answer(False, "已核实", "经核实，情况不属实。"), ending.staff)
    services.commend(ending.procedure, ending.staff, now=ending.now + 3 * DAY)
    site.drain()
    record = read(folder, "record/index.html")
    assert "经核实，情况不属实。" in record
    assert SAID.name not in record
    brand = read(public_dir, f"{ending.brand.url_path}index.html")
    assert ending.campaign.title in brand
    ending.campaign.unpublish()
    site.drain()
    assert not (folder / "record").exists()
    assert ending.campaign.title not in read(public_dir, f"{ending.brand.url_path}index.html")
