"""Which pages residents reach: those that are live, and so is everything above them."""

from collections.abc import Iterable
from typing import TypeVar

from wagtail.models import Page

AnyPage = TypeVar("AnyPage", bound=Page)
ROOT = 1  # the depth of the page that all others are below; it is none of the site's


def is_public(page: Page) -> bool:
    """Whether residents reach a page: nothing below a section that was taken down."""
    return page.live and not page.get_ancestors().filter(depth__gt=ROOT, live=False).exists()


def public_among(pages: Iterable[AnyPage]) -> list[AnyPage]:
    """Of some pages those that residents reach, in their order; one query for all."""
    live = [page for page in pages if page.live]
    above = {path for page in live for path in _above(page)}
    closed = set(Page.objects.filter(path__in=above, live=False).values_list("path", flat=True))
    return [page for page in live if closed.isdisjoint(_above(page))]


def _above(page: Page) -> list[str]:
    """The paths of what is above a page, but for the root."""
    step = page.steplen
    return [page.path[:end] for end in range((ROOT + 1) * step, len(page.path), step)]
