"""Posters of recruitments: they come, change, move and go with their page."""

import pytest

from cms.volunteers.models import Shift
from tests import factories
from tests.unit.publishing.tree.test_calendars import at, read

pytestmark = pytest.mark.django_db


def test_a_poster_comes_changes_and_goes_with_its_page(site, public_dir):
    site.build()
    shifts = [Shift(starts_at=at(3, day, 9), ends_at=at(3, day, 11)) for day in range(1, 9)]
    page = factories.recruitment("护河志愿者招募", place="石桥", contact="街道志愿服务站", shifts=shifts)
    site.drain()
    path = f"{page.url_path}poster/index.html"
    poster = read(public_dir, path)
    assert poster.count("<svg") == 1
    assert "2027年3月1日" in poster
    assert "2027年3月7日" not in poster  # what has no room is said to be more
    assert "更多班次" in poster
    assert "街道志愿服务站" in poster
    assert "/poster/" in read(public_dir, f"{page.url_path}index.html")
    page.title = "护溪志愿者招募"
    factories.publish(page)
    site.drain()
    assert "护溪志愿者招募" in read(public_dir, path)
    page.unpublish()
    site.drain()
    assert not (public_dir / path.lstrip("/")).exists()
