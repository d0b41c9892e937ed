"""Results that staff put first for a query, by Wagtail's promoted search results."""

from typing import Any

from wagtail.contrib.search_promotions.models import SearchPromotion

from cms.discovery.kept import Kept
from cms.discovery.query_log import normalised
from cms.publishing.models import StoredDocument

MOST = 5


def promoted(text: str, locale: str) -> list[dict[str, Any]]:
    """What staff promote for a query, however it is written; pages only while they are public, and in this language."""
    asked = normalised(text)
    if not asked:
        return []
    picks = _promotions().get(asked, [])
    if not picks:
        return []
    public = StoredDocument.objects.filter(locale=locale).in_bulk(
        [f"page:{pick.page_id}" for pick in picks if pick.page_id]
    )
    shown = (_shown(pick, public.get(f"page:{pick.page_id}")) for pick in picks)
    return [each for each in shown if each["url"].startswith(("/", "https://", "http://"))][:MOST]


@Kept
def _promotions() -> dict[str, list[SearchPromotion]]:
    """All that staff promote, by normalised query."""
    found: dict[str, list[SearchPromotion]] = {}
    for pick in SearchPromotion.objects.select_related("query").order_by("sort_order"):
        found.setdefault(normalised(pick.query.query_string), []).append(pick)
    return found


def forget() -> None:
    """Have the next answer look for what staff promote now."""
    _promotions.forget()


def _shown(pick: SearchPromotion, document: StoredDocument | None) -> dict[str, Any]:
    if pick.page_id:
        url, title = (document.url, document.document.title) if document else ("", "")
        summary = pick.description or (document.document.summary if document else "")
    else:
        url, title, summary = pick.external_link_url, pick.external_link_text or "", pick.description
    return {"url": url, "title": title or url, "summary": summary, "outside": not pick.page_id}
