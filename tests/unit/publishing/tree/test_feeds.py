"""Feeds that any reader takes: valid Atom, with identities that survive a new address."""

from datetime import datetime, timedelta
from xml.etree import ElementTree

import pytest
from django.utils import timezone

from cms.publishing.services import refresh_all
from tests import factories

pytestmark = pytest.mark.django_db

ATOM = "{http://www.w3.org/2005/Atom}"


def feed(folder, path):
    return ElementTree.parse(folder / path).getroot()  # noqa: S314 - our own


def texts(node, name):
    return [each.text for each in node.iter(f"{ATOM}{name}")]


def links(node):
    return {link.get("rel"): link.get("href") for link in node.findall(f"{ATOM}link")}


def test_a_section_has_a_feed_of_what_it_lists_newest_first(site, public_dir, section):
    now = timezone.now()
    other = factories.section("公示", slug="publicity")
    factories.notice("第一则", section, dated=now - timedelta(days=2))
    factories.notice("第二则", section, dated=now - timedelta(days=1))
    factories.notice("别处", other)
    site.drain()
    assert texts(feed(public_dir, "zh/notices/feed.xml"), "title")[1:] == ["第二则", "第一则"]
    assert set(texts(feed(public_dir, "zh/feed.xml"), "title")[1:]) == {"别处", "第二则", "第一则"}
    assert texts(feed(public_dir, "en/feed.xml"), "title")[1:] == []


@pytest.mark.parametrize("path", ["zh/feed.xml", "en/feed.xml", "zh/notices/feed.xml"])
def test_a_feed_has_what_atom_demands(site, public_dir, section, path):
    factories.notice(
        "水 < 火 & 土", section, summary="一句 <b> & 一句", issuer=factories.organisation("liuxi")
    )
    site.drain()
    root = feed(public_dir, path)
    assert root.tag == f"{ATOM}feed"
    for node in (root, *root.findall(f"{ATOM}entry")):
        for name in ("id", "title", "updated"):
            assert len(node.findall(f"{ATOM}{name}")) == 1, name
        assert node.find(f"{ATOM}id").text.startswith("urn:uuid:")
        assert datetime.fromisoformat(node.find(f"{ATOM}updated").text).tzinfo
        assert links(node)["alternate"].startswith("http://testserver/")
    assert root.find(f"{ATOM}author/{ATOM}name").text
    assert links(root)["self"] == f"http://testserver/{path}"
    if path.startswith("zh"):
        entry = root.find(f"{ATOM}entry")
        assert entry.find(f"{ATOM}title").text == "水 < 火 & 土"
        assert entry.find(f"{ATOM}summary").text == "一句 &lt;b&gt; &amp; 一句"
        assert entry.find(f"{ATOM}author/{ATOM}name").text == "liuxi街道"


def test_an_entry_keeps_its_identity_at_a_new_address_and_tells_that_it_changed(site, public_dir, section):
    notice = factories.notice("停水", section, slug="water")
    site.drain()
    before = feed(public_dir, "zh/notices/feed.xml").find(f"{ATOM}entry")
    notice.slug = "no-water"
    factories.publish(notice)
    site.drain()
    after = feed(public_dir, "zh/notices/feed.xml").find(f"{ATOM}entry")
    assert after.find(f"{ATOM}id").text == before.find(f"{ATOM}id").text
    assert links(after)["alternate"] == "http://testserver/zh/notices/no-water/"


def test_an_edit_of_the_text_alone_is_told_by_the_time(site, public_dir, section):
    notice = factories.notice("停水", section, dated=timezone.now() - timedelta(days=9))
    type(notice).objects.filter(pk=notice.pk).update(last_published_at=timezone.now() - timedelta(days=9))
    refresh_all()
    site.drain()
    before = texts(feed(public_dir, "zh/notices/feed.xml"), "updated")
    factories.publish(type(notice).objects.get(pk=notice.pk))
    site.drain()
    for path in ("zh/feed.xml", "zh/notices/feed.xml"):
        assert texts(feed(public_dir, path), "updated") > before


def test_a_feed_goes_with_its_section_and_has_its_new_name(site, public_dir, section):
    section = type(section).objects.get(pk=section.pk)
    section.title = "社区通告栏"
    section = factories.publish(section)
    site.drain()
    assert texts(feed(public_dir, "zh/notices/feed.xml"), "title")[0].startswith("社区通告栏")
    section.unpublish()
    site.drain()
    assert not (public_dir / "zh/notices").exists()
