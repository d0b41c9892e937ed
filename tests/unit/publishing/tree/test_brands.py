"""What stands beside a brand's page: its colour, the calendar of its activities, its pictures' crops."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone
from PIL import Image as Pillow

from cms.culture.models import Activity
from cms.publishing.tree.site import build_into
from tests import factories
from tests.unit.publishing.rendering.test_theme import properties

pytestmark = pytest.mark.django_db
STARTS = datetime(2027, 3, 6, 18, 30, tzinfo=ZoneInfo("Asia/Shanghai"))


def sheets(folder):
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("accent.*.css"))


def page(folder, which):
    return (folder / which.url_path.strip("/") / "index.html").read_text()


def test_a_brand_and_what_is_below_it_have_its_colour_until_it_is_taken_away(site, public_dir, tmp_path):
    brand = factories.brand(accent="#c2185b")
    below = factories.standard_page("自己扎一盏灯", brand)
    beside = factories.standard_page("联系我们")
    site.drain()
    (sheet,) = sheets(public_dir)
    assert sheet.startswith(brand.url_path.strip("/"))
    assert properties((public_dir / sheet).read_text())["--theme"] == "#c2185b"
    name = sheet.rpartition("/")[2]
    for one in (brand, below):
        html = page(public_dir, one)
        assert html.index("assets/site.") < html.index(name)
    assert name not in page(public_dir, beside)
    brand.accent = "#00796b"
    factories.publish(brand)
    site.drain()
    (other,) = sheets(public_dir)
    assert other != sheet
    assert other.rpartition("/")[2] in page(public_dir, below)
    build_into(tmp_path / "fresh")
    assert sheets(tmp_path / "fresh") == [other]
    brand.accent = ""
    factories.publish(brand)
    site.drain()
    assert sheets(public_dir) == []
    assert "accent." not in page(public_dir, below)


def test_its_dates_can_be_subscribed_to_and_those_of_each_kind(site, public_dir):
    site.build()
    activities = [Activity(title=title, starts_at=STARTS) for title in ("灯会", "扎灯课")]
    brand = factories.brand(activities=activities)
    site.drain()
    own = (public_dir / brand.url_path.strip("/") / "calendar.ics").read_text()
    assert own.count("BEGIN:VEVENT") == 2
    of_kind = {
        group: (public_dir / f"zh/activities/{group}.ics").read_text().count("BEGIN:VEVENT")
        for group in ("activity", "shift", "stage", "election", "deadline")
    }
    assert of_kind == {"activity": 2, "shift": 0, "stage": 0, "election": 0, "deadline": 0}
    brand.activities = [brand.activities.first()]
    factories.publish(brand)
    site.drain()
    assert (public_dir / "zh/activities/activity.ics").read_text().count("BEGIN:VEVENT") == 1


def test_what_it_invites_to_next_is_among_what_is_coming_up_until_it_is_over(site, public_dir):
    site.build()
    last, next_ = (timezone.now() + timedelta(days=days) for days in (-300, 20))
    brand = factories.brand(
        activities=[
            Activity(title="往年灯会", starts_at=last, place="桥头"),
            Activity(title="扎灯课", starts_at=next_, place="灯巷书屋"),
        ]
    )
    site.drain()
    index = public_dir / "zh/activities/index.html"
    coming = index.read_text().partition('id="months"')[0]
    assert brand.title in coming
    assert all(f"<span>{words}</span>" in coming for words in ("扎灯课", "灯巷书屋"))
    assert "<span>往年灯会</span>" not in coming
    brand.activities = [brand.activities.first()]
    factories.publish(brand)
    site.drain()
    assert brand.title not in index.read_text()


def test_its_large_picture_comes_cut_around_its_focal_point(site, public_dir, picture):
    brand = factories.brand(cover=picture)
    site.drain()
    sizes = {}
    for path in (public_dir / "media").glob("*-wide-*.*"):
        with Pillow.open(path) as cut:
            sizes[path.name.partition("-")[2]] = cut.size
    assert sizes == {"wide-800.jpg": (800, 400), "wide-800.webp": (800, 400)}
    html = page(public_dir, brand)
    assert html.count("-tall-480.webp") == 1
    assert '<svg class="blur"' in html
    assert "style=" not in html
    brand.unpublish()
    site.drain()
    assert not list((public_dir / "media").rglob("*.*"))


def test_pages_of_other_kinds_are_as_large_as_they_were(site, public_dir, picture):
    notice = factories.notice(
        "护河", body=[("image", {"image": picture, "alt": "", "decorative": False, "caption": ""})]
    )
    site.drain()
    html = page(public_dir, notice)
    assert not any(word in html for word in ("blur", "viewer.js", "accent."))
