"""Sitemaps and robots.txt.

Pages are dealt to maps by their numbers, not by date or address: a page stays in its map for life, a change rewrites
one small map at any size of the site, and none ever comes near the 50,000 addresses that a map may have.
"""

from typing import NamedTuple
from xml.sax.saxutils import escape

from django.conf import settings

from cms.core.languages import LANGUAGES
from cms.publishing.models import StoredDocument
from cms.publishing.statements import steps
from cms.publishing.tree import ways

XML = '<?xml version="1.0" encoding="utf-8"?>\n'
SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"


class Shown(NamedTuple):
    """What a map says of a page, or needs to find its other languages."""

    url: str
    locale: str
    translation_key: str
    updated_at: str
    type: str
    sitemap: int


def numbers() -> list[int]:
    """The numbers of all maps that have an address in them."""
    return sorted(steps("sitemap"))


def index() -> bytes:
    """The map of the maps."""
    entries = "".join(
        f"<sitemap><loc>{escape(f'{settings.PUBLIC_URL}/sitemaps/{number}.xml')}</loc></sitemap>\n"
        for number in ("ways", *numbers())
    )
    return f'{XML}<sitemapindex xmlns="{SITEMAP}">\n{entries}</sitemapindex>\n'.encode()


def sitemap(number: int) -> bytes | None:
    """Every public page of one map, with its other languages; None where there is none."""
    own = StoredDocument.objects.filter(sitemap=number)
    versions_of_own = StoredDocument.objects.filter(translation_key__in=own.values("translation_key"))
    rows = list(map(Shown._make, versions_of_own.order_by("url").values_list(*Shown._fields)))
    versions: dict[str, list[tuple[str, str]]] = {}
    for row in sorted(rows, key=lambda row: row.locale):
        versions.setdefault(row.translation_key, []).append((row.locale, row.url))
    pages = [row for row in rows if row.sitemap == number]
    entries = "".join(_entry(row, versions[row.translation_key]) for row in pages)
    namespaces = f'xmlns="{SITEMAP}" xmlns:xhtml="http://www.w3.org/1999/xhtml"'
    return f"{XML}<urlset {namespaces}>\n{entries}</urlset>\n".encode() if pages else None


def of_ways() -> bytes:
    """The front door, and the pages that each language has of itself."""
    entries = "".join(
        f"<url><loc>{escape(settings.PUBLIC_URL + ways.address(way, locale))}</loc></url>\n"
        for locale in LANGUAGES
        for way in ways.FOUND
    )
    entries = f"<url><loc>{escape(settings.PUBLIC_URL)}/</loc></url>\n{entries}"
    return f'{XML}<urlset xmlns="{SITEMAP}">\n{entries}</urlset>\n'.encode()


def robots() -> str:
    return (
        f"User-agent: *\nDisallow: {settings.BASE_PATH}/admin/\nSitemap: {settings.PUBLIC_URL}/sitemap.xml\n"
    )


def _entry(row: Shown, versions: list[tuple[str, str]]) -> str:
    others = [(LANGUAGES[locale].lang, url) for locale, url in versions if len(versions) > 1]
    if (
        others
    ):  # who speaks neither language is asked at the front door, and elsewhere gets the first one's page
        default = "/" if row.type == "home" else dict(versions).get(settings.LANGUAGE_CODE, versions[0][1])
        others.append(("x-default", default))
    links = "".join(
        f'<xhtml:link rel="alternate" hreflang="{lang}" href="{escape(settings.PUBLIC_URL + url)}"/>'
        for lang, url in others
    )
    address = escape(settings.PUBLIC_URL + row.url)
    return f"<url><loc>{address}</loc><lastmod>{row.updated_at}</lastmod>{links}</url>\n"
