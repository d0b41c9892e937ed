"""Atom feed, sitemap and robots.txt."""

from datetime import datetime
from xml.sax.saxutils import escape

from django.conf import settings
from django.utils.feedgenerator import Atom1Feed

from cms.core.languages import LANGUAGES
from cms.publishing.catalogue import Catalogue
from cms.publishing.lookups import months_of
from cms.publishing.models import StoredDocument

FEED_TYPES = ("notice", "policy", "work_plan", "recruitment", "campaign")
FEED_LENGTH = 30
XML = '<?xml version="1.0" encoding="utf-8"?>\n'
SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"


def atom(catalogue: Catalogue, site: dict) -> bytes:
    """The newest of everything in one language, as Atom."""
    language = LANGUAGES[catalogue.locale]
    home = f"{settings.PUBLIC_URL}/{language.segment}/"
    cards = [card for kind in FEED_TYPES for card in catalogue.latest(kind, FEED_LENGTH)]
    cards.sort(key=lambda card: (card["published_at"], card["key"]), reverse=True)
    feed = Atom1Feed(
        title=site["name"],
        link=home,
        description=site["tagline"],
        language=language.lang,
        feed_url=f"{home}feed.xml",
    )
    for card in cards[:FEED_LENGTH]:
        when = datetime.fromisoformat(card["published_at"])
        feed.add_item(
            title=card["title"],
            link=settings.PUBLIC_URL + card["url"],
            description=card["summary"],
            pubdate=when,
            updateddate=when,
            author_name=card["issuer"] or None,
            unique_id=settings.PUBLIC_URL + card["url"],
        )
    # The generator stamps an empty feed with the present; a feed that says nothing new must be the same
    # bytes.
    feed.latest_post_date = lambda: max(  # type: ignore[method-assign]
        (item["updateddate"] for item in feed.items),
        default=datetime.fromisoformat("1970-01-01T00:00:00+00:00"),
    )
    return feed.writeString("utf-8").encode()


def sitemap_index() -> bytes:
    """The map of the monthly maps, oldest first: a change rewrites one month, however large the site."""
    entries = "".join(
        f"<sitemap><loc>{escape(f'{settings.PUBLIC_URL}/sitemaps/{month}.xml')}</loc></sitemap>\n"
        for month in reversed(months_of())
    )
    return f'{XML}<sitemapindex xmlns="{SITEMAP}">\n{entries}</sitemapindex>\n'.encode()


def sitemap(month: str) -> bytes | None:
    """Every public page dated in a month ("2026-03"), with its other languages; None where there is none."""
    rows = StoredDocument.objects.filter(month=month).order_by("url")
    pages = list(rows.values_list("url", "locale", "translation_key", "updated_at"))
    versions: dict[str, list[tuple[str, str]]] = {}
    keys = {translation_key for _url, _locale, translation_key, _updated in pages}
    others = StoredDocument.objects.filter(translation_key__in=keys).order_by("locale")
    for url, locale, translation_key in others.values_list("url", "locale", "translation_key"):
        versions.setdefault(translation_key, []).append((LANGUAGES[locale].lang, url))
    entries = "".join(_entry(url, updated, versions[key]) for url, _locale, key, updated in pages)
    namespaces = f'xmlns="{SITEMAP}" xmlns:xhtml="http://www.w3.org/1999/xhtml"'
    return f"{XML}<urlset {namespaces}>\n{entries}</urlset>\n".encode() if pages else None


def robots() -> str:
    return (
        f"User-agent: *\nDisallow: {settings.BASE_PATH}/admin/\nSitemap: {settings.PUBLIC_URL}/sitemap.xml\n"
    )


def _entry(url: str, updated: str, versions: list[tuple[str, str]]) -> str:
    others = "".join(
        f'<xhtml:link rel="alternate" hreflang="{lang}" href="{escape(settings.PUBLIC_URL + other)}"/>'
        for lang, other in versions
        if len(versions) > 1
    )
    return f"<url><loc>{escape(settings.PUBLIC_URL + url)}</loc><lastmod>{updated}</lastmod>{others}</url>\n"
