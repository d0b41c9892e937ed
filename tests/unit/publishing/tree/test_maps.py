"""Sitemaps that search engines take: valid, complete, small, with every language."""

from xml.etree import ElementTree

import pytest
from bs4 import BeautifulSoup
from wagtail.models import Locale

from cms.publishing import models
from cms.publishing.models import StoredDocument
from cms.publishing.services import refresh_all
from cms.publishing.tree.site import build_into
from tests import factories

pytestmark = pytest.mark.django_db

MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
XHTML = "{http://www.w3.org/1999/xhtml}"


def addresses(file, kind):
    root = ElementTree.parse(file).getroot()  # noqa: S314 - our own
    assert root.tag == f"{MAP}{kind}"
    return {node.find(f"{MAP}loc").text: node for node in root}


def maps(folder):
    """{address of a map: {address of a page: its entry}} of every map of documents that the index names."""
    named = addresses(folder / "sitemap.xml", "sitemapindex")
    assert named.pop("http://testserver/sitemaps/ways.xml")
    return {
        address: addresses(folder / address.removeprefix("http://testserver/"), "urlset") for address in named
    }


def test_every_public_page_is_in_one_map_and_every_map_in_the_index(site, public_dir, section):
    for number in range(4):
        factories.notice(f"第{number}号", section)
    factories.notice("草稿", section, live=False)
    site.drain()
    listed = [address for each in maps(public_dir).values() for address in each]
    public = [f"http://testserver{url}" for url in StoredDocument.objects.values_list("url", flat=True)]
    assert sorted(listed) == sorted(public)
    assert "Sitemap: http://testserver/sitemap.xml" in (public_dir / "robots.txt").read_text()


def test_many_pages_are_split_and_one_more_touches_one_map(site, public_dir, section, monkeypatch):
    monkeypatch.setattr(models, "SITEMAP_PAGES", 3)
    StoredDocument.objects.all().delete()
    refresh_all()
    for number in range(8):
        factories.notice(f"第{number}号", section)
    site.build(full=True)
    before = maps(public_dir)
    assert len(before) >= 3
    assert all(len(each) <= 3 for each in before.values())
    new = factories.notice("最新", section)
    site.drain()
    after = maps(public_dir)
    grown = [address for address in after if after[address].keys() != before.get(address, {}).keys()]
    assert [f"http://testserver{new.url_path}" in after[address] for address in grown] == [True]
    new.unpublish()
    site.drain()
    assert {address: set(each) for address, each in maps(public_dir).items()} == {
        address: set(each) for address, each in before.items()
    }


def test_a_page_names_its_other_language_wherever_that_is_listed(
    site, public_dir, section, monkeypatch, tmp_path
):
    monkeypatch.setattr(models, "SITEMAP_PAGES", 1)
    notice = factories.notice("停水", section, slug="water")
    refresh_all()
    site.build(full=True)
    english = notice.copy_for_translation(Locale.objects.get(language_code="en"), copy_parents=True)
    english.slug = "no-water"
    english = factories.publish(english)
    site.drain()
    entries = {address: entry for each in maps(public_dir).values() for address, entry in each.items()}
    languages = {
        "zh-Hans": "http://testserver/zh/notices/water/",
        "en": f"http://testserver{english.url_path}",
        "x-default": "http://testserver/zh/notices/water/",
    }
    for address in ("http://testserver/zh/notices/water/", f"http://testserver{english.url_path}"):
        assert {
            link.get("hreflang"): link.get("href") for link in entries[address].findall(f"{XHTML}link")
        } == languages
        page = BeautifulSoup(
            (public_dir / address.removeprefix("http://testserver/") / "index.html").read_text(),
            "html.parser",
        )
        told = page.head.find_all("link", hreflang=True)
        assert {link["hreflang"]: link["href"] for link in told} == languages
    build_into(tmp_path / "fresh")
    assert maps(tmp_path / "fresh").keys() == maps(public_dir).keys()


def test_home_pages_leave_the_choice_of_the_language_to_the_front_door(site, public_dir, section):
    entries = {address: entry for each in maps(public_dir).values() for address, entry in each.items()}
    defaults = [
        link.get("href")
        for link in entries["http://testserver/en/"].findall(f"{XHTML}link")
        if link.get("hreflang") == "x-default"
    ]
    assert defaults == ["http://testserver/"]
