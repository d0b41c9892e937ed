"""Atom feeds: of a language, and of each section."""

from datetime import datetime
from uuid import UUID, uuid5

from django.conf import settings
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape

from cms.core.documents import Data
from cms.core.languages import LANGUAGES
from cms.publishing.catalogue import Catalogue
from cms.publishing.queries import Row

FEED_TYPES = ("notice", "policy", "work_plan", "recruitment", "campaign", "election")
FEED_LENGTH = 30
FEED = "feed.xml"


def of_language(catalogue: Catalogue, site: Data) -> bytes:
    """The newest of everything in one language."""
    cards = [card for kind in FEED_TYPES for card in catalogue.latest(kind, FEED_LENGTH)]
    cards.sort(key=lambda card: (card["published_at"], card["key"]), reverse=True)
    home, url = catalogue.home(), f"/{LANGUAGES[catalogue.locale].segment}/"
    head = _Head(home, url, site["name"], site["tagline"])
    return _atom(head, cards[:FEED_LENGTH], catalogue.locale, site)


def of_section(catalogue: Catalogue, site: Data, section: Row) -> bytes:
    """The newest of what a section lists."""
    doc = section.content
    head = _Head(doc, section.url, f"{doc['title']} – {site['name']}", doc["summary"])
    return _atom(head, catalogue.children(section.key, FEED_LENGTH), catalogue.locale, site)


class _Head:
    """What a feed says of itself. `page` is what it belongs to, where that is public."""

    def __init__(self, page: Data | None, url: str, title: str, description: str):
        self.page, self.url, self.title, self.description = page, url, title, description


def _atom(head: _Head, cards: list[Data], locale: str, site: Data) -> bytes:
    feed = Atom1Feed(
        title=head.title,
        link=settings.PUBLIC_URL + head.url,
        description=head.description,
        language=LANGUAGES[locale].lang,
        author_name=site["name"],
        feed_url=f"{settings.PUBLIC_URL}{head.url}{FEED}",
        feed_guid=_identity(head.page) if head.page else settings.PUBLIC_URL + head.url,
    )
    for card in cards:
        feed.add_item(
            title=card["title"],
            link=settings.PUBLIC_URL + card["url"],
            description=escape(card["summary"]),  # a summary in Atom is HTML
            pubdate=datetime.fromisoformat(card["published_at"]),
            updateddate=datetime.fromisoformat(card["updated_at"]),
            author_name=card["issuer"] or None,
            unique_id=_identity(card),
        )
    # The generator stamps an empty feed with the present; a feed that says nothing new must be the same bytes.
    changed = (head.page["updated_at"] or head.page["published_at"]) if head.page else ""
    empty = datetime.fromisoformat(changed or "1970-01-01T00:00:00+00:00")
    feed.latest_post_date = lambda: max(  # type: ignore[method-assign]
        (item["updateddate"] for item in feed.items), default=empty
    )
    return feed.writeString("utf-8").encode()


def _identity(card: Data) -> str:
    """What a page is called for good: it survives every change of its address."""
    return uuid5(UUID(card["translation_key"]), card["locale"]).urn
